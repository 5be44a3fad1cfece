"""A comparison on a page: a table of the values themselves, and a chart of the fullest period."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal

from markupsafe import Markup

from agdb.programme.comparison import Compared, Comparison
from agdb.programme.plan import Unit
from agdb.publication.chart.canvas import Caption
from agdb.publication.chart.rows import Bar, BarChart, bar_chart
from agdb.publication.edition import Edition, Link
from agdb.publication.page.shared.freshness import Freshness, aged
from agdb.publication.reading.reading import Reading
from agdb.publication.reading.series import Point, Series
from agdb.publication.table.table import Cell, Row
from agdb.publication.wording.period import period_name
from agdb.publication.wording.quantity import Quantity
from agdb.publication.wording.status import absence, is_provisional, marks
from agdb.statistics.period import Period

WHY = "#why"


@dataclass(frozen=True, slots=True)
class SideBySide:
    """A comparison as a reader meets it; `ages` has how old each of the lines is."""

    ident: str
    caption: str
    unit: str
    columns: tuple[Link, ...]
    lines: tuple[Row, ...]
    ages: tuple[Freshness, ...]
    drawing: Markup


@dataclass(frozen=True, slots=True)
class _Column:
    """One column with the series that it shows, None where the release has no such value."""

    compared: Compared
    reading: Reading
    series: Series | None

    def number(self, period: Period, unit: Unit) -> Decimal | None:
        """Return the published number of `period` in `unit`."""
        point = self.point(period)
        if point is None or point.number is None:
            return None
        shift = self.reading.quantity.unit.scale - unit.scale
        return point.number.scaleb(shift)

    def point(self, period: Period) -> Point | None:
        """Return the observed point of `period`."""
        return self.series.at(period) if self.series else None


def side_by_side(edition: Edition, comparison: Comparison) -> SideBySide:
    """Return `comparison` with the values of the release, each linked to how it was made."""
    language = edition.language
    unit = edition.programme.units[comparison.unit]
    quantity = Quantity(unit, unit.decimals, language)
    columns = tuple(_column(edition, comparison, one) for one in comparison.columns)
    periods = [Period.parse(text) for text in comparison.periods]
    return SideBySide(
        ident=comparison.id,
        caption=language.words(comparison.names),
        unit=quantity.name,
        columns=tuple(
            Link(_href(edition, one), language.words(one.compared.names)) for one in columns
        ),
        lines=tuple(
            Row(
                period_name(period, language),
                tuple(_shown(edition, one, period, quantity) for one in columns),
            )
            for period in periods
        ),
        ages=tuple(aged(edition, period) for period in periods),
        drawing=_drawing(comparison, columns, periods, quantity),
    )


def _column(edition: Edition, comparison: Comparison, compared: Compared) -> _Column:
    reading = edition.readings[compared.indicator]
    member = tuple((name, compared.breakdown.get(name, code)) for name, code in reading.whole)
    found = (
        series
        for series in reading.series
        if series.member == member
        and series.frequency is comparison.frequency
        and series.region == edition.programme.plan.country
    )
    return _Column(compared, reading, next(found, None))


def _shown(edition: Edition, column: _Column, period: Period, quantity: Quantity) -> Cell:
    number, point = column.number(period, quantity.unit), column.point(period)
    if number is None:
        language = edition.language
        gone = absence(point.value, language).meaning if point else language.say("comparison.none")
        return Cell(gone, absent=True)
    said = marks(point.value, edition.language) if point else ()
    href = _href(edition, column) + WHY
    return Cell(quantity.number(number), tuple(said), href=href)


def _href(edition: Edition, column: _Column) -> str:
    return edition.href(column.compared.indicator)


def _drawing(
    comparison: Comparison, columns: tuple[_Column, ...], periods: list[Period], quantity: Quantity
) -> Markup:
    """Draw the period in which most columns have a number; one number alone is no comparison."""
    language = quantity.language
    period = max(periods, key=lambda one: (_filled(columns, one, quantity.unit), one))
    if _filled(columns, period, quantity.unit) < len(comparison.columns[:2]):
        return Markup("")
    bars = tuple(_bar(one, period, quantity) for one in columns)
    title = f"{language.words(comparison.names)}, {period_name(period, language)}"
    listed = "; ".join(f"{bar.name}: {bar.text}" for bar in bars)
    return bar_chart(
        BarChart(
            caption=Caption(comparison.id, title, f"{listed}."),
            bars=bars,
            unit=f"{quantity.name}, {period_name(period, language)}",
            language=language,
            decimals=quantity.decimals,
        )
    )


def _filled(columns: tuple[_Column, ...], period: Period, unit: Unit) -> int:
    return sum(one.number(period, unit) is not None for one in columns)


def _bar(column: _Column, period: Period, quantity: Quantity) -> Bar:
    language = quantity.language
    number, point = column.number(period, quantity.unit), column.point(period)
    return Bar(
        name=language.words(column.compared.names),
        value=None if number is None else float(number),
        text=language.say("comparison.none") if number is None else quantity.number(number),
        hollow=point is not None and is_provisional(point.value),
    )
