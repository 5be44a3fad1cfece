"""ROA: the labour market information system (AIS), as published on DataverseNL."""

from __future__ import annotations

from typing import Final

from agdb.sources.contract import Reader
from agdb.sources.roa.ais import Ais

READERS: Final[tuple[Reader, ...]] = (Ais(),)
