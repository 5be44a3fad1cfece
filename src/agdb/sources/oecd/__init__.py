"""OECD: the Data Explorer's service (SDMX-CSV, SDMX-JSON) and exports of the closed OECD Data."""

from __future__ import annotations

from typing import Final

from agdb.sources.oecd.dp_live import DpLive
from agdb.sources.oecd.fetch import SERVICE, Oecd
from agdb.sources.oecd.sdmx_csv import OecdCsv
from agdb.sources.oecd.sdmx_json import SdmxJson
from agdb.sources.publisher import Publisher

PUBLISHER: Final = Publisher(
    "oecd",
    (OecdCsv(), SdmxJson(), DpLive()),
    fetcher=Oecd(),
    addresses={"oecd": "https://sdmx.oecd.org/public/rest"},
    services=(SERVICE,),
)
