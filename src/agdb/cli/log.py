"""AGDB_LOG=debug: what goes over the line and which step a build is at, one line each."""

from __future__ import annotations

import logging
import sys
from collections.abc import Mapping
from typing import Final

from agdb.errors import Place, UsageError

_LEVELS: Final = {"debug": logging.DEBUG}
_FORM: Final = "%(asctime)s %(name)s: %(message)s"


def start_log(environment: Mapping[str, str]) -> None:
    """Write what our rooms log to standard error, if AGDB_LOG asks for it; else nothing is written.

    Only our own lines: they hold no bodies, passwords or tokens. Raises `UsageError` for a level
    that does not exist.
    """
    level = environment.get("AGDB_LOG", "").strip().lower()
    if not level:
        return
    if level not in _LEVELS:
        raise UsageError(
            f"{level!r} is not a level of logging",
            place=Place("AGDB_LOG"),
            remedy="set it to debug",
        )
    log = logging.getLogger("agdb")
    handler = logging.StreamHandler(sys.stderr)
    handler.setFormatter(logging.Formatter(_FORM))
    log.addHandler(handler)
    log.setLevel(_LEVELS[level])
