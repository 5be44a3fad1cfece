"""The figures of an indicator as people want them: periods down, names across."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal

from agdb.publication.reading.reading import Reading
from agdb.publication.reading.series import Series
from agdb.publication.wording.language import raised
from agdb.publication.wording.period import period_name
from agdb.statistics.cell_text import cell_text

_DRAWN = 4  # so many lines can be told apart


@dataclass(frozen=True, slots=True)
class WideTable:
    """Names of periods, the oldest first, and under each head the digits; None has no figure.

    The first `drawn` columns are those that a chart shows.
    """

    corner: str
    periods: tuple[str, ...]
    heads: tuple[str, ...]
    columns: tuple[tuple[str | None, ...], ...]
    drawn: int


def wide_table(reading: Reading) -> WideTable | None:
    """Return the table of the frequency in front, None for an indicator that has no figure.

    Its columns are what stands in front, areas to compare with, regions, and parts.
    """
    if reading.headline is None:
        return None
    named = _distinct(reading)
    periods = sorted({point.period for one in named.values() for point in one.points})
    decimals = reading.quantity.decimals
    columns = []
    for one in named.values():
        found = {point.period: point.number for point in one.points}
        numbers = [found.get(period) for period in periods]
        columns.append(tuple(None if n is None else f"{n:.{decimals}f}" for n in numbers))
    front = len(reading.headlines) + len([one for one in reading.areas() if one.known])
    return WideTable(
        corner=reading.language.say("table.period"),
        periods=tuple(raised(period_name(period, reading.language)) for period in periods),
        heads=tuple(named),
        columns=tuple(columns),
        drawn=min(front, _DRAWN),
    )


def wide_csv(table: WideTable, reading: Reading) -> bytes:
    """Return the table as a spreadsheet of the reader's country opens it, without any other line.

    In a language with a decimal comma cells are parted by semicolons. It begins with the mark by
    which a spreadsheet knows that it is UTF-8.
    """
    comma = reading.language.figure(Decimal("0.5"), decimals=1)[1] == ","
    parted = ";" if comma else ","

    def text(cell: str) -> str:
        safe = cell_text(cell).replace('"', '""')
        return f'"{safe}"'

    def number(cell: str | None) -> str:
        return "" if cell is None else cell.replace(".", ",") if comma else cell

    lines = [parted.join(map(text, (table.corner, *table.heads)))]
    for period, *cells in zip(table.periods, *table.columns, strict=True):
        lines.append(parted.join((text(period), *map(number, cells))))
    return ("\ufeff" + "\r\n".join(lines) + "\r\n").encode()


def _distinct(reading: Reading) -> dict[str, Series]:
    """The series by name; of two with one name the later says of which kind it is."""
    found: dict[str, Series] = {}
    for name, kind, series in _named(reading):
        if series in found.values():
            continue
        label = raised(name)
        if label in found:
            label = f"{label} ({kind})"
        found.setdefault(label, series)
    return found


def _named(reading: Reading) -> Iterator[tuple[str, str, Series]]:
    names, head = reading.names, reading.headline
    assert head is not None, "only of an indicator with a figure"
    for series in reading.headlines:
        yield reading.label(series), "", series
    for series in reading.areas():
        if series.known:
            yield names.region(series.region), names.division(series.region[:2]), series
    for prefix, regions in reading.regions().items():
        for series in regions:
            yield names.region(series.region), names.division(prefix), series
    for breakdown in reading.definition.breakdowns:
        kind = reading.language.words(breakdown.names)
        whole = reading.whole_of(breakdown)
        if whole is not None:
            yield reading.whole_label(breakdown), kind, whole
        for series in reading.parts(breakdown):
            yield names.part(breakdown, dict(series.member)[breakdown.id]), kind, series
