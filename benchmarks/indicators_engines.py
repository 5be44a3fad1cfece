"""The same indicators from generated records on several engines: are they equal, how fast are they.

Run `PYTHONPATH=src:. .venv/bin/python benchmarks/indicators_engines.py [parity|growth] [ROWS ...]`.
Records are advertisements and job spells of `specimens/records`; ROWS is the number of each.

- `parity`: every indicator on DuckDB and on Sail, and on Apache Spark where SPARK_HOME is one with
  Java. Counts must be the same to the last bit, ratios to 1e-12; else the run ends with 1.
- `growth`: every indicator on DuckDB with 512 MB, each size in a process of its own.
"""

from __future__ import annotations

import json
import math
import resource
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from contextlib import AbstractContextManager
from pathlib import Path

import duckdb
from tests.records.recorded import INDICATORS, RECORDS, TABLES, programme_with_records
from tests.records.spark_server import sail, spark, spark_missing

from agdb.indicators.workbench import Workbench
from agdb.programme.metric import MovingTotal, Simple
from agdb.programme.programme import Programme
from agdb.programme.reading import read_programme
from agdb.records.compute import FromRecords, RecordEngine, compute_from_records
from agdb.records.spark import SparkEngine
from agdb.warehouse.engine import Engine
from agdb.warehouse.warehouse import Warehouse

QUICK = ("growth", "20000")

PARITY = (10_000_000,)
GROWTH = (100_000, 1_000_000, 10_000_000, 100_000_000)
MEMORY = "512MB"
COUNTS = (Simple, MovingTotal)


def main() -> int:
    """Run what was asked for; return the exit code."""
    way, words = (sys.argv[1:2] or ["parity"])[0], sys.argv[2:]
    if way == "one":
        measure(Path(words[0]))
        return 0
    sizes = [int(word) for word in words]
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        programme = programme_with_records(folder / "programme")
        if way == "growth":
            return growth(folder, sizes or list(GROWTH))
        return parity(folder, programme, sizes or list(PARITY))


def generate(folder: Path, rows: int) -> dict[str, str]:
    """Write `rows` records of each table; return the files by data set."""
    folder.mkdir(exist_ok=True)
    with duckdb.connect() as connection:
        connection.execute("set preserve_insertion_order = false; set memory_limit = '2GB'")
        for name in TABLES.values():
            select = (RECORDS / f"{name}.sql").read_text("utf-8").format(rows=rows)
            connection.execute(f"copy ({select}) to '{folder / name}.parquet' (format parquet)")
    return addresses(folder)


def addresses(folder: Path) -> dict[str, str]:
    """Return the files by data set."""
    return {dataset: str(folder / f"{name}.parquet") for dataset, name in TABLES.items()}


def computed(
    name: str, programme: Programme, engine: RecordEngine, folder: Path
) -> tuple[FromRecords, float]:
    """Return an indicator with the seconds by the clock that it took."""
    before = time.perf_counter()
    found = compute_from_records(
        programme.indicators[name],
        Workbench(programme=programme, warehouse=Warehouse(folder / "var"), engine=engine),
        addresses=addresses(folder / "data"),
    )
    return found, time.perf_counter() - before


def parity(folder: Path, programme: Programme, sizes: list[int]) -> int:
    """Compare the engines for each size; return 1 if any value differs too much."""
    servers: dict[str, Callable[[], AbstractContextManager[str]]] = {"sail": sail}
    reason = spark_missing()
    if reason is None:
        servers["spark"] = spark
    else:
        print(f"Apache Spark is left out: {reason}")
    wrong = 0
    for size in sizes:
        generate(folder / "data", size)
        with Engine(folders=(folder,), spill=folder) as duck:
            ours = {name: computed(name, programme, duck, folder) for name in INDICATORS}
        for server, start in servers.items():
            with start() as address, SparkEngine(address) as engine:
                print(f"\n{size:,} records of each kind, {server}")
                print(f"{'indicator':<32} values  duckdb s {server:>7} s  largest difference")
                for name, (mine, seconds) in ours.items():
                    theirs, other = computed(name, programme, engine, folder)
                    difference = largest_difference(mine, theirs)
                    count = isinstance(programme.indicators[name].metric, COUNTS)
                    wrong += difference > (0 if count else 1e-12)
                    print(
                        f"{name:<32} {len(mine.values):>6} {seconds:>9.2f} {other:>9.2f}"
                        f"  {'none' if difference == 0 else f'{difference:.1e}'}",
                        flush=True,
                    )
    print("all equal" if not wrong else f"{wrong} indicators differ")
    return 1 if wrong else 0


def largest_difference(mine: FromRecords, theirs: FromRecords) -> float:
    """Return the largest relative difference of a value; infinite where anything else differs."""
    if len(mine.values) != len(theirs.values) or mine.unplaced != theirs.unplaced:
        return math.inf
    largest = 0.0
    for one, other in zip(mine.values, theirs.values, strict=True):
        same = (one.region, one.period, one.breakdown, one.status, one.keys) == (
            other.region, other.period, other.breakdown, other.status, other.keys
        )  # fmt: skip
        if not same or (one.value is None) != (other.value is None):
            return math.inf
        if one.value is not None and other.value is not None and one.value != other.value:
            largest = max(largest, abs(one.value - other.value) / abs(one.value))
    return largest


def growth(folder: Path, sizes: list[int]) -> int:
    """Print seconds and memory for each size."""
    print(f"DuckDB with {MEMORY}, all {len(INDICATORS)} indicators")
    print(f"{'records':>12} {'MB':>8} {'processor s':>12} {'peak MB':>8} {'records/s':>12}")
    for size in sizes:
        files = generate(folder / "data", size)
        megabytes = sum(Path(file).stat().st_size for file in files.values()) / 1e6
        done = subprocess.run(
            [sys.executable, __file__, "one", str(folder)],
            check=True, capture_output=True, text=True,
        )  # fmt: skip
        seconds, peak = json.loads(done.stdout)
        print(
            f"{2 * size:>12,} {megabytes:>8.0f} {seconds:>12.1f} {peak:>8.0f}"
            f" {2 * size / seconds:>12,.0f}",
            flush=True,
        )
    return 0


def measure(folder: Path) -> None:
    """Compute all indicators on DuckDB in this process and print what it took."""
    programme = read_programme(folder / "programme")
    before = time.process_time()
    with Engine(folders=(folder,), spill=folder, memory=MEMORY) as duck:
        for name in INDICATORS:
            computed(name, programme, duck, folder)
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    print(json.dumps([time.process_time() - before, peak]))


if __name__ == "__main__":
    sys.exit(main())
