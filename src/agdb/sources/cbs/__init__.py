"""Statistics Netherlands (CBS): StatLine tables in the forms in which they can be recorded."""

from __future__ import annotations

from typing import Final

from agdb.sources.cbs.v4_json import V4Json
from agdb.sources.contract import Reader

READERS: Final[tuple[Reader, ...]] = (V4Json(),)
