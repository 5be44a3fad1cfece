from __future__ import annotations

from dataclasses import replace
from typing import Any

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from agdb.scenario.draws import Draws
from agdb.scenario.evidence import Grade
from agdb.scenario.levers import Effects, effects
from agdb.scenario.measures import Lever, PolicyMeasure
from agdb.scenario.quantity import UncertainQuantity
from agdb.scenario.structure import ModelStructure, StudyProgramme

STRUCTURE = ModelStructure(
    0, 6, 20, 30, ("a", "b"), ("all",), (StudyProgramme("school", "all", {}),), ()
)


def measure(
    name: str, target: Lever = Lever.EXIT, efficacy: float = 0.1, **more: Any
) -> PolicyMeasure:
    given_: dict[str, Any] = {
        "id": name,
        "pillar": "P1",
        "target": target,
        "label": {},
        "components": (UncertainQuantity(f"{name}.efficacy", (), (efficacy,)),),
        "on": (("a", 1.0), ("b", 1.0)),
        "dose": ((1, 1.0),),
        "start": 1,
    }
    return PolicyMeasure(**{**given_, **more})


def effect(
    *measures: PolicyMeasure, loss: float = 0.0, values: dict[str, float] | None = None
) -> Effects:
    drawn = {q.name: np.array([q.values[0]]) for m in measures for q in m.components}
    drawn |= {k: np.array([v]) for k, v in (values or {}).items()}
    return effects(
        measures,
        doses=np.ones((1, 1, len(measures))),
        draws=Draws(1, drawn, np.zeros((1, 6))),
        loss=np.array([loss]),
        pool=np.array([[100.0, 50.0]]),
        structure=STRUCTURE,
    )


def exit_path(*measures: PolicyMeasure, **more: Any) -> list[float]:
    return effect(*measures, **more).groups.exit[0, 0, 0].tolist()


def test_nothing_happens_before_the_start_and_everything_from_it_without_a_ramp() -> None:
    assert exit_path(measure("m", start=3, dose=((3, 1.0),))) == pytest.approx(
        [0, 0, 0, 0.1, 0.1, 0.1, 0.1]
    )


def test_a_ramp_of_three_years_grows_from_zero_after_the_lag() -> None:
    path = exit_path(measure("m", lag=1.0, ramp_years=3.0))

    assert path == pytest.approx([0, 0, 0, 0.1 / 3, 0.2 / 3, 0.1, 0.1])


def test_after_the_end_the_effect_decays_from_the_last_dose() -> None:
    path = exit_path(measure("m", end=2, decay=0.5, dose=((1, 1.0), (2, 2.0), (4, 9.0))))

    assert path == pytest.approx([0, 0.1, 0.2, 0.1, 0.05, 0.025, 0.0125])


def test_components_multiply_and_displacement_takes_off() -> None:
    path = exit_path(
        measure("m"), values={"m.reach": 0.5, "m.take-up": 0.4, "m.displacement": 0.25}
    )

    assert path[1] == pytest.approx(0.1 * 0.5 * 0.4 * 0.75)


def test_two_measures_on_one_parameter_saturate() -> None:
    path = exit_path(measure("m", efficacy=0.5), measure("n", efficacy=0.5))

    assert path[1] == pytest.approx(0.75)


def test_coordination_lets_more_of_a_measure_arrive() -> None:
    """The eff of the golden case: 0.8 alone, 0.9 with half of the loss removed."""
    alone = exit_path(measure("m"), loss=0.2)
    helped = exit_path(
        measure("m"), measure("c", Lever.COORDINATION, 0.5, on=(), pillar="P4"), loss=0.2
    )

    assert alone[1] == pytest.approx(0.08)
    assert helped[1] == pytest.approx(0.09)


def test_coordination_alone_does_nothing() -> None:
    found = effect(measure("c", Lever.COORDINATION, 0.5, on=(), pillar="P4"), loss=0.2)

    for part in (found.groups.exit, found.groups.side_entry, found.programmes.intake):
        assert (part == 0).all()


def test_a_cut_in_the_lag_lets_measures_begin_earlier() -> None:
    late = measure("m", lag=2.0)
    cut = measure("l", Lever.LAG, 1.0, on=(), pillar="P4")

    assert exit_path(late)[:4] == [0, 0, 0, pytest.approx(0.1)]
    assert exit_path(late, cut)[:3] == [0, 0, pytest.approx(0.1)]


def test_people_pulled_from_one_group_into_another_close_nothing() -> None:
    moved = measure("m", Lever.SIDE_ENTRY, 3.0, on=(("b", 1.0),), drawn_from=(("a", 1.0),))

    extra = effect(moved).groups.side_entry[0, 0, :, 1]

    assert extra.tolist() == pytest.approx([-3.0, 3.0])
    assert extra.sum() == pytest.approx(0)


def test_counts_saturate_against_the_yearly_side_entry() -> None:
    two = effect(measure("m", Lever.SIDE_ENTRY, 25.0), measure("n", Lever.SIDE_ENTRY, 25.0))

    assert two.groups.side_entry[0, 0, :, 1].tolist() == pytest.approx([43.75, 37.5])


@given(st.lists(st.floats(0, 1), min_size=1, max_size=5))
def test_relative_effects_stay_below_one_however_many_measures(sizes: Any) -> None:
    path = exit_path(*(measure(f"m{i}", efficacy=x) for i, x in enumerate(sizes)))

    assert 0 <= path[1] <= 1
    assert path[1] >= max(sizes) - 1e-12


def test_a_dose_of_many_times_the_plan_is_cut_at_the_whole() -> None:
    assert exit_path(measure("m", dose=((1, 1000.0),)))[1] == 1.0


def test_weak_evidence_puts_weight_at_no_effect() -> None:
    spikes = [g.spike_at_zero for g in (Grade.A, Grade.B, Grade.C, Grade.D, Grade.E)]

    assert spikes == [0, 0, 0.2, 0.35, 0.5]


def test_a_measure_with_dose_zero_is_absent_exactly() -> None:
    assert exit_path(replace(measure("m"), dose=((1, 0.0),))) == [0.0] * 7
