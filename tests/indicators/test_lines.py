"""Which tables make one line and which value of them counts, without data behind them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from typing import Any, cast

import pytest
from tests.indicators.invented import breakdown, computed, indicator, used, value

from agdb.errors import IndicatorError
from agdb.indicators.succession import (
    LineTable,
    by_table,
    joined,
    parts_of,
    read_from,
    tables,
    whole_sums,
)
from agdb.programme.indicator import Indicator
from agdb.programme.programme import Programme
from agdb.programme.succession import Succession
from agdb.results.value import Value
from agdb.statistics.identifier import DatasetId
from agdb.statistics.status import ObservationStatus
from agdb.warehouse.version import DatasetVersion
from agdb.warehouse.warehouse import Warehouse

NEW, OLD = "demo:new", "demo:old"
LINE = {"dataset": OLD, "joined": "line", "tolerance": 1, "because": {"nl": "x", "en": "x"}}
BREAK = {"dataset": OLD, "joined": "break", "because": {"nl": "x", "en": "x"}}


@dataclass(frozen=True)
class Receipt:
    """Whether it is our own copy."""

    transcription: bool = False


@dataclass(frozen=True)
class Version:
    """What a line looks at in a version; recorded on a day of January 2025."""

    id: DatasetId
    recorded: date
    receipt: Receipt = field(default_factory=Receipt)


def version(name: str, day: int = 1, *, ours: bool = False) -> Version:
    return Version(DatasetId.parse(name), date(2025, 1, day), Receipt(ours))


@dataclass(frozen=True)
class Shelf:
    """A warehouse with one version of some data sets."""

    versions: Sequence[Version]

    def find(self, dataset: DatasetId, *, as_of: date | None) -> Version | None:
        known = (one for one in self.versions if one.id == dataset)
        return next((one for one in known if as_of is None or one.recorded <= as_of), None)


def programme(cycling: Programme, **succeeds: Mapping[str, Any]) -> Programme:
    """A programme with these sources, written with __ for the @ of an edition."""
    model = cycling.sources["demo:bicycles"]
    sources = {OLD: model.model_copy(update={"id": OLD})}
    for name, rule in succeeds.items():
        id_ = f"demo:{name.replace('__', '@')}"
        told = Succession.model_validate(rule)
        sources[id_] = model.model_copy(update={"id": id_, "succeeds": told})
    origins = {
        **cycling.origins,
        ("Indicator", "x"): cycling.origins["Indicator", "bicycles-number"],
        **{("Source", name): cycling.origins["Source", "demo:bicycles"] for name in sources},
    }
    return replace(cycling, sources=sources, origins=origins)


def read(dataset: str, **facts: Any) -> Indicator:
    metric = {"type": "simple", "value": {"dataset": dataset, "measure": "Bicycles"}}
    return indicator(metric=metric, **facts)


def lines(
    cycling: Programme, *versions: Version, as_of: date | None = None, **succeeds: Any
) -> list[tuple[int, str]]:
    found = tables(
        read(NEW),
        programme=programme(cycling, **succeeds),
        warehouse=cast("Warehouse", Shelf(versions)),
        as_of=as_of,
    )
    for one in found:
        (only,) = one.versions.values()
        assert one.definition.metric.terms[0].selection.dataset == str(only.id)
    return [(one.step, str(only.id)) for one in found for only in one.versions.values()]


def test_the_newer_table_counts_before_the_older_and_one_that_is_not_there_is_left_out(
    cycling: Programme,
) -> None:
    new, old = version(NEW), version(OLD, 9)

    assert lines(cycling, new, old, new=LINE) == [(0, NEW), (1, OLD)]
    assert lines(cycling, old, new=LINE) == [(1, OLD)]
    assert lines(cycling, new, new=LINE) == [(0, NEW)]
    assert lines(cycling, new=LINE) == []
    assert lines(cycling, new, old, new=LINE, as_of=date(2025, 1, 8)) == [(0, NEW)]
    assert lines(cycling, new, old, new={**BREAK, "joined": "never"}) == [(0, NEW)]


def test_every_role_needs_its_table_and_a_shorter_line_stays_at_its_end(
    cycling: Programme,
) -> None:
    metric = {
        "type": "ratio",
        "numerator": {"dataset": NEW, "measure": "Bicycles"},
        "denominator": {"dataset": "demo:other", "measure": "Bicycles"},
    }
    told = programme(cycling, new=LINE)
    both = [version(NEW), version(OLD), version("demo:other")]

    def found(*versions: Version) -> list[list[str]]:
        some = tables(
            indicator(metric=metric),
            programme=told,
            warehouse=cast("Warehouse", Shelf(versions)),
            as_of=None,
        )
        return [[str(each.id) for each in one.versions.values()] for one in some]

    assert found(*both) == [[NEW, "demo:other"], [OLD, "demo:other"]]
    assert found(*both[:2]) == []


def test_of_editions_of_one_table_the_later_recorded_counts_first(cycling: Programme) -> None:
    told: dict[str, Any] = {
        "new": {**LINE, "dataset": "demo:new@b"},
        "new__b": {**LINE, "dataset": OLD},
    }
    new, edition, old = version(NEW, 3), version("demo:new@b", 5), version(OLD, 9)

    assert lines(cycling, new, edition, old, **told) == [
        (1, "demo:new@b"), (0, NEW), (2, OLD)
    ]  # fmt: skip
    # but for one that only fills, and of one day as they are declared
    filling: dict[str, Any] = {**told, "new__b": {**LINE, "only_fills": True}}
    assert lines(cycling, new, edition, **filling) == [(0, NEW), (1, "demo:new@b")]
    same_day = replace(edition, recorded=new.recorded)
    assert lines(cycling, new, same_day, **told) == [(0, NEW), (1, "demo:new@b")]


@pytest.mark.parametrize(
    ("extract", "table", "kept"),
    [
        # somebody's extract gives way to the table itself, fetched on a later day
        (version(f"{NEW}@quoted", 3, ours=True), version(NEW, 4), False),
        (version(f"{NEW}@quoted", 3, ours=True), version(NEW, 3), True),
        (version(f"{NEW}@quoted", 3, ours=True), version(NEW, 2), True),
        (version(f"{NEW}@quoted", 3, ours=True), version(NEW, 4, ours=True), True),
        (version(f"{NEW}@quoted", 3), version(NEW, 4), True),
    ],
)
def test_a_quotation_gives_way_to_what_it_quotes(
    cycling: Programme, extract: Version, table: Version, kept: bool
) -> None:
    told = programme(cycling, new__quoted={**LINE, "dataset": NEW}, new=LINE)
    found = tables(
        read(f"{NEW}@quoted"),
        programme=told,
        warehouse=cast("Warehouse", Shelf([extract, table])),
        as_of=None,
    )

    names = {str(each.id) for one in found for each in one.versions.values()}
    assert (f"{NEW}@quoted" in names) is kept
    assert NEW in names


def test_a_copy_of_a_table_that_is_no_edition_is_not_overtaken(cycling: Programme) -> None:
    assert lines(cycling, version(NEW, 3, ours=True), version(OLD, 4), new=LINE) == [
        (0, NEW), (1, OLD)
    ]  # fmt: skip


MAKE: dict[str, Any] = {"breakdowns": (breakdown("make", "E", "S"),)}
SUMMED = {**LINE, "codes": {"Make": {"E": ["P", "Q"], "S": ["R"]}}}


@pytest.mark.parametrize(("code", "parts"), [("E", 2), ("S", 1), ("T", 1)])
def test_a_code_that_was_split_is_the_sum_of_its_parts(
    cycling: Programme, code: str, parts: int
) -> None:
    told = programme(cycling, new=SUMMED)
    definition = read(NEW, **MAKE)
    one = value("2020", 1.0, ("make", code))

    assert parts_of(one, definition, told) == parts
    assert parts_of(one, read(OLD, **MAKE), told) == 1
    assert parts_of(one, read("demo:unknown", **MAKE), told) == 1
    few, enough = replace(one, keys=parts - 1), replace(one, keys=parts)
    assert whole_sums([few, enough], definition, told) == (enough,)


def test_a_remainder_is_of_whole_and_parts_and_each_of_these_of_its_own(
    cycling: Programme,
) -> None:
    told = programme(cycling, new=SUMMED)
    two = (breakdown("make", "E", "S", remainder="X"), breakdown("colour", "R"))
    definition = read(NEW, breakdowns=two)

    one = value("2020", 1.0, ("make", "X"), ("colour", "R"))
    assert parts_of(one, definition, told) == 3
    other = value("2020", 1.0, ("make", "E"), ("colour", "R"))
    assert parts_of(other, definition, told) == 2


def table(name: str, step: int, **facts: Any) -> LineTable:
    versions = {"value": cast("DatasetVersion", version(name))}
    return LineTable(step, read(name, **facts), versions)


def join(
    cycling: Programme,
    newer: Sequence[Value],
    older: Sequence[Value],
    rule: Mapping[str, Any] = LINE,
    **facts: Any,
) -> dict[str, tuple[float | None, int]]:
    found = joined(
        read(NEW, **facts),
        [(table(NEW, 0, **facts), newer), (table(OLD, 1, **facts), older)],
        programme(cycling, new=rule),
    )
    assert len({(one.region, one.period, one.breakdown) for one in found}) == len(found)
    return {f"{one.region} {one.period}": (one.value, one.table) for one in found}


def years(region: str = "NL01", **numbers: float | None) -> list[Value]:
    """y2020=1.0 is the number of 2020."""
    return [value(year[1:], number, region=region) for year, number in numbers.items()]


def test_the_newer_value_counts_and_the_older_fills_what_it_lacks(cycling: Programme) -> None:
    found = join(
        cycling,
        years(y2020=5.0, y2021=6.0, y2022=None),
        years(y2019=4.0, y2020=5.5, y2022=7.0, y2018=None),
    )

    assert found == {
        "NL01 2018": (None, 1),
        "NL01 2019": (4.0, 1),
        "NL01 2020": (5.0, 0),
        "NL01 2021": (6.0, 0),
        "NL01 2022": (None, 0),  # what it says to be missing is missing
    }


@pytest.mark.parametrize(
    ("newer", "older", "fits"),
    [
        (5.0, 6.0, True),
        (6.0, 5.0, True),
        (0.1, 1.1, True),  # but for the noise of floating point
        (5.0, 6.01, False),
        (6.01, 5.0, False),
        (0.0, 1.01, False),
        (1.01, 0.0, False),
    ],
)
def test_two_tables_of_one_line_may_differ_by_as_much_as_is_declared(
    cycling: Programme, newer: float, older: float, fits: bool
) -> None:
    both = years(y2020=newer), years(y2019=1.0, y2020=older)
    if fits:
        assert len(join(cycling, *both)) == 2
        return
    with pytest.raises(IndicatorError, match="may differ by 1"):
        join(cycling, *both)


def test_where_the_newer_table_has_everything_nothing_is_compared(cycling: Programme) -> None:
    assert join(cycling, years(y2020=5.0), years(y2020=500.0)) == {"NL01 2020": (5.0, 0)}
    # an older figure that is missing is none that it lacks
    assert join(cycling, years(y2020=5.0), years(y2020=500.0, y2019=None)) == {
        "NL01 2020": (5.0, 0), "NL01 2019": (None, 1)
    }  # fmt: skip


def test_a_series_that_goes_on_needs_a_period_in_both_tables(cycling: Programme) -> None:
    proven = years(y2020=5.0), years(y2019=4.0, y2020=5.0)
    other = years("PV20", y2021=1.0), years("PV20", y2019=1.0)

    with pytest.raises(IndicatorError, match="no period in common for x PV20,"):
        join(cycling, [*proven[0], *other[0]], [*proven[1], *other[1]])
    # unless one series of a later edition may prove the others, and some series does
    table_wide = {**LINE, "overlap": "table"}
    found = join(cycling, [*proven[0], *other[0]], [*proven[1], *other[1]], table_wide)
    assert found["PV20 2019"] == (1.0, 1)
    with pytest.raises(IndicatorError, match="no period in common"):
        join(cycling, *other, table_wide)
    # a series that ended, or one whose newer figures are missing, does not go on
    ended = join(cycling, proven[0], [*proven[1], *other[1]])
    assert ended["PV20 2019"] == (1.0, 1)
    missing = join(cycling, [*proven[0], *years("PV20", y2021=None)], [*proven[1], *other[1]])
    assert missing["PV20 2019"] == (1.0, 1)


def test_a_period_that_is_missing_in_one_of_them_proves_nothing(cycling: Programme) -> None:
    for newer, older in (
        (years(y2020=None, y2021=6.0), years(y2019=4.0, y2020=5.0)),
        (years(y2020=5.0, y2021=6.0), years(y2019=4.0, y2020=None)),
    ):
        with pytest.raises(IndicatorError, match="no period in common for x NL01,"):
            join(cycling, newer, older)


def test_over_a_break_the_first_newer_value_of_each_series_is_marked(cycling: Programme) -> None:
    newer = [
        *years(y2020=None, y2022=7.0, y2021=6.0, y2018=3.0),
        *years("PV20", y2021=6.0),
    ]
    older = [*years(y2019=400.0, y2017=None), *years("PV20", y2021=1.0, y2020=None)]

    found = joined(
        read(NEW), [(table(NEW, 0), newer), (table(OLD, 1), older)], programme(cycling, new=BREAK)
    )

    broken = [(one.region, one.period) for one in found if one.status is ObservationStatus.BREAK]
    # the older table fills 2019 of the country, and nothing with a value elsewhere
    assert broken == [("NL01", "2021")]
    numbers = {f"{one.region} {one.period}": one.value for one in found}
    assert numbers["NL01 2019"] == 400.0
    assert numbers["PV20 2021"] == 6.0


def test_the_last_older_value_decides_where_the_break_lies(cycling: Programme) -> None:
    newer, older = years(y2018=3.0, y2021=6.0, y2022=7.0), years(y2017=1.0, y2020=2.0)

    found = joined(
        read(NEW), [(table(NEW, 0), newer), (table(OLD, 1), older)], programme(cycling, new=BREAK)
    )

    assert [one.period for one in found if one.status is ObservationStatus.BREAK] == ["2021"]


def test_three_tables_are_joined_one_after_the_other(cycling: Programme) -> None:
    told = programme(cycling, newest={**LINE, "dataset": NEW}, new={**LINE, "tolerance": 5})
    some = [
        (table("demo:newest", 0), years(y2022=10.0, y2021=9.0)),
        (table(NEW, 1), years(y2021=9.5, y2020=8.0)),
        (table(OLD, 2), years(y2020=12.0, y2019=7.0)),
    ]

    found = joined(read("demo:newest"), some, told)

    assert {one.period: (one.value, one.table) for one in found} == {
        "2022": (10.0, 0), "2021": (9.0, 0), "2020": (8.0, 1), "2019": (7.0, 2)
    }  # fmt: skip


def test_a_member_that_no_table_has_and_tables_without_anything_are_told(
    cycling: Programme,
) -> None:
    made = [value("2020", 1.0, ("make", code)) for code in ("T", "E", "S")]

    assert len(join(cycling, made[:2], made[1:], **MAKE)) == 1
    with pytest.raises(IndicatorError, match="none of demo:new, demo:old has the code 'S' in Make"):
        join(cycling, made[:2], made[:1], **MAKE)
    with pytest.raises(IndicatorError, match="none of demo:new, demo:old has what is selected"):
        join(cycling, [], [])


def test_a_computed_line_is_taken_apart_by_the_table_of_each_value() -> None:
    inputs = (used(dataset=NEW), replace(used(dataset=OLD), table=1))
    values = [*years(y2020=1.0), *(replace(one, table=1) for one in years(y2019=2.0))]

    parts = by_table(computed(read(NEW), *values, inputs=inputs))

    assert [[one.period for one in part.values] for part in parts] == [["2020"], ["2019"]]
    assert [part.inputs for part in parts] == [inputs[:1], inputs[1:]]
    assert [part.definition.metric.terms[0].selection.dataset for part in parts] == [NEW, OLD]


def test_a_definition_is_read_from_other_tables_role_by_role() -> None:
    def selection(name: str) -> dict[str, Any]:
        return {"dataset": name, "measure": "m", "where": {"Kind": "T"}}

    derived = indicator(
        metric={
            "type": "derived",
            "parts": {"a": selection("demo:a"), "b": selection("demo:b")},
            "formula": "a - b",
        }
    )

    found = read_from(derived, {"a": "demo:c", "b": "demo:d"})

    told = {term.role: term.selection for term in found.metric.terms}
    assert {role: one.dataset for role, one in told.items()} == {"a": "demo:c", "b": "demo:d"}
    assert all(one.where == {"Kind": "T"} for one in told.values())
    assert read_from(derived, {"a": "demo:a", "b": "demo:b"}) == derived


def _share(top: str, bottom: str) -> Indicator:
    def selection(name: str) -> dict[str, str]:
        return {"dataset": name, "measure": "Bicycles"}

    metric = {"type": "ratio", "numerator": selection(top), "denominator": selection(bottom)}
    return indicator(metric=metric)


def _two(top: Version, bottom: Version, step: int) -> LineTable:
    versions = {"numerator": top, "denominator": bottom}
    definition = _share(str(top.id), str(bottom.id))
    return LineTable(step, definition, cast("Mapping[str, DatasetVersion]", versions))


@pytest.mark.parametrize("succeeding_first", [True, False])
def test_of_a_share_the_role_that_has_a_predecessor_says_how_the_line_is_joined(
    cycling: Programme, succeeding_first: bool
) -> None:
    # Given a share of which one part has a table before it, and the other has none
    told = programme(cycling, new=LINE)
    plain = told.sources[OLD].model_copy(update={"id": "demo:other"})
    told = replace(told, sources={**told.sources, "demo:other": plain})
    names = [(NEW, "demo:other"), (OLD, "demo:other")]
    if not succeeding_first:
        names = [(bottom, top) for top, bottom in names]
    some = [_two(version(top), version(bottom), step) for step, (top, bottom) in enumerate(names)]

    found = joined(
        some[0].definition,
        [(some[0], years(y2020=5.0, y2021=6.0)), (some[1], years(y2019=4.0, y2020=5.5))],
        told,
    )

    assert {one.period: one.value for one in found} == {"2019": 4.0, "2020": 5.0, "2021": 6.0}
    # and both tables are named where they are too far apart
    with pytest.raises(IndicatorError, match=f"{names[0][0]} and {names[0][1]} has 9"):
        joined(
            some[0].definition,
            [(some[0], years(y2020=9.0, y2021=6.0)), (some[1], years(y2019=4.0, y2020=5.5))],
            told,
        )


def test_a_share_of_which_one_part_alone_is_quoted_is_not_overtaken(cycling: Programme) -> None:
    # Given a quoted numerator over a denominator of the publisher, and the table fetched later
    quoted = f"{NEW}@quoted"
    told = programme(cycling, new__quoted={**LINE, "dataset": NEW}, new=LINE)
    plain = told.sources[OLD].model_copy(update={"id": "demo:other"})
    told = replace(told, sources={**told.sources, "demo:other": plain})
    shelf = [version(quoted, 3, ours=True), version("demo:other", 3), version(NEW, 9)]

    def found(*versions: Version) -> list[list[str]]:
        some = tables(
            _share(quoted, "demo:other"),
            programme=told,
            warehouse=cast("Warehouse", Shelf(versions)),
            as_of=None,
        )
        return [[str(each.id) for each in one.versions.values()] for one in some]

    assert [quoted, "demo:other"] in found(*shelf)
    # where both are quoted and one of them was fetched later, they are
    both = [version(quoted, 3, ours=True), version(NEW, 9)]
    alone = tables(
        _share(quoted, quoted),
        programme=told,
        warehouse=cast("Warehouse", Shelf(both)),
        as_of=None,
    )
    assert [[str(each.id) for each in one.versions.values()] for one in alone] == [[NEW, NEW]]
