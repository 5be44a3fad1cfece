"""ARIMA, CES and the median of four: references of the development group, in no release."""

from __future__ import annotations

import warnings
from typing import TYPE_CHECKING

import numpy as np
import pytest

from agdb.outlook.point import Method, point_forecasts

if TYPE_CHECKING:
    from tests.outlook.conftest import Competition

    from agdb.outlook.panel import FloatArray, IntArray

REFERENCES = ("AutoARIMA", "AutoETS", "AutoCES", "DynamicOptimizedTheta")


def _references(part: Competition, columns: IntArray) -> dict[str, FloatArray]:
    """Points (horizon, column) of each reference, and their median."""
    found: dict[str, list[FloatArray]] = {name: [] for name in REFERENCES}
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        from statsforecast import models

        for column in columns:
            values = part.history.values[: part.history.lengths[column], column]
            for name in REFERENCES:
                model = getattr(models, name)(season_length=part.season_length)
                points = model.forecast(y=values, h=part.horizon)["mean"]
                found[name].append(np.asarray(points, dtype=float))
    told = {name: np.array(points).T for name, points in found.items()}
    return told | {"median": np.median(list(told.values()), axis=0)}


def _mase(part: Competition, points: FloatArray, columns: IntArray) -> float:
    away = np.abs(points - part.outcomes[:, columns]) / part.scales[columns]
    return float(away.mean())


@pytest.mark.specimens
def test_on_a_few_series_of_m3_our_mean_is_near_the_median_of_four(
    quarterly: Competition,
) -> None:
    # Given a spread of quarterly series, forecast by the four references
    columns = np.arange(0, len(quarterly.history), 250)
    theirs = _references(quarterly, columns)

    # When ours are held against them
    panel = quarterly.history.select(columns)
    points = point_forecasts(
        panel,
        method=Method.MEAN_WITH_THETA,
        season_length=quarterly.season_length,
        horizon=quarterly.horizon,
        origins=panel.ends(),
    )

    # Then none is missing, and ours loses to their median by no more than a tenth
    assert all(np.isfinite(found).all() for found in theirs.values())
    assert _mase(quarterly, points, columns) <= 1.1 * _mase(quarterly, theirs["median"], columns)


@pytest.mark.specimens
@pytest.mark.long
@pytest.mark.parametrize(
    ("part", "published"),
    [
        ("yearly", {"AutoARIMA": 2.88, "AutoCES": 3.19, "median": 2.66}),
        ("quarterly", {"AutoARIMA": 1.19, "AutoCES": 1.14, "median": 1.09}),
    ],
)
def test_the_references_score_on_m3_as_published(
    part: str, published: dict[str, float], request: pytest.FixtureRequest
) -> None:
    competition: Competition = request.getfixturevalue(part)
    columns = np.arange(len(competition.history))
    theirs = _references(competition, columns)
    ours = competition.mase(competition.points(competition.method))

    for name, expected in published.items():
        found = _mase(competition, theirs[name], columns)
        assert found == pytest.approx(expected, abs=0.03 if part == "yearly" else 0.02), name
    # And our choice is not worse than their median by more than that
    assert ours <= published["median"] + 0.02
