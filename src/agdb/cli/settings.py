"""Settings from the environment: where the data, the programme and this checkout are."""

from __future__ import annotations

import os
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path


@dataclass(frozen=True, slots=True)
class Settings:
    """`data` is AGDB_DATA, `programme` is AGDB_PROGRAMME, `home` is the folder of this checkout."""

    data: Path
    programme: Path
    home: Path

    @property
    def releases(self) -> Path:
        """The folder of the releases."""
        return self.data / "releases"

    @property
    def site(self) -> Path:
        """The folder of the published site."""
        return self.data / "site"


def settings(environment: Mapping[str, str]) -> Settings:
    """Return the settings that `environment` gives; relative paths are of the home folder.

    >>> settings({"AGDB_HOME": "/srv/agdb"}).programme.as_posix()
    '/srv/agdb/programme'
    """
    home = Path(environment.get("AGDB_HOME", "."))
    return Settings(
        data=home / environment.get("AGDB_DATA", "var"),
        programme=home / environment.get("AGDB_PROGRAMME", "programme"),
        home=home,
    )


def current() -> Settings:
    """Return the settings of this process."""
    return settings(os.environ)
