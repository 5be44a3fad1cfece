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


def test_series_are_padded_with_nothing_and_know_their_last_values() -> None:
    panel = Panel.of([[1.0, 2.0, 3.0], [5.0, 4.0], [9.0, 8.0, 7.0, 6.0]])

    assert panel.values.T.tolist() == [[1, 2, 3, 0], [5, 4, 0, 0], [9, 8, 7, 6]]
    assert panel.observed().T.tolist() == [
        [True, True, True, False],
        [True, True, False, False],
        [True] * 4,
    ]
    assert panel.last().tolist() == [3.0, 4.0, 6.0]
    assert panel.last(1).tolist() == [2.0, 5.0, 7.0]
    ends = panel.ends()
    assert (ends.series.tolist(), ends.lengths.tolist()) == ([0, 1, 2], [3, 2, 4])


@pytest.mark.parametrize("columns", [np.array([1, 0]), np.array([True, True, False])])
def test_a_selection_is_no_higher_than_its_longest_series(columns: np.ndarray) -> None:
    panel = Panel.of([[1.0, 2.0, 3.0], [5.0, 4.0], [9.0, 8.0, 7.0, 6.0]])

    found = panel.select(columns)

    assert found.values.shape == (3, 2)
    assert sorted(found.lengths.tolist()) == [2, 3]
    assert sorted(found.last().tolist()) == [3.0, 4.0]
    assert panel.select(np.array([1])).values.tolist() == [[5.0], [4.0]]


def test_a_running_statistic_is_read_at_the_last_point_known() -> None:
    panel = Panel.of([[1.0, 2.0, 3.0], [5.0, 4.0, 9.0]])
    origins = Origins(np.array([1, 0, 0]), np.array([2, 3, 1]))

    assert panel.known(panel.values * 10.0, origins).tolist() == [40.0, 30.0, 10.0]


def test_origins_are_cut_and_joined_in_their_order() -> None:
    one = Origins(np.array([3, 0, 1]), np.array([4, 2, 3]))

    both = one[1:] + one[np.array([0])]

    assert (both.series.tolist(), both.lengths.tolist()) == ([0, 1, 3], [2, 3, 4])
    assert (len(one), len(both)) == (3, 3)
    assert [some.tolist() for some in one.of_each(4)] == [[1], [2], [], [0]]


def test_the_first_that_is_wrong_is_named() -> None:
    with pytest.raises(OutlookError, match="series 2 of a panel is empty"):
        Panel.of([[1.0], [1.0, 2.0], []])
    with pytest.raises(OutlookError, match="series 1 of a panel holds a missing value"):
        Panel.of([[1.0, 3.0], [1.0, np.inf], [np.nan]])
