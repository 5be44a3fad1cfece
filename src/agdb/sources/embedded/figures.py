"""The rows of a file with embedded figures, checked one by one; every error names its line."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from typing import Final

from agdb.errors import Place, SourceError, StatisticsError
from agdb.sources.formats.cells import may_be_thousands, read_mark
from agdb.statistics.identifier import DatasetId, checked_column
from agdb.statistics.number import exact
from agdb.statistics.period import Period
from agdb.statistics.spelling import spelled
from agdb.statistics.status import Finality, ObservationStatus
from agdb.statistics.structure import UnitOrigin

_BEFORE: Final = ("dataset", "measure")
_AFTER: Final = (
    "period",
    "value",
    "unit",
    "unit_origin",
    "unit_source",
    "status",
    "recorded",
    "citation",
)


@dataclass(frozen=True, slots=True)
class CitedFigure:
    """One row: a figure as it was published, and where."""

    measure: str
    codes: tuple[str, ...]
    period: Period
    value: float | None
    status: ObservationStatus
    finality: Finality
    mark: str
    unit: str
    unit_origin: UnitOrigin
    unit_source: str
    citation: str


@dataclass(frozen=True)
class Figures:
    """A file of figures: its data set, its day, its dimensions in order, and at least one row."""

    dataset: str
    recorded: date
    dimensions: tuple[str, ...]
    rows: tuple[CitedFigure, ...]


def read_figures(content: bytes, *, name: str) -> Figures:
    """Return the figures in `content`; `name` is what errors call the file.

    Raises `SourceError` with file and line if the header or a row is not as promised, or if data
    set, recorded date or the unit of a measure differ between rows.

    >>> head = "dataset,measure,period,value,unit,unit_origin,unit_source,status,recorded,citation"
    >>> row = "cbs:1,jobs,2024,403.7,x 1 000,recorded,table,,2025-04-22,StatLine"
    >>> read_figures(f"{head}\\n{row}".encode(), name="a.csv").rows[0].value
    403.7
    """
    try:
        text = content.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise SourceError(
            f"byte {error.start} is not UTF-8", place=Place(name), remedy="save the file as UTF-8"
        ) from None
    reader = csv.reader(io.StringIO(text, newline=""), strict=True)
    try:
        return _read(reader, name)
    except csv.Error as error:
        raise SourceError(
            f"not comma-separated values ({error})",
            place=Place(name, line=reader.line_num),
            remedy="quote a text that holds commas or quotes",
        ) from None
    except StatisticsError as error:
        raise SourceError(
            error.what, place=Place(name, line=reader.line_num), remedy=error.remedy
        ) from None


def _read(lines: Iterator[list[str]], name: str) -> Figures:
    dimensions = _dimensions(next(lines, []), name)
    shared: dict[str, str] = {}
    units: dict[str, tuple[str, str]] = {}
    rows: list[CitedFigure] = []
    recorded = date.min
    for cells in lines:
        if len(cells) != len(_BEFORE) + len(dimensions) + len(_AFTER):
            raise StatisticsError(
                f"the row has {len(cells)} cells in place of "
                f"{len(_BEFORE) + len(dimensions) + len(_AFTER)}",
                remedy="fill every column, and quote a text that holds commas",
            )
        named = dict(zip((*_BEFORE, *dimensions, *_AFTER), map(str.strip, cells), strict=True))
        for column in ("dataset", "recorded"):
            _same(shared.setdefault(column, named[column]), named[column], column)
        recorded = _date(named["recorded"])
        figure = _figure(named, dimensions)
        unit = (figure.unit, str(figure.unit_origin))
        _same(units.setdefault(figure.measure, unit), unit, f"unit of {figure.measure!r}")
        rows.append(figure)
    if not rows:
        raise SourceError("the file holds no figures", place=Place(name), remedy="add rows")
    dataset = str(DatasetId.parse(shared["dataset"]))
    return Figures(dataset, recorded, dimensions, tuple(rows))


def _dimensions(header: list[str], name: str) -> tuple[str, ...]:
    names = tuple(cell.strip() for cell in header)
    middle = names[len(_BEFORE) : -len(_AFTER)]
    if names != (*_BEFORE, *middle, *_AFTER) or len(set(names)) != len(names):
        raise SourceError(
            f"the header is {','.join(names)!r}",
            place=Place(name, line=1),
            remedy=f"write {','.join((*_BEFORE, '<dimensions>', *_AFTER))}",
        )
    return tuple(map(checked_column, middle))


def _figure(row: dict[str, str], dimensions: tuple[str, ...]) -> CitedFigure:
    for column in ("measure", *dimensions, "period", "citation"):
        if not row[column]:
            raise StatisticsError(f"column {column!r} is empty", remedy="fill it")
    if may_be_thousands(row["value"]):
        raise StatisticsError(
            f"{row['value']!r} may be a number of thousands, or have three decimals",
            remedy="write 1234 for the one, 1.2340 for the other",
        )
    value = exact(row["value"]) if row["value"] else None
    status, finality = read_mark(row["status"], missing=value is None)
    origin = _unit_origin(row["unit_origin"], row["unit"], row["unit_source"])
    return CitedFigure(
        measure=spelled(row["measure"]),
        codes=tuple(spelled(row[name]) for name in dimensions),
        period=Period.parse(row["period"]),
        value=value,
        status=status,
        finality=finality,
        mark=row["status"],
        unit=row["unit"],
        unit_origin=origin,
        unit_source=row["unit_source"],
        citation=row["citation"],
    )


def _unit_origin(text: str, unit: str, where: str) -> UnitOrigin:
    if text not in set(UnitOrigin):
        raise StatisticsError(
            f"the unit_origin {text!r} is not known", remedy=f"write one of {', '.join(UnitOrigin)}"
        )
    origin = UnitOrigin(text)
    if origin is not UnitOrigin.NOT_RECORDED and not (unit and where):
        raise StatisticsError(
            f"the unit is {text} and its text or its source is empty", remedy="fill both"
        )
    return origin


def _date(text: str) -> date:
    try:
        return date.fromisoformat(text)
    except ValueError:
        raise StatisticsError(
            f"the recorded date {text!r} is not a date", remedy="write it as 2025-04-22"
        ) from None


def _same(first: object, here: object, what: str) -> None:
    if first != here:
        raise StatisticsError(
            f"the {what} is {here!r}, and was {first!r} before", remedy="make it one in this file"
        )
