from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Any

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.scenario import by_hand

from agdb.errors import ScenarioError
from agdb.results.scenario import RegionGap
from agdb.scenario.doorrekening import compute
from agdb.scenario.quantity import UncertainQuantity
from agdb.scenario.reading import read_scenario
from agdb.scenario.regions import (
    fitted,
    labour_market_regions_of,
    labour_market_table,
    leaning,
    regional_gaps,
    regional_table,
    within_regions,
)

if TYPE_CHECKING:
    from agdb.scenario.scenario import Scenario


def with_figures(national: Scenario) -> Scenario:
    """The scenario as if its regional shares were figures of these occupations."""
    known = {
        name: replace(quantity, assumption=False) if "region" in name else quantity
        for name, quantity in national.parameters.items()
    }
    return replace(national, parameters=known)


positive = st.floats(0.1, 100)


def test_a_flat_table_is_fitted_to_its_margins() -> None:
    """T12."""
    table = fitted(np.ones((2, 2)), np.array([60.0, 40.0]), np.array([70.0, 30.0]))

    assert table.tolist() == [pytest.approx([42, 18]), pytest.approx([28, 12])]


@given(st.lists(st.lists(positive, min_size=3, max_size=3), min_size=2, max_size=2))
def test_both_margins_are_met(cells: Any) -> None:
    seed = np.array(cells)
    rows, columns = np.array([30.0, 70.0]), np.array([20.0, 50.0, 30.0])

    table = fitted(seed, rows, columns)

    assert table.sum(axis=1) == pytest.approx(rows, rel=1e-9)
    assert table.sum(axis=0) == pytest.approx(columns, rel=1e-9)


def test_margins_that_contradict_each_other_are_refused() -> None:
    with pytest.raises(ScenarioError, match="same total"):
        fitted(np.ones((2, 2)), np.array([1.0, 1.0]), np.array([1.0, 2.0]))


def test_a_table_that_cannot_meet_its_margins_says_so() -> None:
    with pytest.raises(ScenarioError, match="converge"):
        fitted(np.array([[1.0, 0.0], [1.0, 0.0]]), np.array([1.0, 1.0]), np.array([1.0, 1.0]))


def test_small_regions_lean_to_what_all_groups_say() -> None:
    persons = np.array([[1.0, 400.0], [9.0, 600.0]])

    far, near = leaning(persons, 1e9), leaning(persons, 0.0)

    assert far[:, 0] == pytest.approx(persons.sum(axis=1) / persons.sum())
    assert near[:, 0] == pytest.approx([0.1, 0.9])
    assert leaning(persons, 30.0).sum(axis=0) == pytest.approx(1.0)


def test_regions_add_to_the_country_and_groups_to_regions(national: Scenario) -> None:
    """T06 for regions."""
    result = compute(national, draws=20, seed=1)

    wanted, gap = regional_gaps(result, 2030)

    ends = [0, 15]
    assert wanted.sum(axis=2) == pytest.approx(result.outcome.demand[:, ends][..., 5], rel=1e-9)
    assert gap.sum(axis=2) == pytest.approx(result.outcome.gap[:, ends][..., 5], abs=1e-6)


def test_a_region_below_the_floor_gets_a_class_and_no_number(national: Scenario) -> None:
    small = replace(national.structure, persons_per_unit=100.0)
    result = compute(replace(with_figures(national), structure=small), draws=10, seed=1)

    table = regional_table(result).years["2030"]

    assert table["PV29"].baseline.gap is None
    assert table["PV29"].with_plan.demand is None


@pytest.mark.slow
def test_shares_that_are_assumptions_give_a_class_and_no_number(national: Scenario) -> None:
    result = compute(national, draws=400, seed=1)

    table = regional_table(result)

    assert not table.measured
    cells = [ends.baseline for ends in table.years["2030"].values()]
    assert all(cell.gap is None for cell in cells)
    assert sum(cell.class_ == "uncertain" for cell in cells) > 0


def test_a_region_whose_interval_holds_zero_is_uncertain(national: Scenario) -> None:
    result = compute(with_figures(national), draws=100, seed=1)

    for ends in regional_table(result).years["2030"].values():
        gap = ends.baseline.gap
        assert (ends.baseline.class_ == "uncertain") == (gap.low < 0 < gap.high)


def test_without_regional_figures_there_are_no_regions(golden: Scenario) -> None:
    assert regional_table(compute(golden, draws=1, seed=1)) is None


def test_labour_market_regions_add_to_the_country_and_follow_the_provinces(
    national: Scenario,
) -> None:
    result = compute(national, draws=20, seed=1)
    within = within_regions(national, result.drawn)

    wanted, gap = regional_gaps(result, 2030, within)
    by_province, _ = regional_gaps(result, 2030)

    ends = [0, 15]
    assert len(labour_market_regions_of(national)) == 35
    assert wanted.sum(axis=2) == pytest.approx(result.outcome.demand[:, ends][..., 5], rel=1e-9)
    assert gap.sum(axis=2) == pytest.approx(result.outcome.gap[:, ends][..., 5], abs=1e-6)
    # over all groups a labour-market region holds exactly its parts of the provinces
    parts = within.transpose(0, 2, 1)[:, None] @ by_province.sum(axis=3)[..., None]
    assert wanted.sum(axis=3) == pytest.approx(parts[..., 0], rel=1e-9)


def test_a_region_that_lies_in_one_labour_market_region_is_the_same_in_both_tables(
    national: Scenario,
) -> None:
    result = compute(with_figures(national), draws=20, seed=1)

    province = regional_table(result).years["2030"]["PV29"].baseline
    area = labour_market_table(result).years["2030"]["AM24"].baseline

    assert area.class_ == province.class_
    assert area.demand.median == pytest.approx(province.demand.median, rel=1e-9)


@pytest.mark.parametrize(
    ("good", "bad", "sentence"),
    [
        ("PV20/AM01:", "PV19/AM01:", "has the part 'PV19/AM01'"),
        ("PV20/AM01:", "PV20:", "has the part 'PV20'"),
        ("PV29/AM24:", "PV28/AM24:", "has nothing for PV29"),
    ],
)
def test_parts_that_are_no_parts_are_told_with_their_place(
    national_texts: dict[str, str], good: str, bad: str, sentence: str
) -> None:
    texts = {name: text.replace(good, bad, 1) for name, text in national_texts.items()}

    with pytest.raises(ScenarioError, match=r"parameters\.yaml:\d+: ") as caught:
        read_scenario(texts)

    assert sentence in str(caught.value)


def one_region(
    gaps: tuple[float, float], *, size: float = 1000.0, demand: float = 100.0
) -> RegionGap:
    """A country of one region: its gap is that of the country, half of it in each group."""
    names = [f"{g}.{stem}" for g in "ab" for stem in ("region-distribution", "region-vacancies")]
    structure = replace(by_hand.STRUCTURE, persons_per_unit=size)
    made = by_hand.scenario(
        structure=structure,
        parameters={name: UncertainQuantity(name, ("R",), (1.0,)) for name in names},
    )
    gap = np.full((2, 4, 2, 3), by_hand.NOT_READ)
    gap[:, [0, 3]] = np.array(gaps)[:, None, None, None] / 2
    result = by_hand.doorrekening(made, demand=np.full((2, 4, 2, 3), demand / 2), gap=gap)
    values: dict[str, np.ndarray] = {name: np.ones((2, 1)) for name in names}
    for g in "ab":
        values[f"{g}.employed"] = values[f"{g}.vacancies"] = np.full(2, 10.0)
    table = regional_table(replace(result, drawn=replace(result.drawn, values=values)))
    assert table is not None
    assert (table.measured, table.regions, table.floor_persons) == (True, ["R"], 30_000)
    cell = table.years["2027"]["R"]
    assert cell.baseline == cell.with_plan
    return cell.baseline


@pytest.mark.parametrize(
    ("relative", "word"),
    [
        (-0.2, "surplus"), (-0.0101, "surplus"), (-0.0099, "balance"), (0.0, "balance"),
        (0.0099, "balance"), (0.0101, "shortage"), (0.0499, "shortage"),
        (0.0501, "large shortage"), (0.9, "large shortage"),
    ],
)  # fmt: skip
def test_the_class_of_a_region_by_its_gap(relative: float, word: str) -> None:
    gap = 100 * relative

    found = one_region((gap, gap))

    assert found.class_ == word
    assert found.gap is not None
    assert found.gap.mean == pytest.approx(gap * 1000, abs=1e-6)
    assert found.demand is not None
    assert found.demand.mean == pytest.approx(100_000)


@pytest.mark.parametrize(
    ("gaps", "word"),
    [
        ((-1, 1), "uncertain"),
        ((0, 20), "large shortage"),
        ((-20, 0), "surplus"),
        # eight of ten draws lie from a tenth of the way on: from -0.01, and from 0.01
        ((-1, 8.9), "uncertain"),
        ((-1, 9.1), "shortage"),
        ((-8.9, 1), "uncertain"),
        ((-9.1, 1), "surplus"),
    ],
)
def test_a_region_of_which_nobody_knows_the_sign(gaps: tuple[float, float], word: str) -> None:
    assert one_region(gaps).class_ == word


@pytest.mark.parametrize(("demand", "told"), [(30.001, True), (29.999, False)])
def test_a_number_is_told_from_the_floor_on(demand: float, *, told: bool) -> None:
    found = one_region((1, 1), demand=demand)

    assert (found.gap is not None) is told
    assert (found.demand is not None) is told
