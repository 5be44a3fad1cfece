"""UWV: the tension indicator (spanningsindicator)."""

from __future__ import annotations

from typing import Final

from agdb.sources.contract import Reader
from agdb.sources.uwv.tension import Tension

READERS: Final[tuple[Reader, ...]] = (Tension(),)
