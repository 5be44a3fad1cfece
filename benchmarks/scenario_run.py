"""How fast the doorrekening runs, beside the same model in plain loops, and how it grows.

    PYTHONPATH=src python benchmarks/scenario_run.py

Prints one table in processor seconds, which the arrays spread over two threads; wall time depends
on what else runs. All 16 subsets of the golden and of the national scenario, the same for the plain
loops of `scenario_reference.py` (timed on a few runs, scaled to all of them), the ratio, and the
growth from 1,000 to 10,000 draws with the peak of memory.
"""

from __future__ import annotations

import time
import tracemalloc
from pathlib import Path
from typing import TYPE_CHECKING

import scenario_reference
from agdb.scenario.doorrekening import compute
from agdb.scenario.draws import draw
from agdb.scenario.pillars import Subsets
from agdb.scenario.questions import DRAWS, SOBOL_DRAWS, answer
from agdb.scenario.reading import read_scenario
from agdb.scenario.result import run_facts

if TYPE_CHECKING:
    from agdb.scenario.scenario import Scenario

ROOT = Path(__file__).parents[1]
SEED = 1


def read(*files: Path) -> Scenario:
    return read_scenario({str(f.relative_to(ROOT)): f.read_text(encoding="utf-8") for f in files})


def arrays(scenario: Scenario, draws: int) -> float:
    """Best of three, in processor seconds."""
    return min(_timed(scenario, draws) for _ in range(3))


def _timed(scenario: Scenario, draws: int) -> float:
    start = time.process_time()
    compute(scenario, draws=draws, seed=SEED)
    return time.process_time() - start


def loops(scenario: Scenario, draws: int, tried: int = 16) -> float:
    """Processor seconds for all subsets of `draws` draws, from `tried` runs of a single one."""
    subsets = Subsets(scenario.pillars)
    drawn = draw(scenario, draws=1, seed=SEED)
    start = time.process_time()
    for k in range(tried):
        scenario_reference.gaps(scenario, drawn, frozenset(subsets.members(k % subsets.count)))
    return (time.process_time() - start) / tried * draws * subsets.count


def widened(golden_text: str) -> Scenario:
    """The golden case with something to draw, so that 2,000 draws are 2,000 draws."""
    record = (
        "{value: 0.3, prior: {triangular: [0, 0.3, 0.8]}, unit: share, source: worked example, "
        "grade: given}"
    )
    return read_scenario({"golden": golden_text.replace("rebound: 0.3", f"rebound: {record}")})


def memory(scenario: Scenario, draws: int) -> float:
    """Peak megabytes of one run."""
    tracemalloc.start()
    compute(scenario, draws=draws, seed=SEED)
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    return peak / 1e6


def main() -> None:
    golden = widened((ROOT / "specimens/scenario/golden.yaml").read_text(encoding="utf-8"))
    national = read(*sorted((ROOT / "programme/scenario").rglob("*.yaml")))
    print(f"{'':34}{'arrays':>9}{'loops':>10}{'ratio':>8}")
    for name, scenario in (("golden, 5 years", golden), ("national, 10 years", national)):
        fast, slow = arrays(scenario, 2000), loops(scenario, 2000)
        print(f"{name + ', 2,000 x 16':34}{fast:8.2f}s{slow:9.0f}s{slow / fast:7.0f}x")
    few, many = arrays(national, 1000), arrays(national, 10_000)
    print(f"{'national, 1,000 draws':34}{few:8.2f}s")
    print(f"{'national, 10,000 draws':34}{many:8.2f}s   growth {many / few:.1f}x for 10x draws")
    for draws in (1000, 4000):
        print(f"{f'national, {draws} draws, peak':34}{memory(national, draws):7.0f} MB")
    start, clock = time.process_time(), time.perf_counter()
    answer(national)
    spent, waited = time.process_time() - start, time.perf_counter() - clock
    whole = f"all of a release, {DRAWS} and {SOBOL_DRAWS} draws"
    print(f"{whole:34}{spent:8.2f}s   {waited:.2f} s of time")
    prints = {run_facts(compute(national, draws=200, seed=SEED)).sha256 for _ in range(2)}
    print(f"{'same seed, same bytes':34}{'yes' if len(prints) == 1 else 'NO':>9}")


if __name__ == "__main__":
    main()
