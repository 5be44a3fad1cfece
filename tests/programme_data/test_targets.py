"""Targets: whose they are, and that none of them judges a series of another definition."""

from __future__ import annotations

import pytest
from pydantic import ValidationError

from agdb.programme.indicator import Indicator
from agdb.programme.plan import Plan, Unit
from agdb.programme.programme import Programme
from agdb.programme.target import Target

GOOD = {
    "id": "goal",
    "names": {"nl": "Doel", "en": "Goal"},
    "value": 50,
    "unit": "percent",
    "year": 2030,
    "direction": "up",
    "owner": {"nl": "Wij", "en": "We"},
    "basis": "ambition",
    "definition": {"nl": "Een doel.", "en": "A goal."},
    "sources": [{"url": "https://example.org/goal", "title": {"nl": "Nota", "en": "Note"}}],
}


MAYBE = {"indicator": "share", "when": {"nl": "Als", "en": "If"}}


def test_a_target_names_what_exists(
    targets: list[Target], indicators: dict[str, Indicator], units: dict[str, Unit], plan: Plan
) -> None:
    ids = [target.id for target in targets]
    assert len(set(ids)) == len(ids)
    for target in targets:
        assert target.unit in units
        assert target.indicator is None or target.indicator in indicators
        assert all(one.indicator in indicators for one in target.candidates)
        told = (target.names, target.owner, target.definition, target.open_question)
        titles = (cited.title for cited in target.sources)
        for words in (*filter(None, told), *titles, *(one.when for one in target.candidates)):
            assert set(words) == set(plan.languages)


# Every target that could be found in the papers of the plan and around it: value, upper end, unit,
# year and what it rests on.
FOUND = {
    "digital-professionals-2030": (1_000_000, None, "persons", 2030, "policy"),
    "greenhouse-gas-2030": (55, 60, "percent", 2030, "policy"),
    "microchip-technicians-2030": (33_000, None, "persons", 2030, "policy"),
    "sme-basic-digital-2030": (95, None, "percent", 2030, "policy"),
    "sme-cloud-ai-data-2030": (75, None, "percent", 2030, "policy"),
    "technical-vacancies-filled": (60_000, None, "vacancies", 2032, "agreement"),
    "productivity-technical-sectors": (1, None, "percent-change", None, "agreement"),
    "eu-ict-specialists-2030": (20_000_000, None, "persons", 2030, "law"),
    "eu-basic-digital-skills-2030": (80, None, "percent", 2030, "law"),
    "pps-students-2030": (50, None, "percent", 2030, "ambition"),
    "pps-companies-2030": (20, 25, "percent", 2030, "ambition"),
}
OF_THE_UNION = {"eu-ict-specialists-2030", "eu-basic-digital-skills-2030"}


def test_every_target_that_was_found_is_there(targets: list[Target]) -> None:
    there = {t.id: (t.value, t.upper, t.unit, t.year, t.basis) for t in targets}

    assert there == FOUND


def test_a_target_of_the_european_union_is_never_set_beside_a_dutch_series(
    targets: list[Target],
) -> None:
    for target in targets:
        assert (target.area is not None) == (target.id in OF_THE_UNION), target.id
        assert target.area is None or not (target.indicator or target.candidates)


def test_the_one_hard_goal_of_the_plan_is_there(targets: list[Target]) -> None:
    (goal,) = [target for target in targets if target.id == "digital-professionals-2030"]

    assert (goal.value, goal.year, goal.unit) == (1_000_000, 2030, "persons")
    assert not goal.same_definition
    # The papers name no way of counting: every one in use is judged under its condition
    assert [one.indicator for one in goal.candidates] == [
        "digital-professionals-hca",
        "digitally-skilled-former-definition",
        "technical-occupations-employed",
        "ict-occupations-employed",
        "ict-specialists",
    ]


def test_both_readings_of_the_sixty_thousand_stand_beside_each_other(
    targets: list[Target],
) -> None:
    (goal,) = [target for target in targets if target.id == "technical-vacancies-filled"]

    assert goal.open_question is not None
    for part in ("in tien jaar tijd 60.000", "25.000 vacatures per jaar", "10.000"):
        assert part in goal.open_question["nl"]
    assert {cited.url.split("/")[2] for cited in goal.sources} == {
        "www.fnv.nl", "www.netbeheernederland.nl"
    }  # fmt: skip


def test_no_page_says_of_an_indicator_that_it_is_what_the_million_means(
    indicators: dict[str, Indicator],
) -> None:
    # A page said both "the goal is about these" and "it is not known which are meant"
    for indicator in indicators.values():
        texts = (indicator.definition, *indicator.caveats)
        assert not any("1 miljoen" in words["nl"] for words in texts), indicator.id


def test_a_target_with_the_same_definition_has_the_unit_of_its_indicator(
    targets: list[Target], indicators: dict[str, Indicator]
) -> None:
    for target in targets:
        if target.same_definition:
            assert target.indicator is not None
            assert indicators[target.indicator].unit == target.unit


@pytest.mark.parametrize(
    ("wrong", "why"),
    [
        ({"same_definition": True}, "same_definition needs the indicator"),
        ({"area": {"nl": "EU", "en": "EU"}, "indicator": "share"}, "another area"),
        ({"upper": 40}, "upper must be above value"),
        ({"year": 1999}, "year"),
        ({"basis": "hope"}, "basis"),
        ({"indicator": "share", "candidates": [MAYBE]}, "either the indicator that is meant, or"),
    ],
)
def test_a_target_that_contradicts_itself_is_refused(wrong: dict[str, object], why: str) -> None:
    with pytest.raises(ValidationError, match=why):
        Target.model_validate(GOOD | wrong)


def test_a_target_may_be_a_range_and_judge_what_it_is_about() -> None:
    target = Target.model_validate(
        GOOD | {"upper": 60, "indicator": "share", "same_definition": True}
    )

    assert (target.value, target.upper) == (50, 60)


def test_the_million_is_held_against_every_count_that_stands_side_by_side(
    programme: Programme,
) -> None:
    # What one page sets side by side and what another judges are the same counts
    goal = programme.targets["digital-professionals-2030"]
    (comparison,) = programme.comparisons.values()

    assert {(one.indicator, tuple(one.member.items())) for one in goal.candidates} == {
        (column.indicator, tuple(column.breakdown.items())) for column in comparison.columns
    }
