from __future__ import annotations

import dataclasses
from typing import TYPE_CHECKING, Any

import numpy as np
import pytest
from tests.scenario import by_hand
from tests.scenario.published_methods import ita_class

from agdb.scenario.published import (
    FLOW_SIGNS,
    Claim,
    beside_table,
    claim_facts,
    origin_table,
    target_table,
    way_table,
)
from agdb.scenario.quantity import UncertainQuantity
from agdb.scenario.scenario import Leaving, PublishedFigure, ScenarioTarget, What

if TYPE_CHECKING:
    from agdb.scenario.doorrekening import Doorrekening
    from agdb.scenario.scenario import Scenario


@pytest.mark.parametrize(
    ("indicator", "word"),
    [
        (0.85, "very good"),
        (0.86, "good"),
        (1.00, "good"),
        (1.05, "fair"),
        (1.06, "moderate"),
        (1.15, "moderate"),
        (1.16, "poor"),
    ],
)
def test_classes_of_the_indicator_include_their_upper_bound(indicator: Any, word: Any) -> None:
    """T52."""
    assert ita_class(indicator) == word


def test_a_published_sum_that_does_not_add_up_is_flagged_and_not_repaired(
    national: Scenario,
) -> None:
    """T60."""
    good, bad = claim_facts(national.claims)

    assert good.adds_up
    assert not bad.adds_up
    assert bad.unexplained == 8
    assert bad.total - bad.parts["mbo"] - bad.parts["higher education"] == 42
    assert bad.parts["side-entry"] == 34


def test_what_is_unexplained_may_be_too_much_as_well() -> None:
    assert Claim("c", {}, "", "", 10, (("a", 12),)).unexplained == -2


def compared(what: What, group: str, first: int, last: int) -> PublishedFigure:
    value = UncertainQuantity("x", (), (7.0,), unit="persons", source="https://example.org")
    return PublishedFigure("x", {"en": "name"}, group, what, first, last, value)


@pytest.mark.parametrize(
    ("what", "group", "first", "last", "ours"),
    [
        (What.EXPANSION, "a", 2025, 2026, (10, 30)),
        (What.EXPANSION, "a", 2026, 2027, (10, 10)),
        (What.EXPANSION, "b", 2026, 2027, (-10, -10)),
        # 0.2 * 120 / 0.8 with a surplus, (0.5 * 130 + 10) / 0.5 with a gap
        (What.VACANCIES, "a", 2025, 2027, (30, 150)),
        # flows of 2026 and 2027: what happens after the end of the first year
        (What.GRADUATES, "a", 2025, 2027, (1 + 2, 61 + 62)),
        (What.GRADUATES, "b", 2026, 2027, (17, 77)),
        (What.REPLACEMENT, "a", 2025, 2027, (10 + 11, 70 + 71)),
    ],
)
def test_ours_beside_a_published_figure(
    what: What, group: str, first: int, last: int, ours: tuple[float, float]
) -> None:
    one = compared(what, group, first, last)

    (row,) = beside_table(by_hand.doorrekening(by_hand.scenario(comparisons=(one,))))

    low, high = sorted(ours)
    assert row.ours.mean == pytest.approx(sum(ours) / 2)
    assert row.ours.low == pytest.approx(low + 0.1 * (high - low))
    assert (row.published, row.unit, row.what) == (7.0, "persons", what.value)
    assert (row.group, row.first, row.last) == (group, first, last)


def test_a_target_less_a_stock_that_grows_as_the_group_it_follows() -> None:
    """From 80 to 100 and 110 without the plan, to 120 and 130 with it; the stock is 40."""
    one = ScenarioTarget("t", {}, {}, 2027, 200.0, 40.0, 2024, "a")
    none = ScenarioTarget("u", {}, {}, 2027, 200.0, None, None, None)

    known, unknown = target_table(by_hand.doorrekening(by_hand.scenario(targets=(one, none))))

    assert known.gap is not None
    assert known.gap.baseline.mean == pytest.approx(200 - 40 * (1.25 + 1.375) / 2)
    assert known.gap.with_plan.mean == pytest.approx(200 - 40 * (1.5 + 1.625) / 2)
    assert (known.target, known.stock, known.stock_year, known.follows) == (200, 40, 2024, "a")
    assert unknown.gap is None


def ways() -> Doorrekening:
    """Every flow is 30 more a year in each group with the plan, and 5 fewer leave a once."""
    flows = by_hand.outcome().flows
    flows[:, 1, 0, 4, 1] -= 5
    share = UncertainQuantity("care.share", (), (0.4,))
    of = by_hand.scenario(origins=(Leaving("care", {}, share),))
    return by_hand.doorrekening(of, flows=flows)


def test_the_ways_of_the_plan_in_persons() -> None:
    """Three years and two groups of 30 are 180 thousand.

    Hours: effective less supply is 25 and 20 without the plan, and -5 and 0 with it. Demand is 10
    less in both draws.
    """
    found = [(way.way, way.persons, way.elsewhere) for way in way_table(ways())]

    assert found == [
        ("graduates", 180_000, False),
        ("side_entry", 180_000, True),
        ("exit", -175_000, True),
        ("migration", 180_000, False),
        ("retirement", -180_000, False),
        ("hours", -25_000, False),
        ("demand", 10_000, False),
    ]


def test_ways_count_the_years_up_to_the_first_headline_year() -> None:
    structure = dataclasses.replace(by_hand.STRUCTURE, last_year=2032)
    steps, years = (0, 1, 2, 2, 2, 2, 2, 2), range(2025, 2033)
    longer = {
        name: getattr(by_hand.outcome(), name)[..., steps]
        for name in ("supply", "demand", "effective", "flows")
    }
    longer["flows"] = np.zeros_like(longer["flows"])
    longer["flows"][:, 1, 0, 0] = [year - 2025 for year in years]

    found = way_table(by_hand.doorrekening(by_hand.scenario(structure=structure), **longer))

    assert found[0].persons == (1 + 2 + 3 + 4 + 5) * 1000


def test_what_other_work_lacks_is_its_share_of_those_from_elsewhere() -> None:
    (found,) = origin_table(ways())

    assert found.id == "care"
    assert found.share == 0.4
    assert found.persons == pytest.approx(0.4 * 5_000)


@pytest.mark.parametrize(
    ("total", "part", "adds_up"),
    [(10, 10, True), (10, 10 + 5e-9, True), (10, 10 + 2e-8, False), (0.1, 0.1 + 5e-10, True),
     (0.1, 0.1 + 2e-9, False), (-10, -10 - 5e-9, True), (10, 8, False)],
)  # fmt: skip
def test_a_claim_adds_up_to_the_rounding_of_its_size(
    total: float, part: float, *, adds_up: bool
) -> None:
    (found,) = claim_facts((Claim("c", {}, "s", "u", total, (("a", part),)),))

    assert found.adds_up is adds_up
    assert found.unexplained == pytest.approx(total - part)


def test_the_flows_count_in_the_stock_as_they_do() -> None:
    assert FLOW_SIGNS == {
        "graduates": 1, "side_entry": 1, "exit": -1, "migration": 1, "retirement": -1,
    }  # fmt: skip
