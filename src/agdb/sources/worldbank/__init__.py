"""World Bank: indicators of the World Development Indicators service."""

from __future__ import annotations

from typing import Final

from agdb.sources.contract import Reader
from agdb.sources.worldbank.indicator import Indicator

READERS: Final[tuple[Reader, ...]] = (Indicator(),)
