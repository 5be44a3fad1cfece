"""The programme of this repository as data, and the tables that its figures were taken from."""

from __future__ import annotations

import csv
import gzip
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from agdb.programme.classification import Classification
from agdb.programme.indicator import Indicator
from agdb.programme.located import read
from agdb.programme.plan import Plan, Region, Unit
from agdb.programme.programme import Programme
from agdb.programme.source import Source
from agdb.programme.target import Target
from agdb.register.fitting import programme_register
from agdb.register.register import Register
from tests.conftest import our_programme

from .figure import AFTER, Row

AGDB = Path(__file__).parents[2] / "programme"


@pytest.fixture(scope="session")
def agdb() -> Path:
    """The programme folder of this repository, whatever AGDB_PROGRAMME says."""
    return AGDB


@pytest.fixture(scope="session")
def programme() -> Programme:
    return our_programme()


@pytest.fixture(scope="session")
def plan() -> Plan:
    return Plan.model_validate(_yaml(AGDB / "programme.yaml"))


@pytest.fixture(scope="session")
def units() -> dict[str, Unit]:
    return {u["id"]: Unit.model_validate(u) for u in _yaml(AGDB / "units.yaml")}


@pytest.fixture(scope="session")
def regions() -> dict[str, Region]:
    return {r["code"]: Region.model_validate(r) for r in _yaml(AGDB / "regions.yaml")}


@pytest.fixture(scope="session")
def sources() -> dict[str, Source]:
    return {s.id: s for s in (Source.model_validate(_yaml(p)) for p in _files("sources"))}


@pytest.fixture(scope="session")
def classifications() -> dict[str, Classification]:
    found = (Classification.model_validate(_yaml(p)) for p in _files("classifications"))
    return {c.id: c for c in found}


@pytest.fixture(scope="session")
def indicators() -> dict[str, Indicator]:
    return {i.id: i for i in (Indicator.model_validate(_yaml(p)) for p in _files("indicators"))}


@pytest.fixture(scope="session")
def register(programme: Programme) -> Register:
    return programme_register(programme)


@pytest.fixture(scope="session")
def targets() -> list[Target]:
    return [Target.model_validate(t) for t in _yaml(AGDB / "targets.yaml")]


@pytest.fixture(scope="session")
def figures(sources: dict[str, Source]) -> dict[str, list[Row]]:
    """The rows of every embedded data set, by its id."""
    return {
        source.id: list(_rows(AGDB / source.embedded))
        for source in sources.values()
        if source.embedded
    }


@pytest.fixture(scope="session")
def shared_figures(specimens: Path) -> Path:
    """The folder beside the recordings that the figures were transcribed from."""
    folder = specimens.parent / "figures"
    if not folder.is_dir():
        pytest.skip(f"the tables of figures are not at {folder}")
    return folder


@pytest.fixture(scope="session")
def cbs_series(shared_figures: Path) -> list[dict[str, str]]:
    return _table(shared_figures / "cbs_series.csv.gz")


@pytest.fixture(scope="session")
def other_series(shared_figures: Path) -> list[dict[str, str]]:
    return _table(shared_figures / "other_series.csv.gz")


@pytest.fixture(scope="session")
def published_figures(shared_figures: Path) -> list[dict[str, str]]:
    return _table(shared_figures / "published_figures.csv")


def _files(kind: str) -> list[Path]:
    return sorted((AGDB / kind).rglob("*.yaml"))


def _yaml(path: Path) -> Any:
    content: object = read(path.name, path.read_text(encoding="utf-8")).content
    return content


def _table(path: Path) -> list[dict[str, str]]:
    content = path.read_bytes()
    text = (gzip.decompress(content) if path.suffix == ".gz" else content).decode("utf-8")
    return list(csv.DictReader(text.splitlines(keepends=True)))


def _rows(path: Path) -> Iterator[Row]:
    with path.open(encoding="utf-8", newline="") as file:
        reader = csv.DictReader(file)
        names = list(reader.fieldnames or ())
        dimensions = names[2 : -len(AFTER)]
        for row in reader:
            codes = tuple(row[name] for name in dimensions)
            yield Row(tuple(dimensions), codes, row)
