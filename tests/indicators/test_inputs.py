"""What is divided by each other must be of one vintage, which need not be one day."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from datetime import date
from typing import cast

import pytest
from tests.indicators.invented import indicator

from agdb.errors import IndicatorError, Place, SourceError
from agdb.indicators.inputs import check_fit, check_sums, check_vintages, settled_measure
from agdb.indicators.selection import Resolved
from agdb.programme.indicator import Indicator
from agdb.programme.programme import Programme
from agdb.statistics.identifier import DatasetId
from agdb.statistics.structure import (
    Code,
    Dimension,
    DimensionKind,
    Measure,
    Structure,
    UnitOrigin,
)
from agdb.warehouse.version import DatasetVersion

PLACE = Place("indicators/a.yaml", 7)


@dataclass(frozen=True)
class Receipt:
    """Whether it is our own copy."""

    transcription: bool = False


@dataclass(frozen=True)
class Told:
    """What the check looks at in a version; dates as day and month of 2026."""

    id: DatasetId
    published: date | None
    recorded: date
    vintage: str = ""
    receipt: Receipt = field(default_factory=Receipt)


def held(programme: Programme, *some: Told) -> None:
    check_vintages(cast("list[DatasetVersion]", list(some)), programme=programme, place=PLACE)


def of(
    name: str, published: tuple[int, int] | None, recorded: tuple[int, int], vintage: str = ""
) -> Told:
    day = None if published is None else date(2026, *published)
    return Told(DatasetId("x", name), day, date(2026, *recorded), vintage)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        # fetched around midnight; tables of one publisher are seldom published on one day
        (of("a", (6, 30), (11, 28)), of("b", (8, 14), (11, 29))),
        # our copy was made while the publisher showed the other table
        (of("a", None, (7, 2)), of("b", (6, 30), (11, 29))),
        (of("a", None, (7, 2)), of("b", None, (7, 2))),
        # the publisher says that they are of one edition
        (of("a", None, (7, 2), "2026"), of("b", None, (9, 2), "2026")),
        (of("a", None, (7, 2), "2026"), of("b", (6, 30), (7, 2))),
        # one dataset is always of one vintage
        (of("a", None, (7, 2)), of("a", None, (7, 2))),
    ],
)
def test_these_are_of_one_vintage(cycling: Programme, one: Told, other: Told) -> None:
    held(cycling, one, other)
    held(cycling, other, one)


@pytest.mark.parametrize(
    ("one", "other", "told"),
    [
        (
            of("a", None, (7, 2)),
            of("b", None, (7, 3)),
            "x:a recorded on 2026-07-02 and x:b recorded on",
        ),
        # the newer figures came when the older ones had been recorded
        (
            of("a", (2, 14), (3, 1)),
            of("b", (8, 14), (11, 29)),
            "x:a published on 2026-02-14 and recorded on 2026-03-01 and x:b published on 2026-",
        ),
        # editions with other names, although both were there on one day
        (
            of("a", (1, 1), (11, 29), "2024"),
            of("b", (1, 1), (11, 29), "2026"),
            "x:a of '2024' and x:b of",
        ),
    ],
)
def test_these_are_not(cycling: Programme, one: Told, other: Told, told: str) -> None:
    with pytest.raises(IndicatorError) as caught:
        held(cycling, one, other)
    assert f"indicators/a.yaml:7: the datasets are of different vintages ({told}" in str(
        caught.value
    )


def test_of_our_own_copies_the_programme_names_the_edition(cycling: Programme) -> None:
    # Given two copies that were made on two days, of which the programme says that they are of one
    bicycles = cycling.sources["demo:bicycles"]
    ours = Receipt(transcription=True)
    copies = [
        Told(DatasetId("demo", name), None, date(2026, 7, day), receipt=ours)
        for name, day in (("bicycles", 2), ("parking", 3))
    ]
    with pytest.raises(IndicatorError, match="different vintages"):
        held(cycling, *copies)
    named = {
        "demo:bicycles": bicycles.model_copy(update={"vintage": "edition 2026"}),
        "demo:parking": cycling.sources["demo:parking"].model_copy(
            update={"vintage": "edition 2026"}
        ),
    }
    held(replace(cycling, sources={**cycling.sources, **named}), *copies)


def _named(cycling: Programme, **facts: object) -> Programme:
    origins = {
        **cycling.origins,
        ("Indicator", "x"): cycling.origins["Indicator", "bicycles-number"],
    }
    source = cycling.sources["demo:bicycles"].model_copy(update=facts)
    return replace(cycling, origins=origins, sources={"demo:bicycles": source})


def _formula(formula: str) -> Indicator:
    parts = {
        name: {"dataset": "demo:bicycles", "measure": "Bicycles"}
        for name in "abc"
        if name in formula
    }
    return indicator(metric={"type": "derived", "formula": formula, "parts": parts})


@pytest.mark.parametrize(
    ("formula", "sound"),
    [
        ("a + b", True),
        ("a - b", True),
        ("a + c", False),
        ("a - c", False),
        ("a * c", True),
        ("a / c", True),
        ("a * c + b * c", True),
        ("a * c + a / c", False),
        ("a / c + b / c", True),
        ("a / c - c / a", False),
        ("a / b + 1", True),
        ("100 * (a / b - 1) + c / c", True),
        ("a / b + c", False),
        ("a * b / a + b", True),
        ("a * b + a", False),
        ("1 + a + c", False),
        ("(1 + a) - b", True),
        ("(a ** 2) + c", False),
        ("(a ** 2) + b", True),
    ],
)
def test_only_amounts_of_one_unit_are_added_up(
    cycling: Programme, formula: str, sound: bool
) -> None:
    # Given a and b in one unit, and c in another
    units = {"a": "euro", "b": "euro", "c": "hour"}
    if sound:
        check_sums(_formula(formula), _named(cycling), units)
        return
    with pytest.raises(IndicatorError, match="mixes units"):
        check_sums(_formula(formula), _named(cycling), units)


def test_units_that_are_mixed_are_named(cycling: Programme) -> None:
    units = {"a": "euro", "b": "euro", "c": "hour"}

    with pytest.raises(IndicatorError, match="'euro' and 'hour' cannot be added up or subtracted"):
        check_sums(_formula("a - c"), _named(cycling), units)
    with pytest.raises(IndicatorError, match="'a number' and 'hour' cannot be"):
        check_sums(_formula("a / b + c"), _named(cycling), units)


def _role(**facts: object) -> Resolved:
    plain = {"id": "Bicycles", "title": "t", "unit": "x 1 000", "unit_origin": UnitOrigin.RECORDED}
    return Resolved(
        role="value",
        dataset="demo:bicycles",
        measure=Measure(**{**plain, **facts}),  # type: ignore[arg-type]
        predicate="",
        region="",
        period="period",
        breakdowns=(),
        key_columns=(),
    )


SIMPLE_METRIC = {"dataset": "demo:bicycles", "measure": "Bicycles"}


@pytest.mark.parametrize(
    ("facts", "unit", "origin"),
    [
        ({}, "x 1 000", UnitOrigin.RECORDED),
        ({"unit": "thousand-bicycles"}, "thousand-bicycles", UnitOrigin.RECORDED),
        (
            {"unit": "", "unit_origin": UnitOrigin.NOT_RECORDED},
            "thousand-bicycles",
            UnitOrigin.DOCUMENTED,
        ),
    ],
)
def test_the_unit_of_the_recording_comes_before_the_note(
    cycling: Programme, facts: dict[str, object], unit: str, origin: UnitOrigin
) -> None:
    found = settled_measure(indicator(), _named(cycling), _role(**facts))

    assert (found.unit, found.unit_origin) == (unit, origin)
    documented = origin is UnitOrigin.DOCUMENTED
    assert found.unit_source == ("the invented handbook, page 3" if documented else "")


@pytest.mark.parametrize("metric", ["simple", "moving-total"])
def test_a_number_is_in_the_unit_that_its_source_has(cycling: Programme, metric: str) -> None:
    made = indicator(metric={"type": metric, "value": SIMPLE_METRIC})

    with pytest.raises(IndicatorError, match="unit is 'thousand-bicycles' here and '%' in demo:b"):
        settled_measure(made, _named(cycling), _role(unit="%"))


def test_what_is_computed_may_be_in_another_unit(cycling: Programme) -> None:
    made = indicator(metric={"type": "growth", "value": SIMPLE_METRIC})

    assert settled_measure(made, _named(cycling), _role(unit="%")).unit == "%"


def test_a_unit_that_nobody_knows_is_told(cycling: Programme) -> None:
    role = _role(unit_origin=UnitOrigin.NOT_RECORDED)

    for programme in (_named(cycling, measures={}), replace(_named(cycling), sources={})):
        with pytest.raises(IndicatorError, match="neither recorded nor documented"):
            settled_measure(indicator(), programme, role)


def _whole(*dimensions: Dimension, measure: str = "Bicycles") -> Structure:
    found = Measure(measure, "t", "x 1 000", UnitOrigin.RECORDED)
    return Structure("t", (found,), dimensions, ())


def test_a_recording_that_no_indicator_can_read_names_the_first_and_counts_the_others(
    cycling: Programme,
) -> None:
    bicycles = DatasetId("demo", "bicycles")
    codes = tuple(Code(one, one) for one in ("T", "E", "S"))
    kind = Dimension("Kind", "Kind", DimensionKind.ORDINARY, codes)
    region = Dimension("RegioS", "RegioS", DimensionKind.REGION, (Code("NL01", "NL01"),))
    check_fit(_whole(kind, region), dataset=bicycles, programme=cycling)
    # one that nobody reads fits all
    check_fit(_whole(measure="Cars"), dataset=DatasetId("demo", "cars"), programme=cycling)

    with pytest.raises(SourceError) as caught:
        check_fit(_whole(measure="Cars"), dataset=bicycles, programme=cycling)
    told = str(caught.value)
    assert "the indicator bicycles-number cannot read this recording" in told or (
        "the indicator bicycles-electric-share cannot read this recording" in told
    )
    assert "demo:bicycles has no measure 'Bicycles'), and neither can 1 other;" in told

    few = replace(kind, codes=codes[:2])
    with pytest.raises(SourceError) as caught:
        check_fit(_whole(few, region), dataset=bicycles, programme=cycling)
    assert "bicycles-number cannot read this recording (demo:bicycles has no code 'S'" in str(
        caught.value
    )
    assert "neither can" not in str(caught.value)


def test_figures_of_one_day_are_of_one_vintage_to_the_day(cycling: Programme) -> None:
    # the newer figures came on the day on which the older ones were recorded
    held(cycling, of("a", (2, 14), (3, 1)), of("b", (3, 1), (11, 29)))
    with pytest.raises(IndicatorError):
        held(cycling, of("a", (2, 14), (3, 1)), of("b", (3, 2), (11, 29)))
    # three of them have one day in common, or they have not
    three = of("a", (1, 1), (5, 1)), of("b", (2, 1), (6, 1)), of("c", (5, 1), (7, 1))
    held(cycling, *three)
    with pytest.raises(IndicatorError):
        held(cycling, *three[:2], of("c", (5, 2), (7, 1)))
    # and one of them alone is always of one vintage
    held(cycling, three[0])
