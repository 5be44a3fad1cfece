"""A figure for a period that has not begun, and is no forecast."""

from __future__ import annotations

from collections.abc import Iterator

from agdb.indicators.checks.data import Data
from agdb.indicators.checks.finding import Found, Severity
from agdb.indicators.checks.rule import Rule
from agdb.indicators.checks.values import Values, cell_of
from agdb.statistics.identifier import sql_text
from agdb.statistics.period import Period
from agdb.statistics.status import ObservationStatus


def _in_data(data: Data) -> Iterator[Found]:
    forecast = sql_text(ObservationStatus.FORECAST)
    yield from data.cells(
        f"start > date '{data.today.isoformat()}' and value is not null and status <> {forecast}",
        shown="start",
        what="the period begins on {}, and it is no forecast",
    )


def _in_values(values: Values) -> Iterator[Found]:
    for value in values.observed:
        starts = Period.parse(value.period).start
        forecast = value.status is ObservationStatus.FORECAST
        if starts > values.today and value.value is not None and not forecast:
            yield Found(cell_of(value), f"the period begins on {starts}, and it is no forecast")


RULE = Rule(
    name="future_periods",
    severity=Severity.BLOCK,
    remedy="look up the period; a publisher's forecast has status F",
    of_data=_in_data,
    of_values=_in_values,
)
