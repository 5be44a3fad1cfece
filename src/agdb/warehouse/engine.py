"""The one module that knows DuckDB.

Nothing is downloaded at run time (extensions are off), and nothing outside the folders given is
read or written. Only `execute(...)` with `fetchall`, `fetchmany` or `fetchnumpy` is used, which
DuckDB 1.4 and 2.0 share.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Mapping, Sequence
from pathlib import Path
from types import TracebackType
from typing import Any, Final, Self

import duckdb

from agdb.errors import Place, SourceError, WarehouseError
from agdb.statistics.identifier import checked_column, sql_text

_GLOB: Final = frozenset("*?[")
_BELOW: Final = "**/*.parquet"
_BATCH: Final = 10_000
_ENUM: Final = "ENUM("
_CSV_LINE: Final = re.compile(r"CSV Error on Line: \d+$")
_CSV_REASON: Final = re.compile(r"(Expected|Value|Invalid|Error|Maximum|The CSV|Could not) ")
# What DuckDB says when the bytes are at fault. A statement that is wrong in itself is our fault.
# Damaged Parquet comes as an error of no class, or as one of the engine's own assumptions.
_BAD_DATA: Final = (
    duckdb.DataError,
    duckdb.InvalidInputException,
    duckdb.InternalException,
    duckdb.FatalException,
)
_EXHAUSTED: Final = (
    duckdb.OutOfMemoryException,
    duckdb.IOException,
    duckdb.PermissionException,  # a file that lies behind a link, outside the folders given
)


class Engine:
    """SQL over local Parquet, JSON and CSV files, in a `with` block.

    `folders` are the only ones that statements may touch; `spill` takes what does not fit in
    `memory` and must be one of them, or below one.

    >>> with Engine() as engine:
    ...     engine.rows("select 1 + ?", [1])
    [(2,)]
    """

    def __init__(
        self,
        *,
        folders: Sequence[Path] = (),
        spill: Path | None = None,
        memory: str = "1GB",
        threads: int = 2,
    ) -> None:
        for folder in folders:
            if _GLOB.intersection(str(folder)):
                raise WarehouseError(
                    "the path of a data folder holds *, ? or [",
                    place=Place(str(folder)),
                    remedy="set AGDB_DATA to a folder without them",
                )
        names = {f"{path}/" for folder in folders for path in (folder.absolute(), folder.resolve())}
        self._paths = re.compile(
            "|".join(f"{re.escape(name)}(?:[^\"']*/)?" for name in sorted(names))
        )
        self._connection = duckdb.connect(
            ":memory:",
            config={
                "autoinstall_known_extensions": False,
                "autoload_known_extensions": False,
                "memory_limit": memory,
                "threads": threads,
            },
        )
        if spill is not None:
            self._connection.execute(f"set temp_directory = {sql_text(str(spill))}")
        allowed = ", ".join(map(sql_text, sorted(names)))
        self._connection.execute(f"set allowed_directories = [{allowed}]")
        self._connection.execute("set enable_external_access = false")
        self._connection.execute("set lock_configuration = true")

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        traceback: TracebackType | None,
    ) -> None:
        self._connection.close()

    def rows(self, sql: str, parameters: Sequence[object] = ()) -> list[tuple[Any, ...]]:
        """Return all rows of a statement.

        Raises `SourceError` if the data cannot be read as the statement asks, `WarehouseError` if
        memory or disk are exhausted or a file is missing.
        """
        return self._execute(sql, parameters).fetchall()

    def columns(self, sql: str, parameters: Sequence[object] = ()) -> dict[str, list[Any]]:
        """Return the columns of a statement by name: what `rows` has, and faster for many rows."""
        cursor = self._execute(sql, parameters)
        try:
            found = cursor.fetchnumpy()
        except duckdb.Error as error:
            raise self._in_our_words(error) from error
        return {name: column.tolist() for name, column in found.items()}

    def stream(self, sql: str, parameters: Sequence[object] = ()) -> Iterator[tuple[Any, ...]]:
        """Yield the rows of a statement without holding them all; errors as in `rows`."""
        cursor = self._execute(sql, parameters)
        while True:
            try:
                batch = cursor.fetchmany(_BATCH)
            except duckdb.Error as error:
                raise self._in_our_words(error) from error
            if not batch:
                return
            yield from batch

    def view(self, name: str, parquet: Path) -> None:
        """Offer a Parquet file to later statements under `name`, in the place of one before it."""
        self._execute(
            f"create or replace temp view {checked_column(name)} as"
            f" select * from read_parquet({sql_text(str(parquet))})"
        )

    def records(self, name: str, address: str) -> tuple[str, ...]:
        """Offer a Parquet file, or all below a folder, in the same way; return the columns."""
        path = Path(address)
        self.view(name, path / _BELOW if path.is_dir() else path)
        described = self._execute(f"select * from {name} limit 0").description or []
        return tuple(str(column[0]) for column in described)

    def words(self, name: str, words: Collection[str]) -> None:
        """Offer a type for text to later statements under `name`: the place of one of `words`.

        In the order of the text, so that places sort as words do. Raises `SourceError` for none.
        """
        self._execute(
            f'create or replace temp type "{name}" as enum (select unnest(?))', [sorted(set(words))]
        )

    def copy_to_parquet(
        self,
        select: str,
        path: Path,
        *,
        columns: Mapping[str, str] | None = None,
        order: Sequence[str],
        metadata: Mapping[str, str],
        lists: Mapping[str, Collection[str]] | None = None,
        group: int | None = None,
        after: Mapping[str, str] | None = None,
    ) -> None:
        """Write the result of `select`, ordered by the columns `order`, to one Parquet file.

        `after` has SQL for more columns, made of those of `select` once the rows are ordered: what
        is not ordered with them takes no memory.

        `columns` are names and types, where those of `select` are not meant. `lists` are the words
        that a text column may hold: it is sorted and written as the place of its word, one to four
        bytes in the place of sixteen, and is text again in the file. `group` is how many rows a row
        group has, where that matters to who reads a part. The same rows and metadata
        give the same bytes where the engine runs on one thread. Errors as in `rows`; a word outside
        its list is a `SourceError`.
        """
        by = ", ".join(f'"{column}"' for column in order)
        pairs = ", ".join(f"{sql_text(key)}: {sql_text(metadata[key])}" for key in sorted(metadata))
        whole, ordered = select, f" order by {by}"
        if after:
            more = ", ".join(f"{sql} as {name}" for name, sql in after.items())
            whole, ordered = f"select *, {more} from (from ({select}){ordered})", ""
        given = {name: kind for name, kind, *_ in self.rows(f"describe {whole}")}
        wanted = dict(columns or given)
        narrow = {name for name, kind in given.items() if kind.startswith(_ENUM)}
        for column, words in (lists or {}).items():
            if column not in narrow:
                wanted[column] = f'"_in_{column}"'
                self.words(f"_in_{column}", words)
        casts = (
            f'"{name}"' if name in narrow else f'cast("{name}" as {kind}) as "{name}"'
            for name, kind in wanted.items()
        )
        self._execute(
            f"copy (select {', '.join(casts)} from ({whole}){ordered}) "
            f"to {sql_text(str(path))} (format parquet, compression zstd,"
            f"{'' if group is None else f' row_group_size {group},'} kv_metadata {{{pairs}}})"
        )

    def _execute(self, sql: str, parameters: Sequence[object] = ()) -> duckdb.DuckDBPyConnection:
        try:
            return self._connection.execute(sql, list(parameters))
        except duckdb.Error as error:
            raise self._in_our_words(error) from error
        except RuntimeError as error:  # how the engine tells of an interrupt
            if "interrupted" not in str(error).lower():
                raise
            raise KeyboardInterrupt from None

    def _in_our_words(self, error: duckdb.Error) -> Exception:
        """The error in our family where it is about data or the machine, else as it came."""
        lines = str(error).strip().splitlines() or [type(error).__name__]
        sentence = lines[0].partition("Error: ")[2] or lines[0]
        if _CSV_LINE.match(sentence):  # what is wrong stands below, after the line itself
            sentence += next((f": {line}" for line in lines[1:] if _CSV_REASON.match(line)), "")
        sentence = self._paths.sub("", sentence).strip().rstrip(".")
        if isinstance(error, _BAD_DATA) or type(error) is duckdb.Error:
            return SourceError(sentence, remedy="fetch or copy the recording again")
        if isinstance(error, _EXHAUSTED):
            return WarehouseError(sentence, remedy="run `agdb doctor`")
        return error
