"""Every check of the reading at both sides of its edge."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Any

import pytest

from agdb.errors import AgdbError, Place, ScenarioError
from agdb.scenario.catalogue import KINDS, Owner
from agdb.scenario.priors import Triangular, Uniform
from agdb.scenario.quantity import Dirichlet, FactorBelief, Total, UncertainQuantity
from agdb.scenario.reading import Known, read_scenario
from agdb.scenario.reading.checks import check_whole

if TYPE_CHECKING:
    from agdb.scenario.scenario import Scenario

LINES = {
    "rebound": "rebound: 0.3",
    "employed": "all.employed: 47000",
    "growth": "all.growth: 0.01",
    "friction": "  rebound: 0.3",
    "ages": "all.age-distribution: {20: 1}",
    "exit": "all.exit: {20: 0.04, 60: 0}",
    "completion": "school.completion: {3: 0.2, 4: 0.4, 5: 0.1}",
    "enters": "school.enters: {all: 0.65}",
    "entry": "school.entry-ages: {22: 1, 23: 0}",
    "intake": "school.intake: 2000",
    "vacancies": "all.vacancies: 1000",
    "side-entry": "all.side-entry: 1500",
}


def read(text: str, *changes: tuple[str, str], known: Known | None = None) -> Scenario:
    """The golden case with other lines; `a|b` puts line b beside line a."""
    for which, line in changes:
        assert LINES[which] in text
        text = text.replace(LINES[which], line, 1)
    return read_scenario({"g.yaml": text}, **({} if known is None else {"known": known}))


def told(text: str, *changes: tuple[str, str]) -> str:
    with pytest.raises(AgdbError) as caught:
        read(text, *changes)
    return str(caught.value)


def record(value: str, prior: str) -> str:
    return (
        f"{{value: {value}, prior: {prior}, grade: C, source: 'https://example.org/x', "
        "date: '2024'}"
    )


HOLDS = {
    "a share of nought": ("rebound", "rebound: 0"),
    "a share of one": ("rebound", "rebound: 1"),
    "the lowest growth": ("growth", "all.growth: -0.5"),
    "the highest growth": ("growth", "all.growth: 0.5"),
    "half of all jobs open": ("friction", "  frictional-vacancies: 0.5\n  rebound: 0.3"),
    "ages that sum to 1 but for rounding": (
        "ages",
        "all.age-distribution: {20: 0.5, 40: 0.5000000005}",
    ),
    "ages that fall short of 1 by rounding": (
        "ages",
        "all.age-distribution: {20: 0.5, 40: 0.4999999995}",
    ),
    "all who begin finish": ("completion", "school.completion: {3: 0.5, 4: 0.5}"),
    "all finish but for rounding": ("completion", "school.completion: {3: 0.5, 4: 0.5000000005}"),
    "a diploma in the year of intake": ("completion", "school.completion: {0: 0.1, 4: 0.4}"),
    "all diplomas enter": ("enters", "school.enters: {all: 1}"),
    "the first age": ("entry", "school.entry-ages: {20: 1}"),
    "the last age": ("entry", "school.entry-ages: {66: 1}"),
    "rates that sum to more than 1": ("exit", "all.exit: {20: 0.9, 60: 0.9}"),
    "dropout that makes it 1": ("intake", "school.intake: 2000\n  school.dropout: {1: 0.3}"),
    "dropout that makes it 1 but for rounding": (
        "intake",
        "school.intake: 2000\n  school.dropout: {1: 0.3000000005}",
    ),
    "dropout that falls short by rounding": (
        "intake",
        "school.intake: 2000\n  school.dropout: {1: 0.2999999995}",
    ),
    "places and teachers": (
        "intake",
        "school.intake: 2000\n  school.places-per-teacher: 20\n  school.teachers: 300",
    ),
    "graduates with their ages": (
        "growth",
        "all.growth: 0.01\n  all.other-graduates: 5\n  all.other-graduate-ages: {22: 1}",
    ),
    "women and women entering": (
        "growth",
        "all.growth: 0.01\n  all.women: 0.2\n  all.women-entering: 0.2",
    ),
    "growth in place of side-entry": ("side-entry", "all.employment-growth: 300"),
}


@pytest.mark.parametrize(("which", "line"), HOLDS.values(), ids=HOLDS)
def test_what_is_just_within_the_bounds_is_read(golden_text: str, which: str, line: str) -> None:
    assert read(golden_text, (which, line)).id == "golden"


REFUSED = {
    "below nought": ("rebound", "rebound: -0.001", "'rebound' is -0.001, outside 0 to 1"),
    "above one": ("rebound", "rebound: 1.001", "a probability lies between 0 and 1"),
    "below the lowest growth": ("growth", "all.growth: -0.501", "outside -0.5 to 0.5"),
    "above the highest growth": ("growth", "all.growth: 0.501", "outside -0.5 to 0.5"),
    "too many jobs open": (
        "friction",
        "  frictional-vacancies: 0.501\n  rebound: 0.3",
        "outside 0 to 0.5",
    ),
    "ages over 1": (
        "ages",
        "all.age-distribution: {20: 0.5, 40: 0.500000002}",
        "the shares of 'all.age-distribution' sum to 1; make them sum to 1",
    ),
    "ages under 1": ("ages", "all.age-distribution: {20: 0.5, 40: 0.499999998}", "sum to 1"),
    "more diplomas than students": (
        "completion",
        "school.completion: {3: 0.5, 4: 0.500000002}",
        "it may sum to at most 1",
    ),
    "no table at all": ("exit", "all.exit: {}", "'all.exit' is empty"),
    "an age that is no number": ("exit", "all.exit: {young: 0.1}", "is not a whole number"),
    "an age with a nought before it": ("exit", "all.exit: {'020': 0.1}", "is not a whole number"),
    "below the first age": ("entry", "school.entry-ages: {19: 1}", "names age 19"),
    "above the last age": ("entry", "school.entry-ages: {67: 1}", "names age 67"),
    "dropout over 1": (
        "intake",
        "school.intake: 2000\n  school.dropout: {1: 0.300000002}",
        "completion and dropout of 'school' sum to 1; make them sum to 1",
    ),
    "dropout under 1": (
        "intake",
        "school.intake: 2000\n  school.dropout: {1: 0.299999998}",
        "make them sum to 1",
    ),
    "teachers without places": (
        "intake",
        "school.intake: 2000\n  school.teachers: 300",
        "needs both places-per-teacher and teachers",
    ),
    "a balance that asks for people to leave": (
        "side-entry",
        "all.employment-growth: -30000",
        "negative side-entry",
    ),
    "women entering without women": (
        "growth",
        "all.growth: 0.01\n  all.women-entering: 0.2",
        "give both women and women-entering",
    ),
}


@pytest.mark.parametrize(("which", "line", "sentence"), REFUSED.values(), ids=REFUSED)
def test_what_is_just_outside_the_bounds_is_refused(
    golden_text: str, which: str, line: str, sentence: str
) -> None:
    assert sentence in told(golden_text, (which, line))


def test_only_a_share_is_told_to_be_a_probability(golden_text: str) -> None:
    sentence = told(golden_text, ("growth", "all.growth: 0.6"))

    assert "probability" not in sentence


@pytest.mark.parametrize(
    ("employed", "vacancies", "unemployed", "sentence"),
    [
        ("0.5", "0", None, None),
        ("0", "0", None, "starts with demand 0 and supply 0"),
        ("0", "0.5", None, "starts with demand 0.5 and supply 0"),
        ("0", "0", "0.5", "starts with demand 0 and supply 0.5"),
        ("0", "0.5", "0.5", None),
    ],
)
def test_the_base_year_has_people_and_work_in_it_however_few(
    golden_text: str, employed: str, vacancies: str, unemployed: str | None, sentence: str | None
) -> None:
    more = "" if unemployed is None else f"\n  all.unemployed: {unemployed}"
    changes = (
        ("employed", f"all.employed: {employed}{more}"),
        ("vacancies", f"all.vacancies: {vacancies}"),
    )

    if sentence is None:
        assert read(golden_text, *changes).id == "golden"
    else:
        assert sentence in told(golden_text, *changes)


def with_ages(golden: Scenario, name: str, ages: dict[int, float]) -> Scenario:
    table = UncertainQuantity(name, tuple(ages), tuple(ages.values()))
    return replace(golden, parameters={**golden.parameters, name: table})


@pytest.mark.parametrize("name", ["school.entry-ages", "all.side-entry-ages"])
def test_nobody_enters_above_the_last_age(golden: Scenario, name: str) -> None:
    place = Place("g.yaml", 1)

    check_whole(with_ages(golden, name, {66: 1.0}), place)
    check_whole(with_ages(golden, name, {22: 1.0, 67: 0.0}), place)
    with pytest.raises(ScenarioError, match=f"'{name}' enters above the last age"):
        check_whole(with_ages(golden, name, {22: 0.5, 67: 0.5}), place)


def test_a_group_that_alone_has_an_optional_number_is_refused(golden: Scenario) -> None:
    """Each of the numbers that all groups have or none."""
    structure = replace(golden.structure, groups=("all", "more"), group_labels=({}, {}))
    mine = {n: q for n, q in golden.parameters.items() if n.startswith("all.")}
    twins = {
        n.replace("all.", "more."): replace(q, name=n.replace("all.", "more."))
        for n, q in mine.items()
    }
    two = replace(golden, structure=structure, parameters={**golden.parameters, **twins})
    place = Place("g.yaml", 1)
    check_whole(two, place)

    for stem in ("unemployed", "hours", "green-demand", "green-supply", "women", "women-entering"):
        pair = ("women", "women-entering") if stem.startswith("women") else (stem,)
        for groups, refused in ((("all",), True), (("more",), True), (("all", "more"), False)):
            added = {
                f"{g}.{one}": UncertainQuantity(f"{g}.{one}", (), (0.5 if one != "hours" else 30,))
                for g in groups
                for one in pair
            }
            some = replace(two, parameters={**two.parameters, **added})
            if refused:
                left = "more" if groups == ("all",) else "all"
                with pytest.raises(ScenarioError, match=f"some groups but not for {left}"):
                    check_whole(some, place)
            else:
                check_whole(some, place)


def test_more_than_one_level_needs_the_level_of_everybody(golden: Scenario) -> None:
    structure = replace(golden.structure, levels=("all", "other"))
    two, place = replace(golden, structure=structure), Place("g.yaml", 1)
    name = "all.level-distribution"
    levels = UncertainQuantity(name, ("all", "other"), (0.5, 0.5))

    with pytest.raises(ScenarioError, match=f"parameter '{name}' is missing"):
        check_whole(two, place)
    check_whole(replace(two, parameters={**two.parameters, name: levels}), place)


def test_teachers_are_drawn_out_of_a_programme_that_tells_their_number(golden: Scenario) -> None:
    first, *others = golden.measures
    drawing = replace(golden, measures=(replace(first, drawn_from=(("school", 1.0),)), *others))
    place = Place("g.yaml", 1)
    numbers = {
        name: UncertainQuantity(name, (), (300.0,))
        for name in ("school.teachers", "school.places-per-teacher")
    }

    with pytest.raises(ScenarioError, match="'intake' draws teachers out of 'school'"):
        check_whole(drawing, place)
    check_whole(replace(drawing, parameters={**drawing.parameters, **numbers}), place)


def test_a_required_number_is_missed_and_others_are_not(golden: Scenario) -> None:
    place = Place("g.yaml", 1)

    for name in golden.parameters:
        _, dot, stem = name.rpartition(".")
        kind = next(
            k for k in KINDS.values() if k.stem == stem and bool(dot) == (k.owner != Owner.SCENARIO)
        )
        rest = {n: q for n, q in golden.parameters.items() if n != name}
        if kind.neutral is None and not kind.optional:
            with pytest.raises(ScenarioError, match=f"has no parameter '{name}'"):
                check_whole(replace(golden, parameters=rest), place)
        elif stem != "side-entry":
            check_whole(replace(golden, parameters=rest), place)


PRIORS: dict[str, tuple[str, str, str, str | None]] = {
    "over the whole share": ("rebound", "0.3", "{uniform: [0, 1]}", None),
    "over it by rounding": ("rebound", "0.3", "{uniform: [-0.0000000005, 1.0000000005]}", None),
    "below it": ("rebound", "0.3", "{uniform: [-0.000000002, 1]}", "runs from -2e-09 to 1"),
    "above it": ("rebound", "0.3", "{uniform: [0, 1.000000002]}", "outside 0 to 1"),
    "the value at its low end": ("rebound", "0.3", "{uniform: [0.3, 0.5]}", None),
    "the value at its high end": ("rebound", "0.3", "{uniform: [0.1, 0.3]}", None),
    "the value off by rounding": ("rebound", "0.3", "{uniform: [0.3000000005, 0.5]}", None),
    "the value below": ("rebound", "0.3", "{uniform: [0.300000002, 0.5]}", "outside its own prior"),
    "the value above": ("rebound", "0.3", "{uniform: [0.1, 0.299999998]}", "outside its own prior"),
    "a large value off by rounding": ("employed", "47000", "{uniform: [47000.00002, 48000]}", None),
    "a large value below": (
        "employed",
        "47000",
        "{uniform: [47000.0001, 48000]}",
        "outside its own prior",
    ),
    "a factor of a number": ("employed", "47000", "{factor: {uniform: [0.9, 1.1]}}", None),
    "a factor in a factor": (
        "employed",
        "47000",
        "{factor: {factor: {uniform: [0.9, 1.1]}}}",
        "cannot stand inside another",
    ),
    "a total of a table": ("completion", "{3: 0.2, 4: 0.4}", "{total: {uniform: [0.5, 1]}}", None),
    "a total above 1": (
        "completion",
        "{3: 0.2, 4: 0.4}",
        "{total: {uniform: [0.5, 1.1]}}",
        "outside 0 to 1",
    ),
    "a total without its value": (
        "completion",
        "{3: 0.2, 4: 0.4}",
        "{total: {uniform: [0.7, 1]}}",
        "the value 0.6 of 'school.completion' lies outside",
    ),
    "shares that sum to 1": ("ages", "{20: 0.5, 40: 0.5}", "{dirichlet: 0.5}", None),
    "shares that sum to 1 but for rounding": (
        "ages",
        "{20: 0.5, 40: 0.5000000005}",
        "{dirichlet: 50}",
        None,
    ),
    "shares without weight": (
        "ages",
        "{20: 0.5, 40: 0.5}",
        "{dirichlet: 0}",
        "needs shares and weight > 0",
    ),
    "rates that are no shares": (
        "exit",
        "{20: 0.6, 60: 0.6}",
        "{dirichlet: 50}",
        "needs shares and weight > 0",
    ),
    "rates that are as shares": ("exit", "{20: 0.6, 60: 0.4}", "{dirichlet: 50}", None),
}


@pytest.mark.parametrize(("which", "value", "prior", "sentence"), PRIORS.values(), ids=PRIORS)
def test_a_prior_at_its_edges(
    golden_text: str, which: str, value: str, prior: str, sentence: str | None
) -> None:
    name = LINES[which].partition(":")[0]
    change = (which, f"{name}: {record(value, prior)}")

    if sentence is None:
        assert read(golden_text, change).parameters[name].belief is not None
    else:
        assert sentence in told(golden_text, change)


def test_a_prior_becomes_the_belief_that_is_written(golden_text: str) -> None:
    found: dict[str, Any] = {
        which: read(golden_text, (which, f"{name}: {record(value, prior)}")).parameters[name].belief
        for which, name, value, prior in (
            ("rebound", "rebound", "0.3", "{triangular: [0, 0.3, 0.8]}"),
            ("employed", "all.employed", "47000", "{factor: {uniform: [0.9, 1.1]}}"),
            ("completion", "school.completion", "{3: 0.6}", "{total: {uniform: [0.5, 1]}}"),
            ("ages", "all.age-distribution", "{20: 1}", "{dirichlet: 50}"),
        )
    }

    assert found == {
        "rebound": Triangular(0, 0.3, 0.8),
        "employed": FactorBelief(Uniform(0.9, 1.1)),
        "completion": Total(Uniform(0.5, 1)),
        "ages": Dirichlet(50),
    }


@pytest.mark.parametrize(
    ("more", "sentence"),
    [
        ("source: 'https://example.org'", None),
        ("source: 'http://example.org'", None),
        ("source: worked example", None),
        ("source: assumption, assumption: true, prior: {uniform: [0, 1]}", None),
        ("source: 'https://example.org', assumption: true, prior: {uniform: [0, 1]}", None),
        ("source: assumption, prior: {uniform: [0, 1]}", "say 'assumption: true' as well"),
        ("source: ftp", "is not an address"),
        ("source: 'https://example.org', assumption: true", "an assumption without a range"),
        ("unit: share", "is a value without a source"),
        ("prior: {uniform: [0, 1]}", "is a prior without a source"),
    ],
)
def test_a_number_comes_from_somewhere(golden_text: str, more: str, sentence: str | None) -> None:
    change = ("rebound", f"rebound: {{value: 0.3, grade: C, {more}}}")

    if sentence is None:
        assert read(golden_text, change).parameters["rebound"].source in more
    else:
        assert sentence in told(golden_text, change)


def test_a_record_without_grade_is_refused_and_one_without_the_rest_is_empty(
    golden_text: str,
) -> None:
    source = "source: 'https://example.org'"
    bare = read(golden_text, ("rebound", f"rebound: {{value: 0.3, grade: C, {source}}}"))

    rebound = bare.parameters["rebound"]
    assert (rebound.unit, rebound.date, rebound.label, rebound.note) == ("", "", {}, {})
    assert (rebound.assumption, rebound.belief, rebound.link) == (False, None, None)
    full = read(golden_text, ("rebound", f"rebound: {{value: 0.3, grade: C, unit: x, {source}}}"))
    assert full.parameters["rebound"].unit == "x"
    assert "has no grade" in told(golden_text, ("rebound", f"rebound: {{value: 0.3, {source}}}"))


@pytest.mark.parametrize(
    ("which", "value", "prior", "sentence"),
    [
        ("rebound", "0.3", "", None),
        ("rebound", "0.3", "prior: {factor: {uniform: [0.9, 1.1]}}, ", None),
        ("rebound", "0.3", "prior: {uniform: [0, 1]}, ", "its prior would stay behind"),
        ("ages", "{20: 1}", "", "its prior would stay behind"),
    ],
)
def test_a_number_is_taken_from_an_indicator_with_a_prior_that_goes_along(
    golden_text: str, which: str, value: str, prior: str, sentence: str | None
) -> None:
    name = LINES[which].partition(":")[0]
    link = "from: {indicator: vacancies, period: 2024, where: {group: all}}"
    source = "grade: C, source: 'https://example.org'"
    change = (
        which,
        f"{name}: {{value: {value}, {prior}{source}, {link}}}".replace("2024", "'2024'"),
    )

    if sentence is not None:
        assert sentence in told(golden_text, change)
        return
    found = read(golden_text, change).parameters[name].link
    assert found is not None
    assert (found.indicator, found.period, found.scale) == ("vacancies", "2024", 1.0)
    assert found.breakdown == (("group", "all"),)
    known = Known(indicators=frozenset({"vacancies"}))
    assert read(golden_text, change, known=known).parameters[name].link == found
    with pytest.raises(ScenarioError, match="unknown indicator 'vacancies'"):
        read(golden_text, change, known=Known(indicators=frozenset({"other"})))
