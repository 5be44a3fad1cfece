"""ROA: the labour market information system (AIS), as published on DataverseNL."""

from __future__ import annotations

from typing import Final

from agdb.sources.publisher import Publisher
from agdb.sources.roa.fetch import SERVICE, Roa
from agdb.sources.roa.read import Ais

PUBLISHER: Final = Publisher(
    "roa", (Ais(),), fetcher=Roa(), addresses={"roa": "https://dataverse.nl"}, services=(SERVICE,)
)
