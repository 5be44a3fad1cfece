"""How long Eurostat's two large forms take, beside the least that any reader must do.

Run: PYTHONPATH=src python benchmarks/sources_eurostat.py [--cells 2000000]

JSON-stat: against decoding the same bytes with msgspec. TSV: against DuckDB reading the same file
as text. "read" is the reader alone, "query" its query run to Parquet, as the warehouse does.
Seconds are of the processor, so that other work on the machine weighs less; the limit is of both
together, in times the raw reading of the same run. At the usual size it ends with 1 beyond it.
"""

from __future__ import annotations

import argparse
import math
import resource
import sys
import tempfile
import time
from collections.abc import Callable
from datetime import date
from pathlib import Path

import msgspec
import numpy as np

from agdb.files.recorded import RecordedFile
from agdb.sources.contract import Draft, Origin, Reader, Recording
from agdb.sources.eurostat.json_stat import JsonStat
from agdb.sources.eurostat.tsv import Tsv
from agdb.statistics.identifier import DatasetId, sql_text
from agdb.statistics.structure import key_parts
from agdb.warehouse.engine import Engine

QUICK = ("--cells", "20000")
LIMITS = {"JsonStat": 5.0, "Tsv": 32.0}
HELD_FROM = 1_000_000  # cells; below it what does not grow weighs too much


def timed(what: Callable[[], object]) -> float:
    """Seconds of the processor, the best of three."""
    best = math.inf
    for _ in range(3):
        start = time.process_time()
        what()
        best = min(best, time.process_time() - start)
    return best


def json_stat(path: Path, cells: int) -> None:
    """Write an answer of a cube with holes and flags."""
    geos, years = cells // 2_000, 20
    rest = cells // (geos * years)
    value = np.round(np.random.default_rng(1).uniform(0, 100, geos * years * rest), 1).tolist()
    axes = {
        "unit": ["PC"],
        "isco": [f"OC{n}" for n in range(rest)],
        "geo": [f"G{n}" for n in range(geos)],
        "time": [str(2000 + n) for n in range(years)],
    }
    answer = {
        "version": "2.0", "class": "dataset", "label": "benchmark", "source": "none",
        "value": {str(place): number for place, number in enumerate(value)},
        "status": {str(place): "b" for place in range(0, len(value), 50)},
        "id": list(axes), "size": [len(codes) for codes in axes.values()],
        "dimension": {id_: {"category": {"index": codes}} for id_, codes in axes.items()},
    }  # fmt: skip
    path.write_bytes(msgspec.json.encode(answer))


def tsv(path: Path, cells: int) -> None:
    """Write a bulk table of 50 periods."""
    numbers = np.random.default_rng(2)
    with path.open("w") as out:
        out.write(
            "freq,unit,geo\\TIME_PERIOD" + "".join(f"\t{1970 + n} " for n in range(50)) + "\n"
        )
        for row in range(cells // 50):
            values = numbers.uniform(0, 100, 50).round(1).tolist()
            out.write(
                f"A,PC,G{row}" + "".join(f"\t{v} {'b' if v < 2 else ''}" for v in values) + "\n"
            )


def nothing(_: str) -> list[tuple[object, ...]]:
    """No form of Eurostat asks the engine."""
    raise AssertionError


def measure(reader: Reader, path: Path, folder: Path, raw: Callable[[], object]) -> bool:
    """Print the times of one form; return whether it keeps to its limit."""
    file = RecordedFile.at(path, name=path.name)
    recording = Recording(
        DatasetId("eurostat", "x_y"), (file,), date(2026, 1, 1), Origin.IMPORT, "", "", ""
    )
    drafts: list[Draft] = []
    base = timed(raw)
    read = timed(lambda: drafts.append(reader.read(recording, scratch=folder, ask=nothing)))
    draft = drafts[-1]

    def query() -> None:
        with Engine(folders=(folder,), spill=folder, threads=2) as engine:
            order = key_parts(draft.structure.dimensions)
            engine.copy_to_parquet(draft.select, folder / "x.parquet", order=order, metadata={})

    run = timed(query)
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    name, times = type(reader).__name__, (read + run) / base
    kept = times <= LIMITS[name]
    print(
        f"{name:9} {draft.expected_rows:>9} cells, {file.size / 1e6:6.1f} MB:"
        f" raw {base:.2f} s, read {read:.2f} s ({read / base:.1f}x), query {run:.2f} s"
        f" ({times:.1f}x in all, limit {LIMITS[name]:.0f}: {'reached' if kept else 'NOT REACHED'}),"
        f" peak so far {peak:.0f} MB"
    )
    return kept or (draft.expected_rows or 0) < HELD_FROM


def main() -> None:
    """Measure both forms."""
    arguments = argparse.ArgumentParser()
    arguments.add_argument("--cells", type=int, default=2_000_000)
    cells: int = arguments.parse_args().cells
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        cube, table = folder / "cube.json", folder / "x_y.tsv"
        json_stat(cube, cells)
        tsv(table, cells // 2)
        kept = [measure(JsonStat(), cube, folder, lambda: msgspec.json.decode(cube.read_bytes()))]
        columns = "{" + ", ".join(f"'c{n}': 'VARCHAR'" for n in range(51)) + "}"
        newest = ", ".join(f"max(c{n})" for n in range(51))
        scan = (
            f"select {newest} from read_csv({sql_text(str(table))},"
            f" auto_detect=false, header=false, skip=1, delim='\\t', quote='', columns={columns})"
        )

        def duck() -> None:
            with Engine(folders=(folder,), threads=2) as engine:
                engine.rows(scan)

        kept.append(measure(Tsv(), table, folder, duck))
    if not all(kept):
        sys.exit(1)


if __name__ == "__main__":
    main()
