"""What an initiative says of itself: its status, its organisations, and what is known of it."""

from __future__ import annotations

from typing import Any

import pytest
from pydantic import ValidationError
from tests.register.records import initiative, words

from agdb.register.initiative import Goal, PartnerRole
from agdb.register.states import ActivityStatus

GOAL: dict[str, Any] = {
    "what": words("bells"), "indicator": "stock", "unit": "bicycles", "baseline": "5",
    "baseline_year": 2024, "target": "10", "target_year": 2030, "owner": "society",
}  # fmt: skip
NOTHING = {
    "accountable": False, "status": False, "period": False, "area": False, "target_groups": False,
    "activities": False, "goals": False, "measurable_goal": False, "evidence": False,
    "indicators": False,
}  # fmt: skip


@pytest.mark.parametrize(
    ("fields", "known"),
    [
        ({}, []),
        ({"partners": [{"organisation": "a", "role": "accountable"}]}, ["accountable"]),
        ({"partners": [{"organisation": "a", "role": "funding"}]}, []),
        ({"history": [{"state": "pipeline", "since": "2024"}]}, ["status"]),
        ({"period": {"start": "2024"}}, ["period"]),
        ({"national": True}, ["area"]),
        ({"national": "unknown"}, []),
        ({"area": words("north")}, ["area"]),
        ({"regions": [{"code": "PV20", "year": 2024}]}, ["area"]),
        ({"target_groups": ["all"]}, ["target_groups"]),
        ({"activities": ["lessons"]}, ["activities"]),
        ({"goals": [GOAL]}, ["goals", "measurable_goal"]),
        ({"goals": [GOAL | {"target": "missing"}]}, ["goals"]),
        ({"goals": [GOAL | {"target": "missing"}, GOAL]}, ["goals", "measurable_goal"]),
        ({"evidence": "none"}, ["evidence"]),
        ({"indicators": ["stock"]}, ["indicators"]),
    ],
)
def test_each_fact_that_is_known_counts_once(fields: dict[str, Any], known: list[str]) -> None:
    assert initiative("a", **fields).known() == NOTHING | dict.fromkeys(known, True)


@pytest.mark.parametrize(
    ("fields", "measurable", "gaps"),
    [
        ({}, True, ()),
        ({"indicator": "missing"}, False, ("indicator",)),
        ({"unit": "missing"}, False, ("unit",)),
        ({"target": "missing"}, False, ("target",)),
        ({"target_year": "missing"}, False, ("target_year",)),
        ({"baseline": "missing", "baseline_year": "unknown"}, True, ("baseline", "baseline_year")),
        ({"owner": "unknown"}, True, ("owner",)),
    ],
)
def test_a_goal_is_measurable_if_it_says_what_how_much_and_when(
    fields: dict[str, Any], measurable: bool, gaps: tuple[str, ...]
) -> None:
    goal = Goal.model_validate(GOAL | fields)

    assert goal.measurable is measurable
    assert goal.gaps == gaps


def test_the_status_is_that_of_the_last_step_and_unknown_without_one() -> None:
    steps = [{"state": "pipeline", "since": "2024"}, {"state": "implementation", "since": "2025"}]

    assert initiative("a", history=steps).status is ActivityStatus.IMPLEMENTATION
    assert initiative("a").status is None


def test_organisations_are_named_once_and_by_role() -> None:
    one = initiative(
        "a",
        partners=[
            {"organisation": "riders", "role": "funding"},
            {"organisation": "society", "role": "accountable"},
            {"organisation": "riders", "role": "implementing"},
        ],
    )

    assert list(one.organisations()) == ["riders", "society"]
    assert list(one.organisations(PartnerRole.ACCOUNTABLE)) == ["society"]
    both = one.organisations(PartnerRole.IMPLEMENTING, PartnerRole.ACCOUNTABLE)
    assert list(both) == ["society", "riders"]


@pytest.mark.parametrize(
    ("fields", "sentence"),
    [
        ({"period": {"start": "2024", "end": "2023-12"}}, "it ends in 2023-12, before it starts"),
        ({"period": {"end": "2024", "ongoing": True}}, "what is ongoing has no end"),
        ({"pillars": ["road", "road"]}, "a pillar is written twice"),
        ({"pillars": []}, "at least 1 item"),
        ({"history": [{"state": "finalisation", "since": "2024"}]}, ""),
    ],
)
def test_what_cannot_be_is_refused(fields: dict[str, Any], sentence: str) -> None:
    if not sentence:
        assert initiative("a", **fields).status is ActivityStatus.FINALISATION
        return
    with pytest.raises(ValidationError, match=sentence):
        initiative("a", **fields)


def test_a_period_may_end_in_the_year_in_which_it_starts() -> None:
    period = initiative("a", period={"start": "2024-06", "end": "2024"}).period

    assert period != "unknown"
    assert (period.start, period.end) == ("2024-06", "2024")


@pytest.mark.parametrize(
    ("year", "sound"), [(1999, False), (2000, True), (2100, True), (2101, False)]
)
def test_a_region_is_that_of_a_year_of_this_century(year: int, sound: bool) -> None:
    regions = [{"code": "PV20", "year": year}]
    if sound:
        assert initiative("a", regions=regions).regions[0].year == year
    else:
        with pytest.raises(ValidationError, match="year"):
            initiative("a", regions=regions)
