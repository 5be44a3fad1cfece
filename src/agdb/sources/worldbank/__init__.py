"""World Bank: indicators of the World Development Indicators service."""

from __future__ import annotations

from typing import Final

from agdb.sources.publisher import Publisher
from agdb.sources.worldbank.fetch import SERVICE, WorldBank
from agdb.sources.worldbank.read import WorldBankIndicator

PUBLISHER: Final = Publisher(
    "worldbank",
    (WorldBankIndicator(),),
    fetcher=WorldBank(),
    addresses={"worldbank": "https://api.worldbank.org/v2"},
    services=(SERVICE,),
)
