"""What each grade of evidence is worth: every constant is a known answer of the method."""

from __future__ import annotations

import pytest

from agdb.scenario.evidence import Grade

WORTH = {
    Grade.A: (0.0, 1.0),
    Grade.B: (0.0, 0.75),
    Grade.C: (0.2, 0.5),
    Grade.D: (0.35, 0.25),
    Grade.E: (0.5, 0.0),
    Grade.GIVEN: (0.0, 1.0),
}


@pytest.mark.parametrize("grade", Grade)
def test_a_grade_has_its_chance_of_no_effect_and_its_strength(grade: Grade) -> None:
    assert (grade.spike_at_zero, grade.strength) == WORTH[grade]


def test_weaker_evidence_is_never_worth_more() -> None:
    order = [Grade.A, Grade.B, Grade.C, Grade.D, Grade.E]

    assert [g.spike_at_zero for g in order] == sorted(g.spike_at_zero for g in order)
    assert [g.strength for g in order] == sorted((g.strength for g in order), reverse=True)
