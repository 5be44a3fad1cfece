from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import pytest

from agdb.scenario.doses import closed_probability, inverse_doses, needed_multiple
from agdb.scenario.run import sample

if TYPE_CHECKING:
    from agdb.scenario.scenario import Scenario


def test_the_dose_found_is_just_enough(national: Scenario) -> None:
    those = sample(national, draws=60, seed=1)

    found = needed_multiple(those, pillars=("labour-market",), year=2030)

    assert found is not None
    around = np.array([found, found - 0.01])
    just, less = closed_probability(those, ("labour-market",), around, 2030)
    assert less < 0.5 <= just


def test_a_lever_that_cannot_close_the_gap_says_so(national: Scenario) -> None:
    those = sample(national, draws=40, seed=1)

    assert needed_multiple(those, pillars=("governance",), year=2030) is None


def test_a_gap_that_is_closed_anyway_needs_nothing(golden_text: str) -> None:
    from agdb.scenario.reading import read_scenario

    text = golden_text.replace("all.vacancies: 1000", "all.vacancies: 0").replace(
        "all.growth: 0.01", "all.growth: -0.05"
    )
    scenario = read_scenario({"g.yaml": text})

    assert needed_multiple(sample(scenario, draws=1, seed=1), pillars=("P1",), year=5) == 0.0


def test_every_pillar_and_all_together_are_asked(golden: Scenario) -> None:
    found = inverse_doses(sample(golden, draws=5, seed=1)).years["5"]

    assert set(found) == {"P1", "P2", "P3", "P4", "all"}
    assert found["P4"] is None
    assert found["all"] == pytest.approx(3.2, abs=0.6)
