"""The values of an indicator as series: each value rounded once, and its place in time."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from decimal import Decimal

from agdb.results.value import Kind, Value
from agdb.statistics.period import Frequency, Period
from agdb.statistics.status import ObservationStatus

Member = tuple[tuple[str, str], ...]
"""One code for each breakdown, as (breakdown id, code)."""
DAYS_PER_YEAR = 365.25
_IN_A_ROW = frozenset({Frequency.WEEK, Frequency.DAY})


@dataclass(frozen=True, slots=True)
class Point:
    """One value in its period; `number` is the value as published, or None if there is none."""

    period: Period
    value: Value
    number: Decimal | None

    @property
    def broken(self) -> bool:
        """Whether the publisher says that this value does not continue the ones before."""
        return self.value.status is ObservationStatus.BREAK


@dataclass(frozen=True, slots=True)
class Series:
    """Values of one region and one member, of one frequency, in order of time."""

    region: str
    member: Member
    frequency: Frequency
    points: tuple[Point, ...]
    forecast: tuple[Point, ...] = ()
    linked: tuple[Point, ...] = ()

    @property
    def known(self) -> tuple[Point, ...]:
        """The observed points that have a number."""
        return tuple(point for point in self.points if point.number is not None)

    @property
    def latest(self) -> Point | None:
        """The newest observed point with a number."""
        return next((point for point in reversed(self.points) if point.number is not None), None)

    def at(self, period: Period) -> Point | None:
        """Return the observed point of `period`, if there is one."""
        return next((point for point in self.points if point.period == period), None)


def series_of(
    values: Iterable[Value], *, rounding: Callable[[float], Decimal]
) -> tuple[Series, ...]:
    """Return the observed and forecast values as series, in the order of first appearance.

    Scenario values are left out: they belong to their scenario and not to what was measured.
    """
    found: dict[tuple[str, Member, Frequency], list[Point]] = {}
    for value in values:
        if value.kind is Kind.SCENARIO:
            continue
        period = Period.parse(value.period)
        number = None if value.value is None else rounding(value.value)
        key = (value.region, value.breakdown, period.frequency)
        found.setdefault(key, []).append(Point(period, value, number))
    return tuple(_series(*key, points) for key, points in found.items())


def _series(region: str, member: Member, frequency: Frequency, points: list[Point]) -> Series:
    ordered = sorted(points, key=lambda point: point.period)
    return Series(
        region,
        member,
        frequency,
        tuple(point for point in ordered if point.value.kind is Kind.OBSERVED),
        tuple(point for point in ordered if point.value.kind is Kind.FORECAST),
        tuple(point for point in ordered if point.value.kind is Kind.LINKED),
    )


def on_a_line(frequency: Frequency) -> bool:
    """Whether periods of this frequency can stand on a time axis."""
    return frequency.per_year is not None or frequency in _IN_A_ROW


def place(period: Period) -> float:
    """Return the place of `period` in years; consecutive periods are equally far apart.

    >>> place(Period.parse("2024-Q3")) - place(Period.parse("2024-Q2"))
    0.25
    """
    per_year = period.frequency.per_year
    if per_year is None:
        return period.start.toordinal() / DAYS_PER_YEAR
    return period.ordinal / per_year


def follows(later: Period, earlier: Period) -> bool:
    """Whether `later` is the very next period after `earlier`.

    >>> follows(Period.parse("2024"), Period.parse("2022"))
    False
    """
    if later.frequency.per_year is None or earlier.frequency is not later.frequency:
        return later.start == earlier.end
    return later.ordinal - earlier.ordinal == 1
