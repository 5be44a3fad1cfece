from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from agdb.errors import ScenarioError
from agdb.scenario.doorrekening import compute
from agdb.scenario.questions import run_scenario
from agdb.scenario.reading import read_scenario

if TYPE_CHECKING:
    import numpy as np

MBO = {1: 0.03, 2: 0.17, 3: 0.22, 4: 0.18, 5: 0.08, 6: 0.04}
HBO = {4: 0.25, 5: 0.22, 6: 0.106, 7: 0.05, 8: 0.03}


def with_curve(golden_text: str, curve: dict[int, float]) -> str:
    written = ", ".join(f"{k}: {v}" for k, v in curve.items())
    return (
        golden_text.replace("{3: 0.2, 4: 0.4, 5: 0.1}", "{" + written + "}")
        .replace("base_year: 0", "base_year: 2026")
        .replace("last_year: 5", "last_year: 2035")
        .replace("start: 1\n    efficacy: 0.10", "start: 2027\n    efficacy: 0.5", 1)
        .replace("start: 1\n", "start: 2027\n")
        .replace("coordination-loss: 0.2", "coordination-loss: 0")
    )


def extra_graduates(text: str) -> np.ndarray:
    """Extra diplomas of P1 alone, from graduates who enter: intake rises by 1,000 from 2027."""
    scenario = read_scenario({"g.yaml": text})
    only_intake = [m for m in scenario.measures if m.id == "intake"]
    from dataclasses import replace

    result = compute(replace(scenario, measures=tuple(only_intake)), draws=1, seed=1)
    flow = result.outcome.flow("graduates")[0, :, 0]
    return (flow[1] - flow[0]) / (0.9 * 0.65)


def test_a_rise_of_intake_in_2027_gives_mbo_diplomas_by_their_curve(golden_text: str) -> None:
    """T07, mbo."""
    extra = extra_graduates(with_curve(golden_text, MBO))

    by_year = dict(zip(range(2026, 2036), extra, strict=True))
    assert [by_year[y] for y in range(2028, 2034)] == pytest.approx([30, 200, 420, 600, 680, 720])
    assert sum(by_year[y] for y in range(2026, 2031)) == pytest.approx(650)


def test_a_rise_of_intake_in_2027_gives_no_hbo_diploma_before_2031(golden_text: str) -> None:
    """T07, hbo."""
    extra = extra_graduates(with_curve(golden_text, HBO))

    by_year = dict(zip(range(2026, 2036), extra, strict=True))
    assert [by_year[y] for y in range(2026, 2031)] == pytest.approx([0] * 5, abs=1e-9)
    assert [by_year[y] for y in range(2031, 2036)] == pytest.approx([250, 470, 576, 626, 656])


def bound_school(golden_text: str) -> str:
    return golden_text.replace(
        "  school.intake: 2000\n",
        """  school.intake: 2000
  school.places-per-teacher: 20
  school.teachers: 100
  school.teacher-entry: 5
  school.teacher-exit: 0.06
""",
    )


def test_where_places_run_out_intake_is_what_the_teachers_can_take(golden_text: str) -> None:
    """T14."""
    scenario = read_scenario({"g.yaml": bound_school(golden_text)})
    result = compute(scenario, draws=1, seed=1)

    bound = result.outcome.capacity_bound[0, :, 0]

    assert bound[:, 1:].all()
    year = run_scenario(scenario).years[5]
    assert year.subsets["P1"].closed.mean == 0.0
    assert year.pillars["P1"].share.mean == pytest.approx(0, abs=1e-9)


def test_the_answer_flags_a_programme_that_is_bound_by_its_capacity(golden_text: str) -> None:
    run = run_scenario(read_scenario({"g.yaml": bound_school(golden_text)}))

    assert run.capacity["school"].with_plan == [0, 1, 1, 1, 1, 1]


def test_more_teachers_help_only_where_places_run_out(golden_text: str) -> None:
    teachers = """  teachers:
    pillar: P1
    touches: teachers
    start: 1
    efficacy: 0.5
  retention:
"""
    free = golden_text.replace("  retention:\n", teachers)
    bound = bound_school(free)

    without, with_bound = (run_scenario(read_scenario({"g": text})) for text in (free, bound))

    assert without.capacity == {}
    assert with_bound.years[5].subsets["P1"].closed.mean > 0


LURED = """  lured:
    pillar: P2
    touches: side-entry
    start: 1
    efficacy: 20
    for: [all]
    drawn_from: {school: 0.5}
  retention:
"""


def test_teachers_drawn_into_industry_leave_fewer_places(golden_text: str) -> None:
    bound = bound_school(golden_text).replace("  retention:\n", LURED)
    free = bound.replace("places-per-teacher: 20", "places-per-teacher: 2000")

    def closed(text: str) -> float:
        return run_scenario(read_scenario({"g.yaml": text})).years[5].subsets["P2"].closed.mean

    def only_side_entry(text: str) -> str:
        return text.replace("    drawn_from: {school: 0.5}\n", "")

    assert closed(free) == closed(only_side_entry(free))
    assert closed(bound) < closed(only_side_entry(bound))


def test_teachers_are_not_drawn_out_of_a_programme_without_any(golden_text: str) -> None:
    lured = golden_text.replace("  retention:\n", LURED)

    with pytest.raises(ScenarioError, match=r"draws teachers out of 'school'.* not known"):
        read_scenario({"g.yaml": lured})


def test_enrolled_students_are_all_who_came_less_all_who_left(golden_text: str) -> None:
    text = golden_text.replace(
        "school.intake: 2000", "school.intake: 2000\n  school.dropout: {1: 0.2, 2: 0.1}"
    )
    scenario = read_scenario({"g.yaml": text})
    result = compute(scenario, draws=1, seed=1)

    students = result.outcome.students[0, 0, 0]

    gone = {1: 0.2, 2: 0.1, 3: 0.2, 4: 0.4, 5: 0.1}
    steady = 2000 * sum(1 - sum(v for k, v in gone.items() if k <= wait) for wait in range(6))
    assert students.tolist() == pytest.approx([steady] * 6)
    more = result.outcome.students[0, 1, 0] - students
    assert more[1] == pytest.approx(2000 * 0.1 * 0.9)


def test_where_dropout_is_not_known_no_students_are_counted(golden_text: str) -> None:
    assert run_scenario(read_scenario({"g.yaml": golden_text})).students == {}
