"""Targets of the programme, in the unit and the rhythm of the series that they stand beside."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from agdb.outlook.remark import Remark
from agdb.outlook.status import Judgement, Path, judge, path_to
from agdb.outlook.target import Direction, Target
from agdb.release.outlook_model import TargetJudgement
from agdb.statistics.period import Frequency

if TYPE_CHECKING:
    from collections.abc import Mapping

    from agdb.outlook.forecast import Forecast
    from agdb.programme.plan import Unit
    from agdb.programme.programme import Programme
    from agdb.programme.target import Target as ProgrammeTarget
    from agdb.release.outlook_series import ReleaseSeries


def targets_beside(one: ReleaseSeries, programme: Programme) -> tuple[ProgrammeTarget, ...]:
    """The targets that stand beside this series: national ones beside the headline alone."""
    if not one.headline:
        return ()
    return tuple(t for t in programme.targets.values() if t.indicator == one.indicator.id)


def target_period(year: int, frequency: Frequency) -> int:
    """The ordinal of the last period that ends in `year`: that is when it must be reached.

    >>> target_period(2030, Frequency.QUARTER) == 2030 * 4 + 3
    True
    >>> target_period(2030, Frequency.SCHOOL_YEAR)  # 2029/30, which ends in 2030
    2029
    """
    if frequency is Frequency.SCHOOL_YEAR:
        return year - 1
    per_year = frequency.per_year or 1
    return year * per_year + per_year - 1


def last_target_period(one: ReleaseSeries, programme: Programme) -> int | None:
    """The last period for which a target may judge this series, or None."""
    ends = [
        target_period(target.year, one.frequency)
        for target in targets_beside(one, programme)
        if target.same_definition and target.year is not None
    ]
    return max(ends, default=None)


def judgements(
    one: ReleaseSeries, forecast: Forecast, programme: Programme
) -> tuple[TargetJudgement, ...]:
    """One judgement for each target beside the series; without a target one that says so."""
    beside = targets_beside(one, programme)
    if not beside:
        bare = _in_unit(judge(one.series, forecast, None), one.factor)
        return (TargetJudgement(target=None, same_definition=False, judgement=bare),)
    return tuple(_judgement(one, forecast, target, programme.units) for target in beside)


def _judgement(
    one: ReleaseSeries, forecast: Forecast, target: ProgrammeTarget, units: Mapping[str, Unit]
) -> TargetJudgement:
    value = _working_value(target, units, one)
    working = _working_target(target, value, one)
    found = judge(one.series, forecast, working)
    if value is None:
        remarks = (*found.remarks, Remark.TARGET_OUTSIDE_UNIT)
        found = replace(found, remarks=tuple(dict.fromkeys(remarks)))
    elif working.period is not None:
        found = replace(found, path=path_to(one.series, value, working.period))
    same = target.same_definition and value is not None
    return TargetJudgement(
        target=target.id, same_definition=same, judgement=_in_unit(found, one.factor)
    )


def _working_target(target: ProgrammeTarget, value: float | None, one: ReleaseSeries) -> Target:
    same = target.same_definition
    return Target(
        value=value,
        direction=Direction.AT_LEAST if target.direction == "up" else Direction.AT_MOST,
        period=None if target.year is None else target_period(target.year, one.frequency),
        owner=next(iter(target.owner.values()), None),
        legal_basis=target.basis,
        definition=one.series.definition if same else f"target:{target.id}",
    )


def _working_value(
    target: ProgrammeTarget, units: Mapping[str, Unit], one: ReleaseSeries
) -> float | None:
    """The target's value as the series counts, or None where its unit counts something else."""
    theirs, ours = units[target.unit], units[one.indicator.unit]
    if theirs.kind != ours.kind:
        return None
    return float(target.value * 10.0 ** (theirs.scale - ours.scale)) / one.factor


def _in_unit(found: Judgement, factor: float) -> Judgement:
    path = found.path
    if path is None:
        return found
    observed = None if path.observed is None else path.observed * factor
    return replace(found, path=Path(path.needed * factor, path.needed_rate, observed))
