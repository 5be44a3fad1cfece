"""AGDB_LOG=json: each line of the log is an object of JSON.

A line never holds an address of a client, a query, or what somebody typed: of what libraries tell
only the words are written that they have themselves, and of a fault its kind and its place.
"""

from __future__ import annotations

import json
import logging
import traceback
from datetime import UTC, datetime
from typing import Final

_OURS: Final = "agdb"
MORE: Final = "told"
"""The attribute of a record with further members of its object."""


class JsonLines(logging.Formatter):
    """Writes a record as one line of JSON."""

    def format(self, record: logging.LogRecord) -> str:
        """Return the line, without its end."""
        ours = record.name.partition(".")[0] == _OURS
        told: dict[str, object] = {
            "time": datetime.fromtimestamp(record.created, UTC).isoformat(timespec="milliseconds"),
            "level": record.levelname.lower(),
            "logger": record.name,
            "message": record.getMessage() if ours else _words(record),
            **getattr(record, MORE, {}),
        }
        if record.exc_info and record.exc_info[1] is not None:
            fault = record.exc_info[1]
            told["fault"] = type(fault).__name__
            told["at"] = [
                f"{frame.name}:{frame.lineno}"
                for frame in traceback.extract_tb(fault.__traceback__)
            ]
        return json.dumps(told, ensure_ascii=False)


def _words(record: logging.LogRecord) -> str:
    """The words of the library itself; what has no parts may quote a request as a whole."""
    return str(record.msg) if record.args else "not repeated: it may quote a request"
