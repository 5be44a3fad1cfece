"""Rules that look at values alone, each at the edge of what it lets pass."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest
from tests.indicators.invented import SIMPLE, breakdown, computed, indicator, value

from agdb.indicators.checks.data import unit_of
from agdb.indicators.checks.duplicates import RULE as DUPLICATES
from agdb.indicators.checks.finding import SHOWN, Found, Severity, capped
from agdb.indicators.checks.margin_declared import RULE as MARGIN_DECLARED
from agdb.indicators.checks.mixed_frequencies import RULE as MIXED_FREQUENCIES
from agdb.indicators.checks.parts_around import RULE as PARTS_AROUND
from agdb.indicators.checks.region_validity import wrong_in
from agdb.indicators.checks.rule import Rule
from agdb.indicators.checks.status_lost import RULE as STATUS_LOST
from agdb.indicators.checks.suppressed_summed import RULE as SUPPRESSED_SUMMED
from agdb.indicators.checks.values import ExaminedIndicator, RoleSources, Sources, cell_of, label_in
from agdb.programme.geography.geography import Geography, Municipality
from agdb.programme.indicator import Indicator
from agdb.programme.programme import Programme
from agdb.programme.source import Collection
from agdb.results.value import Kind, Value
from agdb.statistics.status import Finality, ObservationStatus
from agdb.statistics.structure import Measure, UnitOrigin

A, E, MISSING = (
    ObservationStatus.NORMAL,
    ObservationStatus.ESTIMATED,
    ObservationStatus.MISSING_SUPPRESSED,
)
DEFINITIVE, PROVISIONAL = Finality.DEFINITIVE, Finality.PROVISIONAL
ONE_CELL = Sources(1, 0, 0, frozenset({A}), frozenset({DEFINITIVE}))


def found(
    rule: Rule, programme: Programme, definition: Indicator, *values: Value, **roles: Any
) -> list[tuple[str, str]]:
    """The place and the words of what a rule finds in these values, with these cells behind all."""
    measure = Measure("Bicycles", "Fietsen", "x 1 000", UnitOrigin.RECORDED)
    behind = tuple(
        RoleSources(
            measure,
            ("region", "of_period"),
            {}
            if cells is None
            else {label_in(("region", "of_period"), one): cells for one in values},
            1,
        )
        for cells in roles.get("behind", ())
    )
    examined = ExaminedIndicator(computed(definition, *values), behind, programme)
    assert rule.of_values is not None
    return [(one.cell, one.what) for one in rule.of_values(examined)]


def _shares(**by_code: float | None) -> list[Value]:
    return [value("2020", number, ("make", code)) for code, number in by_code.items()]


PERCENT = {"unit": "percent", "breakdowns": (breakdown("make", "E", "S"),)}


@pytest.mark.parametrize(
    ("numbers", "wrong"),
    [
        ({"T": 30.0, "E": 20.0, "S": 40.0}, False),
        ({"T": 19.9, "E": 20.0, "S": 40.0}, False),  # within the last digit that is shown
        ({"T": 40.1, "E": 20.0, "S": 40.0}, False),
        ({"T": 19.8, "E": 20.0, "S": 40.0}, True),
        ({"T": 40.2, "E": 20.0, "S": 40.0}, True),
        ({"T": 60.0, "E": 20.0, "S": 40.0}, False),  # they add up
        ({"T": 60.2, "E": 20.0, "S": 40.0}, False),  # but for the rounding of each part
        ({"T": 59.8, "E": 20.0, "S": 40.0}, False),
        ({"T": 60.3, "E": 20.0, "S": 40.0}, True),
        ({"T": 59.7, "E": 20.0, "S": 40.0}, True),
        ({"T": 5.0, "E": 20.0, "S": None}, False),  # a part has no figure
        ({"T": None, "E": 20.0, "S": 40.0}, False),
        ({"T": 5.0, "E": 20.0}, False),  # one part alone
    ],
)
def test_a_whole_lies_between_its_parts_or_they_add_up(
    cycling: Programme, numbers: dict[str, float | None], wrong: bool
) -> None:
    told = found(PARTS_AROUND, cycling, indicator(**PERCENT), *_shares(**numbers))

    assert bool(told) is wrong
    for cell, what in told:
        assert cell == "NL01 2020"
        assert what.startswith("the parts of 'make' lie between 20 and 40, and the whole is ")


def test_parts_are_held_against_their_own_whole(cycling: Programme) -> None:
    # Given two places and two periods, of which one is wrong, beside another breakdown
    two = (breakdown("make", "E", "S"), breakdown("colour", "R", "B"))
    definition = indicator(unit="percent", breakdowns=two)
    values = [
        value(period, number, ("make", make), ("colour", colour), region=region)
        for region in ("NL01", "PV20")
        for period in ("2020", "2021")
        for colour in "TRB"
        for make, number in (("T", 30.0), ("E", 20.0), ("S", 40.0))
    ]
    place = next(
        nth
        for nth, one in enumerate(values)
        if (one.region, one.period) == ("PV20", "2021")
        and dict(one.breakdown) == {"make": "T", "colour": "R"}
    )
    values[place] = replace(values[place], value=90.0)
    forecast = replace(values[0], value=90.0, kind=Kind.FORECAST)

    told = found(PARTS_AROUND, cycling, definition, *values, forecast)

    assert [cell for cell, _ in told] == ["PV20 2021 colour=R"]


@pytest.mark.parametrize(
    "facts",
    [
        {"unit": "thousand-bicycles"},  # counts are looked at by another rule
        {"breakdowns": (breakdown("make", "E", "S", total=None),)},
        {"breakdowns": (breakdown("make", "E", "S", others={"nl": "x", "en": "x"}),)},
        {"decimals": 0},  # shown in whole per cents, 19 lies at the edge of 20
    ],
)
def test_not_every_whole_need_lie_between_its_parts(
    cycling: Programme, facts: dict[str, object]
) -> None:
    shares = _shares(T=19.0, E=20.0, S=40.0)

    assert found(PARTS_AROUND, cycling, indicator(**PERCENT), *shares)
    assert found(PARTS_AROUND, cycling, indicator(**{**PERCENT, **facts}), *shares) == []


@pytest.mark.parametrize(
    ("cells", "codes", "what"),
    [
        (1, 1, None),
        (2, 1, "2 cells were added up where 1 is meant"),
        (3, 3, None),
        (4, 3, "4 cells were added up where 3 are meant"),
        (2, 3, None),
    ],
)
def test_a_value_is_of_as_many_cells_as_are_meant(
    cycling: Programme, cells: int, codes: int, what: str | None
) -> None:
    behind = [replace(ONE_CELL, cells=cells, codes=codes)]

    told = found(DUPLICATES, cycling, indicator(), value("2020", 1.0), behind=behind)

    assert told == ([] if what is None else [("NL01 2020", what)])
    none = found(DUPLICATES, cycling, indicator(), value("2020", 1.0), behind=[None])
    assert none == []


def test_each_role_is_counted_and_one_that_says_nothing_is_passed_over(cycling: Programme) -> None:
    behind = [None, replace(ONE_CELL, cells=5), replace(ONE_CELL, cells=3)]

    told = found(DUPLICATES, cycling, indicator(), value("2020", 1.0), behind=behind)

    assert [what.split()[0] for _, what in told] == ["5", "3"]
    examined = ExaminedIndicator(
        computed(indicator(), value("2020", 1.0)),
        (
            RoleSources(
                Measure("m", "m", "", UnitOrigin.RECORDED),
                ("region",),
                {("NL01",): replace(ONE_CELL, cells=9)},
                None,
            ),
        ),
        cycling,
    )
    assert DUPLICATES.of_values is not None
    assert list(DUPLICATES.of_values(examined)) == []


@pytest.mark.parametrize(
    ("number", "empty", "what"),
    [
        (1.0, (0, 0), None),
        (1.0, (1, 0), "1 of its cells have no value, and it has one"),
        (0.0, (1, 2), "3 of its cells have no value, and it has one"),
        (None, (1, 2), None),
    ],
)
def test_of_cells_without_a_value_there_is_none(
    cycling: Programme, number: float | None, empty: tuple[int, ...], what: str | None
) -> None:
    behind = [None, *(replace(ONE_CELL, empty=one) for one in empty)]

    told = found(SUPPRESSED_SUMMED, cycling, indicator(), value("2020", number), behind=behind)

    assert told == ([] if what is None else [("NL01 2020", what)])


@pytest.mark.parametrize(
    ("facts", "cells", "what"),
    [
        ({}, {}, None),
        ({"status": A}, {"statuses": frozenset({A, E})}, "its cells have status E and it has A"),
        ({"status": E}, {"statuses": frozenset({A, E})}, None),
        ({"status": MISSING}, {"statuses": frozenset({A, E})}, None),  # graver than its cells
        (
            {"finality": DEFINITIVE},
            {"finalities": frozenset({DEFINITIVE, PROVISIONAL})},
            "its cells are provisional and it is definitive",
        ),
        ({"finality": PROVISIONAL}, {"finalities": frozenset({DEFINITIVE})}, None),
        ({"lower": None}, {"bounded": 1}, "its cells have bounds and it has none"),
        ({"lower": 0.0}, {"bounded": 1}, None),
        ({"lower": None}, {"bounded": 0}, None),
    ],
)
def test_what_the_cells_say_is_said_of_the_value(
    cycling: Programme, facts: dict[str, Any], cells: dict[str, Any], what: str | None
) -> None:
    behind = [replace(ONE_CELL, **cells)]

    told = found(STATUS_LOST, cycling, indicator(), value("2020", 1.0, **facts), behind=behind)

    assert told == ([] if what is None else [("NL01 2020", what)])


def test_of_two_roles_the_graver_one_counts_and_a_ratio_need_not_keep_bounds(
    cycling: Programme,
) -> None:
    behind = [replace(ONE_CELL, bounded=1), replace(ONE_CELL, statuses=frozenset({E}))]
    ratio = indicator(
        metric={
            "type": "ratio",
            "numerator": SIMPLE["value"],
            "denominator": SIMPLE["value"],
        }
    )

    told = found(STATUS_LOST, cycling, ratio, value("2020", 1.0), behind=behind)

    assert told == [("NL01 2020", "its cells have status E and it has A")]
    assert found(STATUS_LOST, cycling, ratio, value("2020", 1.0), behind=[None]) == []
    simple = [replace(ONE_CELL, bounded=0), replace(ONE_CELL, bounded=2)]
    assert found(STATUS_LOST, cycling, indicator(), value("2020", 1.0), behind=simple)


def test_a_period_of_another_frequency_than_is_declared_is_named(cycling: Programme) -> None:
    definition = indicator(frequencies=("year", "quarter"))
    values = [value(period, 1.0) for period in ("2020", "2020-Q1", "2020-01", "2019/20")]

    told = found(MIXED_FREQUENCIES, cycling, definition, *values)

    assert told == [
        ("NL01 2020-01", "this is a month, not year or quarter"),
        ("NL01 2019/20", "this is a school-year, not year or quarter"),
    ]


@pytest.mark.parametrize(
    ("collection", "facts", "told"),
    [
        (
            None,
            {},
            (
                "demo:bicycles Bicycles",
                "it is not declared whether these are a full count or a survey",
            ),
        ),
        ({"kind": "full-count"}, {"unit": "percent"}, None),
        ({"kind": "survey", "margin": "riders"}, {}, None),
        (
            {"kind": "survey", "margin": "riders"},
            {"unit": "percent"},
            ("", "its survey has a margin, which needs the people that it is a share of"),
        ),
        (
            {"kind": "survey", "margin": "riders"},
            {"unit": "percent", "share_of": {"persons": 10, "source": "the handbook"}},
            None,
        ),
        (
            {"kind": "survey", "margin": "riders"},
            {"unit": "percent", "metric": {"type": "growth", "value": SIMPLE["value"]}},
            None,
        ),
    ],
)
def test_how_figures_were_collected_is_declared_and_of_how_many_they_are_a_share(
    cycling: Programme,
    collection: dict[str, str] | None,
    facts: dict[str, object],
    told: tuple[str, str] | None,
) -> None:
    source = cycling.sources["demo:bicycles"].model_copy(
        update={
            "collection": None if collection is None else Collection.model_validate(collection),
        }
    )
    programme = replace(cycling, sources={"demo:bicycles": source})

    assert found(MARGIN_DECLARED, programme, indicator(**facts))[:1] == ([told] if told else [])


def _place(code: str, **regions: str) -> Municipality:
    return Municipality(code, code, regions)


def _geography() -> Geography:
    return Geography(
        {
            2023: {"GM0001": _place("GM0001", AM="AM01"), "GM0002": _place("GM0002", AM="AM02")},
            2024: {"GM0001": _place("GM0001", AM="AM01"), "GM0003": _place("GM0003", AM="AM02")},
            2025: {"GM0004": _place("GM0004", AM="AM03")},
        }
    )


@pytest.mark.parametrize(
    ("code", "year", "what", "severity"),
    [
        ("PV30", 2019, None, None),
        ("PV30", 2020, "the region PV30 ended with 2019", Severity.BLOCK),
        ("PV31", 2030, None, None),
        ("PV31", 2029, "the region PV31 began with 2030", Severity.WARN),
        ("PV20", 1800, None, None),
        ("GM0001", 2023, None, None),
        ("GM0001", 2025, "there is no region GM0001 in the list of 2025", Severity.BLOCK),
        ("GM0003", 2023, "the region GM0003 began with 2024", Severity.WARN),
        ("GM0004", 2023, "the region GM0004 began with 2025", Severity.WARN),
        ("GM0002", 2024, "there is no region GM0002 in the list of 2024", Severity.BLOCK),
        ("GM0002", 2022, None, None),  # no list tells
        ("AM03", 2024, "the region AM03 began with 2025", Severity.WARN),
        ("AM99", 2024, None, None),  # what could not be placed
    ],
)
def test_a_region_has_figures_for_years_in_which_it_was_there(
    cycling: Programme, code: str, year: int, what: str | None, severity: Severity | None
) -> None:
    model = cycling.regions["PV20"]
    regions = {
        **cycling.regions,
        "PV30": model.model_copy(update={"code": "PV30", "valid_to": 2019}),
        "PV31": model.model_copy(update={"code": "PV31", "valid_from": 2030}),
    }
    programme = replace(cycling, regions=regions, geography=_geography())

    assert wrong_in(programme, code, year) == (None if what is None else (what, severity))


def test_a_code_that_cannot_be_read_is_as_grave_as_who_wrote_it(cycling: Programme) -> None:
    for severity in Severity:
        told = wrong_in(cycling, "Amsterdam", 2024, unreadable=severity)
        assert told is not None
        assert told[1] is severity
    default = wrong_in(cycling, "Amsterdam", 2024)
    assert default is not None
    assert default[1] is Severity.BLOCK


@pytest.mark.parametrize("count", [0, 1, SHOWN, SHOWN + 1, SHOWN + 7])
def test_as_many_findings_are_shown_as_may_be_and_the_last_counts_the_others(count: int) -> None:
    told = list(capped(Found(str(nth), "x") for nth in range(count)))

    assert [one.cell for one in told] == [str(nth) for nth in range(min(count, SHOWN))]
    assert [one.more for one in told[:-1]] == [0] * (len(told) - 1 if told else 0)
    assert sum(one.more for one in told) == max(count - SHOWN, 0)


def test_a_unit_is_the_one_that_is_noted_and_else_the_one_that_is_spelled_so(
    cycling: Programme,
) -> None:
    source = cycling.sources["demo:bicycles"]
    noted = Measure("Bicycles", "Fietsen", "%", UnitOrigin.RECORDED)
    spelled = replace(noted, id="Other")

    def named(measure: Measure | None, *, with_source: bool = True) -> str | None:
        found = unit_of(cycling, source if with_source else None, measure)
        return None if found is None else found.id

    assert named(noted) == "thousand-bicycles"
    assert named(noted, with_source=False) == "percent"
    assert named(spelled) == "percent"
    assert named(replace(spelled, unit="x 1000")) == "thousand-bicycles"
    assert named(replace(spelled, unit="percent")) == "percent"
    assert named(replace(spelled, unit="stuks")) is None
    assert named(None) is None


def test_the_words_for_a_place_are_its_labels_in_their_order() -> None:
    one = value("2020", 1.0, ("make", "E"), ("colour", "R"))

    assert cell_of(one) == "NL01 2020 make=E colour=R"
    assert label_in(("b1", "region", "of_period", "b0"), one) == ("R", "NL01", "2020", "E")


@pytest.mark.parametrize(
    ("facts", "title", "expected"),
    [
        ({}, "Fietsen", False),
        ({}, "Fietsen, mutatie", True),
        ({"metric": {"type": "growth", "value": SIMPLE["value"]}}, "Fietsen", True),
        ({"metric": {"type": "index", "value": SIMPLE["value"], "base": "2020"}}, "Fietsen", False),
        ({"unit": "percent"}, "Fietsen", False),
    ],
)
def test_a_change_may_be_below_nothing(
    cycling: Programme, facts: dict[str, object], title: str, expected: bool
) -> None:
    measure = Measure("Bicycles", title, "x 1 000", UnitOrigin.RECORDED)
    plain = RoleSources(replace(measure, title="Fietsen"), (), {}, 1)
    roles = (plain, RoleSources(measure, (), {}, 1))

    examined = ExaminedIndicator(computed(indicator(**facts)), roles, cycling)

    assert examined.may_be_negative is expected
