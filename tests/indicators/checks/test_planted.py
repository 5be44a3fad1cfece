"""The catalogue of planted faults: each is found by its rule, and the clean data by none."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from tests.indicators.checks.bench import TODAY, Bench, Shelf, version, write_programme
from tests.indicators.checks.planted_data import PLANTED, Planted
from tests.indicators.checks.planted_values import PLANTED_VALUES, PlantedValue

from agdb.indicators.checks.examine import check_values, stopping
from agdb.indicators.checks.finding import Finding
from agdb.indicators.checks.rules import RULES
from agdb.indicators.compute import compute
from agdb.indicators.workbench import Workbench
from agdb.programme.programme import Programme
from agdb.programme.source import Newer
from agdb.results.value import Computed
from agdb.warehouse.engine import Engine
from agdb.warehouse.warehouse import Warehouse

pytestmark = pytest.mark.slow


@pytest.fixture(scope="module")
def riding(tmp_path_factory: pytest.TempPathFactory) -> Programme:
    """The invented programme with the clean dataset."""
    return write_programme(tmp_path_factory.mktemp("riding") / "programme")


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder for versions."""
    return tmp_path_factory.mktemp("versions")


@pytest.fixture(scope="module")
def engine(folder: Path) -> Iterator[Engine]:
    """One engine for all versions."""
    with Engine(folders=(folder,)) as engine:
        yield engine


@pytest.fixture(scope="module")
def shelf(engine: Engine, folder: Path) -> Warehouse:
    """A warehouse with the clean vintage."""
    bench = Bench()
    now = version(engine, folder / "shelf", bench.rows, bench.structure, "now")
    return Shelf(folder, now)


@pytest.fixture(scope="module")
def clean(riding: Programme, shelf: Warehouse, engine: Engine) -> dict[str, Computed]:
    """The clean indicators."""
    return {
        id_: compute(indicator, Workbench(programme=riding, warehouse=shelf, engine=engine))
        for id_, indicator in riding.indicators.items()
        if id_.startswith("rides-")
    }


def named(findings: list[Finding], rule: str, cell: str) -> list[Finding]:
    """Return the findings of a rule at a place."""
    return [f for f in findings if f.rule == rule and cell in (f.place.cell or "")]


def test_the_clean_data_are_accepted(riding: Programme, engine: Engine, folder: Path) -> None:
    findings = Bench().findings(engine, riding, folder / "clean")

    assert [str(finding) for finding in findings] == []


def test_the_clean_indicators_are_accepted(
    clean: dict[str, Computed], riding: Programme, shelf: Warehouse, engine: Engine
) -> None:
    findings = [
        str(finding)
        for finding in check_values(
            clean.values(), Workbench(programme=riding, warehouse=shelf, engine=engine), today=TODAY
        )
    ]

    assert all(one.values for one in clean.values())
    assert findings == []


@pytest.mark.parametrize("fault", PLANTED, ids=str)
def test_a_fault_in_the_data_is_found_by_its_rule(
    fault: Planted, riding: Programme, engine: Engine, folder: Path
) -> None:
    # Given clean data in two vintages, with one fault planted
    bench = Bench()
    fault.plant(bench)

    # When they are examined
    findings = bench.findings(engine, riding, folder / "faulty")

    # Then the right rule names the place, and says what to do
    found = named(findings, fault.rule, fault.cell)
    assert found, [str(finding) for finding in findings]
    assert all(finding.remedy and "\n" not in str(finding) for finding in found)


@pytest.mark.parametrize("fault", PLANTED_VALUES, ids=str)
def test_a_fault_in_the_values_is_found_by_its_rule(
    fault: PlantedValue,
    clean: dict[str, Computed],
    riding: Programme,
    shelf: Warehouse,
    engine: Engine,
) -> None:
    faulty = fault.planted(clean[fault.indicator])

    findings = list(
        check_values(
            [faulty], Workbench(programme=riding, warehouse=shelf, engine=engine), today=TODAY
        )
    )

    assert named(findings, fault.rule, fault.cell), [str(finding) for finding in findings]


def test_the_catalogue_is_large_and_leaves_no_rule_out() -> None:
    everything: list[Any] = [*PLANTED, *PLANTED_VALUES]

    assert len(everything) >= 50
    for faults in (PLANTED, PLANTED_VALUES):
        assert len({str(fault) for fault in faults}) == len(faults)
    of_both = {r.name for r in RULES if r.of_table}
    assert {fault.rule for fault in PLANTED} == of_both | {r.name for r in RULES if r.of_data}
    assert {fault.rule for fault in PLANTED_VALUES} == of_both | {
        r.name for r in RULES if r.of_values
    }


def test_what_blocks_and_what_warns(riding: Programme, engine: Engine, folder: Path) -> None:
    bench = Bench()
    bench.cell()["value"] *= 3

    findings = bench.findings(engine, riding, folder / "faulty")

    assert findings
    assert stopping(findings) == []


@pytest.mark.parametrize(("period", "found"), [("2024-Q4", False), ("2025-Q1", True)])
def test_newer_figures_that_were_seen_are_found_until_they_are_here(
    riding: Programme, engine: Engine, folder: Path, period: str, found: bool
) -> None:
    (dataset,) = {s.id for s in riding.sources.values() if "rides" in s.id}
    newer = Newer(
        what={"nl": "tabel 2", "en": "table 2"},
        period=period,
        where="https://example.org/2",
        seen=TODAY,
    )
    source = riding.sources[dataset].model_copy(update={"newer": newer})
    programme = replace(riding, sources={**riding.sources, dataset: source})

    told = Bench().findings(engine, programme, folder / f"newer-{period}")

    stale = [one.what for one in told if one.rule == "stale_source"]
    assert bool(stale) is found
    assert all("newer figures exist, up to 2025-Q1: tabel 2" in what for what in stale)
