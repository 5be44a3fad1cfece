"""A table as a reader meets it, made from series: newest period first, the longer side down."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import groupby

from agdb.publication.reading.series import Point, Series, on_a_line, place
from agdb.publication.wording.period import period_name, period_short
from agdb.publication.wording.quantity import Quantity
from agdb.publication.wording.status import Mark, absence, marks
from agdb.results.value import Kind
from agdb.statistics.period import Period

LARGEST = 6000  # cells; more would make a page that is slow on a phone


@dataclass(frozen=True, slots=True)
class Cell:
    """The text of one value, and what must be said beside it. `absent` has no value.

    `bounds` are those of a forecast at 80 per cent. `href` leads to how it was made.
    """

    text: str
    marks: tuple[Mark, ...] = ()
    absent: bool = False
    bounds: str = ""
    href: str = ""


@dataclass(frozen=True, slots=True)
class Row:
    """A row with its header; `place` is that of its period on an axis of time, empty without."""

    header: str
    cells: tuple[Cell, ...]
    place: str = ""


@dataclass(frozen=True, slots=True)
class RowGroup:
    """Rows under a common header, such as the quarters of a year; the header may be empty."""

    header: str
    rows: tuple[Row, ...]


@dataclass(frozen=True, slots=True)
class Table:
    """A table with its caption; `corner` heads the first column.

    `places` are those of the columns on an axis of time, where periods are columns.
    """

    ident: str
    caption: str
    unit: str
    corner: str
    columns: tuple[str, ...]
    groups: tuple[RowGroup, ...]
    notes: tuple[str, ...] = ()
    places: tuple[str, ...] = ()

    @property
    def marks(self) -> tuple[Mark, ...]:
        """The marks that stand in this table, each once, in the order of their letters."""
        found = {
            mark
            for group in self.groups
            for row in group.rows
            for cell in row.cells
            for mark in cell.marks
        }
        return tuple(sorted(found))

    @property
    def rows(self) -> int:
        """The number of rows with values."""
        return sum(len(group.rows) for group in self.groups)


def table_of(
    series: tuple[Series, ...],
    labels: tuple[str, ...],
    *,
    ident: str,
    caption: str,
    names: str,
    quantity: Quantity,
) -> Table:
    """Return a table of all points of `series`, called by `labels`; `names` heads the labels.

    Periods go down, in groups of a year; if there are more series than periods, series go down.
    Where it would have more than `LARGEST` cells only the newest periods are shown, and it says so.
    """
    every = sorted({p.period for s in series for p in (*s.points, *s.forecast)}, reverse=True)
    kept = every[: max(1, LARGEST // len(series))]
    say = quantity.language.say
    notes = () if len(kept) == len(every) else (say("table.cut", n=len(kept)),)
    if any(one.forecast for one in series):
        notes = (*notes, say("table.bounds.note"))
    found = [{p.period: p for p in (*s.forecast, *s.points)} for s in series]
    down = _periods_down if len(kept) >= len(series) else _series_down
    columns, groups = down(kept, found, labels, quantity)
    return Table(
        ident=ident,
        caption=caption,
        unit=quantity.name,
        corner=say("table.period") if down is _periods_down else names,
        columns=columns,
        groups=groups,
        notes=notes,
        places=() if down is _periods_down else tuple(map(_place, kept)),
    )


def cell(point: Point | None, quantity: Quantity) -> Cell:
    """Return the cell for `point`; without a point there is nothing to say, and it is empty."""
    language = quantity.language
    if point is None:
        return Cell("", absent=True)
    if point.number is None:
        reason = absence(point.value, language)
        between = quantity.range(point.value.lower, point.value.upper)
        return Cell(between or reason.letter, (reason,), absent=not between)
    bounds = _bounds(point, quantity)
    return Cell(quantity.number(point.number), marks(point.value, language), bounds=bounds)


def _bounds(point: Point, quantity: Quantity) -> str:
    """The bounds of what is not observed; those of an observed value are told with its mark."""
    value = point.value
    if value.kind is Kind.OBSERVED or value.lower is None or value.upper is None:
        return ""
    lower, upper = (quantity.number(quantity.round(end)) for end in (value.lower, value.upper))
    return quantity.language.say("table.bounds", lower=lower, upper=upper)


_Found = list[dict[Period, Point]]
_Parts = tuple[tuple[str, ...], tuple[RowGroup, ...]]


def _periods_down(
    periods: list[Period], found: _Found, labels: tuple[str, ...], quantity: Quantity
) -> _Parts:
    def row(period: Period) -> Row:
        cells = tuple(cell(points.get(period), quantity) for points in found)
        return Row(period_name(period, quantity.language), cells, _place(period))

    grouped = any((period.frequency.per_year or 1) > 1 for period in periods)
    if not grouped:
        return labels, (RowGroup("", tuple(row(period) for period in periods)),)
    years = groupby(periods, key=lambda period: period.start.year)
    return labels, tuple(RowGroup(str(y), tuple(row(p) for p in some)) for y, some in years)


def _series_down(
    periods: list[Period], found: _Found, labels: tuple[str, ...], quantity: Quantity
) -> _Parts:
    rows = tuple(
        Row(label, tuple(cell(points.get(period), quantity) for period in periods))
        for label, points in zip(labels, found, strict=True)
    )
    columns = tuple(period_short(period, quantity.language) for period in periods)
    return columns, (RowGroup("", rows),)


def _place(period: Period) -> str:
    return repr(place(period)) if on_a_line(period.frequency) else ""
