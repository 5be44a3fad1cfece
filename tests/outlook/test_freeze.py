from __future__ import annotations

import hashlib
import json
from dataclasses import replace

import numpy as np
import pytest

from agdb.errors import OutlookError
from agdb.outlook.forecast import (
    Forecast,
    fingerprint,
    frozen_record,
    record_fingerprint,
    score_frozen,
)
from agdb.outlook.forecasting import forecast_series
from agdb.outlook.point import NO_CHOICE
from agdb.outlook.series import TimeSeries, UnitKind
from agdb.statistics.period import Frequency


def _forecasts() -> list[Forecast]:
    rng = np.random.default_rng(3)
    values = 50.0 + rng.normal(size=(15, 32)).cumsum(axis=0)
    return forecast_series(
        [
            TimeSeries(
                id=f"s{place}",
                definition="d",
                frequency=Frequency.YEAR,
                first_period=2005,
                values=values[:, place],
                unit=UnitKind.LEVEL,
                family=f"f{place}",
                vintage="2020-03-01",
            )
            for place in range(32)
        ]
    )


def test_the_same_inputs_give_the_same_fingerprint() -> None:
    assert [fingerprint(one) for one in _forecasts()] == [fingerprint(one) for one in _forecasts()]


def test_any_changed_digit_gives_another() -> None:
    forecast = _forecasts()[0]
    first = replace(forecast.steps[0], point=np.nextafter(forecast.steps[0].point, 1e9))
    assert fingerprint(replace(forecast, steps=(first, *forecast.steps[1:]))) != fingerprint(
        forecast
    )
    assert fingerprint(replace(forecast, vintage="2020-04-01")) != fingerprint(forecast)


def test_the_record_reads_back_exactly_as_plain_json() -> None:
    record = frozen_record(_forecasts()[0])
    assert json.loads(json.dumps(record)) == record
    assert record["kind"] == "forecast"


def test_a_frozen_forecast_is_scored_from_its_record_when_data_arrive() -> None:
    # Given a published record, stored and read back
    forecast = _forecasts()[0]
    record = json.loads(json.dumps(frozen_record(forecast)))
    wide = forecast.steps[0].bounds[1]
    # When the first period arrives, just above the wide bound
    scores = score_frozen(record, fingerprint(forecast), {2020: wide.upper + 1.0, 1900: 3.0})
    # Then only that step is scored, and missed
    (only,) = scores
    assert only.period == 2020
    assert only.inside == (False, False)
    assert only.error == pytest.approx(wide.upper + 1.0 - forecast.steps[0].point)
    assert only.interval_scores[1] == pytest.approx(wide.upper - wide.lower + 40.0)


def test_a_record_that_was_improved_afterwards_is_refused() -> None:
    forecast = _forecasts()[0]
    record = frozen_record(forecast) | {"vintage": "2030-01-01"}
    with pytest.raises(OutlookError, match="the frozen forecast of 's0' differs"):
        score_frozen(record, fingerprint(forecast), {})


def test_the_record_holds_what_was_published_field_by_field() -> None:
    forecast = _forecasts()[0]

    record = frozen_record(forecast)

    assert record == {
        "kind": "forecast",
        "series": "s0",
        "definition": "d",
        "vintage": "2020-03-01",
        "frequency": "year",
        "last_period": 2019,
        "points_used": 15,
        "method": "mean-smoothing-theta-drift",
        "interval": "pooled-shrunk",
        "remarks": [],
        "steps": [
            {
                "period": 2020 + place,
                "point": step.point,
                "tested": True,
                "bounds": [[bound.level, bound.lower, bound.upper] for bound in step.bounds],
            }
            for place, step in enumerate(forecast.steps)
        ],
    }
    assert frozen_record(replace(forecast, choice=NO_CHOICE))["method"] is None


def test_a_fingerprint_does_not_depend_on_the_order_of_the_keys() -> None:
    forecast = _forecasts()[0]
    record = frozen_record(forecast)

    assert record_fingerprint(dict(reversed(record.items()))) == fingerprint(forecast)
    assert (
        record_fingerprint({"b": 1, "a": [1, 2]})
        == hashlib.sha256(b'{"a":[1,2],"b":1}').hexdigest()
    )


@pytest.mark.parametrize(
    ("outcome", "inside", "score"),
    [(3.0, True, 2.0), (5.0, True, 2.0), (4.2, True, 2.0), (2.5, False, 7.0), (5.5, False, 7.0)],
)
def test_an_outcome_at_a_bound_lies_inside_it(outcome: float, inside: bool, score: float) -> None:
    record = {"steps": [{"period": 2025, "point": 4.0, "bounds": [[0.8, 3.0, 5.0]]}]}

    (found,) = score_frozen(record, record_fingerprint(record), {2025: outcome, 2024: 1.0})

    assert (found.period, found.point, found.error) == (2025, 4.0, outcome - 4.0)
    assert (found.levels, found.bounds) == ((0.8,), ((3.0, 5.0),))
    assert found.inside == (inside,)
    assert found.interval_scores == pytest.approx((score,))


def test_a_step_is_found_by_its_period_alone() -> None:
    forecast = _forecasts()[0]

    assert [forecast.at(period) for period in range(2019, 2028)] == [
        None,
        *forecast.steps,
        None,
        None,
    ]
