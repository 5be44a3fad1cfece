"""Margins of the survey: published widths come out again, and small changes are not called one."""

from __future__ import annotations

from dataclasses import replace

import pytest
from tests.conftest import our_programme
from tests.indicators.invented import indicator

from agdb.indicators.margin import (
    clearly_differ,
    collection_of,
    collections_of,
    margin,
    sampling_margin,
)
from agdb.programme.margin import MarginRule
from agdb.programme.programme import Programme
from agdb.programme.source import Collection
from agdb.statistics.period import Frequency


def rule() -> MarginRule:
    """The rule of the plan."""
    return our_programme().margins["ebb"]


def three_years() -> MarginRule:
    """The rule as published: for the average of three years, without a factor."""
    plain = {"low": 1.0, "high": 1.0}
    return MarginRule.model_validate(rule().model_dump() | {"factors": {"year": plain}})


@pytest.mark.parametrize(
    ("size", "published"),
    [(10, 1.1), (50, 2.4), (100, 3.4), (200, 4.8), (500, 7.5), (1000, 10.4), (2000, 14.1)],
)
def test_the_published_margins_come_out_within_their_rounding(size: int, published: float) -> None:
    # CBS, bijlage D, toelichting bij de marges EBB, three-year average 2017/19, x 1,000
    found = margin(size, rule=three_years(), frequency=Frequency.YEAR, scale=3)

    assert found == pytest.approx(published, rel=0.025, abs=0.05)


@pytest.mark.parametrize(
    ("before", "after"),
    [(555, 575), (1383, 1352)],  # ICT and technical occupations, 2024-Q4 and 2025-Q4, 85276NED
)
def test_the_changes_of_2025_are_no_clear_change(before: float, after: float) -> None:
    widths = tuple(
        margin(size, rule=rule(), frequency=Frequency.QUARTER, scale=3) for size in (before, after)
    )

    assert None not in widths
    assert not clearly_differ(before, after, margins=widths)  # type: ignore[arg-type]


def test_the_wider_margin_decides_where_only_a_range_is_known() -> None:
    year = margin(555, rule=rule(), frequency=Frequency.YEAR, scale=3)
    quarter = margin(555, rule=rule(), frequency=Frequency.QUARTER, scale=3)

    assert year is not None
    assert quarter == pytest.approx(2 * year)


def test_a_margin_is_in_the_unit_of_its_value() -> None:
    thousands = margin(555, rule=rule(), frequency=Frequency.YEAR, scale=3)
    persons = margin(555_000, rule=rule(), frequency=Frequency.YEAR, scale=0)

    assert thousands is not None
    assert persons == pytest.approx(1000 * thousands)


@pytest.mark.parametrize(("size", "frequency"), [(0, "year"), (13000, "year"), (500, "month")])
def test_where_the_rule_does_not_reach_there_is_no_margin(size: float, frequency: str) -> None:
    assert margin(size, rule=rule(), frequency=Frequency(frequency), scale=3) is None


FULL = {"kind": "full-count"}
SURVEY = {"kind": "survey", "margin": "riders"}
RIDERS = MarginRule.model_validate(
    {
        "id": "riders",
        "names": {"nl": "Telling", "en": "Count"},
        "coefficient": 2.0,
        "population": 1000,
        "scale": 3,
        "factors": {"year": {"low": 1.0, "high": 3.0}, "quarter": {"low": 2.0, "high": 1.5}},
        "source": "https://example.org/",
        "note": {"nl": "-", "en": "-"},
    }
)


@pytest.mark.parametrize(
    ("size", "scale", "frequency", "expected"),
    [
        # 2 x sqrt(250 / 10) x sqrt(1 - 1/4), times the wider factor
        (250.0, 3, "year", 3.0 * 2.0 * 5.0 * 0.75**0.5),
        (250.0, 3, "quarter", 2.0 * 2.0 * 5.0 * 0.75**0.5),
        (250_000.0, 0, "year", 1000.0 * 3.0 * 2.0 * 5.0 * 0.75**0.5),
        (0.25, 6, "year", 3.0 * 2.0 * 5.0 * 0.75**0.5 / 1000.0),
        (1e-9, 3, "year", 3.0 * 2.0 * 1e-5),
        (0.0, 3, "year", None),
        (-1.0, 3, "year", None),
        (1000.0, 3, "year", None),
        (1001.0, 3, "year", None),
        (999.0, 3, "year", 3.0 * 2.0 * 99.9**0.5 * 0.001**0.5),
        (250.0, 3, "month", None),
    ],
)
def test_the_margin_is_the_rule_worked_out_in_the_unit_of_the_value(
    size: float, scale: int, frequency: str, expected: float | None
) -> None:
    found = margin(size, rule=RIDERS, frequency=Frequency(frequency), scale=scale)

    assert found is expected or found == pytest.approx(expected)


@pytest.mark.parametrize(
    ("one", "other", "differ"),
    [(10.0, 15.1, True), (15.1, 10.0, True), (10.0, 15.0, False), (10.0, 14.9, False)],
)
def test_two_estimates_differ_beyond_the_margin_of_their_difference(
    one: float, other: float, differ: bool
) -> None:
    assert clearly_differ(one, other, margins=(3.0, 4.0)) is differ


def _asked(programme: Programme, *collections: dict[str, str] | None) -> Programme:
    """The programme with sources a, b and so on, collected like this, and the rule of riders."""
    model = programme.sources["demo:bicycles"]
    sources = {
        f"demo:{name}": model.model_copy(
            update={
                "id": f"demo:{name}",
                "measures": {},
                "collection": None if one is None else Collection.model_validate(one),
            }
        )
        for name, one in zip("abc", collections, strict=False)
    }
    return replace(programme, sources=sources, margins={"riders": RIDERS})


def _parts(*names: str, kind: str = "derived") -> dict[str, object]:
    def selection(name: str) -> dict[str, str]:
        return {"dataset": f"demo:{name}", "measure": "m"}

    if kind == "ratio":
        return {
            "type": "ratio",
            "numerator": selection(names[0]),
            "denominator": selection(names[-1]),
        }
    if len(names) == 1:
        return {"type": "simple" if kind == "derived" else kind, "value": selection(names[0])}
    return {
        "type": "derived",
        "parts": {name: selection(name) for name in names},
        "formula": " + ".join(names),
    }


@pytest.mark.parametrize(
    ("kinds", "weakest"),
    [
        (["full-count", "survey"], "survey"),
        (["survey", "full-count"], "survey"),
        (["full-count", "estimate"], "estimate"),
        (["estimate", "unknown"], "unknown"),
        (["unknown", "survey"], "survey"),
        (["full-count", "full-count"], "full-count"),
        (["full-count", None], None),
        ([None, "survey"], None),
    ],
)
def test_a_figure_is_collected_like_the_least_certain_of_its_terms(
    cycling: Programme, kinds: list[str | None], weakest: str | None
) -> None:
    told = [None if one is None else SURVEY if one == "survey" else {"kind": one} for one in kinds]
    programme = _asked(cycling, *told)

    found = collection_of(indicator(metric=_parts("a", "b")), programme)

    assert (found and found.kind) == weakest


def test_of_a_source_that_is_not_declared_nothing_is_known(cycling: Programme) -> None:
    programme = _asked(cycling, SURVEY)
    definition = indicator(metric=_parts("a", "b"))

    assert [one and one.kind for one in collections_of(definition, programme)] == ["survey", None]
    assert collection_of(definition, programme) is None


@pytest.mark.parametrize(
    ("facts", "collections", "expected"),
    [
        # a number in thousands, and the same rule in thousands
        ({"metric": _parts("a")}, [SURVEY], 3.0 * 2.0 * 5.0 * 0.75**0.5),
        ({"metric": _parts("a", "b")}, [SURVEY, FULL], 3.0 * 2.0 * 5.0 * 0.75**0.5),
        ({"metric": _parts("a")}, [FULL], None),
        ({"metric": _parts("a")}, [None], None),
        ({"metric": _parts("a")}, [{"kind": "unknown"}], None),
        ({"metric": _parts("a", kind="growth")}, [SURVEY], None),
        # a share says of how many people it is one
        ({"metric": _parts("a"), "unit": "percent"}, [SURVEY], None),
    ],
)
def test_an_estimated_number_of_people_has_the_margin_of_its_survey(
    cycling: Programme,
    facts: dict[str, object],
    collections: list[dict[str, str] | None],
    expected: float | None,
) -> None:
    found = sampling_margin(
        250.0,
        indicator=indicator(**facts),
        programme=_asked(cycling, *collections),
        frequency=Frequency.YEAR,
    )

    assert found is expected or found == pytest.approx(expected)


@pytest.mark.parametrize("kind", ["derived", "ratio"])
def test_the_margin_of_a_share_is_that_of_the_people_in_it_in_points(
    cycling: Programme, kind: str
) -> None:
    # Given a quarter of a million people, that is 25 per cent of a million
    definition = indicator(
        metric=_parts("a", kind=kind),
        unit="percent",
        share_of={"persons": 1_000_000, "source": "the invented handbook"},
    )
    programme = _asked(cycling, SURVEY)

    def told(share: float, frequency: Frequency) -> float | None:
        return sampling_margin(
            share, indicator=definition, programme=programme, frequency=frequency
        )

    persons = 1000.0 * 3.0 * 2.0 * 5.0 * 0.75**0.5
    assert told(25.0, Frequency.YEAR) == pytest.approx(persons / 10_000)
    assert told(25.0, Frequency.MONTH) is None
    assert told(100.0, Frequency.YEAR) is None


def test_the_share_of_another_unit_than_a_share_has_no_margin(cycling: Programme) -> None:
    index = cycling.units["percent"].model_copy(update={"id": "index", "kind": "index"})
    programme = _asked(cycling, SURVEY)
    programme = replace(programme, units={**programme.units, "index": index})
    definition = indicator(
        metric=_parts("a"), unit="index", share_of={"persons": 1_000_000, "source": "the handbook"}
    )

    assert (
        sampling_margin(25.0, indicator=definition, programme=programme, frequency=Frequency.YEAR)
        is None
    )
