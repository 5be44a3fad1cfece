"""The rows of a statement are read column by column, and values stand in the order of a reader."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest
from tests.indicators.invented import SIMPLE, breakdown, indicator, value

from agdb.indicators.derivation import Contributions, hash_of, label_of
from agdb.indicators.remainder import Remainder
from agdb.indicators.rows import (
    FINALITY_ORDER,
    STATUS_ORDER,
    CellRow,
    CellRows,
    ValueRows,
    in_order,
    labels,
    number_in,
    shown,
)
from agdb.indicators.selection import Resolved
from agdb.indicators.size_floor import SizeFloor
from agdb.indicators.statement import cell_statement, value_statement
from agdb.programme.indicator import Indicator
from agdb.results.value import Kind
from agdb.statistics.period import Frequency
from agdb.statistics.status import Finality, ObservationStatus
from agdb.statistics.structure import Measure, UnitOrigin
from agdb.warehouse.engine import Engine

Row = tuple[Any, ...]
RATIO = {"type": "ratio", "numerator": SIMPLE["value"], "denominator": SIMPLE["value"]}


def role(name: str = "value", *breakdowns: str | None, **facts: Any) -> Resolved:
    """A role over a table of the columns that `given` has."""
    plain: dict[str, Any] = {
        "role": name,
        "dataset": "demo:x",
        "measure": Measure("m", "m", "", UnitOrigin.RECORDED),
        "predicate": "measure = 'm'",
        "region": "place",
        "period": "period",
        "breakdowns": breakdowns,
        "key_columns": ("measure", "kind", "period"),
    }
    return Resolved(**plain | facts)


def bits(order: tuple[Any, ...], *members: Any) -> int:
    return sum(1 << order.index(member) for member in members)


A, E, MISSING = ObservationStatus.NORMAL, ObservationStatus.ESTIMATED, ObservationStatus.MISSING


def test_a_role_shows_the_breakdowns_and_the_period_that_it_has() -> None:
    assert shown(role("a", "x", None, "y")) == (0, 2)
    assert labels(role("a", "x", None, "y")) == ("region", "of_period", "b0", "b2")
    assert labels(role("a", period=None)) == ("region",)


def test_a_cell_is_read_by_its_label_its_key_and_what_it_says() -> None:
    rows = CellRows.of(role("value", "kind"))

    assert rows.columns == (
        "region", "of_period", "b0", "key_0", "key_1", "key_2",
        "value", "lower", "upper", "status", "finality", "mark", "citation",
    )  # fmt: skip
    assert rows.read(
        ("NL01", "2020", "E", "m", "E", "2020", 3, None, 4.5, "A", "unknown", None, "Table 1")
    ) == CellRow(
        ("NL01", "2020", "E"), ("m", "E", "2020"), 3.0, None, 4.5, "A", "unknown", "", "Table 1"
    )


def test_a_value_is_read_with_an_account_of_each_role() -> None:
    made = indicator(metric=RATIO, breakdowns=(breakdown("make", "E"),))
    rows = ValueRows.of(made, (role("numerator", "kind"), role("denominator", None)))
    account = (
        (bits(STATUS_ORDER, A, E), bits(FINALITY_ORDER, Finality.DEFINITIVE), "x", 2),
        (bits(STATUS_ORDER, A), bits(FINALITY_ORDER, Finality.PROVISIONAL), "x", 3),
    )

    found = rows.read(("NL01", "2020", "E", 3, None, 4.5, *account[0], *account[1]))

    assert found.label == ("NL01", "2020", ("E",))
    assert found.breakdown == (("make", "E"),)
    assert (found.value, found.lower, found.upper) == (3.0, None, 4.5)
    assert (found.status, found.finality) == (E, Finality.PROVISIONAL)
    assert (found.mark, found.counts) == ("x", (2, 3))


@pytest.mark.parametrize(
    ("number", "statuses", "status"),
    [
        (1.0, (A,), A),
        (1.0, (A, E), E),
        (None, (A,), ObservationStatus.MISSING_CANNOT_EXIST),
        (None, (A, E), ObservationStatus.MISSING_CANNOT_EXIST),
        (None, (A, MISSING), MISSING),
    ],
)
def test_a_value_without_a_number_whose_cells_have_one_cannot_exist(
    number: float | None, statuses: tuple[ObservationStatus, ...], status: ObservationStatus
) -> None:
    rows = ValueRows.of(indicator(), (role(),))
    account = (bits(STATUS_ORDER, *statuses), bits(FINALITY_ORDER, Finality.UNKNOWN), "", 1)

    found = rows.read(("NL01", "2020", number, None, None, *account))

    assert found.status is status
    assert found.finality is Finality.UNKNOWN


def test_marks_are_told_once_and_in_the_order_of_the_roles() -> None:
    rows = ValueRows.of(indicator(metric=RATIO), (role("numerator"), role("denominator")))

    def marks(*some: str | None) -> str:
        each = [(bits(STATUS_ORDER, A), bits(FINALITY_ORDER, Finality.UNKNOWN), m, 1) for m in some]
        return rows.read(("NL01", "2020", 1.0, None, None, *each[0], *each[1])).mark

    assert marks("b", "a") == "b a"
    assert marks("a", "a") == "a"
    assert marks(None, "a") == "a"
    assert marks("", None) == ""


@pytest.mark.parametrize(("part", "number"), [(None, None), (2.5, 2.5), (2, 2.0), ("2.5", 2.5)])
def test_a_number_is_one_whatever_the_engine_gives(part: object, number: float | None) -> None:
    assert number_in(part) == number


def test_values_stand_by_region_member_and_time_and_a_linked_one_after_its_own() -> None:
    link = {
        "factor": 2.0, "low": 1.5, "high": 2.5, "source": "https://example.org/",
        "evidence": {"en": "-"},
    }  # fmt: skip
    rupture = {"period": "2021", "kind": "method", "words": {"en": "-"}, "link": link}
    made = indicator(
        breakdowns=(breakdown("make", "S", "E"), breakdown("colour", "R", total=None)),
        breaks=(rupture,),
    )
    values = [
        value(period, 1.0, ("make", make), ("colour", colour), region=region)
        for region in ("PV20", "NL01")
        for colour in ("Q", "R")  # a code that is not declared stands last
        for make in ("E", "T", "S")
        for period in ("2021", "2020")
    ]

    found = in_order(made, values)

    told = [
        (
            one.region,
            dict(one.breakdown)["make"],
            dict(one.breakdown)["colour"],
            one.period,
            one.kind,
        )
        for one in found
    ]
    assert told == [
        (region, make, colour, period, kind)
        for region in ("NL01", "PV20")
        for make in ("T", "S", "E")
        for colour in ("R", "Q")
        for period, kind in (
            ("2020", Kind.OBSERVED), ("2020", Kind.LINKED), ("2021", Kind.OBSERVED)
        )
    ]  # fmt: skip
    assert {one.status.name for one in found if one.period == "2021"} == {"BREAK"}


def test_what_compares_both_sides_of_a_break_is_taken_out_before_it_is_marked() -> None:
    rupture = {"period": "2021", "kind": "method", "words": {"en": "-"}}
    growth = indicator(metric={"type": "growth", "value": SIMPLE["value"]}, breaks=(rupture,))

    found = in_order(growth, [value(str(year), 1.0) for year in (2023, 2022, 2021, 2020)])

    assert [(one.period, one.value, one.status.name) for one in found] == [
        ("2020", 1.0, "NORMAL"),
        ("2021", None, "MISSING_CANNOT_EXIST"),
        ("2022", 1.0, "BREAK"),
        ("2023", 1.0, "NORMAL"),
    ]


@pytest.fixture(scope="module")
def engine() -> Iterator[Engine]:
    with Engine() as engine:
        yield engine


def given(engine: Engine, name: str, *rows: Row) -> None:
    """Offer observations: place, kind, period, value, lower, upper, status, finality, mark."""
    columns = {
        "place": "varchar", "kind": "varchar", "period": "varchar", "value": "double",
        "lower": "double", "upper": "double", "status": "varchar", "finality": "varchar",
        "mark": "varchar",
    }  # fmt: skip
    table = ", ".join(f"{name} {kind}" for name, kind in columns.items())
    engine.rows(
        f"create or replace temp table observations_{name} ({table}, measure varchar default 'm',"
        " frequency varchar default 'year', citation varchar default '')"
    )
    for row in rows:
        marks = ", ".join("?" for _ in columns)
        engine.rows(f"insert into observations_{name} ({', '.join(columns)}) values ({marks})", row)


def cell(kind: str, number: float | None, *bounds: float | None, **facts: str) -> Row:
    lower, upper = bounds or (None, None)
    status = facts.get("status", "A" if number is not None else "O")
    period = facts.get("period", "2020")
    finality, mark = facts.get("finality", "definitive"), facts.get("mark", "")
    return "NL01", kind, period, number, lower, upper, status, finality, mark


def read(engine: Engine, made: Indicator, *roles: Resolved) -> list[tuple[Any, ...]]:
    rows = ValueRows.of(made, roles)
    found = map(rows.read, engine.rows(value_statement(made, roles)))
    return sorted(
        (one.label[1:], one.value, one.lower, one.upper, one.status, one.counts) for one in found
    )


def test_a_sum_has_a_value_where_each_cell_has_one_and_bounds_where_each_has_some(
    engine: Engine,
) -> None:
    # Given in one year all cells, in another one with bounds alone, in a third one with nothing
    given(
        engine,
        "value",
        cell("E", 3.0), cell("S", 4.0),
        cell("E", None, 1.0, 2.0, period="2021"), cell("S", 4.0, period="2021"),
        cell("E", None, period="2022"), cell("S", 4.0, 3.0, 5.0, period="2022"),
        cell("E", 3.0, 2.0, 6.0, period="2023"), cell("S", 4.0, period="2023", status="E"),
        cell("E", None, 1.0, None, period="2024"), cell("S", 4.0, period="2024"),
    )  # fmt: skip

    assert read(engine, indicator(), role()) == [
        (("2020", ()), 7.0, None, None, A, (2,)),
        (("2021", ()), None, 5.0, 6.0, MISSING, (2,)),
        (("2022", ()), None, None, None, MISSING, (2,)),
        (("2023", ()), 7.0, 6.0, 10.0, E, (2,)),
        (("2024", ()), None, 5.0, None, MISSING, (2,)),
    ]


def test_a_quotient_joins_what_has_the_same_labels(engine: Engine) -> None:
    made = indicator(metric=RATIO, breakdowns=(breakdown("make", "E", "S"),))
    given(engine, "numerator", cell("E", 3.0), cell("S", 4.0), cell("E", 1.0, period="2021"))
    given(engine, "denominator", cell("T", 8.0), cell("T", 0.0, period="2022"))

    assert read(engine, made, role("numerator", "kind"), role("denominator", None)) == [
        (("2020", ("E",)), 0.375, None, None, A, (1, 1)),
        (("2020", ("S",)), 0.5, None, None, A, (1, 1)),
    ]


def test_a_remainder_wants_the_whole_and_every_part(engine: Engine) -> None:
    made = indicator(breakdowns=(breakdown("make", "E", "S", remainder="X"),))
    left = Remainder(0, "X", "T", ("E", "S"), 1)
    given(
        engine,
        "value",
        cell("T", 10.0), cell("E", 3.0), cell("S", 4.0),
        cell("T", 10.0, period="2021"), cell("E", 3.0, period="2021"),
        cell("E", 3.0, period="2022"), cell("S", 4.0, period="2022"),
        cell("T", 10.0, period="2023"), cell("E", None, 1.0, 2.0, period="2023"),
        cell("S", 4.0, period="2023"),
    )  # fmt: skip

    found = read(engine, made, role("value", "kind", remainders=(left,)))

    rest = [one for one in found if one[0][1] == ("X",)]
    assert [(one[0][0], *one[1:4], one[5]) for one in rest] == [
        ("2020", 3.0, None, None, (3,)),
        ("2021", None, None, None, (2,)),
        ("2022", None, None, None, (2,)),
        ("2023", None, 4.0, 5.0, (3,)),
    ]
    plain = [one[1] for one in found if one[0] == ("2020", ("E",))]
    assert plain == [3.0]
    # and each of its cells is found behind it
    rows = CellRows.of(role("value", "kind", remainders=(left,)))
    statement = cell_statement(role("value", "kind", remainders=(left,)))
    cells = [one for one in map(rows.read, engine.rows(statement)) if one.label[1] == "2020"]
    assert sorted(one.key[1] for one in cells if one.label[2] == "X") == ["E", "S", "T"]
    assert sorted(one.key[1] for one in cells if one.label[2] != "X") == ["E", "S", "T"]


def test_a_remainder_in_one_breakdown_is_of_each_member_of_another(engine: Engine) -> None:
    two = (breakdown("make", "E", remainder="X"), breakdown("mark", "a", total=None))
    made = indicator(breakdowns=two)
    left = Remainder(0, "X", "T", ("E",), 1)
    given(
        engine,
        "value",
        cell("T", 10.0, mark="a"), cell("E", 3.0, mark="a"), cell("T", 9.0, mark="b"),
    )  # fmt: skip

    found = read(engine, made, role("value", "kind", "mark", remainders=(left,)))

    assert [(one[0][1], one[1]) for one in found] == [
        (("E", "a"), 3.0),
        (("T", "a"), 10.0),
        (("T", "b"), 9.0),
        (("X", "a"), 7.0),
        (("X", "b"), None),
    ]


@pytest.mark.parametrize(
    ("number", "then", "expected"),
    [
        (29.9, "hide", (None, 0.0, 30.0, "MISSING_SUPPRESSED")),
        (30.0, "hide", (30.0, None, None, "NORMAL")),
        (29.9, "warn", (29.9, None, None, "LOW_RELIABILITY")),
        (30.0, "warn", (30.0, None, None, "NORMAL")),
    ],
)
def test_what_is_below_its_floor_is_hidden_or_warned_of(
    engine: Engine, number: float, then: Any, expected: tuple[Any, ...]
) -> None:
    given(engine, "value", cell("E", number), cell("E", 1.0, period="2021", status="U"))
    floors = (SizeFloor(Frequency.YEAR, 30.0, then), SizeFloor(Frequency.MONTH, 99.0, then))

    found = read(engine, indicator(), role(floors=floors))

    assert (*found[0][1:4], found[0][4].name) == expected
    # what was unreliable before is so once
    assert found[1][4].name == ("MISSING_SUPPRESSED" if then == "hide" else "LOW_RELIABILITY")


def test_both_floors_hold_and_one_of_another_frequency_does_not(engine: Engine) -> None:
    given(
        engine,
        "value",
        *(cell("E", n, period=p) for n, p in ((5.0, "2020"), (15.0, "2021"), (25.0, "2022"))),
    )
    floors = (SizeFloor(Frequency.YEAR, 10.0, "hide"), SizeFloor(Frequency.YEAR, 20.0, "warn"))

    found = read(engine, indicator(), role(floors=floors))

    assert [(one[1], one[4].name) for one in found] == [
        (None, "MISSING_SUPPRESSED"), (15.0, "LOW_RELIABILITY"), (25.0, "NORMAL")
    ]  # fmt: skip
    monthly = (SizeFloor(Frequency.MONTH, 99.0, "hide"),)
    assert [one[1] for one in read(engine, indicator(), role(floors=monthly))] == [5.0, 15.0, 25.0]


def test_a_share_of_a_hidden_count_has_the_bounds_of_its_floor(engine: Engine) -> None:
    given(engine, "numerator", cell("E", 5.0))
    given(engine, "denominator", cell("T", 100.0))
    floors = (SizeFloor(Frequency.YEAR, 10.0, "hide"),)

    found = read(
        engine,
        indicator(metric=RATIO | {"scale": 100}),
        role("numerator", floors=floors),
        role("denominator", floors=floors),
    )

    assert [one[1:4] for one in found] == [(None, 0.0, 10.0)]


def test_records_are_counted_by_what_is_behind_an_observation(engine: Engine) -> None:
    observed = (
        "select 'NL01' as place, kind, '2020' as period, n::double as value,"
        " cast(null as double) as lower, cast(null as double) as upper, 'A' as status,"
        " 'unknown' as finality, '' as mark, 'm' as measure, n as records"
        " from (values ('E', 3), ('S', 4)) as t(kind, n)"
    )
    made, one = indicator(), role()
    rows = ValueRows.of(made, (one,))

    (found,) = map(
        rows.read, engine.rows(value_statement(made, (one,), observed={"value": observed}))
    )

    assert (found.value, found.counts) == (7.0, (7,))


def test_what_contributes_to_a_value_is_found_by_the_labels_that_a_role_has() -> None:
    def seen(label: tuple[str, ...], *key: str) -> CellRow:
        return CellRow(label, key, 1.0, None, None, "A", "unknown", "", "")

    cells = [
        seen(("NL01", "E"), "m", "E"),
        seen(("NL01", "E"), "m", "F"),
        seen(("NL01", "S"), "m", "S"),
    ]
    some = Contributions.of(
        "demo:x",
        ("region", "b1"),
        cells,
        touched=[cells[0], seen(("NL01", "E"), "m", "gone")],
        corrections={"demo:x|m|E": "one", "demo:x|m|gone": "two"},
    )

    assert some.keys("NL01", "2020", ("T", "E")) == ["demo:x|m|E", "demo:x|m|F"]
    assert some.keys("NL01", "1999", ("Q", "E")) == ["demo:x|m|E", "demo:x|m|F"]
    assert some.keys("PV20", "2020", ("T", "E")) == ()
    assert some.corrected("NL01", "2020", ("T", "E")) == ["one", "two"]
    assert some.corrected("NL01", "2020", ("T", "S")) == []
    assert label_of("NL01", "2020", ["T", "E"]) == {
        "region": "NL01", "of_period": "2020", "b0": "T", "b1": "E"
    }  # fmt: skip
    assert hash_of([]) != hash_of([""])
