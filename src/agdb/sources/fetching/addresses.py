"""Where the publishers are, unless a setting says otherwise."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, fields
from typing import Self
from urllib.parse import urlsplit

from agdb.errors import Place, UsageError


@dataclass(frozen=True, slots=True)
class Addresses:
    """The base address of every service, without a slash at its end."""

    cbs: str = "https://datasets.cbs.nl"
    cbs_v3: str = "https://opendata.cbs.nl"
    eurostat: str = "https://ec.europa.eu/eurostat/api/dissemination"
    duo: str = "https://onderwijsdata.duo.nl"
    roa: str = "https://dataverse.nl"
    oecd: str = "https://sdmx.oecd.org/public/rest"
    worldbank: str = "https://api.worldbank.org/v2"

    @classmethod
    def read(cls, environment: Mapping[str, str]) -> Self:
        """Return the addresses with those that the environment sets, as in AGDB_CBS_V3_URL.

        Raises `UsageError` for one that is no address on the web.

        >>> Addresses.read({"AGDB_CBS_URL": "http://127.0.0.1:8080/"}).cbs
        'http://127.0.0.1:8080'
        """
        given = {}
        for field in fields(cls):
            name = f"AGDB_{field.name.upper()}_URL"
            if text := environment.get(name, "").strip():
                given[field.name] = _checked(name, text).rstrip("/")
        return cls(**given)


def _checked(name: str, text: str) -> str:
    try:
        parts = urlsplit(text)
        sound = parts.scheme in {"http", "https"} and bool(parts.hostname) and parts.port != 0
    except ValueError:
        sound = False
    if not sound:
        raise UsageError(
            f"{text!r} is not an address on the web",
            place=Place(name),
            remedy="write it as https://host/path",
        )
    return text
