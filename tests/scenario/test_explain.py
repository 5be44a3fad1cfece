"""Every number of the doorrekening leads to its parts, inputs, draws and seed."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from msgspec.structs import replace

from agdb.errors import ScenarioError
from agdb.results.scenario import Spread
from agdb.scenario.explain import WORKS_IN, explain, explained_names
from agdb.scenario.questions import answer

if TYPE_CHECKING:
    from agdb.results.scenario_answers import ScenarioAnswer
    from agdb.scenario.scenario import Scenario


@pytest.fixture(scope="module")
def found(national: Scenario) -> ScenarioAnswer:
    return answer(national, draws=60, sobol=8, seed=2)


def test_every_number_can_be_explained_in_every_headline_year(found: ScenarioAnswer) -> None:
    names = explained_names(found)

    assert len(names) > 150
    for name in names:
        of_2030 = name.startswith(("way.", "origin."))
        for year in (2030,) if of_2030 else (2030, 2035):
            explained = explain(found, name, year)
            assert explained.name == name
            assert explained.uses or not explained.parts
            assert (explained.draws, explained.seed) == (60, 2)
            assert explained.sha256 == found.run.sha256


def test_the_parts_add_up_to_the_number(found: ScenarioAnswer) -> None:
    for name in ("gap", "with-plan", "effect", "technical.gap", "ict.effect", "growth-roa.effect"):
        explained = explain(found, name, 2030)

        total = sum(part.sign * part.value for part in explained.parts)
        assert isinstance(explained.value, Spread)
        assert total == pytest.approx(explained.value.mean), name


def test_the_parts_of_a_part_are_numbers_too(found: ScenarioAnswer) -> None:
    for name in explained_names(found):
        for part in explain(found, name, 2030).parts:
            explained = explain(found, part.name, 2030).value
            mean = explained if isinstance(explained, float) else explained.mean
            if not name.startswith("origin."):
                assert mean == pytest.approx(part.value), (name, part.name)


def test_a_variant_names_what_it_does_otherwise(found: ScenarioAnswer) -> None:
    by_id = {one.id: one for one in found.sensitivity.variants}
    uses = explain(found, "growth-roa.gap", 2030).uses

    assert {(use.input.name, use.at) for use in uses if use.at is not None} == {
        ("technical.growth", 0.0012),
        ("ict.growth", 0.0048),
        ("overlay-outside-trend", 0.0),
    }
    assert by_id["as-announced"].certain
    assert by_id["evidence-only"].grades == ["A", "B", "C"]
    assert by_id["with-hours"].also == ["hours"]


def test_a_way_hangs_on_the_measures_that_work_in_it(found: ScenarioAnswer) -> None:
    names = [use.input.name for use in explain(found, "way.exit", 2030).uses]

    assert "retention.efficacy" in names
    assert not any(name.startswith("side-entry.") for name in names)
    assert set(WORKS_IN.values()) - {""} <= {way.way for way in found.run.ways}


def test_an_origin_hangs_on_its_assumed_share(found: ScenarioAnswer) -> None:
    care = explain(found, "origin.care", 2030)

    assert [use.input.name for use in care.uses] == ["care.share"]
    assert care.uses[0].input.assumption
    assert sum(part.value for part in care.parts) == pytest.approx(care.value)


def test_pillars_measures_and_grades_of_evidence_sum_to_the_effect(found: ScenarioAnswer) -> None:
    def mean(name: str) -> float:
        value = explain(found, name, 2030).value
        assert isinstance(value, Spread)
        return value.mean

    effect = mean("effect")

    pillars = sum(mean(f"pillar.{p}") for p in found.run.pillars)
    measures = found.sensitivity.measures.measures
    assert pillars == pytest.approx(effect)
    assert sum(mean(f"measure.{m}") for m in measures) == pytest.approx(effect)
    assert sum(step.added for step in found.run.evidence["2030"]) == pytest.approx(effect)


def test_what_a_group_hangs_on_is_not_another_group(found: ScenarioAnswer) -> None:
    names = [use.input.name for use in explain(found, "technical.gap", 2030).uses]

    assert names
    assert not any(name.startswith("ict.") for name in names)


def test_a_number_or_year_that_is_not_there_is_refused_with_those_that_are(
    found: ScenarioAnswer,
) -> None:
    with pytest.raises(ScenarioError, match=r"no number 'nothing'; it has gap, with-plan, effect"):
        explain(found, "nothing", 2030)
    with pytest.raises(ScenarioError, match="says nothing of 2027; ask for 2030 or 2035"):
        explain(found, "gap", 2027)
    with pytest.raises(ScenarioError, match=r"'way.exit' is known of 2030 only; ask for 2030"):
        explain(found, "way.exit", 2035)


def test_only_evidence_up_to_grade_c_closes_next_to_nothing(found: ScenarioAnswer) -> None:
    """Known answer of the review: without weak and absent evidence little is left."""
    strong, weak, none = found.run.evidence["2030"]

    assert strong.added < 0.1 * weak.added
    assert strong.measures == ["more-intake"]
    assert set(none.measures) == {"coordination", "earlier-start"}


def test_the_variants_of_the_review_have_its_answers(found: ScenarioAnswer) -> None:
    """The range over variants, on few draws: ROA's growth means nobody lacks, in the mean."""
    by_id = {one.id: one.headline[0] for one in found.sensitivity.variants}
    main = by_id["as-is"]

    assert by_id["growth-roa"].baseline.mean < 10_000 < by_id["overlay-in-trend"].baseline.mean
    assert (
        by_id["no-response"].closure.mean
        > main.closure.mean
        > by_id["strong-response"].closure.mean
    )
    assert by_id["with-hours"].closure.mean > main.closure.mean + 2_000
    assert by_id["as-announced"].closure.mean > 1.5 * main.closure.mean
    assert by_id["evidence-only"].closure.mean < 1_000
    for one in ("as-announced", "evidence-only", "with-hours"):
        assert by_id[one].baseline == main.baseline


def test_the_ways_of_the_plan_add_up_to_its_effect(found: ScenarioAnswer) -> None:
    ways = {way.way: way.persons for way in found.run.ways}

    assert sum(ways.values()) == pytest.approx(found.run.headline[0].closure.mean)
    assert ways["exit"] > 0
    assert ways["demand"] > 0
    assert ways["hours"] == 0


def test_who_would_work_elsewhere_is_lacking_there(found: ScenarioAnswer) -> None:
    taken = sum(way.persons for way in found.run.ways if way.elsewhere)

    assert sum(one.persons for one in found.run.origins) == pytest.approx(taken)
    assert {one.id for one in found.run.origins} >= {"care", "education"}


def test_a_name_of_two_things_is_told_apart_and_both_are_explained(found: ScenarioAnswer) -> None:
    """The vacancies of a group are a stock of the model and an input."""
    names = explained_names(found)
    assert len(set(names)) == len(names)
    assert {"technical.vacancies", "input.technical.vacancies"} <= set(names)
    assert {"rebound", "group.rebound", "input.rebound"} & set(names) == {"rebound"}

    stock = explain(found, "technical.vacancies", 2030)
    given = explain(found, "input.technical.vacancies", 2030)

    assert (stock.how, given.how) == ("vacancies", "input")
    assert given.name == "input.technical.vacancies"
    assert [use.input.name for use in given.uses] == ["technical.vacancies"]
    swing = next(s for s in found.sensitivity.swings["2030"] if s.name == "technical.vacancies")
    assert isinstance(given.value, Spread)
    assert given.value.low == min(swing.closure[0], swing.closure[2])


def test_a_variant_that_is_called_as_a_group_is_explained_beside_it(found: ScenarioAnswer) -> None:
    variants = [
        replace(one, id="ict") if one.id == "growth-roa" else one
        for one in found.sensitivity.variants
    ]
    twins = replace(found, sensitivity=replace(found.sensitivity, variants=variants))
    names = explained_names(twins)

    assert {"ict.gap", "variant.ict.gap"} <= set(names)
    assert len(set(names)) == len(names)
    assert explain(twins, "ict.gap", 2030).value == explain(found, "ict.gap", 2030).value
    told = explain(twins, "variant.ict.effect", 2030)
    assert told.value == explain(found, "growth-roa.effect", 2030).value
    assert [part.name for part in told.parts] == ["variant.ict.gap", "variant.ict.with-plan"]
    assert isinstance(told.value, Spread)
    assert sum(p.sign * p.value for p in told.parts) == pytest.approx(told.value.mean)


def test_what_a_name_is_may_always_stand_before_it(found: ScenarioAnswer) -> None:
    for prefix, name in (
        ("group.", "ict.gap"),
        ("variant.", "growth-roa.gap"),
        ("input.", "rebound"),
    ):
        told, bare = (explain(found, one, 2030) for one in (prefix + name, name))
        assert replace(told, name=name) == bare
    for wrong in ("group.growth-roa.gap", "variant.ict.gap", "input.ict.gap", "group.rebound"):
        with pytest.raises(ScenarioError, match="no number"):
            explain(found, wrong, 2030)


def test_an_input_tells_what_the_plan_closes_at_its_ends(found: ScenarioAnswer) -> None:
    swings = {one.name: one for one in found.sensitivity.swings["2030"]}
    for given in found.run.inputs:
        told = explain(found, f"input.{given.name}", 2030)
        assert told.how == "input"
        assert isinstance(told.value, Spread)
        assert [use.input for use in told.uses] == [given], given.name
        swing = swings.get(given.name)
        if swing is not None:
            low, stated, high = swing.closure
            assert (told.value.mean, told.value.median) == (stated, stated)
            ends = told.value.low, told.value.high
            assert ends == (min(low, high), max(low, high))


def test_an_input_that_moves_nothing_has_the_stated_number_at_both_ends(
    found: ScenarioAnswer,
) -> None:
    swings = found.sensitivity.swings["2030"]
    one = swings[0]
    without = replace(
        found,
        sensitivity=replace(
            found.sensitivity,
            swings={**found.sensitivity.swings, "2030": [s for s in swings if s is not one]},
        ),
    )

    value = explain(without, one.name, 2030).value

    stated = swings[1].closure[1]
    assert isinstance(value, Spread)
    assert (value.mean, value.low, value.high) == (stated, stated, stated)
    nothing = replace(without, sensitivity=replace(without.sensitivity, swings={"2030": []}))
    none = explain(nothing, one.name, 2030).value
    assert isinstance(none, Spread)
    assert (none.mean, none.low, none.high) == (0.0, 0.0, 0.0)


def test_the_ten_inputs_that_carry_a_hundredth_of_the_spread_are_named(
    found: ScenarioAnswer,
) -> None:
    sobol = found.sensitivity.sobol
    assert sobol is not None
    for what in ("gap", "with-plan", "effect"):
        ranked = sobol.years["2030"].closure if what == "effect" else sobol.years["2030"].baseline
        expected = [
            (one.name, one.total)
            for one in ranked[:10]
            if one.total >= 0.01 and found.run.input(one.name) is not None
        ]
        uses = explain(found, what, 2030).uses
        assert [(use.input.name, use.share) for use in uses] == expected
    shares = {one.name: one.total for one in sobol.years["2030"].closure}
    for given in found.run.inputs:
        assert explain(found, f"input.{given.name}", 2030).uses[0].share == shares.get(given.name)


def test_without_a_ranking_every_input_is_named(found: ScenarioAnswer) -> None:
    plain = replace(found, sensitivity=replace(found.sensitivity, sobol=None))

    uses = explain(plain, "gap", 2030).uses

    assert [(use.input, use.share) for use in uses] == [(one, None) for one in found.run.inputs]
    assert explain(plain, found.run.inputs[0].name, 2030).uses[0].share is None
