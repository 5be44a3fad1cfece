"""T11: the golden case, to 1e-3, with and without an answer of side-entry to the gap."""

from __future__ import annotations

from typing import Any

import msgspec
import pytest

from agdb.results.scenario import Run
from agdb.scenario.questions import run_scenario
from agdb.scenario.reading import read_scenario
from agdb.scenario.result import published_run

NO_RESPONSE = {
    1: {"S": 46_719.0, "D": 48_482.4080, "G1": 1_763.4080},
    2: {"S": 46_447.64, "D": 48_969.6643, "G1": 2_522.0243},
    5: {"S": 45_672.8675, "D": 50_461.0126, "G1": 4_788.1451},
}


def public(text: str) -> dict[str, Any]:
    """The run as it is published, with the names of version 0.1 beside the new ones."""
    return published_run(run_scenario(read_scenario({"golden.yaml": text})))


def shapley(year: dict[str, Any]) -> dict[str, float]:
    return {pillar: found["share"]["mean"] for pillar, found in year["pillars"].items()}


@pytest.mark.parametrize(("year", "expected"), NO_RESPONSE.items())
def test_supply_demand_and_gap_without_response(golden_text: str, year: int, expected: Any) -> None:
    found = public(golden_text)["years"][year]

    assert {key: found[key] for key in expected} == pytest.approx(expected, abs=1e-3)


def test_closures_and_shapley_values_without_response(golden_text: str) -> None:
    year = public(golden_text)["years"][5]

    alone = {p: year["v"][p] for p in ("P1", "P2", "P3", "P4")}
    assert alone == pytest.approx(
        {"P1": 74.1312, "P2": 590.7799, "P3": 701.5320, "P4": 0.0}, abs=1e-3
    )
    assert year["v"]["P1+P2+P3+P4"] == pytest.approx(1_537.1427, abs=1e-3)
    assert shapley(year) == pytest.approx(
        {"P1": 78.7997, "P2": 627.9924, "P3": 745.0335, "P4": 85.3172}, abs=1e-3
    )


def test_an_answer_of_side_entry_halves_what_the_plan_closes(golden_text: str) -> None:
    text = golden_text.replace("side-entry-response: 0", "side-entry-response: 10")

    years = public(text)["years"]

    assert years[2]["S"] == pytest.approx(46_699.8064, abs=1e-3)
    assert years[2]["G1"] == pytest.approx(2_269.8579, abs=1e-3)
    assert years[5]["S"] == pytest.approx(47_477.8434, abs=1e-3)
    assert years[5]["D"] == pytest.approx(50_461.0126, abs=1e-3)
    assert years[5]["G1"] == pytest.approx(2_983.1692, abs=1e-3)
    alone = {p: years[5]["v"][p] for p in ("P1", "P2", "P3", "P4")}
    assert alone == pytest.approx(
        {"P1": 66.1186, "P2": 275.8189, "P3": 356.0611, "P4": 0.0}, abs=1e-3
    )
    assert years[5]["v"]["P1+P2+P3+P4"] == pytest.approx(797.5272, abs=1e-3)
    assert shapley(years[5]) == pytest.approx(
        {"P1": 70.7511, "P2": 298.5279, "P3": 383.3273, "P4": 44.9209}, abs=1e-3
    )


def test_one_draw_is_enough_where_nothing_varies(golden_text: str) -> None:
    result = run_scenario(read_scenario({"golden.yaml": golden_text}), draws=2000)

    assert result.draws == 1


def test_every_subset_has_its_own_supply_demand_gap_and_closure(golden_text: str) -> None:
    year = run_scenario(read_scenario({"golden.yaml": golden_text})).years[3]

    assert len(year.subsets) == 16
    none = year.subsets["none"]
    for stocks in year.subsets.values():
        assert stocks.gap.mean == pytest.approx(stocks.demand.mean - stocks.supply.mean)
        assert stocks.closed.mean == pytest.approx(none.gap.mean - stocks.gap.mean)


def test_the_names_of_the_older_version_stand_beside_the_new_ones(golden_text: str) -> None:
    year = public(golden_text)["years"][3]

    for name, stocks in year["subsets"].items():
        assert stocks["S"] == stocks["supply"]["median"]
        assert stocks["D"] == stocks["demand"]["median"]
        assert stocks["G1"] == stocks["gap"]["median"]
        assert year["v"][name] == stocks["v"] == stocks["closed"]["median"]
    assert year["G1"] == year["subsets"]["none"]["G1"]


def test_the_result_is_plain_json(golden_text: str) -> None:
    run = run_scenario(read_scenario({"golden.yaml": golden_text}))

    assert msgspec.json.decode(msgspec.json.encode(run), type=Run) == run
