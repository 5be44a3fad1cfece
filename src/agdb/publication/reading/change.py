"""What the newest figure of a series can be held against, and what that comes to.

Against a year earlier where there is such a figure, else against the last one that compares; and
against a figure of longer ago where that shows another picture. Results are typed here and put into
words elsewhere.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum
from itertools import pairwise
from typing import Final

from agdb.indicators.margin import clearly_differ
from agdb.publication.reading.series import Point, Series, follows
from agdb.publication.wording.quantity import Quantity
from agdb.statistics.number import rounded
from agdb.statistics.period import Period
from agdb.statistics.status import ObservationStatus

Margin = Callable[[Point], float | None]
LONG: Final = (3, 10)
"""A figure of longer ago is at least so many years old, and at most so many."""


class ChangeOutcome(StrEnum):
    """How two figures differ. `UNCLEAR` is within the margin of the survey."""

    UP = "up"
    DOWN = "down"
    SAME = "same"
    UNCLEAR = "unclear"


class Course(StrEnum):
    """Whether a change goes where the plan wants it; nothing where it wants nothing."""

    WANTED = "wanted"
    OTHER = "other"
    UNSAID = "unsaid"
    NONE = "none"


@dataclass(frozen=True, slots=True)
class Change:
    """The difference between two published numbers, and in percent where that has a meaning.

    `yearly` tells that the earlier one is of exactly a year before; `margin` is that of the
    difference, where the survey gives one.
    """

    latest: Point
    earlier: Point
    difference: Decimal
    percent: Decimal | None
    margin: float | None
    yearly: bool

    @property
    def outcome(self) -> ChangeOutcome:
        """How the two differ."""
        if not self.difference:
            return ChangeOutcome.SAME
        if self.margin is not None and not clearly_differ(
            float(self.difference), 0.0, margins=(self.margin, 0.0)
        ):
            return ChangeOutcome.UNCLEAR
        return ChangeOutcome.UP if self.difference > 0 else ChangeOutcome.DOWN


@dataclass(frozen=True, slots=True)
class Changes:
    """What the newest figure is held against; `short` is None where it compares with nothing.

    `broken` is then the earlier figure from which a break separates it, if there is one. `long` is
    there only where it says something else than `short`.
    """

    short: Change | None
    long: Change | None = None
    broken: Point | None = None


def changes_of(series: Series, *, quantity: Quantity, margin: Margin, cyclical: bool) -> Changes:
    """Return the changes of the newest figure of `series`.

    Over a longer time nothing is said of what moves with the economy: there only the phase differs.
    """
    latest = series.latest
    if latest is None:
        return Changes(None)
    stretch = comparable_before(series)
    earlier = _a_year_before(latest, stretch)
    if earlier is None:
        before = [one for one in series.known if one.period < latest.period]
        return Changes(None, broken=_a_year_before(latest, before))
    short = change_of(latest, earlier, quantity=quantity, margin=margin)
    ago = None if cyclical or not short.yearly else _longer_ago(latest, stretch)
    long = None if ago is None else change_of(latest, ago, quantity=quantity, margin=margin)
    return Changes(short, long if long and _disagree(short, long) else None)


def change_of(
    latest: Point, earlier: Point, *, quantity: Quantity, margin: Margin = lambda _: None
) -> Change:
    """Return how two published numbers differ; in percent only amounts, and not from nothing."""
    assert latest.number is not None, "both points have a number"
    assert earlier.number is not None, "both points have a number"
    difference = latest.number - earlier.number
    percent = None
    if quantity.counted and earlier.number > 0:
        percent = rounded(float(100 * difference / earlier.number), decimals=1)
    one, other = margin(latest), margin(earlier)
    width = None if one is None or other is None else (one**2 + other**2) ** 0.5
    yearly = latest.period.year_before() == earlier.period
    return Change(latest, earlier, difference, percent, width, yearly)


def signed_size(change: Change, quantity: Quantity) -> str:
    """Return a change with its sign: +60 of what the name beside it counts, −1.2 percentage points.

    No word says more than the numbers.
    """
    size = quantity.difference(change.difference)
    if quantity.counted:
        size = quantity.plain(abs(change.difference))
    sign = "+" if change.difference > 0 else "−" if change.difference < 0 else ""
    return f"{sign}{size}"


def comparable_before(series: Series) -> tuple[Point, ...]:
    """Return the known points before the newest one from which no break separates it."""
    latest = series.latest
    if latest is None:
        return ()
    start, differs = None, False
    for point in series.points:
        if point.period > latest.period:
            break
        other = point.value.status is ObservationStatus.DEFINITION_DIFFERS
        if point.broken or other is not differs:
            start = point.period
        differs = other
    return tuple(
        point
        for point in series.known
        if point.period < latest.period and (start is None or point.period >= start)
    )


def course_of(changes: Iterable[Changes], *, direction: str, certain: bool) -> Course:
    """Return whether all changes go where the plan wants, or that it cannot be said.

    `direction` is up or down, or context where the plan wants nothing. Without certainty about
    chance (a survey of which the margin is not known) nothing is said, nor where the longer time
    shows another picture. Where a figure stands alone there is nothing to say it of.
    """
    told = list(changes)
    if direction not in ("up", "down") or not any(one.short or one.broken for one in told):
        return Course.NONE
    wanted = ChangeOutcome.UP if direction == "up" else ChangeOutcome.DOWN
    other = ChangeOutcome.DOWN if direction == "up" else ChangeOutcome.UP
    outcomes = {one.short.outcome if one.short and not one.long else None for one in told}
    if certain and outcomes == {wanted}:
        return Course.WANTED
    return Course.OTHER if certain and outcomes == {other} else Course.UNSAID


def _a_year_before(latest: Point, points: Iterable[Point]) -> Point | None:
    """The point of a year earlier, else the newest one that lies at least so far back."""
    known = list(points)
    before = latest.period.year_before()
    if before is not None and (same := [one for one in known if one.period == before]):
        return same[0]
    far = [one for one in known if _years(one.period, latest.period) >= 1]
    return max(far, key=lambda one: one.period, default=None)


def _longer_ago(latest: Point, stretch: tuple[Point, ...]) -> Point | None:
    """The figure before the last hole in the series, else the oldest of the last ten years."""
    least, most = LONG
    same_season = [one for one in stretch if one.period.start.month == latest.period.start.month]
    far = [one for one in same_season if least <= _years(one.period, latest.period) <= most]
    holes = [
        before
        for before, after in pairwise((*stretch, latest))
        if before in far and not follows(after.period, before.period)
    ]
    return holes[-1] if holes else next(iter(far), None)


def _disagree(short: Change, long: Change) -> bool:
    """Whether the longer time clearly shows something else than the last year.

    Not where the two years merely come out even: then it is less than half of the last change.
    """
    told = (
        long.outcome in {ChangeOutcome.UP, ChangeOutcome.DOWN} and long.outcome is not short.outcome
    )
    return told and 2 * abs(long.difference) >= abs(short.difference)


def _years(earlier: Period, later: Period) -> float:
    """How many years lie between the beginnings of two periods; none where one has no dates.

    A range that overlaps a later one is no earlier figure at all.
    """
    if not earlier.dated or not later.dated:
        return 0.0
    if earlier.frequency.per_year is None and earlier.end > later.start:
        return 0.0
    months = 12 * (later.start.year - earlier.start.year) + later.start.month - earlier.start.month
    return months / 12
