"""Eurostat: data sets in the forms in which its services give them out."""

from __future__ import annotations

from typing import Final

from agdb.sources.eurostat.fetch import SERVICE, Eurostat
from agdb.sources.eurostat.json_stat import JsonStat
from agdb.sources.eurostat.sdmx_csv import SdmxCsv
from agdb.sources.eurostat.tsv import Tsv
from agdb.sources.publisher import Publisher

PUBLISHER: Final = Publisher(
    "eurostat",
    (JsonStat(), SdmxCsv(), Tsv()),
    fetcher=Eurostat(),
    addresses={"eurostat": "https://ec.europa.eu/eurostat/api/dissemination"},
    services=(SERVICE,),
)
