"""A build of all indicators: from nothing, unchanged, and after one changed source.

    PYTHONPATH=src python benchmarks/indicators_build.py [--sizes 25 50 100] [--rounds 5]

Each line is the median of processor time over the rounds: computing every indicator from the
datasets in the warehouse and holding it against every rule that stops a build. The forecasts and
the scenario that a release also holds are timed by their own benchmarks. `unchanged` and `one
source` recall what was computed before; the source that changes is the one that most indicators
read. The result of each is compared with that of a build from nothing.
"""

from __future__ import annotations

import argparse
import statistics
import tempfile
import time
from collections import Counter
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

from agdb.indicators.cache import ValueCache
from agdb.indicators.checks.examine import refuse
from agdb.indicators.compute import compute
from agdb.indicators.workbench import Workbench
from agdb.programme.programme import Programme
from agdb.programme.reading import read_programme
from agdb.release.cache import DiskCache
from agdb.release.inputs import keep_embedded
from agdb.results.value import Computed
from agdb.sources.embedded.read import transcription
from agdb.warehouse.engine import Engine
from agdb.warehouse.warehouse import Warehouse

QUICK = ("--sizes", "25", "--rounds", "1")

NOW = datetime(2026, 11, 24, 12, tzinfo=UTC)


def built(
    programme: Programme, warehouse: Warehouse, memory: DiskCache | None
) -> tuple[float, dict[str, Computed]]:
    """Processor time of one build, and what it gave."""
    before = time.process_time()
    cache = None if memory is None else ValueCache(memory, ground=programme.ground)
    with Engine(folders=(warehouse.root,)) as engine:
        bench = Workbench(programme=programme, warehouse=warehouse, engine=engine)
        computed = {
            name: compute(one, bench, cache=cache) for name, one in programme.indicators.items()
        }
        refuse(
            computed,
            bench,
            today=NOW.date(),
            cache=cache,
        )
    return time.process_time() - before, computed


def change(programme: Programme, warehouse: Warehouse, turn: int) -> int:
    """Take in a new version of the source that most indicators read; return how many those are."""
    read = Counter(
        term.selection.dataset for one in programme.indicators.values() for term in one.metric.terms
    )
    embedded = {s.id: s.embedded for s in programme.sources.values() if s.embedded is not None}
    name, number = next((n, c) for n, c in read.most_common() if n in embedded)
    head, *rows = programme.figures[embedded[name]].splitlines(keepends=True)
    body = b"".join([head, *rows[turn + 1 :], *rows[: turn + 1]])  # other bytes, the same figures
    recording, reader = transcription(programme.sources[name], name=embedded[name], content=body)
    warehouse.keep(recording, reader=reader, received=NOW.replace(minute=turn + 1))
    return number


def main() -> None:
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("--sizes", type=int, nargs="+", default=[25, 50, 100])
    options.add_argument("--rounds", type=int, default=5)
    chosen = options.parse_args()
    whole = read_programme(Path(__file__).parents[1] / "programme")
    print("indicators  values  from nothing   unchanged  one source")
    for size in chosen.sizes:
        names = list(whole.indicators)[:: max(1, len(whole.indicators) // size)][:size]
        some = replace(whole, indicators={name: whole.indicators[name] for name in names})
        with tempfile.TemporaryDirectory() as folder:
            line(some, Path(folder), chosen.rounds)


def line(programme: Programme, folder: Path, rounds: int) -> None:
    """Print the medians for one size."""
    warehouse, memory = Warehouse(folder / "data"), DiskCache(folder / "memory")
    keep_embedded(programme=programme, warehouse=warehouse, received=NOW)
    nothing = [built(programme, warehouse, None) for _ in range(rounds)]
    built(programme, warehouse, memory)
    unchanged = [built(programme, warehouse, memory) for _ in range(rounds)]
    assert unchanged[-1][1] == nothing[-1][1]
    changed = []
    reading = 0
    for turn in range(rounds):
        reading = change(programme, warehouse, turn)
        changed.append(built(programme, warehouse, memory))
    assert changed[-1][1] == built(programme, warehouse, None)[1]
    values = sum(len(one.values) for one in nothing[-1][1].values())
    spent = [statistics.median(t for t, _ in some) for some in (nothing, unchanged, changed)]
    print(
        f"{len(programme.indicators):>10} {values:>7} {spent[0]:>11.2f} s {spent[1]:>9.2f} s"
        f" {spent[2]:>9.2f} s  ({reading} terms read it)"
    )


if __name__ == "__main__":
    main()
