from __future__ import annotations

import numpy as np
import pytest

from agdb.errors import OutlookError
from agdb.outlook.panel import Panel
from agdb.outlook.point import Method, point_forecasts


def test_chunks_cover_every_series_once_and_keep_its_values() -> None:
    panel = Panel.of([[1.0, 2.0, 3.0], [4.0], [5.0, 6.0]])
    seen = {}
    for columns, part in panel.chunks(2):
        assert len(part) <= 2
        for place, column in enumerate(columns):
            seen[int(column)] = part.values[: part.lengths[place], place].tolist()
    assert seen == {0: [1.0, 2.0, 3.0], 1: [4.0], 2: [5.0, 6.0]}


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
    points = point_forecasts(panel, method=method, season_length=4, horizon=3)
    assert points.shape == (3, 0)
