"""The tables of a run agree with each other, in a case in which nothing varies and some that do."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from agdb.results.scenario import GroupPath, Run
from agdb.scenario.questions import run_scenario
from agdb.scenario.reading import read_scenario

if TYPE_CHECKING:
    from agdb.scenario.scenario import Scenario

HOURS = """
  longer:
    pillar: P2
    touches: hours
    name: {nl: Meer uren, en: More hours}
    start: 1
    efficacy: 0.02
"""


@pytest.fixture(scope="module")
def run(golden_text: str) -> Run:
    return run_scenario(read_scenario({"golden.yaml": golden_text}))


def both(run: Run) -> tuple[GroupPath, GroupPath]:
    return run.groups["all"].baseline, run.groups["all"].with_plan


def test_the_gap_is_demand_less_supply_and_relative_to_demand(run: Run) -> None:
    for path in both(run):
        for at, gap in enumerate(path.gap.mean):
            demand, supply = path.demand.mean[at], path.supply.mean[at]
            assert gap == pytest.approx(demand - supply)
            assert path.relative_gap.mean[at] == pytest.approx(gap / demand)
            assert path.employed.mean[at] == pytest.approx(min(demand, supply))
            # without friction, open jobs are what is lacking
            assert path.vacancies.mean[at] == pytest.approx(max(gap, 0.0))


def test_what_a_group_is_closed_by_is_the_difference_that_the_whole_plan_makes(run: Run) -> None:
    before, after = both(run)

    closed = run.closed_by_group["all"]

    assert closed.mean == pytest.approx(
        [one - other for one, other in zip(before.gap.mean, after.gap.mean, strict=True)]
    )
    assert closed.mean[5] == pytest.approx(1_537.1427, abs=1e-3)


def test_a_stock_grows_by_its_flows(run: Run) -> None:
    for path, flows in zip(
        both(run), (run.flows["all"].baseline, run.flows["all"].with_plan), strict=True
    ):
        signs = {"exit": -1, "retirement": -1}
        for at in range(1, 6):
            net = sum(signs.get(flow, 1) * values[at] for flow, values in flows.items())
            assert path.supply.mean[at] - path.supply.mean[at - 1] == pytest.approx(net)


def test_every_draw_in_balance_is_no_draw_without(run: Run) -> None:
    assert run.share_of_draws_without_balance == 0.0


def test_the_ways_add_up_to_what_the_plan_closes_with_hours_among_them(golden_text: str) -> None:
    text = golden_text.replace("measures:\n", f"measures:{HOURS}", 1).replace(
        "  all.exit:", "  all.hours: 30\n  full-time-hours: 36\n  all.exit:", 1
    )

    found = run_scenario(read_scenario({"golden.yaml": text}))

    ways = {way.way: way.persons for way in found.ways}
    assert sum(ways.values()) == pytest.approx(found.headline[0].closure.mean)
    # 2 per cent more hours of some 46,000 people, less what the loss of coordination takes
    assert 300 < ways["hours"] < 1000
    assert found.groups["all"].baseline.gap_fte.mean[1] == pytest.approx(
        found.groups["all"].baseline.gap.mean[1] * 30 / 36
    )


def test_unemployed_count_only_where_every_group_has_them(golden_text: str) -> None:
    text = golden_text.replace("  all.exit:", "  all.unemployed: 2000\n  all.exit:", 1)

    known = run_scenario(read_scenario({"golden.yaml": text})).groups["all"].baseline

    # those who look for work are supply too
    assert known.supply.mean[0] == pytest.approx(47_000 + 2_000)


def test_a_variant_with_grades_keeps_the_measures_with_that_evidence(golden: Scenario) -> None:
    from dataclasses import replace

    from agdb.scenario.evidence import Grade
    from agdb.scenario.scenario import Asks, Variant

    grades = dict(zip([m.id for m in golden.measures], (Grade.A, Grade.C, Grade.D, Grade.E),
                      strict=True))  # fmt: skip
    measures = tuple(replace(m, grade=grades[m.id]) for m in golden.measures)
    scenario = replace(golden, measures=measures)
    some = Variant("v", {}, next(iter(Asks)), grades=frozenset({Grade.A, Grade.C}))
    one, two, three, four = (m.id for m in measures)

    def in_plan(variant: Variant) -> list[str]:
        return [m.id for m in scenario.varied(variant).measures if m.in_plan]

    assert in_plan(some) == [one, two]
    assert in_plan(replace(some, grades=None)) == [one, two, three, four]
    assert in_plan(replace(some, also=(four,))) == [one, two, four]
