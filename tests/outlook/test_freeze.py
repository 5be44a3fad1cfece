from __future__ import annotations

import json
from dataclasses import replace

import numpy as np

from agdb.outlook.forecasting import forecast_series
from agdb.outlook.freeze import fingerprint, frozen_record
from agdb.outlook.series import Frequency, Series, Unit


def _forecasts() -> list:
    rng = np.random.default_rng(3)
    values = 50.0 + rng.normal(size=(15, 32)).cumsum(axis=0)
    return forecast_series(
        [
            Series(
                id=f"s{place}",
                definition="d",
                frequency=Frequency.YEAR,
                first_period=2005,
                values=values[:, place],
                unit=Unit.LEVEL,
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
    first = replace(forecast.steps[0], point=forecast.steps[0].point * (1.0 + 1e-8))
    assert fingerprint(replace(forecast, steps=(first, *forecast.steps[1:]))) != fingerprint(
        forecast
    )
    assert fingerprint(replace(forecast, vintage="2020-04-01")) != fingerprint(forecast)


def test_the_record_reads_back_exactly_as_plain_json() -> None:
    record = frozen_record(_forecasts()[0])
    assert json.loads(json.dumps(record)) == record
    assert record["kind"] == "forecast"
