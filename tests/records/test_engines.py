"""One statement, several engines: the same values, counts to the last bit and ratios to 1e-12."""

from __future__ import annotations

import math
from collections.abc import Callable, Iterator, Sequence
from contextlib import AbstractContextManager
from pathlib import Path

import pytest
from tests.conftest import NOON, our_programme
from tests.records.recorded import INDICATORS, programme_with_records, written
from tests.records.spark_server import sail, spark, spark_missing

from agdb.indicators.compute import compute
from agdb.indicators.workbench import Workbench
from agdb.programme.metric import MovingTotal, Simple
from agdb.programme.programme import Programme
from agdb.programme.reading import read_programme
from agdb.records.compute import RecordEngine, compute_from_records
from agdb.records.spark import SparkEngine
from agdb.release.inputs import keep_embedded
from agdb.results.value import Value
from agdb.warehouse.engine import Engine
from agdb.warehouse.warehouse import Warehouse

pytestmark = pytest.mark.slow

ROWS = 20_000
LABELS = ("region", "period", "breakdown", "status", "finality", "mark", "keys", "keys_hash")
SERVERS: dict[str, Callable[[], AbstractContextManager[str]]] = {"sail": sail, "spark": spark}


@pytest.fixture(scope="module", params=list(SERVERS))
def cluster(request: pytest.FixtureRequest) -> Iterator[SparkEngine]:
    """An engine on Sail, and one on Apache Spark where it can be run."""
    reason = spark_missing() if request.param == "spark" else None
    if reason:
        pytest.skip(f"Apache Spark is not tried: {reason}")
    with SERVERS[request.param]() as address, SparkEngine(address) as engine:
        yield engine


@pytest.fixture(scope="module")
def place(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with the invented programme, its figures and records."""
    folder = tmp_path_factory.mktemp("engines")
    programme = programme_with_records(folder / "programme")
    keep_embedded(programme=programme, warehouse=Warehouse(folder / "var"), received=NOON)
    written(folder / "data", ROWS)
    return folder


@pytest.fixture(scope="module")
def programme(place: Path) -> Programme:
    """The invented programme with records."""
    return read_programme(place / "programme")


def same(one: float | None, other: float | None, *, exact: bool) -> bool:
    """Whether two numbers are the same: to the last bit, or but for the order of additions."""
    if one is None or other is None or exact:
        return one == other
    return math.isclose(one, other, rel_tol=1e-12, abs_tol=0)


def agree(ours: Sequence[Value], theirs: Sequence[Value], *, exact: bool) -> None:
    """Assert that two engines gave the same values in the same order."""
    assert len(ours) == len(theirs) > 0
    for one, other in zip(ours, theirs, strict=True):
        assert same(one.value, other.value, exact=exact), (one, other)
        assert same(one.lower, other.lower, exact=exact), (one, other)
        assert same(one.upper, other.upper, exact=exact), (one, other)
        labels = (
            "region",
            "period",
            "breakdown",
            "status",
            "finality",
            "mark",
            "keys",
            "keys_hash",
        )
        for label in labels:
            assert getattr(one, label) == getattr(other, label), (one, other)


@pytest.mark.parametrize("name", INDICATORS)
def test_records_give_the_same_values_on_both_engines(
    name: str, cluster: SparkEngine, place: Path, programme: Programme
) -> None:
    indicator = programme.indicators[name]
    addresses = {
        "demo:advertisements": str(place / "data" / "advertisements.parquet"),
        "demo:job-spells": str(place / "data" / "job-spells.parquet"),
    }

    def values(engine: RecordEngine) -> tuple[Value, ...]:
        found = compute_from_records(
            indicator,
            Workbench(programme=programme, warehouse=Warehouse(place / "var"), engine=engine),
            addresses=addresses,
        )
        assert bool(found.unplaced) == any("adv" in d for d in found.compiled.records.values())
        return found.values

    with Engine(folders=(place,)) as duck:
        ours = values(duck)

    counted = isinstance(indicator.metric, Simple | MovingTotal)
    agree(ours, values(cluster), exact=counted)
    assert sum(v.keys for v in ours) > ROWS / 10


def test_datasets_give_the_same_values_with_the_same_keys(
    cluster: SparkEngine, place: Path, programme: Programme
) -> None:
    warehouse = Warehouse(place / "var")
    for name in ("bicycles-number", "bicycles-electric-share"):
        one = programme.indicators[name]
        with Engine(folders=(place,)) as duck:
            ours = compute(one, Workbench(programme=programme, warehouse=warehouse, engine=duck))

        theirs = compute(one, Workbench(programme=programme, warehouse=warehouse, engine=cluster))

        agree(ours.values, theirs.values, exact=name == "bicycles-number")
        assert ours.inputs == theirs.inputs


@pytest.mark.long
def test_every_indicator_of_the_programme_is_the_same_on_both_engines(
    cluster: SparkEngine, tmp_path: Path
) -> None:
    programme = our_programme()
    warehouse = Warehouse(tmp_path)
    keep_embedded(programme=programme, warehouse=warehouse, received=NOON)

    with Engine(folders=(tmp_path,)) as duck:
        for one in programme.indicators.values():
            ours = compute(one, Workbench(programme=programme, warehouse=warehouse, engine=duck))
            theirs = compute(
                one, Workbench(programme=programme, warehouse=warehouse, engine=cluster)
            )
            assert ours.inputs == theirs.inputs
            if ours.waiting is None:
                agree(ours.values, theirs.values, exact=isinstance(one.metric, Simple))
