"""The forecasts of a release as they were published, in one file that can be kept anywhere.

Releases lie on one machine; the programme is on all of them. What stands in its folder `forecasts/`
is scored like the forecasts of kept releases, so that no move loses our misses.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import TYPE_CHECKING, Any

import msgspec

from agdb.errors import Place, ProgrammeError
from agdb.files.documents import decoded
from agdb.outlook.forecast import record_fingerprint
from agdb.results.outlook import SeriesOutlook
from agdb.results.value import Kind
from agdb.statistics.period import Frequency, Period

if TYPE_CHECKING:
    from agdb.results.release import Release


class FrozenForecast(msgspec.Struct, frozen=True):
    """One series: what it counts, its record with its hash, and which periods were published.

    Numbers of `record` times `factor` are in the unit of the indicator.
    """

    indicator: str
    region: str
    breakdown: tuple[tuple[str, str], ...]
    frequency: Frequency
    metric: dict[str, Any]
    factor: float
    periods: tuple[str, ...]
    fingerprint: str
    record: dict[str, Any]


class FrozenForecasts(msgspec.Struct, frozen=True):
    """All that a release foresaw. `day` is the one on which it was built."""

    release: str
    recorded: date
    day: date
    forecasts: tuple[FrozenForecast, ...]


def frozen_forecasts(release: Release) -> FrozenForecasts:
    """Return the forecasts that `release` published; those of no period are left out."""
    forecasts: list[FrozenForecast] = []
    for indicator, found in release.outlook.items():
        for series in found:
            periods = tuple(_published(release, indicator, series))
            if periods and series.record:
                forecasts.append(
                    FrozenForecast(
                        indicator=indicator,
                        region=series.region,
                        breakdown=series.breakdown,
                        frequency=series.frequency,
                        metric=metric_of(release, indicator),
                        factor=series.factor,
                        periods=periods,
                        fingerprint=series.fingerprint,
                        record=dict(series.record),
                    )
                )
    return FrozenForecasts(release.id, release.recorded, release.day, tuple(forecasts))


def forecasts_file(found: FrozenForecasts) -> bytes:
    """Return the file for the folder `forecasts/` of a programme, a line for each forecast."""
    encoder = msgspec.json.Encoder(order="deterministic")
    head = encoder.encode(msgspec.structs.replace(found, forecasts=()))
    lines = b",\n".join(map(encoder.encode, found.forecasts))
    return head.removesuffix(b"[]}") + b"[\n" + lines + b"\n]}\n"


def read_forecasts(name: str, body: bytes) -> FrozenForecasts:
    """Return what a file holds.

    Raises `ProgrammeError` for one that is damaged, or holds a forecast that was changed.
    """
    found = decoded(
        body,
        FrozenForecasts,
        refused=lambda reason: ProgrammeError(
            f"this file of forecasts is damaged ({reason})",
            place=Place(name),
            remedy="write it again with agdb forecasts, from the release that it names",
        ),
    )
    for one in found.forecasts:
        if record_fingerprint(one.record) != one.fingerprint:
            raise ProgrammeError(
                f"the forecast of {one.indicator} is not as it was published",
                place=Place(name),
                remedy="write the file again with agdb forecasts, from the release that it names",
            )
    return found


def metric_of(release: Release, indicator: str) -> dict[str, Any]:
    """Return what an indicator counts, as JSON; what nobody wrote down is left out.

    So a field that the programme gets later changes nothing for definitions without it.
    """
    metric = release.computed[indicator].definition.metric
    return metric.model_dump(mode="json", exclude_defaults=True)


def _published(release: Release, indicator: str, series: SeriesOutlook) -> Iterator[str]:
    """The periods of which a forecast of this series stands among the values."""
    for value in release.computed[indicator].values:
        frequency = Period.parse(value.period).frequency
        labels = (value.region, value.breakdown, frequency)
        same = labels == (series.region, series.breakdown, series.frequency)
        if value.kind is Kind.FORECAST and same:
            yield value.period
