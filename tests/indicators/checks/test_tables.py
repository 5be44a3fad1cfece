"""Rules that ask one statement of a table, each at the edge of what it lets pass."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import date
from typing import Any

import pytest
from tests.indicators.invented import SIMPLE, breakdown, computed, indicator, value

from agdb.indicators.checks.all_missing import RULE as ALL_MISSING
from agdb.indicators.checks.duplicates import RULE as DUPLICATES
from agdb.indicators.checks.finding import SHOWN, Found, Severity
from agdb.indicators.checks.future_periods import RULE as FUTURE_PERIODS
from agdb.indicators.checks.gaps import RULE as GAPS
from agdb.indicators.checks.impossible_values import RULE as IMPOSSIBLE_VALUES
from agdb.indicators.checks.outliers import RULE as OUTLIERS
from agdb.indicators.checks.region_validity import RULE as REGION_VALIDITY
from agdb.indicators.checks.rule import Rule
from agdb.indicators.checks.scale_jump import RULE as SCALE_JUMP
from agdb.indicators.checks.sums import RULE as SUMS
from agdb.indicators.checks.suppressed_summed import RULE as SUPPRESSED_SUMMED
from agdb.indicators.checks.unknown_codes import RULE as UNKNOWN_CODES
from agdb.indicators.checks.values import ExaminedIndicator, ValueDataset
from agdb.programme.indicator import Indicator
from agdb.programme.programme import Programme
from agdb.results.value import Value
from agdb.statistics.period import Frequency, from_ordinal
from agdb.statistics.status import ObservationStatus
from agdb.warehouse.engine import Engine

YEAR, QUARTER = Frequency.YEAR, Frequency.QUARTER
TODAY = date(2025, 5, 1)
Told = Callable[..., list[Found]]


@pytest.fixture(scope="module")
def engine() -> Iterator[Engine]:
    with Engine() as engine:
        yield engine


@pytest.fixture
def told(engine: Engine, cycling: Programme) -> Told:
    """What a rule finds in the values of one definition or of several."""

    def find(rule: Rule, *some: tuple[Indicator, Sequence[Value]]) -> list[Found]:
        examined = [ExaminedIndicator(computed(one, *values), (), cycling) for one, values in some]
        table = ValueDataset.offered(engine, examined, today=TODAY)
        assert rule.of_table is not None
        return list(rule.of_table(table))

    return find


def row(
    numbers: Sequence[float | None], frequency: Frequency = YEAR, first: int = 2000
) -> list[Value]:
    """One number after the other."""
    start = first * (frequency.per_year or 1)
    return [
        value(from_ordinal(frequency, start + nth).text, number)
        for nth, number in enumerate(numbers)
    ]


def cells(found: Sequence[Found]) -> list[str]:
    return [one.cell for one in found]


@pytest.mark.parametrize(
    ("numbers", "place"),
    [
        ([1.0, 1.0, 1.0, 300.0], 3),
        ([1.0, 1.0, 1.0, 299.9], None),
        ([1.0, 1.0, 1.0, 3000.0], 3),
        ([1.0, 1.0, 1.0, 3000.1], None),
        ([1.0, 2.0, 1.0, 600.0], 3),  # 300 times the most of them
        ([1.0, 2.0, 1.0, 599.0], None),
        ([1.0, 2.0, 1.0, 3001.0], None),  # more than 3000 times the least
        ([600.0, 600.0, 600.0, 2.0], 3),
        ([600.0, 600.0, 600.0, 2.01], None),
        ([600.0, 600.0, 600.0, 0.2], 3),
        ([600.0, 600.0, 600.0, 0.199], None),
        ([1.0, 1.0, 1000.0], None),  # two are no company
        ([0.0, 1.0, 1.0, 1.0, 1000.0], None),  # not all of them are above nothing
        ([1.0, 1.0, 1.0, -1000.0], None),
        ([1000.0, *[1.0] * 8, 1000.0], 0),  # the ninth before is too long ago
        ([1000.0, 1.0, 1.0, 1.0], 0),  # the first is held against those behind it
        ([1000.0, 1.0, 1.0], None),
        ([1.0, 1000.0, 1000.0, 1000.0], 0),
        ([5.0, 1000.0, 1.0, 1.0, 1.0], None),  # the second against those before it alone
    ],
)
def test_a_thousand_times_as_much_is_a_unit_that_changed(
    told: Told, numbers: list[float], place: int | None
) -> None:
    found = told(SCALE_JUMP, (indicator(), row(numbers)))

    assert cells(found)[:1] == ([] if place is None else [f"NL01 {2000 + place}"])
    if place is not None and len(numbers) > 9:
        assert cells(found) == ["NL01 2000", "NL01 2009"]


def _growing(count: int, last: float) -> list[float]:
    """One per cent a year, and a last step that is off by so much."""
    calm = [100.0 * 1.01**nth for nth in range(count - 1)]
    return [*calm, calm[-1] * 1.01 * 2.718281828459045**last]


@pytest.mark.parametrize(
    ("numbers", "frequency", "place"),
    [
        (_growing(9, 0.2401), YEAR, 8),  # eight times three per cent
        (_growing(9, 0.2399), YEAR, None),
        (_growing(9, -0.2401), YEAR, 8),
        (_growing(9, -0.2399), YEAR, None),
        (_growing(8, 0.5), YEAR, None),  # seven steps are no history
        (_growing(12, 0.5), QUARTER, 11),  # eight steps over a year
        (_growing(11, 0.5), QUARTER, None),
        (_growing(10, 0.5), Frequency.HALF_YEAR, 9),
        (_growing(9, 0.5), Frequency.HALF_YEAR, None),
        (_growing(20, 0.5), Frequency.MONTH, 19),
        (_growing(19, 0.5), Frequency.MONTH, None),
        (_growing(9, 0.5), Frequency.SCHOOL_YEAR, 8),
    ],
)
def test_a_step_of_eight_deviations_after_eight_steps_is_an_outlier(
    told: Told, numbers: list[float], frequency: Frequency, place: int | None
) -> None:
    definition = indicator(frequencies=(frequency.value,))

    found = told(OUTLIERS, (definition, row(numbers, frequency)))

    period = None if place is None else row(numbers, frequency)[place].period
    assert cells(found) == ([] if period is None else [f"NL01 {period}"])


def test_small_numbers_that_were_rounded_may_jump_by_their_grain(told: Told) -> None:
    tens = [10.0, 20.0, 10.0, 20.0, 10.0, 10.0, 20.0, 10.0, 20.0, 90.0]

    assert cells(told(OUTLIERS, (indicator(), row(tens)))) == []
    # numbers below nothing move by themselves and not by their logarithm
    down = [-100.0 - nth for nth in range(9)]
    assert cells(told(OUTLIERS, (indicator(), row([*down, -300.0])))) == ["NL01 2009"]
    assert cells(told(OUTLIERS, (indicator(), row([*down, -111.0])))) == []


@pytest.mark.parametrize(
    ("frequency", "missing", "words"),
    [
        (YEAR, {5}, "1 missing after 2004"),
        (YEAR, {5, 6, 7}, "3 missing after 2004"),
        (QUARTER, {2}, "1 missing after 2000-Q2"),
        (Frequency.HALF_YEAR, {3}, "1 missing after 2001-S1"),
        (Frequency.MONTH, {11, 12}, "2 missing after 2000-11"),
        (Frequency.SCHOOL_YEAR, {4}, "1 missing after 2003/04"),
        (YEAR, set(), None),
        (QUARTER, set(), None),
        (Frequency.MONTH, set(), None),
        (Frequency.HALF_YEAR, set(), None),
    ],
)
def test_a_hole_in_the_row_is_told_with_its_size(
    told: Told, frequency: Frequency, missing: set[int], words: str | None
) -> None:
    whole = row([1.0] * 20, frequency)
    kept = [one for nth, one in enumerate(whole) if nth not in missing]
    definition = indicator(frequencies=(frequency.value,))

    found = told(GAPS, (definition, kept))

    expected = f"there is a hole in the row of periods: {words}"
    assert [one.what for one in found] == ([] if words is None else [expected])
    assert cells(found) == ([f"NL01 {whole[max(missing) + 1].period}"] if missing else [])


def test_what_every_series_lacks_is_its_rhythm(told: Told) -> None:
    every_other = row([1.0] * 9)[::2]

    assert told(GAPS, (indicator(), every_other)) == []
    denser = [replace(one, region="PV20") for one in row([1.0] * 5)]
    assert len(told(GAPS, (indicator(), [*every_other, *denser]))) == 4


MAKE = {"breakdowns": (breakdown("make", "E", "S"),)}


def _sums(*cells: tuple[float | None, float | None, float | None]) -> list[Value]:
    """Whole and two parts of one year after the other."""
    return [
        value(str(2000 + nth), number, ("make", code))
        for nth, three in enumerate(cells)
        for code, number in zip("TES", three, strict=True)
    ]


SOUND = (30.0, 10.0, 20.0)


@pytest.mark.parametrize(
    ("cells_given", "wrong"),
    [
        ([SOUND, SOUND, SOUND, (31.0, 10.0, 20.0)], ["NL01 2003 make=T"]),
        ([SOUND, SOUND, (31.0, 10.0, 20.0), (31.0, 10.0, 20.0)], []),  # half of them: no parts
        # three halves of a last digit are rounding
        ([SOUND, SOUND, SOUND, (30.15, 10.0, 20.0)], []),
        ([SOUND, SOUND, SOUND, (29.85, 10.0, 20.0)], []),
        ([SOUND, SOUND, SOUND, (30.16, 10.0, 20.0)], ["NL01 2003 make=T"]),
        ([SOUND, SOUND, SOUND, (29.84, 10.0, 20.0)], ["NL01 2003 make=T"]),
        # a part that is not known, or is all there is, proves nothing
        ([SOUND, SOUND, SOUND, (31.0, 10.0, None)], []),
        ([SOUND, SOUND, SOUND, (31.0, 0.0, 20.0)], []),
        ([SOUND, SOUND, SOUND, (None, 10.0, 20.0)], []),
    ],
)
def test_parts_that_add_up_elsewhere_add_up_here(
    told: Told,
    cells_given: list[tuple[float | None, float | None, float | None]],
    wrong: list[str],
) -> None:
    assert cells(told(SUMS, (indicator(**MAKE), _sums(*cells_given)))) == wrong


@pytest.mark.parametrize(
    "facts",
    [
        {"unit": "percent"},
        {"metric": {"type": "growth", "value": SIMPLE["value"]}},
        {"metric": {"type": "ratio", "numerator": SIMPLE["value"], "denominator": SIMPLE["value"]}},
    ],
)
def test_only_counts_themselves_are_asked_to_add_up(told: Told, facts: dict[str, Any]) -> None:
    wrong = _sums(SOUND, SOUND, SOUND, (31.0, 10.0, 20.0))

    assert told(SUMS, (indicator(**MAKE), wrong))
    assert told(SUMS, (indicator(**MAKE, **facts), wrong)) == []


@pytest.mark.parametrize(
    ("number", "facts", "words"),
    [
        (100.0, {"unit": "percent"}, None),
        (100.5, {"unit": "percent"}, "100.5 per cent is more than all"),
        (0.0, {"unit": "percent"}, None),
        (-0.5, {"unit": "percent"}, "-0.5 is less than nothing"),
        (-0.5, {}, "-0.5 is less than nothing"),
        (0.0, {}, None),
        (100.5, {}, None),
        (-0.5, {"metric": {"type": "growth", "value": SIMPLE["value"]}}, None),
        (140.0, {"unit": "percent", "metric": {"type": "growth", "value": SIMPLE["value"]}}, None),
        (float("inf"), {}, "inf is not a number"),
    ],
)
def test_a_share_lies_from_nothing_to_all_and_a_count_is_no_less_than_nothing(
    told: Told, number: float, facts: dict[str, Any], words: str | None
) -> None:
    found = told(IMPOSSIBLE_VALUES, (indicator(**facts), [value("2020", number)]))

    assert [one.what for one in found] == ([] if words is None else [words])


@pytest.mark.parametrize(
    ("number", "lower", "upper", "wrong"),
    [
        (5.0, 5.0, 6.0, False),
        (5.0, 4.0, 5.0, False),
        (5.0, 5.0, 5.0, False),
        (None, 5.0, 5.0, False),
        (4.9, 5.0, 6.0, True),
        (6.1, 5.0, 6.0, True),
        (None, 6.0, 5.0, True),
        (5.0, None, 6.0, False),
        (6.1, None, 6.0, True),
        (4.9, 5.0, None, True),
    ],
)
def test_a_value_lies_between_its_bounds(
    told: Told, number: float | None, lower: float | None, upper: float | None, wrong: bool
) -> None:
    values = [value("2020", number, lower=lower, upper=upper)]

    assert bool(told(IMPOSSIBLE_VALUES, (indicator(), values))) is wrong


def test_an_indicator_without_any_value_is_named_and_one_with_a_single_one_is_not(
    told: Told,
) -> None:
    two = indicator(), indicator(id="y")

    found = told(ALL_MISSING, (two[0], row([None, 1.0, None])), (two[1], row([None, None, None])))

    assert [(one.about, one.what) for one in found] == [("y", "none of its 3 cells has a value")]


def test_a_value_that_occurs_twice_is_told_so_often(told: Told) -> None:
    values = [*row([1.0, 2.0]), *row([1.0]), *row([1.0])]

    found = told(DUPLICATES, (indicator(), values))

    assert [(one.cell, one.what) for one in found] == [("NL01 2000", "the cell occurs 3 times")]


@pytest.mark.parametrize(
    ("period", "wrong"), [("2025-05", False), ("2025-06", True), ("2025", False), ("2026", True)]
)
def test_a_period_that_has_not_begun_has_no_value(told: Told, period: str, wrong: bool) -> None:
    found = told(FUTURE_PERIODS, (indicator(), [value(period, 1.0)]))

    assert bool(found) is wrong
    forecast = value(period, 1.0, status=ObservationStatus.FORECAST)
    assert told(FUTURE_PERIODS, (indicator(), [forecast])) == []


@pytest.mark.parametrize("status", list(ObservationStatus))
def test_a_status_without_a_value_has_none(told: Told, status: ObservationStatus) -> None:
    found = told(SUPPRESSED_SUMMED, (indicator(), [value("2020", 1.0, status=status)]))

    assert bool(found) is not status.has_value
    assert told(SUPPRESSED_SUMMED, (indicator(), [value("2020", None, status=status)])) == []


def test_regions_and_codes_are_those_of_the_programme(told: Told) -> None:
    values = [
        value("2020", 1.0, ("make", "T")),
        value("2020", 1.0, ("make", "Z")),
        value("2020", 1.0, ("make", "T"), region="PV88"),
    ]

    # beside an indicator with fewer breakdowns, whose column is empty
    found = told(UNKNOWN_CODES, (indicator(), row([1.0])), (indicator(id="y", **MAKE), values))

    assert [(one.about, one.cell) for one in found] == [("y", "region PV88"), ("y", "make Z")]


def test_each_value_of_a_region_that_had_ended_is_named(told: Told) -> None:
    values = [
        value(period, number, region=region)
        for region, period, number in (
            ("nowhere", "2020", 1.0),
            ("nowhere", "2021", None),
            ("nowhere", "2022", 1.0),
            ("NL01", "2020", 1.0),
        )
    ]

    found = told(REGION_VALIDITY, (indicator(), values), (indicator(id="y"), values[-1:]))

    assert [(one.about, one.cell) for one in found] == [
        ("x", "nowhere 2020"), ("x", "nowhere 2022")
    ]  # fmt: skip


@pytest.mark.parametrize(("wrong", "more"), [(1, 0), (SHOWN, 0), (SHOWN + 1, 1), (SHOWN + 9, 9)])
def test_of_each_indicator_the_first_are_shown_and_the_others_counted(
    told: Told, wrong: int, more: int
) -> None:
    rows: Mapping[str, list[Value]] = {
        "x": row([-1.0] * wrong, first=1900),
        "y": row([-1.0, 1.0, -2.0]),
    }

    found = told(IMPOSSIBLE_VALUES, *((indicator(id=name), some) for name, some in rows.items()))

    mine = [one for one in found if one.about == "x"]
    assert cells(mine) == [f"NL01 {1900 + nth}" for nth in range(min(wrong, SHOWN))]
    assert sum(one.more for one in mine) == mine[-1].more == more
    assert [(one.cell, one.more) for one in found if one.about == "y"] == [
        ("NL01 2000", 0), ("NL01 2002", 0)
    ]  # fmt: skip


def test_an_unreadable_region_of_ours_blocks_for_we_wrote_it(told: Told) -> None:
    found = told(REGION_VALIDITY, (indicator(), [value("2020", 1.0, region="nowhere")]))

    assert [one.severity for one in found] == [Severity.BLOCK]


def test_a_table_of_values_says_what_it_holds(engine: Engine, cycling: Programme) -> None:
    two = indicator(id="y", unit="percent", **MAKE), indicator()
    examined = [ExaminedIndicator(computed(one, value("2020", 1.0)), (), cycling) for one in two]

    table = ValueDataset.offered(engine, examined[1:] + examined[:1], today=TODAY)

    assert table.measures == ("x", "y")
    assert table.dimensions == ("region", "b0")
    assert (table.subject, table.each) == ("measure", "partition by measure")
    assert (table.coded, table.regions) == (("region", "b0"), ("region",))
    assert table.written_by_us
    assert table.unadjusted == "1 = 1"
    assert table.key == ("measure", '"region"', '"b0"', "period")
    assert table.series == ("measure", '"region"', '"b0"', "frequency")
    assert [table.half_unit(name) for name in "xy"] == pytest.approx([0.05, 0.05])
    assert [table.unit(name).id for name in "xy"] == ["thousand-bicycles", "percent"]
    assert table.of_kind("share") == ["y"]
    assert table.codes("region", "x") == ("region", cycling.regions)
    assert table.codes("b0", "x") == ("b0", {""})
    assert table.codes("b0", "y") == ("make", {"T", "E", "S"})
    assert table.place(["y"]) == ("y", "")
    assert table.place(["y", "NL01", "E", "2020"]) == ("y", "NL01 2020 make=E")
    assert table.place(["x", "NL01", "", "2020"]) == ("x", "NL01 2020")
    assert table.our_code("region", "PV20") == "PV20"


def test_very_many_values_are_offered_in_parts(
    engine: Engine, cycling: Programme, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("agdb.indicators.checks.values._BATCH", 2)
    examined = [
        ExaminedIndicator(computed(indicator(id=f"i{nth}"), *row([1.0] * nth)), (), cycling)
        for nth in (1, 3, 2, 1)
    ]

    table = ValueDataset.offered(engine, examined, today=TODAY)

    found = engine.rows(f"select measure, count(*) from {table.name} group by 1 order by 1")
    assert found == [("i1", 2), ("i2", 2), ("i3", 3)]
