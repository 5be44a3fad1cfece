"""AGDB_LOG=debug: what goes over the line and which step a build is at, one line each.

AGDB_LOG=json: what goes wrong, and of a server each request that it worked for, as lines of JSON.
"""

from __future__ import annotations

import logging
import sys
from collections.abc import Mapping
from typing import Final

from agdb.errors import Place, UsageError

_LEVELS: Final[Mapping[str, int]] = {"debug": logging.DEBUG, "json": logging.INFO}


def asked_level(environment: Mapping[str, str]) -> str:
    """Return what AGDB_LOG asks for, in small letters; empty if nothing."""
    return environment.get("AGDB_LOG", "").strip().lower()


def start_log(environment: Mapping[str, str]) -> None:
    """Write what our rooms log to standard error, if AGDB_LOG asks for it; else nothing is written.

    Only our own lines: they hold no bodies, passwords or tokens. Raises `UsageError` for a level
    that does not exist.
    """
    level = asked_level(environment)
    if not level:
        return
    if level not in _LEVELS:
        raise UsageError(
            f"{level!r} is not a level of logging",
            place=Place("AGDB_LOG"),
            remedy=f"set it to {' or '.join(_LEVELS)}",
        )
    log = logging.getLogger("agdb")
    handler = logging.StreamHandler(sys.stderr)
    handler.setFormatter(_form(level))
    log.addHandler(handler)
    log.setLevel(_LEVELS[level])


def _form(level: str) -> logging.Formatter:
    if level == "json":
        from agdb.web.json_lines import JsonLines

        return JsonLines()
    return logging.Formatter("%(asctime)s %(name)s: %(message)s")
