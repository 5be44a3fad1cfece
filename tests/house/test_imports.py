"""Facts and drawings are apart from work: importing them loads no engine, server or network."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest
from tests.conftest import ROOT

pytestmark = pytest.mark.slow

SOURCE = ROOT / "src"
HEAVY = frozenset({"django", "duckdb", "granian", "httpx2", "psycopg", "pyspark"})


def modules(*rooms: str) -> list[str]:
    """Every module of these rooms, as Python names it."""
    paths = [path for room in rooms for path in (SOURCE / "agdb" / room).rglob("*.py")]
    return sorted(_name(path) for path in paths)


def _name(path: Path) -> str:
    parts = path.relative_to(SOURCE).with_suffix("").parts
    return ".".join(part for part in parts if part != "__init__")


def loaded(*names: str) -> set[str]:
    """Every module that is there once these are imported by a new Python."""
    code = f"import sys; {'; '.join(f'import {name}' for name in names)}; print(*sys.modules)"
    done = subprocess.run(
        [sys.executable, "-c", code],
        env={"PYTHONPATH": str(SOURCE), "COVERAGE_PROCESS_START": ""},
        capture_output=True,
        text=True,
        check=True,
    )
    return set(done.stdout.split())


@pytest.mark.parametrize(
    "rooms",
    [
        ("results",),
        ("outlook",),
        ("scenario",),
        ("register",),
        ("statistics", "programme"),
        ("publication",),
    ],
)
def test_importing_a_room_of_facts_loads_no_engine_and_no_network(rooms: tuple[str, ...]) -> None:
    assert {name for name in loaded(*modules(*rooms)) if name in HEAVY} == set()


@pytest.mark.parametrize(
    ("module", "most"),
    [("agdb.results.release", 70), ("agdb.publication.chart.line", 20)],
)
def test_a_fact_and_a_drawing_load_few_of_our_modules(module: str, most: int) -> None:
    ours = [name for name in loaded(module) if name.split(".")[0] == "agdb"]

    assert len(ours) <= most, f"{module} loads {len(ours)} of our modules"


def test_a_room_that_computes_would_be_noticed() -> None:
    assert "duckdb" in loaded("agdb.warehouse.engine")
