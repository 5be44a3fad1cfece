"""Rows as one Parquet file in memory, for who hands them on and keeps nothing."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Final

from agdb.statistics.columns import Column, ColumnType
from agdb.statistics.identifier import sql_text
from agdb.warehouse.engine import Engine

_TYPES: Final = {
    ColumnType.TEXT: "varchar",
    ColumnType.NUMBER: "double",
    ColumnType.INTEGER: "bigint",
}
_PLACE: Final = "place"
_GROUP: Final = 8192  # rows of a row group, so that one indicator is found without reading all


def parquet_bytes(columns: Sequence[Column], rows: Iterable[bytes], *, about: str) -> bytes:
    """Return a Parquet file of `rows`, each an array of JSON with a cell for each of `columns`.

    Rows stay in their order, and the same ones give the same bytes; a number may be the text that
    is printed. `about` is written into the file.
    """
    types = {column.name: _TYPES[column.type] for column in columns}
    with TemporaryDirectory(prefix="agdb-parquet-") as folder:
        given, made = Path(folder) / "rows.json", Path(folder) / "rows.parquet"
        with given.open("wb") as stream:
            stream.writelines(row + b"\n" for row in rows)
        cells = ", ".join(
            f'cast(json ->> {nth} as {kind}) as "{name}"'
            for nth, (name, kind) in enumerate(types.items())
        )
        with Engine(folders=(Path(folder),), threads=1) as engine:
            engine.copy_to_parquet(
                f'select row_number() over () as "{_PLACE}", {cells}'
                f" from read_ndjson_objects({sql_text(str(given))})",
                made,
                order=(_PLACE,),
                metadata={"agdb": about},
                group=_GROUP,
            )
        return made.read_bytes()
