"""Settings from the environment: where the data, the programme and this checkout are."""

from __future__ import annotations

import os
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from agdb.cli.log import asked_level


@dataclass(frozen=True, slots=True)
class Settings:
    """`data` is AGDB_DATA, `programme` is AGDB_PROGRAMME, `home` is the folder of this checkout.

    `database` is AGDB_DATABASE_URL, `email` AGDB_EMAIL_URL and `address` AGDB_ADDRESS, at which the
    site is reached from elsewhere, `openid` AGDB_OPENID_URL, `metrics_token` AGDB_METRICS_TOKEN;
    each may be missing. `json_log` is whether AGDB_LOG is json.
    """

    data: Path
    programme: Path
    home: Path
    database: str | None = None
    email: str | None = None
    address: str | None = None
    openid: str | None = None
    metrics_token: str | None = None
    json_log: bool = False

    @property
    def releases(self) -> Path:
        """The folder of the releases."""
        return self.data / "releases"

    @property
    def shelf(self) -> Path:
        """The folder of the releases as readers had them."""
        return self.data / "shelf"

    @property
    def database_file(self) -> Path:
        """The database of the desk, where `database` names no other."""
        return self.data / "desk" / "desk.sqlite3"

    @property
    def has_desk(self) -> bool:
        """Whether there is a database: one that is named, or the file."""
        return self.database is not None or self.database_file.is_file()

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
        database=environment.get("AGDB_DATABASE_URL") or None,
        email=environment.get("AGDB_EMAIL_URL") or None,
        address=environment.get("AGDB_ADDRESS") or None,
        openid=environment.get("AGDB_OPENID_URL") or None,
        metrics_token=environment.get("AGDB_METRICS_TOKEN") or None,
        json_log=asked_level(environment) == "json",
    )


def current() -> Settings:
    """Return the settings of this process."""
    return settings(os.environ)
