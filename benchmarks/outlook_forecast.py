"""Forecasts of many series, beside plain statsforecast in the same run.

    PYTHONPATH=src python benchmarks/outlook_forecast.py [--sizes 100 1000 10000] [--reference 200]

Every line says how many series were really forecast, the processor seconds that took, how many
cores worked (processor time over wall time), the peak of memory so far and, for ours, how much
longer a series took than in the size before (1.0 is growth in proportion). Rates are by processor
second, so that a busy machine does not change them. The libraries forecast `--reference` series (a
fifth of them for AutoARIMA) and their rate stands beside ours; nothing is extrapolated.
"""

from __future__ import annotations

import argparse
import importlib
import resource
import time
import warnings
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

import numpy as np

from agdb.outlook.forecasting import forecast_series
from agdb.outlook.panel import Panel
from agdb.outlook.series import TimeSeries, UnitKind
from agdb.outlook.smoothing import smoothing
from agdb.statistics.period import Frequency

if TYPE_CHECKING:
    from collections.abc import Callable

QUICK = ("--sizes", "100", "--reference", "5")

POINTS = 40


@dataclass(frozen=True)
class Measured:
    series: int
    busy: float
    cores: float
    peak_mb: float

    @property
    def rate(self) -> float:
        return self.series / self.busy


def measure(series: int, work: Callable[[], object]) -> Measured:
    wall, busy = time.perf_counter(), time.process_time()
    work()
    worked = time.process_time() - busy
    cores = worked / (time.perf_counter() - wall)
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    return Measured(series, worked, cores, peak)


def walks(count: int, frequency: Frequency) -> np.ndarray:
    rng = np.random.default_rng(20261124)
    steps = rng.normal(0.5, 1.0, (POINTS, count)) * rng.lognormal(0.0, 0.5, count)
    values = 100.0 + steps.cumsum(axis=0) - steps.cumsum(axis=0).min(axis=0)
    if frequency is Frequency.QUARTER:
        values *= np.tile([1.08, 0.95, 1.02, 0.95], POINTS // 4)[:, None]
    return values


def series_of(values: np.ndarray, frequency: Frequency) -> list[TimeSeries]:
    return [
        TimeSeries(
            id=f"s{place}",
            definition="d",
            frequency=frequency,
            first_period=1980,
            values=column,
            unit=UnitKind.COUNT,
            family=f"f{place}",
        )
        for place, column in enumerate(values.T)
    ]


def ours(values: np.ndarray, frequency: Frequency) -> dict[str, Callable[[], object]]:
    count = values.shape[1]
    panel = Panel(values, np.full(count, POINTS))
    given = series_of(values, frequency)
    season = frequency.per_year or 1
    horizon = 2 * season + 4
    cache: dict[str, np.ndarray] = {}
    forecast_series(given, cache=cache)
    changed = [replace(given[0], values=given[0].values * 1.01), *given[1:]]
    return {
        "ours: exponential smoothing by AICc, points": lambda: smoothing(
            panel, season_length=season, horizon=horizon, origins=panel.ends()
        ),
        "ours: published method with intervals, every origin": lambda: forecast_series(given),
        "ours: the same after one changed value": lambda: forecast_series(changed, cache=cache),
    }


def library(name: str, values: np.ndarray, frequency: Frequency) -> Callable[[], object]:
    models = importlib.import_module("statsforecast.models")  # late: it weighs on peak memory

    def work() -> None:
        model = getattr(models, name)(season_length=frequency.per_year)
        for column in values.T:
            model.forecast(y=column, h=2 * (frequency.per_year or 1) + 4, level=[80, 95])

    return work


def report(label: str, found: Measured, before: Measured | None = None) -> None:
    growth = "" if before is None else f"{before.rate / found.rate:.2f}"
    print(
        f"| {label} | {found.series:,} | {found.busy:,.1f} | {found.rate:,.0f} "
        f"| {found.cores:.1f} | {found.peak_mb:,.0f} | {growth} |",
        flush=True,
    )


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--sizes", type=int, nargs="+", default=[100, 1_000, 10_000])
    parser.add_argument("--reference", type=int, default=200)
    chosen = parser.parse_args()
    warnings.simplefilter("ignore")
    for frequency in (Frequency.YEAR, Frequency.QUARTER):
        print(f"\n{POINTS} points per series, frequency {frequency.value}\n")
        print("| what | series | processor s | series/s | cores | peak MB | growth |")
        print("|---|---|---|---|---|---|---|")
        smaller: dict[str, Measured] = {}
        for count in chosen.sizes:
            for label, work in ours(walks(count, frequency), frequency).items():
                found = measure(count, work)
                report(label, found, smaller.get(label))
                smaller[label] = found
        for name, count in (
            ("AutoETS", chosen.reference),
            ("AutoTheta", chosen.reference),
            ("AutoARIMA", max(chosen.reference // 5, 1)),
        ):
            values = walks(count, frequency)
            library(name, values[:, :1], frequency)()
            work = library(name, values, frequency)
            report(f"statsforecast {name} with its own intervals", measure(count, work))


if __name__ == "__main__":
    main()
