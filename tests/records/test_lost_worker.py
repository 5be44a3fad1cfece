"""A cluster of two workers, one of which is killed in the middle of the work: the same values."""

from __future__ import annotations

import os
import time
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest
from tests.records.recorded import INDICATORS, programme_with_records, written
from tests.records.spark_server import spark_missing, two_workers
from tests.records.test_engines import agree

from agdb.indicators.workbench import Workbench
from agdb.programme.metric import MovingTotal, Simple
from agdb.records.compute import RecordEngine, compute_from_records
from agdb.records.spark import SparkEngine
from agdb.results.value import Value
from agdb.warehouse.engine import Engine
from agdb.warehouse.warehouse import Warehouse

ROWS = 1_000_000


@pytest.mark.long
def test_a_worker_that_is_killed_in_the_middle_changes_no_value(tmp_path: Path) -> None:
    reason = spark_missing() or (
        "SPARK_HOME is not set" if not os.environ.get("SPARK_HOME") else None
    )
    if reason:
        pytest.skip(f"no cluster can be made: {reason}")
    # Given records, and what all definitions give of them here
    programme = programme_with_records(tmp_path / "programme")
    addresses = written(tmp_path / "data", ROWS)

    def values(name: str, engine: RecordEngine) -> tuple[Value, ...]:
        bench = Workbench(programme=programme, warehouse=Warehouse(tmp_path / "var"), engine=engine)
        return compute_from_records(programme.indicators[name], bench, addresses=addresses).values

    with Engine(folders=(tmp_path,)) as duck:
        ours = {name: values(name, duck) for name in INDICATORS}

    # When a cluster of two workers computes them, and the second is killed while it works
    with two_workers() as cluster, SparkEngine(cluster.address) as engine:
        with ThreadPoolExecutor(1) as aside:
            work = aside.submit(lambda: {name: values(name, engine) for name in INDICATORS})
            ends = time.monotonic() + 300
            while cluster.tasks() < 3 and time.monotonic() < ends and not work.done():
                time.sleep(0.05)
            assert not work.done()
            begun = cluster.tasks()
            cluster.kill()
            theirs = work.result()
        lost = cluster.lost()

    # Then work was lost with it, and every value is the same
    assert begun >= 3
    assert lost > 0
    for name in INDICATORS:
        counted = isinstance(programme.indicators[name].metric, Simple | MovingTotal)
        agree(ours[name], theirs[name], exact=counted)
