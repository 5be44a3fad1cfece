"""Whether a target will be met, as an estimated probability with three classes.

A line drawn from here to the target says nothing about whether it will be reached: on 645 yearly
series of the M3 competition the light that compares with that line did worse than a constant guess,
while the probability below was reliable. See docs/methods/outlook.md.
"""

from __future__ import annotations

import math
from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING

from agdb.outlook.point import StatusRule
from agdb.outlook.series import TimeSeries, season_length, usable
from agdb.results.judgement import Judgement, RequiredChange, Status
from agdb.results.remark import Remark
from agdb.results.track import Cause, StatusEntry

if TYPE_CHECKING:
    from agdb.outlook.forecast import Forecast


ON_TRACK, OFF_TRACK = 0.80, 0.20
CLEAR_ON, CLEAR_OFF = 0.90, 0.10
MARGIN = 0.05
_ROUNDING = 1e-9
_GRADED = (Status.ON_TRACK, Status.UNCERTAIN, Status.OFF_TRACK)


class Direction(StrEnum):
    """Whether the value has to be reached from below or not be exceeded."""

    AT_LEAST = "at-least"
    AT_MOST = "at-most"


@dataclass(frozen=True, slots=True, kw_only=True)
class TargetToMeet:
    """What was agreed; any part may be missing, and then there is nothing to judge against.

    `period` is an ordinal in the frequency of the series.

    >>> target = TargetToMeet(value=5.0, direction=Direction.AT_LEAST, definition="d", owner="OCW")
    >>> target.is_measurable
    False
    """

    value: float | None = None
    direction: Direction | None = None
    period: int | None = None
    owner: str | None = None
    legal_basis: str | None = None
    definition: str | None = None

    @property
    def is_measurable(self) -> bool:
        """True if every part is there: value, direction, period, owner, basis and definition."""
        parts = (
            self.value,
            self.direction,
            self.period,
            self.owner,
            self.legal_basis,
            self.definition,
        )
        return all(part is not None and part != "" for part in parts)

    def met_by(self, value: float) -> bool:
        """Whether an observed value meets the target; False for a target without a value."""
        if self.value is None:
            return False
        if self.direction is Direction.AT_MOST:
            return value <= self.value
        return value >= self.value


def judge(series: TimeSeries, forecast: Forecast, target: TargetToMeet | None) -> Judgement:
    """The judgement that follows from the forecast; never a confident one on weak ground.

    Without a complete target, with one of another definition, with too few points or with a target
    outside the range of the unit there is no judgement, and the remarks say why.

    >>> from agdb.outlook.forecasting import forecast_series
    >>> from agdb.outlook.series import UnitKind
    >>> skilled = TimeSeries.of(
    ...     {2022: 673.0, 2023: 670.0}, series_id="a", unit=UnitKind.COUNT, definition="d"
    ... )
    >>> million = TargetToMeet(
    ...     value=1000.0, direction=Direction.AT_LEAST, period=2030, owner="EZK",
    ...     legal_basis="Digital Decade", definition="d",
    ... )
    >>> verdict = judge(skilled, forecast_series([skilled])[0], million)
    >>> verdict.status.value, verdict.points, round(verdict.path.needed, 1), verdict.path.observed
    ('no-judgement', 2, 47.1, -3.0)
    """
    if target is None or not target.is_measurable:
        return _none(forecast, None, Remark.NO_MEASURABLE_TARGET)
    if target.definition != series.definition:
        return _none(forecast, None, Remark.OTHER_DEFINITION)
    assert target.value is not None  # is_measurable
    assert target.period is not None  # is_measurable
    if target.period <= usable(series).last_period:
        return _observed(series, forecast, target, target.period)
    path = path_to(series, target.value, target.period)
    if forecast.choice.status is StatusRule.NONE:
        return _none(forecast, path)
    return _estimated(forecast, target, target.value, target.period, path)


def _estimated(
    forecast: Forecast, target: TargetToMeet, value: float, period: int, path: RequiredChange | None
) -> Judgement:
    step = forecast.at(period)
    if step is None or step.predictive is None:
        return _none(forecast, path, Remark.BEYOND_TESTED_HORIZON)
    if not step.predictive.transform.contains(value):
        return _none(forecast, path, Remark.TARGET_OUTSIDE_UNIT)
    below = step.predictive.at_most(value)
    probability = below if target.direction is Direction.AT_MOST else 1.0 - below
    clear = forecast.choice.status is StatusRule.CLEAR_ONLY or not step.tested
    remarks = (*forecast.remarks, Remark.CLEAR_CASES_ONLY) if clear else forecast.remarks
    status = classify(probability, clear_only=clear)
    return Judgement(status, probability, forecast.points_used, path, remarks)


def classify(probability: float, *, clear_only: bool = False) -> Status:
    """The class of a probability: from 0.8 on track, to 0.2 off track (0.9 and 0.1 if clear only).

    >>> [classify(p).value for p in (0.8, 0.79, 0.2)], classify(0.85, clear_only=True).value
    (['on-track', 'uncertain', 'off-track'], 'uncertain')
    """
    on, off = (CLEAR_ON, CLEAR_OFF) if clear_only else (ON_TRACK, OFF_TRACK)
    if probability >= on:
        return Status.ON_TRACK
    return Status.OFF_TRACK if probability <= off else Status.UNCERTAIN


@dataclass(frozen=True, slots=True)
class Rounded:
    """A probability as it is shown: in steps of five percent, the ends as below 5 or above 95."""

    percent: int
    bound: str


def shown(probability: float) -> Rounded:
    """The probability rounded to five points; more precision would be pretence.

    >>> shown(0.83), shown(0.03), shown(0.97)
    (Rounded(percent=85, bound=''), Rounded(percent=5, bound='<'), Rounded(percent=95, bound='>'))
    """
    if probability < 0.05:
        return Rounded(5, "<")
    if probability > 0.95:
        return Rounded(95, ">")
    return Rounded(5 * int(probability * 20.0 + 0.5), "")


def _none(forecast: Forecast, path: RequiredChange | None, *reasons: Remark) -> Judgement:
    remarks = tuple(dict.fromkeys((*forecast.remarks, *reasons)))
    return Judgement(Status.NO_JUDGEMENT, None, forecast.points_used, path, remarks)


def _observed(
    series: TimeSeries, forecast: Forecast, target: TargetToMeet, period: int
) -> Judgement:
    place = period - series.first_period
    value = float(series.values[place]) if 0 <= place < series.values.size else float("nan")
    if math.isnan(value) or Remark.OUTSIDE_UNIT in forecast.remarks:
        return _none(forecast, None, Remark.TARGET_PERIOD_OBSERVED, Remark.NO_OBSERVATIONS)
    status = Status.MET if target.met_by(value) else Status.MISSED
    remarks = (*forecast.remarks, Remark.TARGET_PERIOD_OBSERVED)
    return Judgement(status, None, forecast.points_used, None, remarks)


def path_to(series: TimeSeries, value: float, period: int) -> RequiredChange | None:
    """The change a year that `value` in `period` needs; None without points or time left.

    >>> from agdb.outlook.series import UnitKind
    >>> points = {2022: 4.0, 2023: 5.0}
    >>> two = TimeSeries.of(points, series_id="a", unit=UnitKind.COUNT, definition="d")
    >>> path_to(two, 11.25, 2025)
    RequiredChange(needed=3.125, needed_rate=0.5, observed=1.0)
    """
    points = usable(series)
    if not points.values.size or period <= points.last_period:
        return None
    per_year = season_length(series.frequency)
    last = float(points.values[-1])
    years = (period - points.last_period) / per_year
    rate = (value / last) ** (1.0 / years) - 1.0 if last > 0.0 and value > 0.0 else None
    observed = None
    if points.values.size > per_year and not points.bridged[-1 - per_year]:
        observed = last - float(points.values[-1 - per_year])
    return RequiredChange((value - last) / years, rate, observed)


def publish(
    history: tuple[StatusEntry, ...],
    judgement: Judgement,
    *,
    vintage: str,
    last_period: int,
    revised: bool = False,
) -> tuple[StatusEntry, ...]:
    """The history with this publication added.

    A class changes only if the probability passes its limit by 0.05, or lies beyond it in two
    publications running. Losing the judgement (a break, a missing target) suspends the class and
    does not change it. `revised` tells that points published before have changed.

    >>> from agdb.outlook.status import classify
    >>> judged = lambda p: Judgement(classify(p), p, 12, None, ())
    >>> story = publish((), judged(0.81), vintage="2026-03-01", last_period=2024)
    >>> story = publish(story, judged(0.79), vintage="2026-06-01", last_period=2024, revised=True)
    >>> story[-1].candidate.value, story[-1].shown.value, story[-1].cause.value
    ('uncertain', 'on-track', 'revision')
    """
    before = history[-1] if history else None
    shown = _shown(before, judgement)
    graded = shown if shown in _GRADED else (before.graded if before else None)
    reference = None if before is None else (before.graded or before.shown)
    changed = before is not None and shown is not Status.NO_JUDGEMENT and shown is not reference
    entry = StatusEntry(
        vintage=vintage,
        last_period=last_period,
        probability=judgement.probability,
        candidate=judgement.status,
        shown=shown,
        graded=graded,
        changed=changed,
        cause=_cause(before, last_period, judgement, revised=revised),
    )
    return (*history, entry)


def _shown(before: StatusEntry | None, judgement: Judgement) -> Status:
    now, probability = judgement.status, judgement.probability
    if before is None or before.graded is None or probability is None or now not in _GRADED:
        return now
    if now is before.graded or now is before.candidate:
        return now
    kept = before.graded
    if kept is Status.ON_TRACK and probability > ON_TRACK - MARGIN + _ROUNDING:
        return kept
    if kept is Status.OFF_TRACK and probability < OFF_TRACK + MARGIN - _ROUNDING:
        return kept
    short_of_on = now is Status.ON_TRACK and probability < ON_TRACK + MARGIN - _ROUNDING
    short_of_off = now is Status.OFF_TRACK and probability > OFF_TRACK - MARGIN + _ROUNDING
    return Status.UNCERTAIN if short_of_on or short_of_off else now


def _cause(
    before: StatusEntry | None, last_period: int, judgement: Judgement, *, revised: bool
) -> Cause:
    if before is None:
        return Cause.FIRST
    if last_period != before.last_period:
        return Cause.BOTH if revised else Cause.NEW_PERIOD
    if revised:
        return Cause.REVISION
    same = judgement.probability == before.probability and judgement.status is before.candidate
    return Cause.NOTHING if same else Cause.OTHER
