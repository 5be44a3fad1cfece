from __future__ import annotations

import pytest

from agdb.errors import OutlookError
from agdb.outlook.revisions import revisions
from agdb.outlook.series import TimeSeries, UnitKind
from agdb.results.remark import Remark
from agdb.statistics.period import Frequency


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


@pytest.mark.parametrize(("moved", "often"), [(4.9, False), (5.0, False), (5.1, True)])
def test_half_a_usual_change_is_not_often(moved: float, often: bool) -> None:
    # Given a series that moves by ten a year, of which one value was revised
    found = revisions(
        [
            _vintage("2024", {2020: 10.0, 2021: 20.0, 2022: 30.0 - moved}),
            _vintage("2025", {2022: 30.0, 2023: 40.0, 2021: 20.0, 2020: 10.0}),
        ]
    )

    assert found.mean == pytest.approx(moved / 3)
    assert found.mean_absolute_share == pytest.approx(moved / 30)
    single = revisions(
        [_vintage("2024", {2022: 30.0 - moved}), _vintage("2025", {2021: 20.0, 2022: 30.0})]
    )
    assert single.mean == pytest.approx(moved)
    assert single.mean_absolute_share == pytest.approx(moved / 10)
    assert (Remark.OFTEN_REVISED in single.remarks) == often


def test_revisions_up_and_down_cancel_in_the_mean_and_not_in_their_size() -> None:
    found = revisions(
        [_vintage("2024", {2021: 10.0, 2022: 20.0}), _vintage("2025", {2021: 13.0, 2022: 17.0})]
    )

    assert found.mean == 0.0
    assert found.mean_absolute == 3.0
    assert [one.revision for one in found.periods] == [3.0, -3.0]
    assert [one.latest for one in found.periods] == [13.0, 17.0]


def test_quarters_need_more_than_a_year_for_a_share() -> None:
    def told(size: int) -> float | None:
        values = [float(n % 4 + 8 * (n // 4)) for n in range(size)]
        series = [
            TimeSeries.of(
                dict(enumerate([values[0] + shift, *values[1:]], start=8000)),
                series_id="a",
                unit=UnitKind.LEVEL,
                definition="d",
                frequency=Frequency.QUARTER,
                vintage=day,
            )
            for day, shift in (("2024", -size), ("2025", 0.0))
        ]
        return revisions(series).mean_absolute_share

    assert told(4) is None
    assert told(5) == pytest.approx(1 / 8)


def test_a_missing_value_was_not_published() -> None:
    found = revisions(
        [_vintage("2024", {2021: 10.0, 2022: float("nan")}), _vintage("2025", {2022: 20.0})]
    )

    assert [(one.period, one.values) for one in found.periods] == [(2021, (10.0,)), (2022, (20.0,))]
    assert (found.mean, found.mean_absolute, found.mean_absolute_share) == (None, None, None)
