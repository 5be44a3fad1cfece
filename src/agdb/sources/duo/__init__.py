"""DUO, open education data: the old files and the new portal, two generations never mixed."""

from __future__ import annotations

from typing import Final

from agdb.sources.contract import Reader
from agdb.sources.duo.readers import Ckan, OldFile

READERS: Final[tuple[Reader, ...]] = (OldFile(), Ckan())
