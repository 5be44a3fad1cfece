"""Every table against a case that is worked out by hand."""

from __future__ import annotations

from dataclasses import replace
from math import log
from typing import Any

import numpy as np
import pytest
from tests.scenario import by_hand

from agdb.results.scenario import Ends, FlowDiscrepancy, Spread
from agdb.scenario.tables import (
    capacity_table,
    discrepancy_table,
    ends,
    flow_table,
    green_table,
    group_table,
    level_gaps,
    level_table,
    student_table,
    women_table,
)


def two(first: float, second: float) -> Spread:
    """What two draws say: the bounds lie a tenth of the way in."""
    step = (second - first) / 10
    middle = (first + second) / 2
    return Spread(middle, middle, *sorted((first + step, second - step)))


def near(spread: Spread) -> Any:
    return pytest.approx((spread.mean, spread.median, spread.low, spread.high))


def numbers(spread: Spread) -> tuple[float, ...]:
    return spread.mean, spread.median, spread.low, spread.high


def test_the_ends_of_an_array_are_its_two_first_subsets() -> None:
    found = ends(np.array([[[1.0], [10.0]], [[3.0], [30.0]]]))

    assert numbers(found.baseline.at(0)) == near(two(1, 3))
    assert numbers(found.with_plan.at(0)) == near(two(10, 30))


@pytest.mark.parametrize(
    ("what", "at", "baseline", "plan"),
    [
        ("supply", 1, (90, 95), (95, 95)),
        ("supply", 2, (100, 110), (120, 130)),
        ("demand", 1, (110, 130), (105, 115)),
        ("gap", 1, (10, 20), (5, 5)),
        ("gap", 2, (-5, 10), (-5, 0)),
        # 32 and 24 hours in the base year, of 40
        ("gap_fte", 1, (8, 12), (4, 3)),
        ("relative_gap", 1, (10 / 110, 20 / 130), (5 / 105, 5 / 115)),
        # never more than there is work for
        ("employed", 2, (120, 130), (110, 130)),
        # open: 0.2 * 100 + 10 by 0.8, and 0.5 * 110 + 20 by 0.5
        ("vacancies", 1, (37.5, 150), (31.25, 120)),
        # of 0.2 * 100 / 0.8 = 25 and of 0.5 * 110 / 0.5 = 110 unemployed
        ("vacancies_per_100_unemployed", 1, (150, 15000 / 110), (125, 12000 / 110)),
        # a surplus is looking for work as well: (0.2 * 120 + 5) / 0.8 = 36.25
        ("vacancies_per_100_unemployed", 2, (3000 / 36.25, 15000 / 130), None),
    ],
)
def test_the_path_of_a_group(what: str, at: int, baseline: Any, plan: Any) -> None:
    table = group_table(by_hand.doorrekening())

    assert list(table) == ["a", "b"]
    assert numbers(getattr(table["a"].baseline, what).at(at)) == near(two(*baseline))
    if plan is not None:
        assert numbers(getattr(table["a"].with_plan, what).at(at)) == near(two(*plan))
    assert table["b"].baseline.demand.mean == [50, 50, 40]


@pytest.mark.parametrize(("friction", "there"), [(0.0, False), (1e-6, True)])
def test_unemployed_are_counted_where_friction_is_known(friction: float, *, there: bool) -> None:
    result = by_hand.doorrekening(frictional_unemployment=np.full(2, friction))

    path = group_table(result)["a"].with_plan

    assert (path.vacancies_per_100_unemployed is not None) is there


def test_flows_are_means_over_the_draws() -> None:
    table = flow_table(by_hand.doorrekening())

    assert list(table["a"].baseline) == [
        "graduates", "side_entry", "migration", "retirement", "exit",
    ]  # fmt: skip
    assert table["a"].baseline["graduates"] == [30, 31, 32]
    assert table["a"].with_plan["graduates"] == [60, 61, 62]
    assert table["b"].baseline["side_entry"] == [48, 49, 50]
    assert table["b"].with_plan["exit"] == [87, 88, 89]


def test_a_gap_per_level_counts_who_has_no_level_as_the_base_year() -> None:
    """Of 90 people 38 and 42 have a level, 10 have none and are spread as 1 to 3.

    At the hours of the base year 40.5 and 49.5 people are 45 and 55; 27.5 and 82.5 are wanted. The
    lower level has 17.5 too many, of which a fifth of the gap above, 5.5, helps out.
    """
    strict, helped = level_gaps(by_hand.doorrekening().outcome, 3)

    assert strict[0, 0, 0, :, 1] == pytest.approx([-17.5, 27.5])
    assert helped[0, 0, 0, :, 1] == pytest.approx([-12, 22])


def test_gaps_per_level_are_of_the_first_and_the_last_subset() -> None:
    """In the second draw nobody has a level: 95 people are spread as 1 to 3, with and without."""
    strict, _ = level_gaps(by_hand.doorrekening().outcome, 3)

    assert strict[1, 0, 0, :, 1] == pytest.approx([(130 - 110) / 4, (130 - 110) * 3 / 4])
    assert strict[1, 1, 0, :, 1] == pytest.approx([(115 - 110) / 4, (115 - 110) * 3 / 4])
    assert strict[1, 1, 0, :, 2] == pytest.approx([0, 0])
    assert strict[:, :, 1, :, 1] == pytest.approx(np.zeros((2, 2, 2)))


def test_wanted_levels_move_up_with_the_years() -> None:
    outcome = by_hand.outcome()
    moving = replace(outcome, upgrading=np.full((2, 2), log(3)))

    before, after = (level_gaps(one, 3)[0][0, 0, 0] for one in (outcome, moving))

    assert (after - before)[:, 0] == pytest.approx([0, 0])
    assert (after - before)[:, 1] == pytest.approx([-0.15 * 110, 0.15 * 110])  # 1 to 9


def test_the_table_of_levels_has_both_gaps_of_every_level_and_end() -> None:
    result = by_hand.doorrekening()
    strict, helped = level_gaps(result.outcome, 3)

    table = level_table(result)

    assert {group: list(levels) for group, levels in table.items()} == {
        "a": ["low", "high"],
        "b": ["low", "high"],
    }
    for g, levels in enumerate(table.values()):
        for e, both in enumerate(levels.values()):
            for s, end in enumerate((both.baseline, both.with_plan)):
                assert end.strict.mean == pytest.approx(strict[:, s, g, e].mean(axis=0))
                assert end.after_substitution.mean == pytest.approx(helped[:, s, g, e].mean(axis=0))


def test_green_work_without_and_with_the_plan() -> None:
    table = green_table(by_hand.doorrekening())

    assert isinstance(table, Ends)
    assert table.baseline.demand.mean == [10, 13, 16]
    assert table.baseline.supply.mean == [5, 6.5, 8]
    assert table.baseline.gap.mean == [5, 6.5, 8]
    assert table.with_plan.demand.mean == [10, 14, 18]
    assert numbers(table.with_plan.gap.at(2)) == near(two(7.5, 10.5))
    assert numbers(table.with_plan.supply.at(1)) == near(two(6.5, 7.5))


def test_the_gap_of_green_work_is_what_is_wanted_less_what_is_there() -> None:
    result = by_hand.doorrekening(green_supply=by_hand.outcome().green_demand - 3)

    table = green_table(result)

    assert table is not None
    assert table.baseline.gap.mean == [3, 3, 3]


def test_without_its_figures_there_is_no_green_work_and_there_are_no_women() -> None:
    bare = by_hand.doorrekening(by_hand.scenario(parameters={}))

    assert green_table(bare) is None
    assert women_table(bare) is None
    assert capacity_table(bare) == {}
    assert student_table(bare) == {}


def test_women_leave_as_all_do_and_enter_by_their_share() -> None:
    """Of 80 people 40 are women; in the first draw 23 leave and 12 enter, a fifth of them women.

    40 less 40/80 of 23, and 0.2 of 12, is 30.9; in the second draw 60 more of every flow.
    """
    table = women_table(by_hand.doorrekening())

    assert table is not None
    assert table["a"].baseline.women.mean[0] == 40
    assert numbers(table["a"].baseline.women.at(1)) == near(two(30.9, 6.9))
    assert numbers(table["a"].baseline.share.at(1)) == near(two(30.9 / 90, 6.9 / 95))
    assert table["b"].with_plan.share.mean[0] == pytest.approx(0.1)


def test_places_that_ran_out_are_a_share_of_the_draws() -> None:
    table = capacity_table(by_hand.doorrekening())

    assert table == {"school": Ends([0, 0.5, 1], [0, 1, 1])}


def test_students_are_told_of_where_dropout_is_known() -> None:
    table = student_table(by_hand.doorrekening())

    assert list(table) == ["school"]
    assert table["school"].baseline.mean == [6, 7, 8]
    assert table["school"].with_plan.mean == [12, 13, 14]


def test_openings_less_graduates() -> None:
    """Demand of a grows from 100 to 130 in the mean; that of b falls, and opens nothing."""
    table = discrepancy_table(by_hand.doorrekening())

    assert table == {
        "a": FlowDiscrepancy(30, 39 + 40 + 41, 30 + 31 + 32, 30 + 120 - 93),
        "b": FlowDiscrepancy(-10, 54 + 55 + 56, 45 + 46 + 47, 165 - 138),
    }
