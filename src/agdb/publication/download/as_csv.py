"""CSV after RFC 4180: comma, decimal point, UTF-8; metadata first, on lines that begin with #."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable
from typing import Any

from agdb.publication.download.metadata import flat
from agdb.publication.download.rows import Scalar


def as_csv(
    found: dict[str, Any], columns: tuple[str, ...], rows: Iterable[tuple[Scalar, ...]]
) -> bytes:
    """Return the file. Readers skip the metadata with `comment="#"`; the header comes after them.

    >>> print(as_csv({"name": "Bikes"}, ("period", "value"), [("2024", 3)]).decode())
    # name: Bikes
    period,value
    2024,3
    <BLANKLINE>
    """
    text = io.StringIO(newline="")
    for name, value in flat(found):
        text.write(f"# {name}: {' '.join(value.split())}\n")
    writer = csv.writer(text, lineterminator="\n")
    writer.writerow(columns)
    writer.writerows(rows)
    return text.getvalue().encode()
