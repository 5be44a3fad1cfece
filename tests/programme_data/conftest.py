"""The programme of this repository as data, and the tables that its figures were taken from."""

from __future__ import annotations

import csv
import gzip
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from agdb.indicators.compute import compute
from agdb.indicators.workbench import Workbench
from agdb.programme.classification import Classification
from agdb.programme.indicator import Indicator
from agdb.programme.located import read
from agdb.programme.plan import Plan, Region, Unit
from agdb.programme.programme import Programme
from agdb.programme.source import Source
from agdb.programme.target import Target
from agdb.publication.address import Addresses
from agdb.publication.assets import assets
from agdb.publication.edition import Edition
from agdb.publication.report.as_of import release_as_of
from agdb.publication.report.composing import paper_of
from agdb.publication.report.document import ReportPaper
from agdb.publication.report.material import Material
from agdb.publication.wording.language import languages
from agdb.register.fitting import programme_register
from agdb.register.kept import published
from agdb.register.register import Register
from agdb.release.inputs import keep_embedded
from agdb.results.release import Release
from agdb.warehouse.engine import Engine
from agdb.warehouse.warehouse import Warehouse
from tests.conftest import NOON, our_programme

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


BUILT = date(2026, 11, 29)
NOTE = date(2025, 7, 1)
Papers = dict[tuple[str, str], ReportPaper]
"""Every paper in both languages, by its name and language."""


@pytest.fixture(scope="session")
def at_the_note(programme: Programme, register: Register) -> Release:
    """What the register knew on the day of the note, without any figure."""
    whole = Release("2026-11-29-0", BUILT, programme, {}, register=published(register, BUILT))
    return release_as_of(whole, NOTE)


@pytest.fixture(scope="session")
def papers(programme: Programme, at_the_note: Release) -> Papers:
    """Every paper in both languages, as of the day of the note, by its name and language."""
    spoken = languages(programme.plan.languages)
    some = tuple(spoken.values())
    found: Papers = {}
    for code, language in spoken.items():
        edition = Edition(at_the_note, language, some, Addresses("/"), assets(), ())
        for plan in programme.report.papers.values():
            found[plan.id, code] = paper_of(Material(edition), plan)
    return found


@pytest.fixture(scope="session")
def today(
    programme: Programme, register: Register, tmp_path_factory: pytest.TempPathFactory
) -> Release:
    """What the programme's own figures and register give now, without forecasts or doorrekening."""
    warehouse = Warehouse(tmp_path_factory.mktemp("today"))
    keep_embedded(programme=programme, warehouse=warehouse, received=NOON)
    with Engine(folders=(warehouse.root,)) as engine:
        bench = Workbench(programme=programme, warehouse=warehouse, engine=engine)
        computed = {name: compute(one, bench) for name, one in programme.indicators.items()}
    known = published(register, BUILT)
    return Release("2026-11-29-0", BUILT, programme, computed, built=BUILT, register=known)
