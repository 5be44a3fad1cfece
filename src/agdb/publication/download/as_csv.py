"""CSV after RFC 4180: comma, decimal point, UTF-8; metadata first, on lines that begin with #."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from io import BytesIO
from itertools import takewhile
from typing import Any, Final

from agdb.publication.download.metadata import flat

COMMENT: Final = "#"
"""Begins a line that is about the file and not part of its table."""


def as_csv(found: dict[str, Any], columns: Iterable[str], rows: Iterable[bytes]) -> bytes:
    """Return the file of `rows`, which joined are lines of CSV, each with its end.

    Readers skip the metadata with `comment="#"`; the header comes after them.

    A description in the metadata (of an input) is one line, as JSON without its empty fields: many
    readers look for the header in the first hundred lines.

    >>> print(as_csv({"name": "Bikes"}, ("period", "value"), [b"2024,3\\n"]).decode())
    # name: Bikes
    period,value
    2024,3
    <BLANKLINE>
    """
    head = (f"{COMMENT} {name}: {' '.join(value.split())}" for name, value in _lines(found))
    return b"".join(("\n".join((*head, ",".join(columns), "")).encode(), *rows))


def header_line(content: bytes) -> int:
    """Return on which line of a CSV file its header stands, counted from 1.

    >>> header_line(b"# about\\na,b\\n1,2\\n")
    2
    """
    comments = takewhile(lambda line: line.startswith(COMMENT.encode()), BytesIO(content))
    return 1 + sum(1 for _ in comments)


def _lines(found: dict[str, Any]) -> Iterator[tuple[str, str]]:
    for name, value in found.items():
        described = value if isinstance(value, list) else []
        if not any(isinstance(one, dict) for one in described):
            yield from flat({name: value})
            continue
        for nth, one in enumerate(described, start=1):
            told = {key: part for key, part in one.items() if part not in (None, "", [])}
            yield f"{name}.{nth}", json.dumps(told, ensure_ascii=False)
