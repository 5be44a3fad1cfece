"""The record of what earlier releases said: status over time, and forecasts against what came.

A forecast that was kept is never computed again; it is read as it was published.
"""

from __future__ import annotations

from dataclasses import dataclass
from math import isfinite
from typing import TYPE_CHECKING

from agdb.outlook.history import Entry, publish
from agdb.release.outlook_model import OutlookOfRelease
from agdb.release.outlook_series import series_of_release
from agdb.release.store import decode_file
from agdb.statistics.period import Period

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from agdb.indicators.value import Value
    from agdb.outlook.series import Series
    from agdb.release.model import Release
    from agdb.release.outlook_model import SeriesOutlook, TargetJudgement
    from agdb.release.store import ReleaseStore

Place = tuple[str, str, tuple[tuple[str, str], ...]]


@dataclass(frozen=True, slots=True)
class Outcome:
    """One forecast that was published, and the value that came.

    `release` published it with `fingerprint`. `inside_80` and `inside_95` are None where no bounds
    were given; `same_definition` is false where the figures are now counted differently, and then
    the pair says nothing about the forecast.
    """

    release: str
    fingerprint: str
    indicator: str
    region: str
    breakdown: tuple[tuple[str, str], ...]
    period: str
    forecast: float
    observed: float
    inside_80: bool | None
    inside_95: bool | None
    tested: bool
    same_definition: bool


def kept_outlook(store: ReleaseStore, name: str | None = None) -> OutlookOfRelease:
    """The outlook of release `name`, or of the latest, as it was kept.

    Raises `ReleaseError` if there is no such release, or if it was kept without an outlook.
    """
    return decode_file(store.outlook_file(name), OutlookOfRelease)


def outcomes(earlier: Iterable[OutlookOfRelease], release: Release) -> tuple[Outcome, ...]:
    """Every earlier forecast whose period `release` has observed, by release and indicator."""
    observed: dict[tuple[Place, str], Value] = {
        ((name, value.region, value.breakdown), value.period): value
        for name, computed in release.computed.items()
        for value in computed.values
    }
    definitions = {
        (one.indicator.id, one.region, one.breakdown): one.series.definition
        for one in series_of_release(release)
    }
    return tuple(
        outcome
        for outlook in earlier
        if outlook.release != release.id
        for name, told in outlook.indicators.items()
        for one in told.series
        for outcome in _of_series(outlook.release, name, one, observed, definitions)
    )


def _of_series(
    release: str,
    name: str,
    one: SeriesOutlook,
    observed: dict[tuple[Place, str], Value],
    definitions: dict[Place, str],
) -> Iterable[Outcome]:
    place = (name, one.region, one.breakdown)
    for step in one.forecast:
        came = observed.get((place, step.period))
        if came is None or came.value is None:
            continue
        yield Outcome(
            release=release,
            fingerprint=one.fingerprint or "",
            indicator=name,
            region=one.region,
            breakdown=one.breakdown,
            period=step.period,
            forecast=step.value,
            observed=came.value,
            inside_80=_inside(came.value, step.lower_80, step.upper_80),
            inside_95=_inside(came.value, step.lower_95, step.upper_95),
            tested=step.tested,
            same_definition=definitions.get(place) == one.definition,
        )


def _inside(value: float, lower: float | None, upper: float | None) -> bool | None:
    return None if lower is None or upper is None else lower <= value <= upper


def status_history(
    kept: Sequence[tuple[Release, OutlookOfRelease]], *, indicator: str, target: str
) -> tuple[Entry, ...]:
    """The status of the headline against `target`, release by release in the order given.

    A class changes only beyond a margin or when it persists; each entry says whether a new period,
    a revision or both came with it.
    """
    story: tuple[Entry, ...] = ()
    before: Series | None = None
    for release, outlook in kept:
        found = _judged(outlook, indicator, target)
        if found is None:
            continue
        one, judged = found
        now = _series(release, indicator, one)
        if one.last_period is None or now is None:
            continue
        story = publish(
            story,
            judged.judgement,
            vintage=release.id,
            last_period=Period.parse(one.last_period).ordinal,
            revised=before is not None and _revised(before, now),
        )
        before = now
    return story


def _judged(
    outlook: OutlookOfRelease, indicator: str, target: str
) -> tuple[SeriesOutlook, TargetJudgement] | None:
    told = outlook.indicators.get(indicator)
    headline = None if told is None else told.headline
    if headline is None:
        return None
    return next(((headline, one) for one in headline.judgements if one.target == target), None)


def _series(release: Release, indicator: str, one: SeriesOutlook) -> Series | None:
    return next(
        (
            found.series
            for found in series_of_release(release)
            if (found.indicator.id, found.headline) == (indicator, True)
            and found.frequency.value == one.frequency
        ),
        None,
    )


def _revised(before: Series, now: Series) -> bool:
    """Whether a value that both have is different now."""
    old, new = _points(before), _points(now)
    return any(old[period] != new[period] for period in old.keys() & new.keys())


def _points(series: Series) -> dict[int, float]:
    return {
        series.first_period + place: value
        for place, value in enumerate(series.values.tolist())
        if isfinite(value)
    }
