"""The one table of values of a release: Parquet, sorted by indicator, read a few indicators a time.

Any tool that reads Parquet can read it: a row is a value, and `place` its place among the values of
its indicator. Row groups are small, so that one indicator is found without reading the others.
"""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Callable, Hashable, Iterator, Mapping, Sequence
from functools import partial
from itertools import accumulate
from pathlib import Path
from typing import Any, Final, TypeVar

import msgspec

from agdb.results.value import Computed, Kind, Value
from agdb.results.values import FIELDS, ValueColumns, Values, columns_of
from agdb.statistics.identifier import sql_text
from agdb.statistics.status import Finality, ObservationStatus
from agdb.warehouse.engine import Engine

_TYPES: Final = {
    "region": "varchar",
    "period": "varchar",
    "breakdown": "struct(breakdown varchar, code varchar)[]",
    "value": "double",
    "status": "varchar",
    "finality": "varchar",
    "mark": "varchar",
    "lower": "double",
    "upper": "double",
    "kind": "varchar",
    "keys": "bigint",
    "keys_hash": "varchar",
    "corrections": "varchar[]",
    "lower_95": "double",
    "upper_95": "double",
    "table": "integer",
}
_NESTED: Final = ("breakdown", "corrections")
_GROUP: Final = 4096  # rows of a row group
_BLOCK: Final = 32_768  # values that are read at once
_BLOCKS: Final = 2  # blocks that are remembered
K = TypeVar("K", bound=Hashable)
T = TypeVar("T")


def write_table(path: Path, computed: Mapping[str, Computed], *, scratch: Path) -> dict[str, int]:
    """Write the values of all indicators to `path`; return how many each has.

    The same values give the same bytes. `scratch` is a folder in which rows may stand meanwhile.
    """
    rows = scratch / f"{path.name}.rows"
    counts = {}
    with rows.open("wb") as stream:
        for name in sorted(computed):
            counts[name] = len(computed[name].values)
            stream.writelines(_lines(name, computed[name].values))
    types = {"indicator": "varchar", "place": "bigint"} | _TYPES
    columns = ", ".join(f"{sql_text(name)}: {sql_text(kind)}" for name, kind in types.items())
    try:
        with Engine(folders=(scratch, path.parent), threads=1) as engine:
            engine.copy_to_parquet(
                f"select * from read_json({sql_text(str(rows))}, columns = {{{columns}}},"
                " format = 'newline_delimited')",
                path,
                order=("indicator", "place"),
                metadata={"agdb": "values of a release"},
                group=_GROUP,
            )
    finally:
        rows.unlink()
    return counts


def _lines(name: str, values: Sequence[Value]) -> Iterator[bytes]:
    encode = msgspec.json.Encoder().encode
    columns = columns_of(values).by_field
    for place, row in enumerate(zip(*(columns[field] for field in FIELDS), strict=True)):
        one = dict(zip(FIELDS, row, strict=True))
        one["breakdown"] = [{"breakdown": b, "code": code} for b, code in one["breakdown"]]
        yield encode({"indicator": name, "place": place, **one}) + b"\n"


class ValueTable:
    """The values in a table, read in blocks of neighbours of which the last few are remembered.

    So a small release is read once, and of a large one no more is in memory than is looked at.
    """

    def __init__(self, path: Path, counts: Mapping[str, int]) -> None:
        self._path, self._counts = path, counts
        self._names = sorted(counts)
        ends = accumulate(counts[name] for name in self._names)
        self._block_of = {
            name: (end - 1) // _BLOCK for name, end in zip(self._names, ends, strict=True)
        }
        self._blocks: OrderedDict[int, dict[str, ValueColumns]] = OrderedDict()

    def values(self, indicator: str) -> Values:
        """Return the values of an indicator, which are read when they are looked at."""
        return Values(partial(self._columns, indicator), size=self._counts[indicator])

    def _columns(self, indicator: str) -> ValueColumns:
        block = self._block_of[indicator]
        if block not in self._blocks:
            names = [name for name in self._names if self._block_of[name] == block]
            self._blocks[block] = self._read(names)
            if len(self._blocks) > _BLOCKS:
                self._blocks.popitem(last=False)
        self._blocks.move_to_end(block)
        return self._blocks[block][indicator]

    def _read(self, names: Sequence[str]) -> dict[str, ValueColumns]:
        cells = ", ".join(
            f'to_json("{name}")::varchar as "{name}"' if name in _NESTED else f'"{name}"'
            for name in FIELDS
        )
        with Engine(folders=(self._path.parent,), threads=1) as engine:
            found = engine.columns(
                f"select {cells} from read_parquet({sql_text(str(self._path))})"
                " where indicator between ? and ? order by indicator, place",
                [names[0], names[-1]],
            )
        columns = {
            field: _each(found[field], _MADE[field]) if field in _MADE else found[field]
            for field in FIELDS
        }
        ends = accumulate(self._counts[name] for name in names)
        return {
            name: ValueColumns(
                {
                    field: tuple(column[end - self._counts[name] : end])
                    for field, column in columns.items()
                }
            )
            for name, end in zip(names, ends, strict=True)
        }


def _breakdown(text: str) -> tuple[tuple[str, str], ...]:
    parts = msgspec.json.decode(text, type=list[dict[str, str]])
    return tuple((part["breakdown"], part["code"]) for part in parts)


def _corrections(text: str) -> tuple[str, ...]:
    return msgspec.json.decode(text, type=tuple[str, ...])


_MADE: Final[dict[str, Callable[[Any], Any]]] = {
    "region": str,
    "period": str,
    "breakdown": _breakdown,
    "status": ObservationStatus,
    "finality": Finality,
    "mark": str,
    "kind": Kind,
    "corrections": _corrections,
}
"""What each cell becomes; of equal cells one object, however many there are."""


def _each(cells: Sequence[K], make: Callable[[K], T]) -> list[T]:
    made = {cell: make(cell) for cell in dict.fromkeys(cells)}
    return [made[cell] for cell in cells]
