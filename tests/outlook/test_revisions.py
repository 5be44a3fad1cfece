from __future__ import annotations

import pytest

from agdb.errors import OutlookError
from agdb.outlook.revisions import revisions
from agdb.outlook.series import TimeSeries, UnitKind
from agdb.results.remark import Remark


def _vintage(
    day: str, points: dict[int, float], definition: str = "d", name: str = "a"
) -> TimeSeries:
    return TimeSeries.of(
        points, series_id=name, unit=UnitKind.COUNT, definition=definition, vintage=day
    )


def test_first_latest_and_all_between_are_kept() -> None:
    # Given three vintages, in no particular order
    found = revisions(
        [
            _vintage("2026-01-01", {2022: 12.0, 2023: 22.0, 2024: 30.0}),
            _vintage("2024-01-01", {2022: 10.0}),
            _vintage("2025-01-01", {2022: 11.0, 2023: 20.0}),
        ]
    )
    # Then each period knows its values in order, and the statistics follow
    assert [one.values for one in found.periods] == [(10.0, 11.0, 12.0), (20.0, 22.0), (30.0,)]
    assert (found.periods[0].first, found.periods[0].latest) == (10.0, 12.0)
    assert found.periods[0].vintages == ("2024-01-01", "2025-01-01", "2026-01-01")
    assert found.mean == pytest.approx(2.0)
    assert found.mean_absolute_share == pytest.approx(2.0 / 9.0)
    assert found.remarks == ()


def test_revisions_of_more_than_half_a_usual_change_are_remarked() -> None:
    found = revisions(
        [
            _vintage("2024-01-01", {2022: 10.0, 2023: 14.0}),
            _vintage("2025-01-01", {2022: 8.0, 2023: 10.0, 2024: 12.0}),
        ]
    )
    assert found.mean == pytest.approx(-3.0)
    assert found.remarks == (Remark.OFTEN_REVISED,)


def test_a_new_definition_is_no_revision() -> None:
    found = revisions(
        [_vintage("2024-01-01", {2022: 10.0}, "old"), _vintage("2025-01-01", {2022: 99.0})]
    )
    assert found.mean is None
    assert [one.values for one in found.periods] == [(99.0,)]


def test_nothing_and_constant_series_have_no_share() -> None:
    assert revisions([]).remarks == (Remark.NO_OBSERVATIONS,)
    flat = [_vintage("2024", {2022: 5.0, 2023: 5.0}), _vintage("2025", {2022: 5.0, 2023: 5.0})]
    assert revisions(flat).mean == 0.0
    assert revisions(flat).mean_absolute_share is None
    single = [_vintage("2024", {2022: 5.0}), _vintage("2025", {2022: 6.0})]
    assert revisions(single).mean_absolute_share is None


def test_vintages_of_different_series_are_refused() -> None:
    with pytest.raises(OutlookError, match="different series: a, b"):
        revisions([_vintage("2024", {2022: 5.0}), _vintage("2024", {2022: 5.0}, name="b")])
