"""What stands side by side can be compared: one kind of period, one quantity, known codes."""

from __future__ import annotations

from agdb.errors import Place, ProgrammeError, StatisticsError
from agdb.programme.checks.names import require
from agdb.programme.comparison import Compared, Comparison, marked
from agdb.programme.indicator import Indicator
from agdb.programme.plan import Unit
from agdb.programme.programme import Programme, RecordOrigin
from agdb.statistics.period import Period


def check_comparisons(programme: Programme, *, folder: str) -> None:
    """Raise `ProgrammeError` for the first comparison that does not compare like with like."""
    for comparison in programme.comparisons.values():
        at = programme.origins["Comparison", comparison.id]
        _check_periods(comparison, at)
        require(comparison.unit, programme.units, "unit", at.place("unit"))
        for position, column in enumerate(comparison.columns):
            _check_column(programme, comparison, column, at, position)
    _check_shown(programme, folder)


def _check_periods(comparison: Comparison, at: RecordOrigin) -> None:
    for position, text in enumerate(comparison.periods):
        place = at.place("periods", position)
        try:
            period = Period.parse(text)
        except StatisticsError as error:
            raise ProgrammeError(error.what, place=place, remedy=error.remedy) from None
        if period.frequency is not comparison.frequency:
            raise ProgrammeError(
                f"{text!r} is not a {comparison.frequency.value}, and one comparison has one"
                " kind of period",
                place=place,
                remedy=f"write periods of the frequency {comparison.frequency.value}",
            )


def _check_column(
    programme: Programme, comparison: Comparison, column: Compared, at: RecordOrigin, position: int
) -> None:
    here = ("columns", position)
    place = at.place(*here, "indicator")
    require(column.indicator, programme.indicators, "indicator", place)
    indicator = programme.indicators[column.indicator]
    if comparison.frequency not in indicator.frequencies:
        kinds = ", ".join(one.value for one in indicator.frequencies)
        raise ProgrammeError(
            f"{indicator.id!r} has periods of the frequency {kinds} and cannot stand beside "
            f"figures of a {comparison.frequency.value}",
            place=place,
            remedy="compare indicators that have the same kind of period",
        )
    unit = programme.units[comparison.unit]
    if _base(programme.units[indicator.unit]) != _base(unit):
        raise ProgrammeError(
            f"{indicator.id!r} is in {indicator.unit} and cannot be shown in {unit.id}",
            place=place,
            remedy="compare indicators of one quantity, or say under `of` what the unit counts",
        )
    _check_codes(programme, indicator, column, at, position)


def _check_codes(
    programme: Programme, indicator: Indicator, column: Compared, at: RecordOrigin, position: int
) -> None:
    breakdowns = {breakdown.id: breakdown for breakdown in indicator.breakdowns}
    for name, code in column.breakdown.items():
        place = at.place("columns", position, "breakdown", name)
        require(name, breakdowns, f"breakdown of {indicator.id!r}", place)
        members = programme.classifications[breakdowns[name].classification].members
        require(code, [one.id for one in members], "code of the classification", place)


def _check_shown(programme: Programme, folder: str) -> None:
    shown: set[str] = set()
    for language, pages in programme.texts.items():
        for page, text in pages.items():
            for number, line in enumerate(text.splitlines(), start=1):
                if (name := marked(line)) is not None:
                    place = Place(f"{folder}/texts/{language}/{page}.md", number)
                    require(name, programme.comparisons, "comparison", place)
                    shown.add(name)
    for name in programme.comparisons:
        if name not in shown:
            raise ProgrammeError(
                f"no text shows the comparison {name!r}",
                place=programme.origins["Comparison", name].place("id"),
                remedy=f"write the line {{comparison: {name}}} in a text",
            )


def _base(unit: Unit) -> str:
    return unit.of or unit.id
