from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import pytest

from agdb.errors import ScenarioError
from agdb.scenario.doorrekening import compute
from agdb.scenario.reading import read_scenario
from agdb.scenario.tables import women_of, women_table

if TYPE_CHECKING:
    from agdb.scenario.scenario import Scenario


def with_women(golden_text: str, *, share: float, entering: float) -> Scenario:
    added = f"  all.women: {share}\n  all.women-entering: {entering}\n  all.growth: 0.01\n"
    return read_scenario({"g.yaml": golden_text.replace("  all.growth: 0.01\n", added)})


def test_the_share_of_women_moves_with_those_who_enter(golden_text: str) -> None:
    scenario = with_women(golden_text, share=0.1, entering=0.5)

    women = women_of(compute(scenario, draws=1, seed=1))[0, 0, 0]

    # 47,000 people: 1,000 retire, 1,600 leave, 819 graduates and 1,500 others enter
    assert women[0] == pytest.approx(4700)
    assert women[1] == pytest.approx(4700 * (1 - 2600 / 47000) + 0.5 * 2319)


def test_the_same_share_among_entrants_keeps_the_share(golden_text: str) -> None:
    result = compute(with_women(golden_text, share=0.3, entering=0.3), draws=1, seed=1)

    women = women_of(result)

    assert women[0, 1, 0] == pytest.approx(0.3 * result.outcome.supply[0, 15, 0])


def test_there_are_never_more_women_than_people_nor_fewer_than_none(national: Scenario) -> None:
    result = compute(national, draws=50, seed=3)

    women, supply = women_of(result), result.outcome.supply[:, [0, 15]]

    assert np.all(women > 0)
    assert np.all(women < supply)
    assert set(women_table(result) or ()) == set(national.structure.groups)


def test_without_figures_there_is_no_table(golden: Scenario) -> None:
    assert women_table(compute(golden, draws=1, seed=1)) is None


def test_a_stock_of_women_without_entrants_is_refused(golden_text: str) -> None:
    text = golden_text.replace("  all.growth: 0.01\n", "  all.women: 0.1\n  all.growth: 0.01\n")

    with pytest.raises(ScenarioError, match=r"g\.yaml:\d+: give both women and women-entering"):
        read_scenario({"g.yaml": text})
