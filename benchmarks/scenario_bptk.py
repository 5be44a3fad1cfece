"""The golden case in BPTK-Py, a system-dynamics package, beside ours.

BPTK-Py is no dependency of this repository; run this in an environment of its own:

    python -m venv elsewhere && elsewhere/bin/pip install bptk-py pyyaml
    PYTHONPATH=src elsewhere/bin/python benchmarks/scenario_bptk.py

Prints supply, demand and gap of the baseline at year 5 by both, and seconds per run.
"""

from __future__ import annotations

import time
from pathlib import Path

from BPTK_Py import Model
from BPTK_Py import sd_functions as sd

from agdb.scenario.doorrekening import compute
from agdb.scenario.reading import read_scenario

NEEDS = "BPTK_Py"
AGES = range(20, 67)
GOLDEN = Path(__file__).parents[1] / "specimens/scenario/golden.yaml"


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


def main() -> None:
    start = time.process_time()
    model = build()
    supply, demand = (model.evaluate_equation(name, 5.0) for name in ("supply", "demand"))
    theirs = time.process_time() - start
    scenario = read_scenario({"golden.yaml": GOLDEN.read_text(encoding="utf-8")})
    start = time.process_time()
    result = compute(scenario, draws=1, seed=1)
    ours = time.process_time() - start
    print(f"{'':12}{'supply':>14}{'demand':>14}{'gap':>12}{'seconds':>10}")
    print(f"{'BPTK-Py':12}{supply:14.4f}{demand:14.4f}{demand - supply:12.4f}{theirs:10.4f}  1 run")
    mine = result.outcome.supply[0, 0, 0, 5], result.outcome.demand[0, 0, 0, 5]
    print(
        f"{'agdb':12}{mine[0]:14.4f}{mine[1]:14.4f}{mine[1] - mine[0]:12.4f}{ours:10.4f}  16 runs"
    )


if __name__ == "__main__":
    main()
