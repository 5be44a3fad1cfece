"""A clean dataset about cycling in two vintages, and a programme that reads it: all invented.

It has what makes real data hard to judge: seasons, quarters beside years, a suppressed cell with
bounds, an estimated one, a balance below zero, chain-linked volumes and seasonally adjusted series
that do not add up, municipalities that merged. Nothing in it is wrong.
"""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

import msgspec
from tests.conftest import ROOT

from agdb.files.documents import encoded
from agdb.indicators.checks.examine import check_dataset
from agdb.indicators.checks.finding import Finding
from agdb.indicators.workbench import Workbench
from agdb.programme.programme import Programme
from agdb.programme.reading import read_programme
from agdb.sources.contract import Origin
from agdb.statistics.identifier import DatasetId, sql_text
from agdb.statistics.period import Period, quarter, year
from agdb.statistics.structure import (
    Code,
    Dimension,
    DimensionKind,
    Measure,
    Structure,
    UnitOrigin,
    key_parts,
    observation_columns,
)
from agdb.warehouse.engine import Engine
from agdb.warehouse.snapshot import Receipt
from agdb.warehouse.version import OBSERVATIONS, STRUCTURE, DatasetVersion
from agdb.warehouse.warehouse import Warehouse

Row = dict[str, Any]
ID = DatasetId("demo", "rides")
RECORDED = {"last": date(2025, 1, 10), "now": date(2025, 4, 10)}
TODAY = date(2025, 5, 1)
NOON = datetime(2025, 4, 10, 12, tzinfo=UTC)
QUARTERS = tuple(quarter(y, n) for y in range(2018, 2025) for n in (1, 2, 3, 4))
YEARS = tuple(year(y) for y in range(2012, 2025))
SEASON = (0.7, 1.1, 1.3, 0.9)
SIZE = {"PV20": 40.0, "PV27": 90.0}
SHARE = {"E": 0.3, "S": 0.7}


def row(measure: str, region: str, kind: str, period: Period, value: float | None) -> Row:
    """One observation as a publisher gives it: settled up to 2023, provisional since."""
    return {
        "measure": measure,
        "RegioS": region,
        "Kind": kind,
        "period": period.text,
        "frequency": period.frequency.value,
        "start": period.start.isoformat(),
        "value": value,
        "text": None,
        "status": "A" if value is not None else "O",
        "confidentiality": "F",
        "finality": "definitive" if period.start.year < 2024 else "provisional",
        "mark": "",
        "lower": None,
        "upper": None,
        "citation": "",
    }


def _wave(period: Period) -> float:
    """Growth of 2 per cent a year, a season, and a small wobble that is the same every time."""
    wobble = 1 + 0.01 * ((period.start.year * 7 + period.start.month * 3) % 5 - 2)
    season = SEASON[(period.start.month - 1) // 3] if period in QUARTERS else 4.0
    return 1.02 ** (period.start.year - 2018) * season * wobble


def _rides(period: Period) -> Iterator[Row]:
    cells = {
        (region, kind): round(SIZE[region] * SHARE[kind] * _wave(period), 1)
        for region in SIZE
        for kind in SHARE
    }
    for kind in SHARE:
        cells["NL01", kind] = sum(cells[region, kind] for region in SIZE)
    for region in ("NL01", *SIZE):
        cells[region, "T"] = sum(cells[region, kind] for kind in SHARE)
    for (region, kind), value in cells.items():
        yield row("Rides", region, kind, period, round(value, 1))


def _others(period: Period) -> Iterator[Row]:
    moved = 3 * (_wave(period) - 1)
    for region in ("NL01", *SIZE):
        for kind, base in {"T": 40.0, "E": 55.0, "S": 30.0}.items():
            yield row("Helmets", region, kind, period, round(base + moved, 1))
    mood = (period.start.year * 7 + period.start.month) % 5 - 6
    yield row("Mood", "NL01", "T", period, float(mood))


def _yearly(period: Period) -> Iterator[Row]:
    yield from (
        row("Volume", "NL01", kind, period, round(100 * factor * _wave(period), 1))
        for kind, factor in {"T": 1.0, "E": 0.4, "S": 0.9}.items()
    )


def _municipal() -> Iterator[Row]:
    for code, years in {"GM0001": (2023, 2024), "GM0002": (2023,), "GM0003": (2024,)}.items():
        yield from (row("Rides", code, "T", year(y), 20.0) for y in years)


def clean_rows() -> list[Row]:
    """All observations of the newer vintage."""
    rows = [r for period in (*QUARTERS, *YEARS) for r in (*_rides(period), *_others(period))]
    rows += [r for period in YEARS for r in _yearly(period)]
    rows += _municipal()
    hidden = find(rows, "Rides", "PV20", "E", "2018-Q1")
    hidden |= {"value": None, "status": "Q", "mark": "x", "lower": 0.0, "upper": 20.0}
    find(rows, "Rides", "NL01", "T", "2020-Q1")["status"] = "E"
    return rows


def find(rows: list[Row], measure: str, region: str, kind: str, period: str) -> Row:
    """Return the row of one cell."""
    wanted = (measure, region, kind, period)
    (found,) = [
        r for r in rows if (r["measure"], r["RegioS"], r["Kind"], r["period"]) == wanted
    ]  # fmt: skip
    return found


def clean_structure() -> Structure:
    """Measures, dimensions and code lists of both vintages."""
    recorded = UnitOrigin.RECORDED
    return Structure(
        title="Ritten",
        measures=(
            Measure("Rides", "Ritten", "x 1 000", recorded, "table", 1),
            Measure("Helmets", "Met helm", "%", recorded, "table", 1),
            Measure("Mood", "Saldo van stemmingen", "%", recorded, "table", 1),
            Measure("Volume", "Volume, prijzen van 2015", "x 1 000", recorded, "table", 1),
        ),
        dimensions=(
            Dimension(
                "RegioS",
                "Regio",
                DimensionKind.REGION,
                tuple(Code(c, c) for c in ("NL01", "PV20", "PV27", "GM0001", "GM0002", "GM0003")),
            ),
            Dimension(
                "Kind",
                "Soort",
                DimensionKind.ORDINARY,
                (Code("T", "alle"), Code("E", "elektrisch", "T"), Code("S", "stad", "T")),
            ),
        ),
        periods=tuple(Code(p.text, p.text, period=p) for p in (*QUARTERS, *YEARS)),
        licence="CC BY 4.0",
    )


@dataclass
class Bench:
    """The clean data in two vintages, for a fault to be planted in."""

    rows: list[Row] = field(default_factory=clean_rows)
    before: list[Row] = field(
        default_factory=lambda: [r for r in clean_rows() if r["period"] != "2024-Q4"]
    )
    structure: Structure = field(default_factory=clean_structure)
    structure_before: Structure = field(default_factory=clean_structure)
    recorded: date = RECORDED["now"]
    today: date = TODAY

    def cell(
        self, measure: str = "Rides", region: str = "NL01", kind: str = "T", period: str = "2022-Q3"
    ) -> Row:
        """Return the row of one cell of the newer vintage."""
        return find(self.rows, measure, region, kind, period)

    def series(self, measure: str = "Rides", region: str = "NL01", kind: str = "T") -> list[Row]:
        """Return the quarters of one series, in order."""
        wanted = (measure, region, kind, "quarter")
        return [
            r for r in self.rows if (r["measure"], r["RegioS"], r["Kind"], r["frequency"]) == wanted
        ]

    def code(self, dimension: str, *codes: Code) -> None:
        """Add codes to a code list of both vintages, so that only the data can be wrong."""
        self.structure = with_codes(self.structure, dimension, *codes)
        self.structure_before = with_codes(self.structure_before, dimension, *codes)

    def findings(self, engine: Engine, programme: Programme, folder: Path) -> list[Finding]:
        """Return what the rules find."""
        last = version(engine, folder / "last", self.before, self.structure_before, "last")
        now = version(engine, folder / "now", self.rows, self.structure, "now")
        now = replace(now, recorded=self.recorded)
        return list(
            check_dataset(
                [last, now],
                Workbench(programme=programme, warehouse=Warehouse(folder), engine=engine),
                today=self.today,
            )
        )


def with_codes(structure: Structure, dimension: str, *codes: Code) -> Structure:
    """Return the structure with codes added to one of its lists."""
    return replace(
        structure,
        dimensions=tuple(
            replace(d, codes=(*d.codes, *codes)) if d.id == dimension else d
            for d in structure.dimensions
        ),
    )


def version(
    engine: Engine, folder: Path, rows: list[Row], structure: Structure, name: str
) -> DatasetVersion:
    """Write a version by hand: the warehouse itself would refuse some of the faults."""
    folder.mkdir(parents=True, exist_ok=True)
    columns = observation_columns(structure.dimensions)
    types = ", ".join(f"'{column}': '{kind}'" for column, kind in columns.items())
    source = folder / "rows.json"
    source.write_bytes(msgspec.json.encode([{c: r.get(c) for c in columns} for r in rows]))
    engine.copy_to_parquet(
        f"select * from read_json({sql_text(str(source))}, format='array', columns={{{types}}})",
        folder / OBSERVATIONS,
        order=key_parts(structure.dimensions),
        metadata={},
    )
    (folder / STRUCTURE).write_bytes(encoded(structure))
    receipt = Receipt(
        str(ID), name * 16, (), RECORDED[name], Origin.IMPORT, "", "", "CC BY 4.0", NOON
    )
    return DatasetVersion(
        ID, f"{RECORDED[name]}-{name}", RECORDED[name], receipt, "bench/1", len(rows), None, NOON,
        folder,
    )  # fmt: skip


class Shelf(Warehouse):
    """A warehouse with versions that were written by hand."""

    def __init__(self, root: Path, *versions: DatasetVersion) -> None:
        super().__init__(root)
        self._shelf = versions

    def all_versions(self, dataset: DatasetId) -> tuple[DatasetVersion, ...]:
        """All versions of the one dataset."""
        return self._shelf if dataset.same_as(ID) else ()


SOURCE = """\
id: demo:rides
publisher: {nl: Verzonnen bureau, en: Invented bureau}
names: {nl: Ritten, en: Rides}
page: https://example.org/rides
licence: CC BY 4.0
citation: {nl: "Verzonnen bureau", en: "Invented bureau"}
rhythm: quarter
collection: {kind: survey, margin: riders}
"""
MARGINS = """\
- id: riders
  names: {nl: Fietsersenquête, en: Survey of cyclists}
  coefficient: 1.0
  population: 13000
  scale: 3
  factors: {quarter: {low: 1.0, high: 1.0}}
  source: https://example.org/margin
  note: {nl: Verzonnen., en: Invented.}
"""
INDICATOR = """\
id: {id}
catalogue: P1.0{n}
pillar: roads
names: {{nl: Ritten, en: Rides}}
definition: {{nl: Ritten., en: Rides.}}
sentence: {{nl: '{{period}} waren er {{value}}.', en: '{{period}}, there were {{value}}.'}}
unit: {unit}
direction: up
metric:
{metric}
frequencies: [quarter]
region: {{dimension: RegioS, divisions: [NL, PV]}}
share_of: {{persons: 5000000, source: the invented handbook}}
{breakdown}"""
BREAKDOWN = """\
breakdowns:
  - id: make
    names: {nl: soort, en: kind}
    dimension: Kind
    classification: kinds
    total: T
    members: [E, S]
"""
LISTS = {
    "municipalities-2023.csv": "code,name,PV,AM\nGM0001,Aa,PV20,AM01\nGM0002,Bee,PV27,AM02\n",
    "municipalities-2024.csv": "code,name,PV,AM\nGM0001,Aa,PV20,AM01\nGM0003,Cee,PV27,AM02\n",
}


def write_programme(folder: Path) -> Programme:
    """Write the invented programme with this dataset added, and read it."""
    shutil.copytree(ROOT / "specimens" / "programme", folder)
    (folder / "sources" / "rides.yaml").write_text(SOURCE, "utf-8")
    (folder / "margins.yaml").write_text(MARGINS, "utf-8")
    simple = '  type: simple\n  value: {dataset: "demo:rides", measure: %s}'
    ratio = (
        "  type: ratio\n"
        '  numerator: {dataset: "demo:rides", measure: Rides, where: {Kind: E}}\n'
        '  denominator: {dataset: "demo:rides", measure: Rides, where: {Kind: T}}\n'
        "  scale: 100"
    )
    for n, (id_, unit, metric, breakdown) in enumerate(
        (
            ("rides-number", "thousand-bicycles", simple % "Rides", BREAKDOWN),
            ("rides-helmets", "percent", simple % "Helmets", BREAKDOWN),
            ("rides-electric-share", "percent", ratio, ""),
        ),
        start=4,
    ):
        text = INDICATOR.format(id=id_, n=n, unit=unit, metric=metric, breakdown=breakdown)
        (folder / "indicators" / "roads" / f"{id_}.yaml").write_text(text, "utf-8")
    with (folder / "regions.yaml").open("a", encoding="utf-8") as stream:
        stream.write("- {code: PV30, names: {nl: Oud, en: Old}, source: x, valid_to: 2019}\n")
        stream.write("- {code: PV31, names: {nl: Jong, en: New}, source: x, valid_from: 2030}\n")
    (folder / "regions").mkdir(exist_ok=True)
    for name, text in LISTS.items():
        (folder / "regions" / name).write_text(text, "utf-8")
    return read_programme(folder)
