"""Eurostat: data sets in the forms in which its services give them out."""

from __future__ import annotations

from typing import Final

from agdb.sources.contract import Reader
from agdb.sources.eurostat.json_stat import JsonStat
from agdb.sources.eurostat.sdmx_csv import SdmxCsv
from agdb.sources.eurostat.tsv import Tsv

READERS: Final[tuple[Reader, ...]] = (JsonStat(), SdmxCsv(), Tsv())
