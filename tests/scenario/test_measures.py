"""A measure in time, and what one is where nothing is said."""

from __future__ import annotations

import numpy as np
import pytest

from agdb.scenario.evidence import Grade
from agdb.scenario.measures import COMPONENTS, Lever, PolicyMeasure


def measure(**given: object) -> PolicyMeasure:
    return PolicyMeasure("m", "P1", Lever.EXIT, {}, (), (), ((2026, 1.0),), 2026, **given)  # type: ignore[arg-type]


YEARS = np.arange(2025.0, 2031.0)


def test_a_measure_of_which_nothing_more_is_said_works_at_once_and_for_good() -> None:
    bare = measure()

    assert (bare.end, bare.lag, bare.ramp_years, bare.decay) == (None, 0.0, 0.0, 1.0)
    assert (bare.grade, bare.in_plan, bare.study, bare.cost_elsewhere) == (
        Grade.GIVEN, True, None, None,
    )  # fmt: skip
    assert (bare.drawn_from, bare.initiatives, bare.cost, bare.note) == ((), (), (), {})
    assert bare.dose_path(YEARS).tolist() == [0, 1, 1, 1, 1, 1]
    assert bare.ramp(YEARS, np.zeros(1)).tolist() == [[0, 1, 1, 1, 1, 1]]


def test_after_the_end_the_dose_stays_unless_it_decays() -> None:
    assert measure(end=2028).dose_path(YEARS).tolist() == [0, 1, 1, 1, 1, 1]
    assert measure(end=2028, decay=0.5).dose_path(YEARS).tolist() == [0, 1, 1, 1, 0.5, 0.25]
    assert measure(end=2028, decay=0.0).dose_path(YEARS).tolist() == [0, 1, 1, 1, 0, 0]


def test_a_dose_holds_from_its_year_until_the_next_and_none_is_taken_after_the_end() -> None:
    steps = PolicyMeasure(
        "m", "P1", Lever.EXIT, {}, (), (), ((2026, 0.5), (2028, 1.0), (2030, 3.0)), 2027, 2029
    )

    assert steps.dose_path(YEARS).tolist() == [0, 0, 0.5, 1, 1, 1]


@pytest.mark.parametrize(
    ("lag", "ramp_years", "grown"),
    [
        (0.0, 0.0, [0, 1, 1, 1, 1, 1]),
        (1.0, 0.0, [0, 0, 1, 1, 1, 1]),
        (1.5, 0.0, [0, 0, 0, 1, 1, 1]),
        (0.0, 2.0, [0, 0, 0.5, 1, 1, 1]),
        (1.0, 2.0, [0, 0, 0, 0.5, 1, 1]),
        (0.0, 1.0, [0, 0, 1, 1, 1, 1]),
    ],
)
def test_a_measure_grows_after_its_lag(lag: float, ramp_years: float, grown: list[float]) -> None:
    found = measure(ramp_years=ramp_years).ramp(YEARS, np.array([lag]))

    assert found.tolist() == [grown]


def test_levers_work_on_programmes_on_the_plan_or_on_groups() -> None:
    programmes = {Lever.INTAKE, Lever.COMPLETION, Lever.ENTRY_SHARE, Lever.TEACHERS}

    assert {lever for lever in Lever if lever.of_programmes} == programmes
    assert {lever for lever in Lever if lever.of_plan} == {Lever.COORDINATION, Lever.LAG}
    assert COMPONENTS == ("reach", "take-up", "additionality", "efficacy", "displacement")
