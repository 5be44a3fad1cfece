"""Bad input: one sentence with file and line."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from tests.conftest import our_programme

from agdb.errors import AgdbError, ScenarioError
from agdb.scenario.evidence import Grade
from agdb.scenario.reading import Known, read_scenario

if TYPE_CHECKING:
    from agdb.scenario.scenario import Scenario

MISTAKES = {
    "a probability over 1": (
        "all.exit: {20: 0.04, 60: 0}",
        "all.exit: {20: 1.04, 60: 0}",
        "'all.exit' is 1.04, outside 0 to 1",
    ),
    "a completion curve that sums to more than 1": (
        "{3: 0.2, 4: 0.4, 5: 0.1}",
        "{3: 0.6, 4: 0.4, 5: 0.1}",
        "'school.completion' sums to 1.1",
    ),
    "an age mix that does not sum to 1": (
        "all.age-distribution: {20: 1}",
        "all.age-distribution: {20: 0.5, 40: 0.4}",
        "the shares of 'all.age-distribution' sum to 0.9",
    ),
    "a negative stock": (
        "all.employed: 47000",
        "all.employed: -47000",
        "'all.employed' is -47000, outside 0",
    ),
    "an unknown parameter": (
        "rebound: 0.3",
        "rebond: 0.3",
        "unknown parameter 'rebond'",
    ),
    "a parameter that is missing": (
        "  all.growth: 0.01\n",
        "",
        "has no parameter 'all.growth'",
    ),
    "a word where a number belongs": (
        "rebound: 0.3",
        "rebound: much",
        "parameters.rebound is 'much': input should be a valid number",
    ),
    "no finite number": (
        "rebound: 0.3",
        "rebound: .inf",
        "is '.inf': input should be a valid number",
    ),
    "a name that stands twice": (
        "rebound: 0.3",
        "rebound: 0.3\n  rebound: 0.4",
        "the key 'rebound' is written twice",
    ),
    "a table where one number belongs": (
        "rebound: 0.3",
        "rebound: {1: 0.3}",
        "is one number, not a table",
    ),
    "one number where a table belongs": (
        "all.exit: {20: 0.04, 60: 0}",
        "all.exit: 0.04",
        "'all.exit' is a table of rates from an age onwards",
    ),
    "keys that do not ascend": (
        "{20: 0.04, 60: 0}",
        "{60: 0, 20: 0.04}",
        "do not ascend",
    ),
    "an age outside the model": (
        "all.side-entry-ages: {25: 1, 45: 0}",
        "all.side-entry-ages: {15: 1, 45: 0}",
        "names age 15, outside 20 to 66",
    ),
    "a group nobody knows": (
        "school.enters: {all: 0.65}",
        "school.enters: {some: 0.65}",
        "names the unknown 'some'",
    ),
    "a scenario that ends before it starts": (
        "last_year: 5",
        "last_year: 0",
        "ends in 0, not after its base year 0",
    ),
    "a measure that ends before it starts": (
        "start: 1\n    efficacy: 0.10\n  retention",
        "start: 3\n    end: 2\n    efficacy: 0.10\n  retention",
        "measure 'intake' ends in 2 before it starts in 3",
    ),
    "an unknown field of a measure": (
        "touches: exit",
        "touches: exit\n    colour: red",
        "unknown key 'colour'",
    ),
    "an unknown parameter to touch": (
        "touches: exit",
        "touches: exits",
        "measures.retention.touches is 'exits'",
    ),
    "an unknown pillar": ("pillar: P3", "pillar: P7", "unknown pillar 'P7'"),
    "a measure without efficacy": ("    efficacy: 0.5\n", "", "the key 'efficacy' is missing"),
    "an efficacy over 1": ("efficacy: 0.5\n", "efficacy: 1.5\n", "'coordination.efficacy' is 1.5"),
    "a dose below zero": (
        "touches: exit",
        "touches: exit\n    dose: -1",
        "the dose -1 is below zero",
    ),
    "a lag below zero": (
        "touches: exit",
        "touches: exit\n    lag: -1",
        "lag is -1: input should be greater than or equal to 0",
    ),
    "a certain effect on weak evidence": (
        "touches: exit",
        "touches: exit\n    grade: D",
        "is certain, but the grade of its evidence is 'D'",
    ),
    "a high grade without a study": (
        "touches: exit",
        "touches: exit\n    grade: A",
        "grade A without a study",
    ),
    "an unknown grade": (
        "touches: exit",
        "touches: exit\n    grade: F",
        "grade is 'F'",
    ),
    "a measure on the plan for one group": (
        "touches: coordination-loss",
        "touches: coordination-loss\n    for: [all]",
        "is not for a group or programme",
    ),
    "a measure for an unknown group": (
        "touches: exit",
        "touches: exit\n    for: [some]",
        "unknown group or programme 'some'",
    ),
    "people drawn from elsewhere by a measure without people": (
        "touches: exit",
        "touches: exit\n    drawn_from: {all: 1}",
        "only side-entrants are drawn",
    ),
    "both side-entry and growth": (
        "all.side-entry: 1500",
        "all.side-entry: 1500\n  all.employment-growth: 3",
        "not both",
    ),
    "neither side-entry nor growth": ("  all.side-entry: 1500\n", "", "not neither"),
    "graduates without ages": (
        "all.growth: 0.01",
        "all.growth: 0.01\n  all.other-graduates: 5",
        "needs 'all.other-graduate-ages'",
    ),
    "places without teachers": (
        "school.intake: 2000",
        "school.intake: 2000\n  school.places-per-teacher: 20",
        "needs both places-per-teacher and teachers",
    ),
    "diplomas and dropout that do not sum to 1": (
        "school.intake: 2000",
        "school.intake: 2000\n  school.dropout: {1: 0.2}",
        "completion and dropout of 'school' sum to 0.9",
    ),
    "a base year without people": (
        "all.employed: 47000",
        "all.employed: 0",
        "starts with demand 1000 and supply 0",
    ),
    "a programme at an unknown level": ("level: all", "level: some", "unknown level 'some'"),
    "a programme that continues to nowhere": (
        "level: all",
        "level: all\n      continues_to: school",
        "not a later programme",
    ),
    "ages that do not ascend": (
        "first: 20, last: 66",
        "first: 66, last: 20",
        "ages 66 to 20 do not ascend",
    ),
    "a name with a full stop": (
        "    all: {nl: Alle beroepen",
        "    a.b: {nl: Alle beroepen",
        "string should match pattern",
    ),
    "an unknown section": (
        "\nparameters:",
        "\nnumbers: {}\nparameters:",
        "unknown section 'numbers'",
    ),
    "a list where names belong": (
        "ages: {first: 20, last: 66}",
        "ages: [20, 66]",
        "ages: input should be",
    ),
    "half a year": (
        "last_year: 5",
        "last_year: 5.5",
        "last_year is 5.5: input should be a valid integer",
    ),
    "a maybe": (
        "worked_example: true",
        "worked_example: maybe",
        "is 'maybe': input should be a valid boolean",
    ),
    "broken YAML": ("ages: {first: 20", "ages: {first: 20]", "this is not YAML"),
    "a number with a nought before it": ("rebound: 0.3", "rebound: 017", "rebound is '017'"),
    "a time where a number belongs": ("rebound: 0.3", "rebound: 12:30", "rebound is '12:30'"),
    "a number with underscores": ("all.employed: 47000", "all.employed: 47_000", "is '47_000'"),
    "yes in place of true": ("worked_example: true", "worked_example: yes", "is 'yes'"),
    "a file that is nested too deeply": (
        "rebound: 0.3",
        "rebound: " + "[" * 2000 + "]" * 2000,
        "nested too deeply",
    ),
    "a pillar that is not named": ("pillars: [P1, P2, P3, P4]", "pillars: []", "pillars"),
    "numbers without their record": (
        "worked_example: true",
        "worked_example: false",
        "has no 'value' with its unit, source, grade and date",
    ),
}


@pytest.mark.parametrize(("good", "bad", "sentence"), MISTAKES.values(), ids=MISTAKES)
def test_a_mistake_is_told_in_one_sentence_with_its_place(
    golden_text: str, good: str, bad: str, sentence: str
) -> None:
    assert good in golden_text

    with pytest.raises(AgdbError) as caught:
        read_scenario({"golden.yaml": golden_text.replace(good, bad, 1)})

    told = str(caught.value)
    assert sentence in told
    assert told.startswith("golden.yaml")
    assert told.endswith(".")
    assert "\n" not in told
    assert caught.value.exit_code == 1


RECORD = """{
    value: 0.3,
    prior: {triangular: [0, 0.3, 0.8]},
    unit: share,
    source: 'https://example.org/study',
    grade: C,
    date: '2024-01',
  }"""

WITHOUT_PRIOR_AND_SOURCE = """prior: {triangular: [0, 0.3, 0.8]},
    unit: share,
    source: 'https://example.org/study',"""

RECORD_MISTAKES = {
    "a prior without a source": (
        "source: 'https://example.org/study',",
        "",
        "'rebound' is a prior without a source",
    ),
    "a value without a source": (
        WITHOUT_PRIOR_AND_SOURCE,
        "",
        "'rebound' is a value without a source",
    ),
    "an assumption that is not marked": (
        "'https://example.org/study'",
        "assumption",
        "has an assumption as its source",
    ),
    "an assumption without a range": (
        "prior: {triangular: [0, 0.3, 0.8]},",
        "assumption: true,",
        "an assumption without a range",
    ),
    "a source that is not an address": (
        "'https://example.org/study'",
        "a book",
        "is not an address",
    ),
    "a prior over 1": ("[0, 0.3, 0.8]", "[0, 0.3, 1.8]", "runs from 0 to 1.8, outside 0 to 1"),
    "a value outside its own prior": ("[0, 0.3, 0.8]", "[0.4, 0.5, 0.8]", "outside its own prior"),
    "an unknown prior": ("triangular:", "pyramid:", "unknown key 'pyramid'"),
    "too few numbers": ("[0, 0.3, 0.8]", "[0, 0.3]", "does not take 2 numbers"),
    "a prior that is no distribution": ("[0, 0.3, 0.8]", "[0.8, 0.3, 0]", "low <= mode <= high"),
    "two priors": (
        "{triangular: [0, 0.3, 0.8]}",
        "{uniform: [0, 1], half-normal: [1]}",
        "a prior is one distribution, not 2",
    ),
    "a total of one number": (
        "{triangular: [0, 0.3, 0.8]}",
        "{total: {uniform: [0, 1]}}",
        "is one number",
    ),
    "shares of one number": ("{triangular: [0, 0.3, 0.8]}", "{dirichlet: 5}", "needs shares"),
    "an unknown field": ("unit: share", "unti: share", "unknown key 'unti'"),
}


@pytest.mark.parametrize(("good", "bad", "sentence"), RECORD_MISTAKES.values(), ids=RECORD_MISTAKES)
def test_a_mistake_in_a_record_is_told_as_well(
    golden_text: str, good: str, bad: str, sentence: str
) -> None:
    assert good in RECORD
    text = golden_text.replace("rebound: 0.3", f"rebound: {RECORD.replace(good, bad, 1)}")

    with pytest.raises(AgdbError) as caught:
        read_scenario({"golden.yaml": text})

    assert sentence in str(caught.value)


def test_a_record_keeps_everything_that_was_written(golden_text: str) -> None:
    scenario = read_scenario({"g.yaml": golden_text.replace("rebound: 0.3", f"rebound: {RECORD}")})

    rebound = scenario.parameters["rebound"]
    assert rebound.source == "https://example.org/study"
    assert rebound.grade is Grade.C
    assert rebound.place.line == golden_text[: golden_text.index("rebound")].count("\n") + 1


def test_one_number_cannot_describe_a_table(golden_text: str) -> None:
    record = RECORD.replace("value: 0.3", "value: {20: 0.04}")
    text = golden_text.replace("all.exit: {20: 0.04, 60: 0}", f"all.exit: {record}")

    with pytest.raises(ScenarioError, match="describes one number, its value is a table"):
        read_scenario({"g.yaml": text})


def test_an_empty_file_and_no_file_are_refused() -> None:
    with pytest.raises(ScenarioError, match="the file is empty"):
        read_scenario({"g.yaml": ""})
    with pytest.raises(ScenarioError, match="no scenario file"):
        read_scenario({})


def test_there_is_one_head_in_all_files_together(golden_text: str) -> None:
    with pytest.raises(ScenarioError, match="'scenario' stands in 2 files"):
        read_scenario({"a.yaml": golden_text, "b.yaml": golden_text})


def test_a_name_in_two_files_is_told_with_both_places(golden_text: str) -> None:
    with pytest.raises(ScenarioError, match=r"b\.yaml:2: 'rebound' stands here and in a\.yaml:\d+"):
        read_scenario({"a.yaml": golden_text, "b.yaml": "parameters:\n  rebound: 0.1\n"})


OPTION = "options:\n  x:\n    measures: [intake]\n    cost: {1: 2}\n"
OTHERS = {
    "an unknown measure": (OPTION.replace("intake", "nothing"), "unknown measure 'nothing'"),
    "more funded than it costs": (OPTION + "    funded: {1: 3}\n", "more is funded (3)"),
    "a negative cost": (OPTION.replace("{1: 2}", "{1: -2}"), "the amount -2 in 1 is below zero"),
    "an unknown variant": (
        "variants:\n  x:\n    name: {nl: a, en: b}\n    asks: growth\n    fix: {nothing: 1}\n",
        "unknown parameter 'nothing'",
    ),
    "a variant out of bounds": (
        "variants:\n  x:\n    name: {nl: a, en: b}\n    asks: growth\n    fix: {rebound: 2}\n",
        "outside its bounds",
    ),
    "a history of nobody": (
        "history:\n  x: {source: s, recorded: r, values: {1: 1}}\n",
        "unknown group 'x'",
    ),
    "a history with gaps": (
        "history:\n  all: {source: s, recorded: r, values: {1: 1, 2: 1, 3: 1, 5: 1}}\n",
        "has gaps",
    ),
    "a break outside its history": (
        "history: {all: {source: s, recorded: r, breaks: [9], values: {1: 1, 2: 1, 3: 1, 4: 1}}}\n",
        "the break 9 of 'all' is not a year of its history",
    ),
}


@pytest.mark.parametrize(("text", "sentence"), OTHERS.values(), ids=OTHERS)
def test_options_variants_and_histories_are_checked(
    golden_text: str, text: str, sentence: str
) -> None:
    with pytest.raises(AgdbError) as caught:
        read_scenario({"golden.yaml": golden_text, "more.yaml": text})

    assert str(caught.value).startswith("more.yaml:")
    assert sentence in str(caught.value)


def test_only_numbers_can_be_fixed(golden: Scenario) -> None:
    with pytest.raises(ScenarioError, match="cannot be fixed"):
        golden.fixing({"all.exit": 1.0})


def test_regions_are_the_same_everywhere(national_texts: dict[str, str]) -> None:
    texts = {
        name: text.replace("PV31: 0.06", "PV99: 0.06", 1) for name, text in national_texts.items()
    }
    assert texts != national_texts

    with pytest.raises(ScenarioError, match="name different regions"):
        read_scenario(texts)


def test_a_group_that_alone_lacks_a_parameter_is_named(national_texts: dict[str, str]) -> None:
    texts = {n: t.replace("ict.hours:", "ict.hourz:") for n, t in national_texts.items()}

    with pytest.raises(ScenarioError, match=r"unknown parameter 'ict\.hourz'"):
        read_scenario(texts)


def test_every_number_of_the_programme_is_named_dated_and_sourced_in_both_languages(
    national: Scenario,
) -> None:
    for quantity in national.quantities():
        assert set(quantity.label) == {"nl", "en"}, quantity.name
        assert quantity.unit, quantity.name
        assert quantity.date, quantity.name
        assert quantity.source, quantity.name
        assert quantity.grade is not Grade.GIVEN, quantity.name


def test_every_measure_of_the_programme_has_a_name_and_a_grade(national: Scenario) -> None:
    for measure in national.measures:
        assert set(measure.label) == {"nl", "en"}
        assert measure.grade is not Grade.GIVEN


def test_a_text_is_complete_in_the_languages_of_the_programme(golden_text: str) -> None:
    both, one = Known(languages=("nl", "en")), "{nl: Alle beroepen, en: All occupations}"

    assert read_scenario({"g.yaml": golden_text}, known=both)
    with pytest.raises(AgdbError, match="a text in the language 'en' is missing"):
        read_scenario({"g.yaml": golden_text.replace(one, "{nl: Alle beroepen}")}, known=both)
    with pytest.raises(AgdbError, match="the programme has no language 'fy'"):
        read_scenario({"g.yaml": golden_text.replace(one, one[:-1] + ", fy: x}")}, known=both)


def test_pillars_and_units_are_those_of_the_programme(golden_text: str) -> None:
    with pytest.raises(ScenarioError, match=r"g\.yaml:\d+: unknown pillar of the plan 'P1'"):
        read_scenario({"g.yaml": golden_text}, known=Known(pillars=frozenset({"one"})))
    text = golden_text.replace("rebound: 0.3", f"rebound: {RECORD}")
    with pytest.raises(ScenarioError, match=r"'share' of 'rebound' is not a unit of the programme"):
        read_scenario({"g.yaml": text}, known=Known(units=frozenset({"persons"})))


def test_a_measure_is_linked_to_an_initiative_that_is_there(golden_text: str) -> None:
    text = golden_text.replace("touches: exit", "touches: exit\n    initiatives: [some, other]")

    assert read_scenario({"g.yaml": text}).measures[1].initiatives == ("some", "other")
    with pytest.raises(ScenarioError, match=r"g\.yaml:\d+: unknown initiative 'other'"):
        read_scenario({"g.yaml": text}, known=Known(initiatives=frozenset({"some"})))


@pytest.mark.slow
def test_the_scenario_of_the_programme_knows_only_what_the_programme_knows(
    national_texts: dict[str, str],
) -> None:
    from agdb.release.scenario import known_in

    assert read_scenario(national_texts, known=known_in(our_programme()))
