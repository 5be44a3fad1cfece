from __future__ import annotations

import numpy as np
import pytest

from agdb.errors import OutlookError
from agdb.outlook.panel import Origins, Panel
from agdb.outlook.point import Method, point_forecasts


def test_origins_by_series_cover_each_origin_once_with_the_columns_that_hold_it() -> None:
    origins = Origins(np.array([3, 0, 3, 1]), np.array([4, 2, 5, 3]))
    found = list(origins.by_series(5, width=2))
    assert [columns for columns, _ in found] == [slice(0, 2), slice(2, 4)]
    for columns, mine in found:
        assert (
            (origins.series[mine] >= columns.start) & (origins.series[mine] < columns.stop)
        ).all()
    assert sorted(int(one) for _, mine in found for one in mine) == [0, 1, 2, 3]


def test_at_an_origin_only_its_past_is_known() -> None:
    panel = Panel.of([[1.0, 2.0, 3.0], [4.0, 5.0]])
    past = panel.at(Origins(np.array([1, 0, 0]), np.array([1, 2, 3])))
    assert past.values.tolist() == [[4.0, 1.0, 1.0], [0.0, 2.0, 2.0], [0.0, 0.0, 3.0]]


def test_truncation_forgets_what_came_later() -> None:
    panel = Panel.of([[1.0, 2.0, 3.0], [4.0, 5.0]]).truncate(np.array([1, 2]))
    assert panel.values.tolist() == [[1.0, 4.0], [0.0, 5.0]]
    assert panel.last().tolist() == [1.0, 5.0]


def test_an_empty_or_missing_value_is_refused() -> None:
    with pytest.raises(OutlookError, match="series 1 of a panel is empty"):
        Panel.of([[1.0], []])
    with pytest.raises(OutlookError, match="series 0 of a panel holds a missing value"):
        Panel.of([[np.nan], [1.0]])


@pytest.mark.parametrize("method", Method)
def test_no_series_is_a_panel_of_none_and_its_forecasts_are_none(method: Method) -> None:
    panel = Panel.of([])
    assert len(panel) == 0
    points = point_forecasts(panel, method=method, season_length=4, horizon=3, origins=panel.ends())
    assert points.shape == (3, 0)
