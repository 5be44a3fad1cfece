"""Rules that look at a dataset and its vintage before, on structures that are made up."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from typing import Any, cast

import pytest

from agdb.indicators.checks.all_missing import RULE as ALL_MISSING
from agdb.indicators.checks.data import Data, Vintage, is_change
from agdb.indicators.checks.finding import Found, Severity
from agdb.indicators.checks.mixed_frequencies import RULE as MIXED_FREQUENCIES
from agdb.indicators.checks.rule import Rule
from agdb.indicators.checks.scale_jump import RULE as SCALE_JUMP
from agdb.indicators.checks.schema_drift import RULE as SCHEMA_DRIFT
from agdb.indicators.checks.stale_source import DAYS, LAG
from agdb.indicators.checks.stale_source import RULE as STALE_SOURCE
from agdb.indicators.checks.unit_change import RULE as UNIT_CHANGE
from agdb.programme.plan import DivisionInUse
from agdb.programme.programme import Programme
from agdb.programme.source import DimensionNote, Newer
from agdb.statistics.identifier import DatasetId
from agdb.statistics.period import Period
from agdb.statistics.structure import (
    Code,
    Dimension,
    DimensionKind,
    Measure,
    Structure,
    UnitOrigin,
)
from agdb.warehouse.engine import Engine
from agdb.warehouse.version import DatasetVersion

BICYCLES = DatasetId("demo", "bicycles")
RECORDED = UnitOrigin.RECORDED
TODAY = date(2025, 5, 1)


@dataclass(frozen=True)
class Told:
    """What the rules look at in a version."""

    structure: Structure
    recorded: date = TODAY
    id: DatasetId = BICYCLES


@dataclass(frozen=True)
class Answers:
    """An engine that has one answer to every question."""

    given: Sequence[Sequence[object]]

    def rows(self, sql: str) -> Sequence[Sequence[object]]:
        assert sql.startswith("select")
        return self.given


def structure(
    *measures: Measure, dimensions: Sequence[Dimension] = (), periods: Sequence[Code] = ()
) -> Structure:
    return Structure("t", measures, tuple(dimensions), tuple(periods))


def measure(id_: str, title: str = "Fietsen", unit: str = "x 1 000", **more: Any) -> Measure:
    facts: dict[str, Any] = {"unit_origin": RECORDED, "decimals": 1} | more
    return Measure(id_, title, unit, **facts)


def dimension(
    id_: str, *codes: str | Code, kind: DimensionKind = DimensionKind.ORDINARY
) -> Dimension:
    every = (one if isinstance(one, Code) else Code(one, one) for one in codes)
    return Dimension(id_, id_, kind, tuple(every))


def data(
    programme: Programme,
    now: Structure,
    last: Structure | None = None,
    *,
    rows: Sequence[Sequence[object]] = (),
    recorded: date = TODAY,
    today: date = TODAY,
) -> Data:
    def vintage(one: Structure) -> Vintage:
        return Vintage(cast("DatasetVersion", Told(one, recorded)), "t")

    return Data(
        engine=cast("Engine", Answers(rows)),
        name="t",
        measures=tuple(one.id for one in now.measures),
        dimensions=tuple(one.id for one in now.dimensions),
        programme=programme,
        today=today,
        now=vintage(now),
        last=None if last is None else vintage(last),
    )


def found(rule: Rule, one: Data) -> list[Found]:
    assert rule.of_data is not None
    return list(rule.of_data(one))


def test_what_went_and_what_came_is_told_by_how_grave_it_is(cycling: Programme) -> None:
    # Given a table without a measure that is read, and with others than before
    before = structure(
        measure("Bicycles"),
        measure("Bells"),
        dimensions=(
            dimension("Kind", Code("T", "T"), Code("E", "E", "T"), Code("S", "S", "T")),
            dimension("Colour", "red"),
            dimension("RegioS", "NL01", kind=DimensionKind.REGION),
        ),
    )
    now = structure(
        measure("Lamps"),
        dimensions=(
            dimension("Kind", Code("T", "T"), Code("E", "E"), Code("R", "R", "T")),
            dimension("Size", "big"),
            dimension("RegioS", "NL01"),
        ),
    )

    told = [
        (one.cell, one.what, one.severity)
        for one in found(SCHEMA_DRIFT, data(cycling, now, before))
    ]

    block, warn = Severity.BLOCK, Severity.WARN
    assert told == [
        ("Bells", "the measure 'Bells' is gone", warn),
        ("Bicycles", "the measure 'Bicycles' is gone", block),
        ("Lamps", "the measure 'Lamps' is new", warn),
        ("Colour", "the dimension 'Colour' is gone", block),
        ("Size", "the dimension 'Size' is new", block),
        ("S", "the code of Kind 'S' is gone", warn),
        ("R", "the code of Kind 'R' is new", warn),
        ("Kind E", "the code has another parent than it had", None),
        ("RegioS", "the dimension is ordinary and was region", block),
    ]


def test_of_one_vintage_nothing_has_changed(cycling: Programme) -> None:
    one = structure(measure("Bicycles"), dimensions=(dimension("Kind", "T"),))

    for rule in (SCHEMA_DRIFT, UNIT_CHANGE):
        assert found(rule, data(cycling, one)) == found(rule, data(cycling, one, one)) == []


@pytest.mark.parametrize(
    ("now", "before", "changed"),
    [
        ({"unit": "x 1 000"}, {"unit": "x 1000"}, False),  # spellings of one unit
        ({"unit": "x 1 000"}, {"unit": "%"}, True),
        ({"unit": "Stuks"}, {"unit": " st uks"}, False),  # blanks and capitals
        ({"unit": "stuks"}, {"unit": "paren"}, True),
        ({"unit": "%", "unit_origin": UnitOrigin.NOT_RECORDED}, {}, False),
        ({"unit": "%"}, {"unit_origin": UnitOrigin.NOT_RECORDED}, False),
        ({"id_": "New", "unit": "%"}, {}, False),
    ],
)
def test_a_measure_keeps_its_unit(
    cycling: Programme, now: dict[str, Any], before: dict[str, Any], changed: bool
) -> None:
    new, old = (
        structure(measure(**{"id_": "m", **now})),
        structure(measure(**{"id_": "m", **before})),
    )

    told = found(UNIT_CHANGE, data(cycling, new, old))

    assert bool(told) is changed
    if told:
        assert (
            told[0].what == f"the unit is {new.measures[0].unit!r} and was {old.measures[0].unit!r}"
        )


def _rhythmic(programme: Programme, rhythm: str, **facts: Any) -> Programme:
    source = programme.sources["demo:bicycles"].model_copy(update={"rhythm": rhythm} | facts)
    return replace(programme, sources={"demo:bicycles": source})


@pytest.mark.parametrize(
    ("rhythm", "days"),
    [("month", 31), ("quarter", 92), ("half-year", 184), ("year", 366), ("two-year", 731)],
)
def test_a_source_is_late_after_two_rhythms_and_stale_after_a_year_more(
    cycling: Programme, rhythm: str, days: int
) -> None:
    programme, one = _rhythmic(cycling, rhythm), structure(measure("Bicycles"))

    def told(*, recorded: int, period: str = "2025-05") -> list[str]:
        here = data(
            programme, one, rows=[(period,)], recorded=TODAY - timedelta(recorded), today=TODAY
        )
        return [each.what.split(" on ")[0] for each in found(STALE_SOURCE, here)]

    assert DAYS[rhythm] == days
    assert told(recorded=2 * days) == []
    assert told(recorded=2 * days + 1) == ["it was recorded"]
    # the newest period ended on the first of May 2025
    end = date(2025, 5, 1)
    for late, words in ((0, False), (1, True)):
        recorded = end + timedelta(2 * days + 366 + late)
        here = data(programme, one, rows=[("2025-04",)], recorded=recorded, today=recorded)
        stale = (
            f"its newest period ended before {end}, and there is a new one every {rhythm}:"
            " it may have a successor"
        )
        assert [each.what for each in found(STALE_SOURCE, here)] == ([stale] if words else [])
    assert LAG == 366


@pytest.mark.parametrize(
    ("rhythm", "facts"),
    [("irregular", {}), ("year", {"closed": {"nl": "Gestopt.", "en": "Ended."}})],
)
def test_an_irregular_or_closed_source_is_never_late(
    cycling: Programme, rhythm: str, facts: dict[str, Any]
) -> None:
    here = data(
        _rhythmic(cycling, rhythm, **facts),
        structure(measure("Bicycles")),
        rows=[("1990",)],
        recorded=date(2000, 1, 1),
    )

    assert found(STALE_SOURCE, here) == []


def test_a_dataset_that_the_programme_does_not_know_has_no_rhythm(cycling: Programme) -> None:
    here = data(
        replace(cycling, sources={}),
        structure(measure("Bicycles")),
        rows=[("1990",)],
        recorded=date(2000, 1, 1),
    )

    assert found(STALE_SOURCE, here) == []


@pytest.mark.parametrize(
    ("periods", "seen"),
    [
        (["2024"], True),
        (["2023", "2024"], True),
        (["2025"], False),
        (["2025", "2024"], False),
        ([], False),
    ],
)
def test_newer_figures_are_told_until_they_are_here(
    cycling: Programme, periods: list[str], seen: bool
) -> None:
    newer = Newer(what={"nl": "tabel 2"}, period="2025", where="https://x.org", seen=TODAY)
    programme = _rhythmic(cycling, "irregular", newer=newer)

    told = found(
        STALE_SOURCE,
        data(programme, structure(measure("Bicycles")), rows=[(one,) for one in periods]),
    )

    words = "newer figures exist, up to 2025: tabel 2 (https://x.org)"
    assert [one.what for one in told] == ([words] if seen else [])


def _period(text: str, frequency: str, start: date | None) -> tuple[object, ...]:
    return "Bicycles", text, frequency, start


@pytest.mark.parametrize(
    ("odd", "what"),
    [
        (("2024-Q1", "quarter", date(2024, 1, 1)), "the only quarter among 5 periods: year"),
        (("2024", "quarter", date(2024, 1, 1)), "this is a year, not quarter"),
        (("2024", "year", date(2024, 2, 1)), "it begins on 2024-01-01, not on 2024-02-01"),
        (("2024", "year", date(2024, 1, 1)), None),
        (("ooit", "other", None), "the only other among 5 periods: year"),
    ],
)
def test_a_period_is_of_the_frequency_that_it_says_and_not_a_stray_one(
    cycling: Programme, odd: tuple[str, str, date | None], what: str | None
) -> None:
    years = [_period(str(year), "year", date(year, 1, 1)) for year in range(2010, 2015)]

    told = found(
        MIXED_FREQUENCIES,
        data(cycling, structure(measure("Bicycles")), rows=[*years, _period(*odd)]),
    )

    assert [(one.cell, one.what) for one in told] == (
        [] if what is None else [(f"Bicycles {odd[0]}", what)]
    )


@pytest.mark.parametrize(("years", "quarters"), [(4, 1), (5, 2), (1, 0)])
def test_few_periods_or_several_of_both_are_no_stray_ones(
    cycling: Programme, years: int, quarters: int
) -> None:
    rows = [_period(str(2010 + nth), "year", date(2010 + nth, 1, 1)) for nth in range(years)]
    rows += [
        _period(f"2024-Q{nth + 1}", "quarter", date(2024, 3 * nth + 1, 1))
        for nth in range(quarters)
    ]

    assert found(MIXED_FREQUENCIES, data(cycling, structure(measure("Bicycles")), rows=rows)) == []


def _partitions(programme: Programme, one: Structure) -> list[tuple[str, tuple[str, ...], Any]]:
    return [(each.column, each.measures, each.rows) for each in data(programme, one).partitions()]


def test_codes_with_a_parent_are_its_parts_where_there_are_several(cycling: Programme) -> None:
    kind = dimension(
        "Kind", Code("T", "T"), Code("E", "E", "T"), Code("S", "S", "T"), Code("X", "X", "E"),
        Code("Y", "Y", "Z"), Code("W", "W", "Z"),
    )  # fmt: skip
    counted, share = measure("Other"), measure("Share", unit="%")
    one = structure(counted, share, dimensions=(kind, dimension("Size", "big")))

    # of E there is one part alone, and Z is no code
    assert _partitions(cycling, one) == [
        ("Kind", ("Other",), (("T", "T", "E", 2), ("T", "T", "S", 2)))
    ]
    assert _partitions(cycling, structure(share, dimensions=(kind,))) == []
    facets = replace(kind, kind=DimensionKind.FACETS)
    assert _partitions(cycling, structure(counted, dimensions=(facets,))) == []


@pytest.mark.parametrize(
    ("title", "group", "added"),
    [
        ("Ritten", (), True),
        ("Ritten, volume", (), False),
        ("Ritten", ("Prijzen van 2015",), False),
        ("Gemiddeld aantal", (), False),
        ("Seizoengecorrigeerd", (), False),
    ],
)
def test_a_measure_that_does_not_add_up_by_its_nature_has_no_parts(
    cycling: Programme, title: str, group: tuple[str, ...], added: bool
) -> None:
    kind = dimension("Kind", Code("T", "T"), Code("E", "E", "T"), Code("S", "S", "T"))
    one = structure(measure("Other", title, group=group), dimensions=(kind,))

    assert bool(_partitions(cycling, one)) is added


def test_regions_that_divide_the_country_are_its_parts_and_those_abroad_are_not(
    cycling: Programme,
) -> None:
    abroad = DivisionInUse.model_validate(
        {
            "prefix": "BE",
            "names": {"nl": "elders", "en": "abroad"},
            "plural": {"nl": "elders", "en": "abroad"},
            "comparison": True,
        }
    )
    plan = cycling.plan.model_copy(update={"divisions": (*cycling.plan.divisions, abroad)})
    programme = replace(cycling, plan=plan)
    codes = ("NL01", "NL02", "PV20", "PV27", "BE01", "BE02", "GM0001", "GM0002")
    region = dimension("RegioS", *codes, kind=DimensionKind.REGION)

    assert _partitions(programme, structure(measure("Other"), dimensions=(region,))) == [
        ("RegioS", ("Other",), (("PV", "NL01", "PV20", 2), ("PV", "NL01", "PV27", 2)))
    ]
    without = dimension("RegioS", *codes[1:], kind=DimensionKind.REGION)
    assert _partitions(programme, structure(measure("Other"), dimensions=(without,))) == []


@pytest.mark.parametrize(
    ("decimals", "unit", "half"),
    [
        (1, "x 1 000", 0.05),
        (0, "x 1 000", 0.5),
        (3, "%", 0.0005),
        (None, "x 1 000", 0.05),
        (None, "stuks", 0.5),
    ],
)
def test_half_of_the_last_digit_is_that_of_the_recording_or_of_the_unit(
    cycling: Programme, decimals: int | None, unit: str, half: float
) -> None:
    one = data(cycling, structure(measure("Other", unit=unit, decimals=decimals)))

    assert one.half_unit("Other") == pytest.approx(half)


def test_a_signed_unit_or_a_title_that_says_so_may_be_below_nothing(cycling: Programme) -> None:
    balance = cycling.units["percent"].model_copy(
        update={"id": "balance", "signed": True, "spellings": ("saldo",)}
    )
    programme = replace(cycling, units={**cycling.units, "balance": balance})
    one = data(
        programme,
        structure(
            measure("a"), measure("b", unit="saldo"), measure("c", "Groei"), measure("d", unit="?")
        ),
    )

    assert [one.may_be_negative(name) for name in "abcd"] == [False, True, True, False]
    assert is_change(measure("e", "Fietsen", group=("Ontwikkeling",)))


def test_adjusted_codes_are_left_out_by_their_titles(cycling: Programme) -> None:
    codes = (
        Code("a", "niet gecorrigeerd"), Code("b", "seizoengecorrigeerd"), Code("c", "unadjusted"),
        Code("d", "Seasonally adjusted"), Code("e", "Not adjusted"), Code("f", "alle"),
    )  # fmt: skip
    season = dimension("Season", *codes, kind=DimensionKind.SEASONAL_ADJUSTMENT)
    ordinary = dimension("Kind", Code("b", "gecorrigeerd"))

    def condition(*dimensions: Dimension) -> str:
        return data(cycling, structure(measure("a"), dimensions=dimensions)).unadjusted

    assert condition(season, ordinary) == "\"Season\" not in ('b', 'd')"
    assert condition(replace(season, codes=codes[:1])) == condition(ordinary) == "1 = 1"


def test_codes_are_looked_up_where_they_were_recorded(cycling: Programme) -> None:
    periods = (Code("2024", "2024", period=Period.parse("2024")), Code("x", "x"))
    one = data(
        cycling,
        structure(measure("a"), dimensions=(dimension("Kind", "T", "E"),), periods=periods),
    )

    told = {name: (column, set(codes)) for name, (column, codes) in (
        (name, one.codes(name, "")) for name in one.coded
    )}  # fmt: skip
    assert told == {
        "measure": ("measure", {"a"}), "Kind": ("Kind", {"T", "E"}), "period": ("period", {"2024"})
    }  # fmt: skip
    assert one.of_kind("count") == ["a"]
    assert one.of_kind("share") == []


@pytest.mark.parametrize(
    ("now", "before", "words"),
    [
        ([1000.0, 2000.0], [1.0, 2.0], "the values are 1000 times those of the last vintage"),
        ([1.0, 2.0], [1000.0, 2000.0], "the values are 0.001 times those of the last vintage"),
        ([300.0, 300.0], [1.0, 1.0], "the values are 300 times those of the last vintage"),
        ([3000.0, 3000.0], [1.0, 1.0], "the values are 3000 times those of the last vintage"),
        ([299.0, 299.0], [1.0, 1.0], None),
        ([3001.0, 3001.0], [1.0, 1.0], None),
        ([1.0, 1.0], [3001.0, 3001.0], None),
        ([1000.0, 1.0, 1.0], [1.0, 1.0, 1.0], None),  # one cell is no measure
        # what is nothing, less than nothing or not there is not held against anything
        ([1000.0, 0.0, -1.0, None], [1.0, 1.0, 1.0, 1.0], "the values are 1000 times"),
        ([1.0, 1000.0, 1000.0, 1000.0], [1.0, 0.0, -1.0, None], None),
    ],
)
def test_a_whole_measure_that_is_a_thousand_times_as_much_as_before_is_named(
    cycling: Programme,
    now: list[float | None],
    before: list[float | None],
    words: str | None,
) -> None:
    # Given the cells of a measure in two vintages, and another measure that nobody asked about
    one = structure(measure("a"))
    with Engine() as engine:
        for name, cells in (("t_now", now), ("t_last", before)):
            engine.rows(
                f"create or replace temp table {name} (measure text, period text, value double)"
            )
            for nth, number in enumerate(cells):
                for asked in ("a", "b"):
                    engine.rows(
                        f"insert into {name} values (?, ?, ?)", (asked, str(2000 + nth), number)
                    )
        here = data(cycling, one, one)
        assert here.last is not None
        here = replace(here, engine=engine, name="t_now", last=replace(here.last, table="t_last"))

        told = found(SCALE_JUMP, here)

    assert [one.cell for one in told] == ([] if words is None else ["a"])
    assert all(one.what.startswith(words or "") for one in told)


def test_several_codes_of_the_publisher_are_looked_up_as_the_one_of_ours(
    cycling: Programme,
) -> None:
    note = DimensionNote.model_validate(
        {"names": {"nl": "x", "en": "x"}, "codes": {"G1": "PV20", "G2": "PV20", "G3": "PV27"}}
    )
    region = dimension("RegioS", "G1", "G2", "G3", "NL01", kind=DimensionKind.REGION)
    one = data(
        _rhythmic(cycling, "year", dimensions={"RegioS": note}),
        structure(measure("a"), dimensions=(region, dimension("Kind", "G1"))),
    )

    assert [one.our_code("RegioS", code) for code in ("G1", "G2", "NL01")] == [
        "PV20", "PV20", "NL01"
    ]  # fmt: skip
    assert one.our_code("Kind", "G1") == "G1"
    nobody = data(replace(cycling, sources={}), structure(measure("a"), dimensions=(region,)))
    assert nobody.our_code("RegioS", "G1") == "G1"
    assert nobody.source is None


@pytest.mark.parametrize(
    ("cells", "words"),
    [
        ([(None, ""), (None, "")], "none of its 2 cells has a value"),
        ([(1.0, ""), (None, "")], "the period has no value at all"),
        ([(None, "x"), (None, None)], "the period has no value at all"),
        ([(1.0, "x"), (None, "x")], None),
        ([(1.0, "x"), (2.0, "")], None),
    ],
)
def test_a_number_or_a_text_is_a_value(
    cycling: Programme, cells: list[tuple[float | None, str | None]], words: str | None
) -> None:
    with Engine() as engine:
        engine.rows(
            "create or replace temp table t_all"
            " (measure text, period text, value double, text text)"
        )
        for nth, cell in enumerate(cells):
            engine.rows("insert into t_all values ('a', ?, ?, ?)", (str(2000 + nth), *cell))
        engine.rows("insert into t_all values ('b', '2000', null, null)")  # nobody asked
        here = replace(data(cycling, structure(measure("a"))), engine=engine, name="t_all")
        assert ALL_MISSING.of_table is not None
        told = [*ALL_MISSING.of_table(here), *found(ALL_MISSING, here)]

    # a measure without any value is named as a whole, and not period by period
    assert [one.what for one in told] == ([] if words is None else [words])
