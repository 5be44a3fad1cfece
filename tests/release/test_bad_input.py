"""What cannot carry a conclusion has a stated outcome: no exception, and no confident answer."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field, replace

import pytest
from tests.release.test_outlook import BICYCLES, grown

from agdb.release.outlook import with_outlook
from agdb.results.outlook import SeriesOutlook, TargetStatus
from agdb.results.release import Release
from agdb.results.value import Computed, Kind, Value
from agdb.statistics.status import ObservationStatus

Change = Callable[[tuple[Value, ...]], tuple[Value, ...]]


@dataclass(frozen=True)
class Case:
    """A change of the values, of the unit or of the target, and what must come of it."""

    remark: str
    values: Change = lambda values: values
    unit: str = "thousand-bicycles"
    target: dict[str, object] = field(default_factory=dict)
    status: str = "no-judgement"
    forecasts: bool = False


def _each(number: Callable[[int, Value], float | None]) -> Change:
    return lambda values: tuple(
        replace(one, value=number(step, one)) for step, one in enumerate(values)
    )


def _break_at_the_end(values: tuple[Value, ...]) -> tuple[Value, ...]:
    return (*values[:-1], replace(values[-1], status=ObservationStatus.BREAK))


def _less(step: int, one: Value) -> float:
    assert one.value is not None
    return max(0.0, one.value - 104.0)


CASES = {
    "constant series": Case("constant-series", _each(lambda _, __: 5.0)),
    "two points": Case("too-few-points", lambda values: values[:2]),
    "all missing": Case("no-observations", _each(lambda _, __: None)),
    "negative shares": Case(
        "values-outside-unit", _each(lambda step, _: 10.0 - step), unit="percent",
        target={"unit": "percent", "value": 20.0},
    ),
    "zeros under a log": Case(
        "zero-under-log", _each(_less), target={"value": 37.0}, status="uncertain", forecasts=True
    ),
    "a target of zero": Case(
        "target-outside-unit", target={"value": 0.0, "direction": "down"}, forecasts=True
    ),
    "a break in the last period": Case("recent-break", _break_at_the_end),
}  # fmt: skip


def outcome(release: Release, case: Case) -> tuple[SeriesOutlook, TargetStatus, list[Value]]:
    """What a release says of the case, beside thirty-nine sound series."""
    changed = release.programme.targets["electric-half"].model_copy(
        update={
            "indicator": BICYCLES,
            "unit": "thousand-bicycles",
            "value": 150.0,
            "year": 2025,
            **case.target,
        }
    )
    computed: dict[str, Computed] = grown(release)
    one = computed[BICYCLES]
    definition = one.definition.model_copy(update={"unit": case.unit})
    computed[BICYCLES] = replace(one, definition=definition, values=case.values(tuple(one.values)))
    programme = replace(release.programme, targets={changed.id: changed})
    whole, said = with_outlook(computed, programme=programme)
    (series,) = said[BICYCLES]
    (judged,) = series.judged
    return series, judged, [v for v in whole[BICYCLES].values if v.kind is Kind.FORECAST]


@pytest.mark.slow
@pytest.mark.parametrize("name", CASES, ids=str)
def test_each_has_its_stated_outcome(cycling_release: Release, name: str) -> None:
    case = CASES[name]

    series, judged, forecasts = outcome(cycling_release, case)

    assert judged.status == case.status
    assert (judged.probability is None) == (case.status == "no-judgement")
    assert case.remark in {*series.remarks, *judged.remarks}
    assert bool(forecasts) == case.forecasts
    for value in forecasts:
        assert None not in (value.lower, value.upper, value.lower_95, value.upper_95)
