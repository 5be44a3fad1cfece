"""Values as observations: the same columns for every indicator, with codes and without names."""

from __future__ import annotations

import csv
from collections.abc import Iterable, Iterator, Sequence
from typing import Final, Protocol

from agdb.publication.download.as_csv import COMMENT
from agdb.publication.download.as_json import json_text
from agdb.publication.download.cells import Scalar
from agdb.statistics.columns import AFTER, BEFORE, OBSERVATION, Column


class WriteParquet(Protocol):
    """Makes one Parquet file of columns, rows as arrays of JSON, and what the file is about."""

    def __call__(self, columns: Sequence[Column], rows: Iterable[bytes], /, *, about: str) -> bytes:
        """Return the bytes of the file."""
        ...


BETWEEN: Final = ";"
_NAMED: Final = f"{COMMENT} indicator: "
_NEVER_NONE: Final = frozenset({"breakdown", "mark"})


def rows_of_csv(content: bytes) -> Iterator[list[Scalar]]:
    """Yield the rows of a CSV of ours as observations; an empty cell is None.

    So a table over all indicators is made of files that are there, changed or not.

    >>> text = b"# indicator: bikes\\nregion,period,sex,sex_name,value\\nNL,2024,F,Women,3\\n"
    >>> next(rows_of_csv(text))[:5]
    ['bikes', 'NL', '2024', 'sex=F', '3']
    """
    lines = content.decode().splitlines()
    named = next(line for line in lines if line.startswith(_NAMED))
    reader = csv.DictReader(line for line in lines if not line.startswith(COMMENT))
    known = {column.name for column in (*BEFORE, *AFTER)}
    own = [name for name in reader.fieldnames or () if name not in known]
    breakdowns = [name for name in own if f"{name}_name" in own]
    fixed = {"indicator": named.removeprefix(_NAMED)}
    for row in reader:
        together = BETWEEN.join(f"{name}={row[name]}" for name in breakdowns)
        told = row | fixed | {"breakdown": together}
        yield [
            told.get(column.name) or ("" if column.name in _NEVER_NONE else None)
            for column in OBSERVATION
        ]


def as_array(row: Sequence[Scalar]) -> bytes:
    """Return a row as an array of JSON.

    >>> as_array(["NL", None, 3])
    b'["NL", null, 3]'
    """
    return json_text(row).encode()


def number(text: Scalar) -> float | int | None:
    """Return the number that a cell prints; one without decimals is whole.

    >>> number("3.0"), number("12"), number(None)
    (3.0, 12, None)
    """
    if text is None or isinstance(text, int):
        return text
    return float(text) if "." in text else int(text)
