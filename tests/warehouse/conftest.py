"""What the tests of this room share: a warehouse, and a reader that says what the test tells it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

import msgspec
import pytest

from agdb.files.recorded import RecordedFile
from agdb.sources.contract import Ask, Draft, Label, Origin, Recording
from agdb.statistics.identifier import DatasetId, sql_text
from agdb.statistics.period import Period
from agdb.statistics.structure import (
    Code,
    Dimension,
    DimensionKind,
    Measure,
    Structure,
    UnitOrigin,
    observation_columns,
)
from agdb.warehouse.version import DatasetVersion
from agdb.warehouse.warehouse import Warehouse

NOON = datetime(2026, 11, 24, 12, tzinfo=UTC)
PLAIN: dict[str, Any] = {
    "measure": "jobs",
    "Sector": "C",
    "period": "2024-Q4",
    "frequency": "quarter",
    "start": "2024-10-01",
    "value": 403.7,
    "status": "A",
    "confidentiality": "F",
    "finality": "unknown",
    "mark": "",
}


def structure_of(*sectors: str, dimension: str = "Sector") -> Structure:
    """A structure with one measure, one dimension and three periods."""
    periods = ("2024-Q3", "2024-Q4", "2024")
    return Structure(
        title="Banen",
        measures=(Measure("jobs", "Banen", "x 1 000", UnitOrigin.RECORDED),),
        dimensions=(
            Dimension(
                dimension, dimension, DimensionKind.ORDINARY, tuple(Code(s, s) for s in sectors)
            ),
        ),
        periods=tuple(Code(text, text, period=Period.parse(text)) for text in periods),
        licence="CC BY 4.0",
    )


@dataclass
class Told:
    """A reader whose rows, structure and claims the test decides."""

    rows: list[dict[str, Any]] = field(default_factory=lambda: [PLAIN])
    structure: Structure = field(default_factory=lambda: structure_of("C", "F"))
    expected: int | None = None
    partial: str | None = None
    revision: str = "told/1"
    proven: bool = True
    fail: Exception | None = None

    def recognises(self, files: tuple[RecordedFile, ...]) -> bool:
        return True

    def label(self, files: tuple[RecordedFile, ...]) -> Label:
        return Label()

    def read(self, recording: Recording, *, scratch: Path, ask: Ask) -> Draft:
        if self.fail is not None:
            raise self.fail
        columns = observation_columns(self.structure.dimensions)
        types = ", ".join(f"'{name}': '{kind}'" for name, kind in columns.items())
        table = scratch / "rows.json"
        table.write_bytes(msgspec.json.encode(self.rows))
        select = (
            f"select * from read_json({sql_text(str(table))}, format='array', columns={{{types}}})"
        )
        return Draft(self.structure, select, self.expected, self.partial)


def recording_of(
    content: bytes = b"figures",
    *,
    recorded: date = date(2025, 4, 22),
    origin: Origin = Origin.IMPORT,
    name: str = "Jobs",
    publisher_date: str = "",
    vintage: str = "",
) -> Recording:
    """A recording of one file in memory."""
    return Recording(
        dataset=DatasetId("abc", name),
        files=(RecordedFile.of("figures.txt", content),),
        recorded=recorded,
        origin=origin,
        address="https://example.org",
        publisher_date=publisher_date,
        licence="CC BY 4.0",
        vintage=vintage,
    )


Keep = Callable[..., DatasetVersion]


@pytest.fixture
def warehouse(tmp_path: Path) -> Warehouse:
    """An empty warehouse, of which not even the folder exists."""
    return Warehouse(tmp_path / "data" / "var")


@pytest.fixture
def keep(warehouse: Warehouse) -> Keep:
    """Keep a recording of one row, or as told."""

    def do(
        content: bytes = b"figures",
        *,
        reader: Told | None = None,
        received: datetime = NOON,
        **more: Any,
    ) -> DatasetVersion:
        return warehouse.keep(
            recording_of(content, **more), reader=reader or Told(), received=received
        )

    return do


@pytest.fixture
def tree(warehouse: Warehouse) -> Callable[[], dict[str, tuple[int, bytes]]]:
    """Every path below the warehouse with its time of change and content."""

    def look() -> dict[str, tuple[int, bytes]]:
        return {
            str(path.relative_to(warehouse.root)): (
                path.stat().st_mtime_ns if path.is_file() else 0,
                path.read_bytes() if path.is_file() else b"",
            )
            for path in warehouse.root.rglob("*")
        }

    return look


@pytest.fixture
def told() -> type[Told]:
    """The reader that says what it is told."""
    return Told


@pytest.fixture
def plain() -> dict[str, Any]:
    """One right row."""
    return dict(PLAIN)


@pytest.fixture
def structure() -> Callable[..., Structure]:
    """Make a structure with the sectors given."""
    return structure_of


@pytest.fixture
def recording() -> Callable[..., Recording]:
    """Make a recording of one file."""
    return recording_of
