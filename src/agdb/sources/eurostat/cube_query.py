"""The cells of a cube as a query: codes come from the place of a cell in row-major order."""

from __future__ import annotations

import math
from dataclasses import dataclass
from pathlib import Path
from typing import Final

import msgspec
import numpy as np

from agdb.errors import StatisticsError
from agdb.files.recorded import fault
from agdb.sources.eurostat.layout import PLAIN_MEASURE, UNIT, cell_of
from agdb.sources.formats.json_stat import Cube
from agdb.statistics.identifier import sql_text
from agdb.statistics.period import Period
from agdb.statistics.structure import Structure

_BATCH: Final = 1 << 18
_CELLS: Final = {"_place": "BIGINT", "_value": "DOUBLE"}
_MARKS: Final = {
    "_place": "BIGINT",
    "_status": "VARCHAR",
    "_mark": "VARCHAR",
    "_confidentiality": "VARCHAR",
    "_finality": "VARCHAR",
}
_SAID: Final = """coalesce(_status, 'A') as status,
  coalesce(_confidentiality, 'F') as confidentiality, coalesce(_finality, 'unknown') as finality,
  coalesce(_mark, '') as mark"""
_UNSAID: Final = "'A' as status, 'F' as confidentiality, 'unknown' as finality, '' as mark"
_AXIS: Final = {"_at": "BIGINT", "_code": "VARCHAR"}
_TIME: Final = {"_at": "BIGINT", "_period": "VARCHAR", "_frequency": "VARCHAR", "_start": "DATE"}


@dataclass(frozen=True)
class Grid:
    """The axes of a cube: a column name and codes for each; `time` is the place of the periods."""

    ids: tuple[str, ...]
    codes: tuple[tuple[str, ...], ...]
    time: int
    periods: tuple[Period, ...]


def select_cells(cube: Cube, grid: Grid, *, structure: Structure, scratch: Path, name: str) -> str:
    """Return the query over the cells of `cube`, which it writes to `scratch`.

    Raises `SourceError` for a status that is not known.
    """
    _write_cells(cube, scratch / "cells.csv")
    marked = _write_marks(cube, scratch / "marks.json", name)
    joins, columns = [], {}
    for number, id_ in enumerate(grid.ids):
        stride = math.prod(len(codes) for codes in grid.codes[number + 1 :])
        at = f"(_place // {stride}) % {len(grid.codes[number])}"
        table = f"_axis{number}"
        joins.append(f"join {_axis(grid, number, scratch)} {table} on {table}._at = {at}")
        columns[id_] = f"{table}._code"
    time = f"_axis{grid.time}"
    dimensions = "".join(f', {columns[item.id]} as "{item.id}"' for item in structure.dimensions)
    marks = _json(scratch / "marks.json", _MARKS, lines=True)
    joins += [f"left join {marks} using (_place)"] if marked else []
    said = _SAID if marked else _UNSAID
    return f"""
select {columns.get(UNIT, sql_text(PLAIN_MEASURE))} as measure{dimensions},
  {time}._period as period, {time}._frequency as frequency, {time}._start as start,
  _value as value, null as text, {said},
  null as lower, null as upper, null as citation
from read_csv({sql_text(str(scratch / "cells.csv"))}, auto_detect=false, header=false, delim=',',
  nullstr='null', new_line='\\n', columns={_columns(_CELLS)}) {" ".join(joins)}"""


def _write_cells(cube: Cube, path: Path) -> None:
    """Lists of pairs by way of JSON, which writes the shortest exact decimals and `null`."""
    with path.open("wb") as out:
        for first in range(0, len(cube.places), _BATCH):
            pairs = zip(
                cube.places[first : first + _BATCH].tolist(),
                cube.values[first : first + _BATCH].tolist(),
                strict=True,
            )
            out.write(msgspec.json.encode(list(pairs))[2:-2].replace(b"],[", b"\n") + b"\n")


def _write_marks(cube: Cube, path: Path, name: str) -> bool:
    """One line of JSON for each cell with a status: a row in memory takes twenty times the room."""
    if not cube.statuses:
        return False
    marked = np.fromiter(cube.statuses, dtype=np.int64, count=len(cube.statuses))
    valued = ~np.isnan(cube.values[np.searchsorted(cube.places, marked)])
    with path.open("wb") as out:
        for (place, word), there in zip(cube.statuses.items(), valued, strict=True):
            try:
                cell = cell_of(0.0 if there else None, word)
            except StatisticsError as error:
                raise fault(f"cell {place}: {error.what}", name) from None
            told = (place, cell.status, cell.mark, cell.confidentiality, cell.finality)
            out.write(msgspec.json.encode(dict(zip(_MARKS, told, strict=True))) + b"\n")
    return True


def _axis(grid: Grid, number: int, scratch: Path) -> str:
    path = scratch / f"axis-{number}.json"
    if number == grid.time:
        rows: list[dict[str, object]] = [
            {
                "_at": at,
                "_period": period.text,
                "_frequency": period.frequency,
                "_start": period.start.isoformat() if period.dated else None,
            }
            for at, period in enumerate(grid.periods)
        ]
        path.write_bytes(msgspec.json.encode(rows))
        return _json(path, _TIME)
    path.write_bytes(
        msgspec.json.encode(
            [{"_at": at, "_code": code} for at, code in enumerate(grid.codes[number])]
        )
    )
    return _json(path, _AXIS)


def _json(path: Path, fields: dict[str, str], *, lines: bool = False) -> str:
    form = "newline_delimited" if lines else "array"
    return f"read_json({sql_text(str(path))}, format='{form}', columns={_columns(fields)})"


def _columns(fields: dict[str, str]) -> str:
    return "{" + ", ".join(f"{sql_text(key)}: '{kind}'" for key, kind in fields.items()) + "}"
