"""Where observations are read from: the part of a query after `from`, for each kind of file."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path

from agdb.statistics.identifier import sql_text


def from_json(paths: Sequence[Path], fields: Mapping[str, str]) -> str:
    """Read files that each hold one JSON list of objects; a field that is not there is null.

    >>> from_json([Path("/a.json")], {"Id": "BIGINT"})
    "read_json(['/a.json'], format='array', columns={'Id': 'BIGINT'})"
    """
    files = ", ".join(sql_text(str(path)) for path in paths)
    return f"read_json([{files}], format='array', columns={{{_columns(fields)}}})"


def text_of(paths: Sequence[Path]) -> str:
    """Read files whole: one row each, of its `filename` and its `content`."""
    return f"read_text([{', '.join(sql_text(str(path)) for path in paths)}])"


def from_csv(path: Path, fields: Mapping[str, str]) -> str:
    """Read a CSV file as CBS writes them; `fields` are its columns in the order of its header."""
    return (
        f"read_csv({sql_text(str(path))}, auto_detect=false, header=true, delim=';', quote='\"', "
        f"escape='\"', nullstr='', columns={{{_columns(fields)}}})"
    )


def from_parquet(path: Path) -> str:
    """Read a Parquet file."""
    return f"read_parquet({sql_text(str(path))})"


def _columns(fields: Mapping[str, str]) -> str:
    return ", ".join(f"{sql_text(name)}: '{kind}'" for name, kind in fields.items())
