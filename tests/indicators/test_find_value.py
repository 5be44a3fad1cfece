"""The value that somebody means, and what there is where that is not there."""

from __future__ import annotations

from dataclasses import replace

import pytest
from tests.indicators.invented import breakdown, computed, indicator, used, value

from agdb.errors import IndicatorError
from agdb.indicators.compute import _check_denominator
from agdb.indicators.explain import _check_number, _equal, find_value
from agdb.indicators.rows import ValueRow
from agdb.programme.indicator import Indicator
from agdb.programme.programme import Programme
from agdb.results.value import Computed, Kind, Value, Waiting
from agdb.statistics.status import Finality, ObservationStatus

MAKE = {"breakdowns": (breakdown("make", "E", "S"), breakdown("colour", "R"))}


def made(period: str, number: float | None, make: str = "T", colour: str = "T") -> Value:
    return value(period, number, ("make", make), ("colour", colour))


VALUES = [
    made("2020", 1.0),
    made("2021", 2.0),
    made("2021", 3.0, "E"),
    made("2020", 4.0, "E", "R"),
    made("2022", None),
    replace(made("2023", 9.0), kind=Kind.FORECAST),
    replace(made("2024", 5.0), region="PV20"),
]


THERE = "there are regions NL01, PV20; periods 2020 to 2023; make E, T; colour R, T"


def found(some: Computed, region: str, period: str | None = None, **codes: str) -> Value:
    return find_value(some, region=region, period=period, breakdown=codes, country="NL01")


def test_a_breakdown_left_out_means_the_member_in_front_and_a_period_the_newest() -> None:
    some = computed(indicator(**MAKE), *VALUES)

    assert found(some, "NL01", "2020").value == 1.0
    assert found(some, "NL01").value == 2.0  # of what was observed and has a number
    assert found(some, "NL01", make="E").value == 3.0
    assert found(some, "NL01", make="E", colour="R").value == 4.0
    assert found(some, "NL01", "2023").value == 9.0
    assert found(some, "NL01", "2022").value is None
    assert found(some, "PV20").value == 5.0


def test_of_two_periods_the_one_that_ends_later_is_the_newest() -> None:
    some = computed(
        indicator(),
        *(value(one, nth) for nth, one in enumerate(("2021-Q4", "2021", "2020-Q1", "ooit"))),
    )

    assert found(some, "NL01").period == "2021-Q4"
    undated = computed(indicator(), value("ooit", 1.0))
    with pytest.raises(IndicatorError, match="there is no value for NL01;"):
        found(undated, "NL01")


@pytest.mark.parametrize(
    ("region", "period", "codes", "sentence"),
    [
        ("NL01", "1999", {}, f"no value for NL01 1999 make=T colour=T; {THERE}"),
        ("PV20", "1999", {}, "periods 2024 to 2024;"),
        ("XX01", None, {}, "no value for XX01 make=T colour=T;"),
        ("XX01", None, {}, "regions NL01, PV20; periods 2020 to 2024;"),
        ("NL01", "2020", {"make": "Z"}, "no value for NL01 2020 make=Z colour=T;"),
        ("NL01", "2020", {"size": "Z"}, "there is no breakdown 'size'; it has make, colour"),
    ],
)
def test_what_is_not_there_is_told_with_what_is(
    region: str, period: str | None, codes: dict[str, str], sentence: str
) -> None:
    with pytest.raises(IndicatorError) as caught:
        found(computed(indicator(**MAKE), *VALUES), region, period, **codes)

    assert sentence in str(caught.value)


def test_of_very_many_regions_and_codes_the_first_are_named() -> None:
    many = [
        value("2020", 1.0, ("make", f"C{nth:02}"), region=f"PV{nth:02}") for nth in range(10, 22)
    ]

    with pytest.raises(IndicatorError) as caught:
        found(computed(indicator(breakdowns=(breakdown("make"),)), *many), "NL01", "2020")

    assert "regions PV10, PV11, PV12, PV13, PV14; periods" in str(caught.value)
    assert "make C10, C11, C12, C13, C14, C15, C16, C17." in str(caught.value)


def test_without_values_there_is_no_period_and_a_breakdown_has_nobody() -> None:
    with pytest.raises(IndicatorError, match="there is no value for NL01; there are regions ; per"):
        found(computed(indicator()), "NL01")
    with pytest.raises(IndicatorError, match="no breakdown 'make'; it has none"):
        found(computed(indicator()), "NL01", make="E")
    waiting = Computed(indicator(), (), (), Waiting("demo:x", "agdb fetch demo:x"))
    with pytest.raises(IndicatorError, match="waits for demo:x; run agdb fetch demo:x"):
        found(waiting, "NL01")


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [
        (1.0, 1.0, True),
        (1.0, 1.0 + 0.9e-12, True),
        (1.0, 1.0 + 1.2e-12, False),
        (0.0, 1e-300, False),
        (None, None, True),
        (None, 0.0, False),
        (0.0, None, False),
    ],
)
def test_two_numbers_are_one_but_for_the_order_of_adding_up(
    one: float | None, other: float | None, same: bool
) -> None:
    assert _equal(one, other) is same


def _row(number: float | None, lower: float | None = None, upper: float | None = None) -> ValueRow:
    return ValueRow(
        "NL01", "2021", (), number, lower, upper,
        ObservationStatus.NORMAL, Finality.DEFINITIVE, "", (1,),
    )  # fmt: skip


@pytest.mark.parametrize(
    ("now", "published", "sentence"),
    [
        ((1.0, 0.5, 1.5), (1.0, 0.5, 1.5), None),
        ((1.0, 0.5, 1.5), (1.1, 0.5, 1.5), "give 1, and 1.1 is published"),
        ((1.0, 0.4, 1.5), (1.0, 0.5, 1.5), "give 0.4, and 0.5 is published"),
        ((1.0, 0.5, 1.5), (1.0, 0.5, 1.6), "give 1.5, and 1.6 is published"),
        (None, (1.0, None, None), "give no number, and 1 is published"),
        (None, (None, None, None), None),
    ],
)
def test_cells_give_the_number_and_the_bounds_that_are_published(
    now: tuple[float, ...] | None, published: tuple[float | None, ...], sentence: str | None
) -> None:
    number, lower, upper = published
    told = value("2021", number, lower=lower, upper=upper)
    label: tuple[str, str, tuple[str, ...]] = ("NL01", "2021", ())
    numbers = {} if now is None else {label: _row(*now)}
    some = computed(indicator(), told, inputs=(used(),))
    if sentence is None:
        _check_number(numbers, told, some)
        return
    with pytest.raises(IndicatorError, match=sentence):
        _check_number(numbers, told, some)


def test_a_comparison_over_a_break_is_no_number_here_either() -> None:
    rupture = {"period": "2021", "kind": "method", "words": {"en": "-"}}
    metric = {"type": "growth", "value": {"dataset": "demo:bicycles", "measure": "Bicycles"}}
    some = computed(indicator(metric=metric, breaks=(rupture,)), value("2021", None))

    _check_number({("NL01", "2021", ()): _row(5.0)}, some.values[0], some)


RATIO = {
    "type": "ratio",
    "numerator": {"dataset": "demo:bicycles", "measure": "Bicycles"},
    "denominator": {"dataset": "demo:bicycles", "measure": "Bicycles"},
}
IMPOSSIBLE = ObservationStatus.MISSING_CANNOT_EXIST


def _zero(period: str, **facts: float) -> Value:
    return value(period, None, status=IMPOSSIBLE, **facts)


@pytest.mark.parametrize(
    ("definition", "values", "told"),
    [
        (indicator(metric=RATIO), [_zero("2020"), _zero("2021")], "zero in 2 of 2 places"),
        (indicator(metric=RATIO), [_zero("2020"), value("2021", None)], "zero in 1 of 2 places"),
        (indicator(metric=RATIO), [_zero("2020"), value("2021", 1.0)], None),
        (indicator(metric=RATIO), [_zero("2020"), value("2021", None, lower=0.0, upper=1.0)], None),
        (indicator(metric=RATIO), [value("2020", None)], None),
        (indicator(metric=RATIO), [], None),
        (indicator(), [_zero("2020")], None),
        (
            indicator(
                metric=RATIO, breaks=({"period": "2021", "kind": "method", "words": {"en": "-"}},)
            ),
            [_zero("2020")],
            None,
        ),
    ],
)
def test_a_denominator_that_is_zero_everywhere_is_the_wrong_one(
    cycling: Programme, definition: Indicator, values: list[Value], told: str | None
) -> None:
    origins = {
        **cycling.origins,
        ("Indicator", "x"): cycling.origins["Indicator", "bicycles-number"],
    }
    programme = replace(cycling, origins=origins)
    if told is None:
        _check_denominator(definition, programme, tuple(values))
        return
    with pytest.raises(IndicatorError, match=told):
        _check_denominator(definition, programme, tuple(values))
