"""Faults to plant in the clean dataset: a name, the rule that must find it, its place, and how."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from tests.indicators.checks.bench import Bench, Row, with_codes

from agdb.statistics.period import Period
from agdb.statistics.structure import Code, Dimension, DimensionKind, Measure, UnitOrigin


@dataclass(frozen=True)
class Planted:
    """One fault: `cell` is part of the place that the rule must name."""

    name: str
    rule: str
    cell: str
    plant: Callable[[Bench], object]

    def __str__(self) -> str:
        return self.name


def _set(*cell: str, **facts: Any) -> Callable[[Bench], object]:
    return lambda bench: bench.cell(*cell).update(facts)


def _times(factor: float, *cell: str) -> Callable[[Bench], object]:
    def plant(bench: Bench) -> None:
        found = bench.cell(*cell)
        found["value"] = round(found["value"] * factor, 1)

    return plant


def _times_where(factor: float, where: Callable[[Row], bool]) -> Callable[[Bench], object]:
    def plant(bench: Bench) -> None:
        for found in bench.rows:
            if where(found) and found["value"] is not None:
                found["value"] *= factor

    return plant


def _set_where(where: Callable[[Row], bool], **facts: Any) -> Callable[[Bench], object]:
    return lambda bench: [found.update(facts) for found in bench.rows if where(found)]


def _without(where: Callable[[Row], bool]) -> Callable[[Bench], object]:
    def plant(bench: Bench) -> None:
        bench.rows = [found for found in bench.rows if not where(found)]

    return plant


def _again(where: Callable[[Row], bool], **facts: Any) -> Callable[[Bench], object]:
    """Add a copy of rows, with other facts in them."""

    def plant(bench: Bench) -> None:
        bench.rows += [found | facts for found in bench.rows if where(found)]

    return plant


def _is(**facts: Any) -> Callable[[Row], bool]:
    return lambda found: all(found[name] == fact for name, fact in facts.items())


NATIONAL = _is(measure="Rides", RegioS="NL01", Kind="T", period="2022-Q3")
GM = _is(RegioS="GM0001", period="2023")
SERIES = _is(measure="Rides", RegioS="PV20", Kind="S", frequency="quarter")


def _structure(**parts: Any) -> Callable[[Bench], object]:
    def plant(bench: Bench) -> None:
        bench.structure = replace(bench.structure, **parts)

    return plant


def _unit(measure: str, unit: str) -> Callable[[Bench], object]:
    def plant(bench: Bench) -> None:
        measures = bench.structure.measures
        _structure(
            measures=tuple(replace(m, unit=unit) if m.id == measure else m for m in measures)
        )(bench)

    return plant


def _dimension(id_: str, **parts: Any) -> Callable[[Bench], object]:
    def plant(bench: Bench) -> None:
        dimensions = bench.structure.dimensions
        _structure(dimensions=tuple(replace(d, **parts) if d.id == id_ else d for d in dimensions))(
            bench
        )

    return plant


def _without_code(bench: Bench) -> None:
    bench.rows = [found for found in bench.rows if found["Kind"] != "S"]
    kinds = bench.structure.dimension_by_id["Kind"].codes
    _dimension("Kind", codes=tuple(code for code in kinds if code.id != "S"))(bench)


def _without_measure(bench: Bench) -> None:
    bench.rows = [found for found in bench.rows if found["measure"] != "Mood"]
    kept = tuple(m for m in bench.structure.measures if m.id != "Mood")
    bench.structure = replace(bench.structure, measures=kept)


def _more_dimension(bench: Bench) -> None:
    extra = Dimension("Colour", "Kleur", DimensionKind.ORDINARY, (Code("red", "rood"),))
    bench.structure = replace(bench.structure, dimensions=(*bench.structure.dimensions, extra))
    for found in bench.rows:
        found["Colour"] = "red"


def _less_dimension(bench: Bench) -> None:
    extra = Dimension("Colour", "Kleur", DimensionKind.ORDINARY, (Code("red", "rood"),))
    before = bench.structure_before
    bench.structure_before = replace(before, dimensions=(*before.dimensions, extra))
    for found in bench.before:
        found["Colour"] = "red"


def _moved_parent(bench: Bench) -> None:
    codes = bench.structure.dimension_by_id["Kind"].codes
    _dimension("Kind", codes=tuple(replace(c, parent=None) if c.id == "S" else c for c in codes))(
        bench
    )


def _region(code: str, period: str = "2023") -> Callable[[Bench], object]:
    """Give a region that is in the code list a figure for a year."""

    def plant(bench: Bench) -> None:
        bench.code("RegioS", Code(code, code))
        copy = dict(next(found for found in bench.rows if GM(found)))
        copy |= {"RegioS": code, "period": period, "start": f"{period}-01-01"}
        bench.rows.append(copy)

    return plant


def _period(text: str, **facts: Any) -> Callable[[Bench], object]:
    """Give the national total a period that is in the code list."""

    def plant(bench: Bench) -> None:
        period = Period.parse(text)
        bench.structure = replace(
            bench.structure, periods=(*bench.structure.periods, Code(text, text, period=period))
        )
        copy = dict(bench.cell(period="2024-Q4"))
        copy |= {"period": text, "frequency": period.frequency.value}
        copy |= {"start": period.start.isoformat()} | facts
        bench.rows.append(copy)

    return plant


def _lone_quarter(bench: Bench) -> None:
    copy = dict(bench.cell("Volume", "NL01", "T", "2024"))
    copy |= {"period": "2024-Q4", "frequency": "quarter", "start": "2024-10-01"}
    bench.rows.append(copy)


def _title(bench: Bench) -> None:
    periods = bench.structure.periods
    bench.structure = replace(
        bench.structure,
        periods=tuple(replace(c, title="2023*") if c.id == "2023" else c for c in periods),
    )


def _season(bench: Bench) -> None:
    bench.cell(period="2022-Q1")["value"] = bench.cell(period="2022-Q3")["value"]


def _no_measure(bench: Bench) -> None:
    extra = Measure("Lamps", "Lampen", "x 1 000", UnitOrigin.RECORDED, "table", 1)
    for name in ("structure", "structure_before"):
        structure = getattr(bench, name)
        setattr(bench, name, replace(structure, measures=(*structure.measures, extra)))
    bench.rows += [
        found | {"measure": "Lamps", "value": None, "status": "O"}
        for found in bench.rows
        if SERIES(found)
    ]


RIDES = "Rides NL01 T 2022-Q3"
E_PART = ("Rides", "PV27", "E", "2022-Q3")

PLANTED = (
    Planted("a row twice", "duplicates", RIDES, _again(NATIONAL)),
    Planted("a row twice with two values", "duplicates", RIDES, _again(NATIONAL, value=9.0)),
    Planted("a page twice", "duplicates", "2021-Q2", _again(_is(period="2021-Q2"))),
    Planted(
        "one of two spellings of a period", "duplicates", "2022-Q3",
        _set("Rides", "NL01", "T", "2022-Q2", period="2022-Q3"),
    ),
    Planted(
        "140 per cent", "impossible_values", "Helmets PV27 E 2022-Q3",
        _set("Helmets", "PV27", "E", value=140.0),
    ),
    Planted(
        "minus 3 per cent", "impossible_values", "Helmets PV27 E 2022-Q3",
        _set("Helmets", "PV27", "E", value=-3.0),
    ),
    Planted("a negative count", "impossible_values", RIDES, _set(value=-108.0)),
    Planted("an overflow", "impossible_values", RIDES, _set(value="Infinity")),
    Planted("bounds exchanged", "impossible_values", RIDES, _set(lower=200.0, upper=100.0)),
    Planted("a value above its bound", "impossible_values", RIDES, _set(lower=1.0, upper=2.0)),
    Planted("a value below its bound", "impossible_values", RIDES, _set(lower=900.0)),
    Planted("a bound of a suppressed cell exchanged", "impossible_values", "Rides PV20 E 2018-Q1",
            _set("Rides", "PV20", "E", "2018-Q1", lower=30.0)),
    Planted("an unknown region", "unknown_codes", "RegioS PV55", _again(NATIONAL, RegioS="PV55")),
    Planted("an unknown kind", "unknown_codes", "Kind Z", _again(NATIONAL, Kind="Z")),
    Planted("an unknown measure", "unknown_codes", "measure New", _again(NATIONAL, measure="New")),
    Planted("a code with padding", "unknown_codes", "RegioS NL01  ", _set(RegioS="NL01  ")),
    Planted("a code that lost its zero", "unknown_codes", "RegioS GM1", _again(GM, RegioS="GM1")),
    Planted("a period that no list has", "unknown_codes", "period 2011",
            _again(_is(measure="Volume", period="2012"), period="2011", start="2011-01-01")),
    Planted("a quarter gone", "gaps", "Rides NL01 T 2022-Q4", _without(NATIONAL)),
    Planted("two quarters gone in one series", "gaps", "Rides PV20 S 2021-Q1",
            _without(lambda r: SERIES(r) and r["period"] in {"2020-Q3", "2020-Q4"})),
    Planted("a quarter gone everywhere", "gaps", "2020-Q3", _without(_is(period="2020-Q2"))),
    Planted("a year gone", "gaps", "Volume NL01 T 2017",
            _without(_is(measure="Volume", period="2016"))),
    Planted("three times as much", "outliers", RIDES, _times(3)),
    Planted("a third", "outliers", RIDES, _times(1 / 3)),
    Planted("two digits exchanged", "outliers", "Rides PV27 S 2022-Q3",
            _set("Rides", "PV27", "S", value=289.9)),
    Planted("a share that doubled", "outliers", "Helmets PV27 S 2022-Q3",
            _times(2, "Helmets", "PV27", "S")),
    Planted("another season's value", "outliers", "Rides NL01 T 2022-Q1", _season),
    Planted("the newest quarter doubled", "outliers", "Rides NL01 T 2024-Q4",
            _times(2, "Rides", "NL01", "T", "2024-Q4")),
    Planted("a part too large", "sums", "Rides PV27 T 2022-Q3", _times(1.05, *E_PART)),
    Planted("a whole too small", "sums", "Rides PV27 T 2022-Q3",
            _times(0.97, "Rides", "PV27", "T")),
    Planted("provinces that are not the country", "sums", RIDES, _times(1.01)),
    Planted("a year that is not its parts", "sums", "Rides PV20 T 2019",
            _times(1.04, "Rides", "PV20", "T", "2019")),
    Planted("a measure without a value", "all_missing", "Lamps", _no_measure),
    Planted("a quarter without a value", "all_missing", "Rides 2024-Q4",
            _set_where(_is(period="2024-Q4", measure="Rides"), value=None, status="O")),
    Planted("a quarter among the years", "mixed_frequencies", "Rides 2022-Q3",
            _set(frequency="year")),
    Planted("a year among the quarters", "mixed_frequencies", "Rides 2022",
            _set("Rides", "NL01", "T", "2022", frequency="quarter")),
    Planted("a month called a quarter", "mixed_frequencies", "Rides 2025-01",
            _period("2025-01", frequency="quarter")),
    Planted("a lone quarter", "mixed_frequencies", "Volume 2024-Q4", _lone_quarter),
    Planted("a quarter that begins in another", "mixed_frequencies", "Rides 2022-Q3",
            _set(start="2022-10-01")),
    Planted("a school year that begins in January", "mixed_frequencies", "Rides 2023/24",
            _period("2023/24", start="2023-01-01")),
    Planted("a quarter to come", "future_periods", "Rides NL01 T 2025-Q3", _period("2025-Q3")),
    Planted("a year far off", "future_periods", "Rides NL01 T 2099", _period("2099")),
    Planted("a typing error in the year", "future_periods", RIDES, _set(start="3022-07-01")),
    Planted("a cell times a thousand", "scale_jump", RIDES, _times(1000)),
    Planted("a cell by a thousand", "scale_jump", "Rides PV27 T 2022-Q3",
            _set("Rides", "PV27", "T", value=0.1)),
    Planted("the first value times a thousand", "scale_jump", "Rides NL01 T 2018-Q1",
            _times(1000, "Rides", "NL01", "T", "2018-Q1")),
    Planted("persons in place of thousands from a year on", "scale_jump", "Rides PV20 S 2023-Q1",
            _times_where(1000, lambda r: SERIES(r) and r["period"] >= "2023")),
    Planted("a measure times a thousand since the last vintage", "scale_jump", "Rides",
            _times_where(1000, _is(measure="Rides"))),
    Planted("a measure by a thousand since the last vintage", "scale_jump", "Volume",
            _times_where(0.001, _is(measure="Volume"))),
    Planted("thousands became millions", "unit_change", "Rides", _unit("Rides", "mln")),
    Planted("per cent became per mille", "unit_change", "Helmets", _unit("Helmets", "‰")),
    Planted("a base year moved", "unit_change", "Volume", _unit("Volume", "2021 = 100")),
    Planted("a measure gone", "schema_drift", "Mood", _without_measure),
    Planted("a dimension more", "schema_drift", "Colour", _more_dimension),
    Planted("a dimension less", "schema_drift", "Colour", _less_dimension),
    Planted("a dimension that overlaps now", "schema_drift", "Kind",
            _dimension("Kind", kind=DimensionKind.FACETS)),
    Planted("a code gone", "schema_drift", "S", _without_code),
    Planted("a code more", "schema_drift", "F", lambda b: setattr(
        b, "structure", with_codes(b.structure, "Kind", Code("F", "vouw", "T")))),
    Planted("a code with another parent", "schema_drift", "Kind S", _moved_parent),
    Planted("a municipality that had merged", "region_validity", "GM0002 2024",
            _again(_is(RegioS="GM0003"), RegioS="GM0002")),
    Planted("a municipality before it began", "region_validity", "GM0003 2023",
            _again(_is(RegioS="GM0002"), RegioS="GM0003")),
    Planted("a municipality that never was", "region_validity", "GM0999 2023", _region("GM0999")),
    Planted("a labour-market region of another edition", "region_validity", "AM04 2023",
            _region("AM04")),
    Planted("a province that had ended", "region_validity", "PV30 2024", _region("PV30", "2024")),
    Planted("a province before it began", "region_validity", "PV31 2023", _region("PV31")),
    Planted("a name in place of a code", "region_validity", "Utrecht 2023", _region("Utrecht")),
    Planted("a suppressed cell with a number", "suppressed_summed", "Rides PV20 E 2018-Q1",
            _set("Rides", "PV20", "E", "2018-Q1", value=4.0)),
    Planted("a missing cell with a zero", "suppressed_summed", "Rides PV20 E 2019-Q1",
            _set("Rides", "PV20", "E", "2019-Q1", value=0.0, status="O")),
    Planted("an impossible cell with a number", "suppressed_summed", RIDES, _set(status="M")),
    Planted("a confidential number shown", "suppressed_summed", RIDES, _set(confidentiality="C")),
    Planted("an asterisk that became definitive", "status_lost", RIDES, _set(mark="*")),
    Planted("two asterisks that became definitive", "status_lost", RIDES, _set(mark="**")),
    Planted("an asterisk in a title that became definitive", "status_lost", "2023", _title),
    Planted("a source not fetched for a year", "stale_source", "",
            lambda bench: setattr(bench, "today", date(2026, 4, 20))),
    Planted("a source that stopped", "stale_source", "",
            lambda bench: setattr(bench, "recorded", date(2027, 1, 1))),
    Planted("a definitive figure revised", "definitive_changed", RIDES, _times(1.002)),
    Planted("a definitive figure withdrawn", "definitive_changed", RIDES,
            _set(value=None, status="O")),
    Planted("a definitive figure gone", "definitive_changed", "Rides PV20 S 2012",
            _without(_is(measure="Rides", RegioS="PV20", Kind="S", period="2012"))),
)  # fmt: skip
