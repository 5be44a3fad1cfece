"""UWV: the tension indicator (spanningsindicator), a workbook on a web page."""

from __future__ import annotations

from typing import Final

from agdb.sources.publisher import Publisher
from agdb.sources.uwv.read import Tension

PUBLISHER: Final = Publisher("uwv", (Tension(),), by_hand=True)
