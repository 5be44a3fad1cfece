"""What the tests of the outlook share: the M3 series, and small makers of series and forecasts."""

from __future__ import annotations

import csv
import gzip
import os
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np
import pytest

from agdb.outlook.origins import RollingErrors, mean_change, roll
from agdb.outlook.panel import Panel
from agdb.outlook.point import Method, point_forecasts
from agdb.outlook.published import ScaledPanel
from agdb.outlook.transform import Transform, Transforms, WorkingScale

if TYPE_CHECKING:
    from agdb.outlook.panel import FloatArray


def unscaled(panel: Panel) -> ScaledPanel:
    """Series of which the working scale is the value itself."""
    return ScaledPanel.on(panel, Transforms([Transform(WorkingScale.IDENTITY)] * len(panel)))


@dataclass(frozen=True)
class Competition:
    """One part of M3: the points given, the points asked for, and everything needed twice."""

    history: Panel
    outcomes: FloatArray
    scales: FloatArray
    season_length: int
    method: Method

    @property
    def horizon(self) -> int:
        return int(self.outcomes.shape[0])

    def mase(self, points: FloatArray) -> float:
        return float((np.abs(points - self.outcomes) / self.scales).mean())

    def points(self, method: Method) -> FloatArray:
        return point_forecasts(
            self.history,
            method=method,
            season_length=self.season_length,
            horizon=self.horizon,
            origins=self.history.ends(),
        )


@dataclass(frozen=True)
class Rolled:
    """A competition with the chosen method's forecasts and its errors from rolling origins."""

    part: Competition
    points: FloatArray
    errors: RollingErrors


def _read(name: str) -> list[list[float]]:
    root = Path(__file__).parents[2] / os.environ.get("AGDB_SPECIMENS", "../shared/data")
    path = root / "forecast" / name
    if not path.exists():
        pytest.skip(f"the recording {path} is absent")
    series: dict[str, list[float]] = {}
    with gzip.open(path, "rt") as lines:
        for row in csv.DictReader(lines):
            series.setdefault(row["series"], []).append(float(row["value"]))
    return list(series.values())


def _part(name: str, season_length: int, horizon: int, method: Method) -> Competition:
    rows = _read(name)
    history = Panel.of([row[:-horizon] for row in rows])
    outcomes = np.array([row[-horizon:] for row in rows]).T
    scales = mean_change(history, season_length=season_length, origins=history.ends())
    return Competition(history, outcomes, scales, season_length, method)


@pytest.fixture(scope="session")
def yearly() -> Competition:
    return _part("m3_yearly.csv.gz", 1, 6, Method.MEAN_WITH_DRIFT)


@pytest.fixture(scope="session")
def quarterly() -> Competition:
    return _part("m3_quarterly.csv.gz", 4, 8, Method.MEAN_WITH_THETA)


def _roll(part: Competition) -> Rolled:
    """As the method note did it: points and errors alike on the scale of the values."""
    errors = roll(
        unscaled(part.history),
        method=part.method,
        season_length=part.season_length,
        horizon=part.horizon,
    ).errors()
    return Rolled(part, part.points(part.method), errors)


@pytest.fixture(scope="session")
def yearly_rolled(yearly: Competition) -> Rolled:
    return _roll(yearly)


@pytest.fixture(scope="session")
def quarterly_rolled(quarterly: Competition) -> Rolled:
    return _roll(quarterly)
