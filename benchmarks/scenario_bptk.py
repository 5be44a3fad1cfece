"""The golden case in BPTK-Py, a system-dynamics package, beside ours.

BPTK-Py is no dependency of this repository; run this in an environment of its own:

    python -m venv elsewhere && elsewhere/bin/pip install bptk-py
    elsewhere/bin/pip install --no-deps -r requirements.lock
    PYTHONPATH=src elsewhere/bin/python benchmarks/scenario_bptk.py

Prints supply, demand and gap of the baseline at year 5 by both, and seconds of the processor, the
least of five: theirs for one run, ours for all sixteen. Ends with 1 where the results differ by
more than a ten-thousandth of a person, or where our sixteen take longer than `LIMIT` of their one.
"""

from __future__ import annotations

import sys
import time
from collections.abc import Callable
from pathlib import Path

from BPTK_Py import Model
from BPTK_Py import sd_functions as sd

from agdb.scenario.doorrekening import compute
from agdb.scenario.reading import read_scenario

NEEDS = "BPTK_Py"
AGES = range(20, 67)
GOLDEN = Path(__file__).parents[1] / "specimens/scenario/golden.yaml"
SCENARIO = read_scenario({"golden.yaml": GOLDEN.read_text(encoding="utf-8")})
LIMIT = 0.5
ALIKE = 1e-4


def build() -> Model:
    """47 stocks, one per age, that move on every year; demand grows by 1 %."""
    model = Model(starttime=0.0, stoptime=5.0, dt=1.0, name="golden")
    stocks = {}
    for age in AGES:
        stocks[age] = model.stock(f"people_{age}")
        stocks[age].initial_value = 1000.0
    for age in AGES:
        entrants = (819.0 if age == 22 else 0.0) + (75.0 if 25 <= age < 45 else 0.0)
        arriving = model.flow(f"arriving_{age}")
        stay = 0.96 if age - 1 < 60 else 1.0
        arriving.equation = entrants + (stocks[age - 1] * stay if age > 20 else 0.0)
        moving_on = model.flow(f"moving_on_{age}")
        moving_on.equation = stocks[age] * 1.0
        stocks[age].equation = arriving - moving_on
    supply = model.converter("supply")
    total = stocks[20]
    for age in list(AGES)[1:]:
        total = total + stocks[age]
    supply.equation = total
    demand = model.converter("demand")
    demand.equation = 48_000.0 * sd.exp(0.01 * sd.time())
    return model


def theirs() -> tuple[float, float]:
    """Supply and demand at year 5 by BPTK-Py; what it worked out before it does not know."""
    model = build()
    supply, demand = (model.evaluate_equation(name, 5.0) for name in ("supply", "demand"))
    return supply, demand


def ours() -> tuple[float, float]:
    """The same by us, with the fifteen other subsets of measures."""
    outcome = compute(SCENARIO, draws=1, seed=1).outcome
    return float(outcome.supply[0, 0, 0, 5]), float(outcome.demand[0, 0, 0, 5])


def least(work: Callable[[], tuple[float, float]]) -> tuple[float, tuple[float, float]]:
    """The fewest seconds of five times, and the result."""
    taken = []
    for _ in range(5):
        start = time.process_time()
        found = work()
        taken.append(time.process_time() - start)
    return min(taken), found


def main() -> None:
    """Print both, and hold the limit."""
    print(f"{'':12}{'supply':>14}{'demand':>14}{'gap':>12}{'seconds':>10}")
    found = {"BPTK-Py": least(theirs), "agdb": least(ours)}
    for name, (seconds, (supply, demand)) in found.items():
        print(
            f"{name:12}{supply:14.4f}{demand:14.4f}{demand - supply:12.4f}{seconds:10.4f}"
            f"  {'16 runs' if name == 'agdb' else '1 run'}"
        )
    (one, their), (sixteen, our) = found.values()
    apart = max(abs(a - b) for a, b in zip(their, our, strict=True))
    kept = sixteen <= LIMIT * one
    print(f"our sixteen in {sixteen / one:.2f} of their one, limit {LIMIT}:"
          f" {'reached' if kept else 'NOT REACHED'}; results {apart:.1e} apart")  # fmt: skip
    if not kept or apart > ALIKE:
        sys.exit(1)


if __name__ == "__main__":
    main()
