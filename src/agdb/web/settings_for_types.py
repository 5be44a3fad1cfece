"""The settings as a module: what the type checker of Django reads, and no server."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from pathlib import Path
from typing import Any

from agdb.programme.report.written import WrittenText
from agdb.register.consistency import Fault
from agdb.register.register import Register
from agdb.web.api.releases import ServedReleases
from agdb.web.counters import Counters
from agdb.web.settings import FIXED

AGDB_ADDRESS: str
AGDB_BEHIND_PROXY: bool
AGDB_CONTACT: dict[str, str]
AGDB_COUNTERS: Counters | None
AGDB_DEMO: bool
AGDB_DESK: bool
AGDB_FORM_TARGETS: tuple[str, ...]
AGDB_ISSUER: str
AGDB_LANGUAGES: tuple[str, ...]
AGDB_METRICS_TOKEN: str | None
AGDB_MISFITS: Callable[[Register], Iterable[Fault]] | None
AGDB_OIDC: bool
AGDB_RELEASES: ServedReleases | None
AGDB_SITE: Path
AGDB_TEXTS: Mapping[str, WrittenText]
SOCIALACCOUNT_PROVIDERS: dict[str, Any]
SECRET_KEY = "checks types, signs nothing"  # noqa: S105 - no server ever starts with it

globals().update(FIXED)
