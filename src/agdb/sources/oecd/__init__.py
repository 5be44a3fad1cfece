"""OECD: the Data Explorer's service (SDMX-CSV, SDMX-JSON) and exports of the closed OECD Data."""

from __future__ import annotations

from typing import Final

from agdb.sources.contract import Reader
from agdb.sources.oecd.dp_live import DpLive
from agdb.sources.oecd.sdmx_csv import OecdCsv
from agdb.sources.oecd.sdmx_json import SdmxJson

READERS: Final[tuple[Reader, ...]] = (OecdCsv(), SdmxJson(), DpLive())
