"""From the values of a release to series that may be compared with themselves."""

from __future__ import annotations

import numpy as np
import pytest
from tests.release.made import made_computed, made_release, made_value

from agdb.indicators.value import Value
from agdb.outlook.series import Frequency as Rhythm
from agdb.outlook.series import Unit
from agdb.programme.programme import Programme
from agdb.release.outlook_series import ReleaseSeries, series_of_release
from agdb.statistics.status import ObservationStatus


def series_of(programme: Programme, *values: Value) -> list[ReleaseSeries]:
    computed = made_computed(programme, "parking-places", values, "demo:parking")
    return list(series_of_release(made_release(programme, computed)))


def test_each_frequency_is_a_series_and_school_years_are_years(cycling: Programme) -> None:
    school, quarter = series_of(
        cycling, made_value("2022/23", 1.0), made_value("2023/24", 2.0), made_value("2023-Q4", 3.0)
    )
    assert (school.series.frequency, quarter.series.frequency) == (Rhythm.YEAR, Rhythm.QUARTER)
    assert school.series.first_period == 2022
    assert school.period(2024) == "2024/25"
    assert quarter.period(quarter.series.first_period + 1) == "2024-Q1"
    assert school.series.unit is Unit.COUNT


def test_breaks_and_single_other_definitions_are_borders(cycling: Programme) -> None:
    other, new = ObservationStatus.DEFINITION_DIFFERS, ObservationStatus.BREAK
    marks = {2015: None, 2016: other, 2017: other, 2018: None, 2019: new, 2020: None}
    (one,) = series_of(
        cycling,
        *(
            made_value(str(year), 1.0, status=mark or ObservationStatus.NORMAL)
            for year, mark in marks.items()
        ),
    )
    assert one.series.breaks == {2016, 2018, 2019}


def test_a_forecast_of_the_source_was_not_observed_and_a_missing_value_is_a_gap(
    cycling: Programme,
) -> None:
    (one,) = series_of(
        cycling,
        made_value("2020", 1.0),
        made_value("2021", None, status=ObservationStatus.MISSING),
        made_value("2022", 3.0),
        made_value("2023", 9.0, status=ObservationStatus.FORECAST),
    )
    np.testing.assert_array_equal(one.series.values, [1.0, np.nan, 3.0])


def test_published_bounds_of_the_last_value_become_its_standard_error(cycling: Programme) -> None:
    values = [made_value("2020", 10.0), made_value("2021", 11.0, bounds=(9.04, 12.96))]
    (one,) = series_of(cycling, *values)
    assert one.series.measurement_sd == pytest.approx(1.0, abs=1e-4)


def test_shares_are_worked_per_one(cycling: Programme) -> None:
    values = [made_value("2024-Q1", 25.0)]
    computed = made_computed(cycling, "bicycles-electric-share", values, "demo:bicycles")
    (one,) = series_of_release(made_release(cycling, computed))
    assert one.series.values.tolist() == [0.25]
    assert one.factor == 100.0


def test_tables_that_one_ratio_joins_and_editions_of_a_table_are_one_family(
    cycling: Programme,
) -> None:
    values = [made_value("2024-Q1", 25.0)]
    kind = [made_value("2024-Q1", 25.0, breakdown=(("kind", "T"),))]
    release = made_release(
        cycling,
        made_computed(cycling, "bicycles-number", kind, "demo:counts@2024"),
        made_computed(cycling, "bicycles-electric-share", values, "demo:counts", "demo:all"),
        made_computed(cycling, "parking-places", values, "demo:all"),
    )
    assert len({one.series.family for one in series_of_release(release)}) == 1


def test_a_changed_selection_is_another_definition(cycling: Programme) -> None:
    values = [made_value("2024", 1.0)]
    names = {
        series_of_release(
            made_release(cycling, made_computed(cycling, "parking-places", values, dataset))
        )[0].series.definition
        for dataset in ("demo:parking", "demo:other", "demo:parking")
    }
    assert len(names) == 2
