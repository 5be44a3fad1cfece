"""The track record of a row of releases: how each judgement went, and what came of each forecast.

Everything here follows from the releases as they were published, oldest first, the present one
last; nothing is estimated again.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING, Any

from agdb.outlook.forecast import score_frozen
from agdb.outlook.status import publish
from agdb.programme.programme import Programme
from agdb.release.frozen import (
    FrozenForecast,
    FrozenForecasts,
    frozen_forecasts,
    metric_of,
)
from agdb.results.outlook import SeriesOutlook
from agdb.results.track import Labels, Outcome, StatusEntry, Story, Track, labels_of
from agdb.results.value import Computed, Kind
from agdb.statistics.period import Period

if TYPE_CHECKING:
    from agdb.results.release import Release


def track_of(releases: Sequence[Release], *, frozen: Sequence[FrozenForecasts] = ()) -> Track:
    """Return the record of the last of `releases`, which are in the order in which they were kept.

    Of each recorded day the last judgement counts: two releases on the same data differ in
    programme, code or day of building only, and are one publication of the figures. Those on newer
    data are left out. `frozen` are forecasts of releases that are no longer here. Raises
    `OutlookError` for a forecast that is not as it was published.
    """
    known = [one for one in releases if one.recorded <= releases[-1].recorded]
    known.sort(key=lambda one: one.recorded)  # what has the same day stays in the order of keeping
    last = {one.recorded: one for one in known}
    row = tuple(last.values())
    told = {ident: stories(row, ident) for ident in (row[-1].outlook if row else ())}
    here = {one.id for one in releases}
    elsewhere = [one for one in frozen if one.release not in here]
    published = sorted(
        [*elsewhere, *map(frozen_forecasts, known)], key=lambda one: (one.recorded, one.day)
    )
    return Track(told, tuple(outcomes(published, row)))


def without(track: Track, hidden: frozenset[str]) -> Track:
    """Return the record without what it tells of the releases in `hidden`."""
    if not hidden:
        return track
    told = {
        name: tuple(_shown_of(one, hidden) for one in some) for name, some in track.stories.items()
    }
    came = tuple(
        one for one in track.outcomes if one.published not in hidden and one.arrived not in hidden
    )
    unread = tuple(one for one in track.unread if one.partition(":")[0] not in hidden)
    return Track(told, came, unread)


def _shown_of(story: Story, hidden: frozenset[str]) -> Story:
    pairs = zip(story.releases, story.entries, strict=True)
    kept = [(name, entry) for name, entry in pairs if name not in hidden]
    return replace(
        story,
        releases=tuple(name for name, _ in kept),
        entries=tuple(entry for _, entry in kept),
    )


def stories(releases: Sequence[Release], indicator: str) -> tuple[Story, ...]:
    """Return the stories of an indicator in the last of `releases`.

    A release with another definition starts the story again.
    """
    if not releases:
        return ()
    programme = releases[-1].programme
    counted = _counted(metric_of(releases[-1], indicator), programme)
    told = [
        one
        for one in releases
        if indicator in one.computed and _counted(metric_of(one, indicator), programme) == counted
    ]
    return tuple(
        _story(told, indicator, labels_of(series), judged.target)
        for series in releases[-1].outlook.get(indicator, ())
        for judged in series.judged
    )


def outcomes(
    published: Sequence[FrozenForecasts], releases: Sequence[Release]
) -> Iterator[Outcome]:
    """Yield what came of every forecast in `published`, which is ordered by day; oldest first.

    Figures are those of `releases`, one for each recorded day. Of one recorded day a step counts in
    the last release that published it: a later build on the same data leaves out what has ended by
    then, and that takes nothing back. A table that took the place of another in one line, and an
    indicator that took the place of another, go on with its forecasts. Raises `OutlookError` for a
    forecast that is not as it was published.
    """
    for place, release in enumerate(published):
        again = {
            (one.indicator, one.region, one.breakdown, period)
            for other in published[place + 1 :]
            if other.recorded == release.recorded
            for one in other.forecasts
            for period in one.periods
        }
        later = [one for one in releases if one.recorded > release.recorded]
        for one in release.forecasts:
            label = (one.indicator, one.region, one.breakdown)
            awaited = {Period.parse(p) for p in one.periods if (*label, p) not in again}
            yield from _outcomes(one, release, later, awaited)


def _story(releases: Sequence[Release], indicator: str, labels: Labels, target: str) -> Story:
    entries: tuple[StatusEntry, ...] = ()
    names: list[str] = []
    before: Mapping[Period, float | None] | None = None
    for release in releases:
        series = _series(release, indicator, labels)
        judged = next((j for j in series.judged if j.target == target), None) if series else None
        if series is None or judged is None:
            continue
        values = _observed(release.computed[indicator], labels)
        entries = publish(
            entries,
            judged.judgement,
            vintage=release.recorded.isoformat(),
            last_period=max((period.ordinal for period in values), default=0),
            revised=before is not None
            and any(values.get(period) != value for period, value in before.items()),
        )
        names.append(release.id)
        before = values
    return Story(target, labels, tuple(names), entries)


def _series(release: Release, indicator: str, labels: Labels) -> SeriesOutlook | None:
    found = release.outlook.get(indicator, ())
    return next((one for one in found if labels_of(one) == labels), None)


def _observed(computed: Computed, labels: Labels) -> dict[Period, float | None]:
    region, breakdown, frequency = labels
    return {
        period: value.value
        for value in computed.values
        if value.kind is Kind.OBSERVED
        and (value.region, value.breakdown) == (region, breakdown)
        and (period := Period.parse(value.period)).frequency is frequency
    }


def _outcomes(
    one: FrozenForecast, published: FrozenForecasts, later: Sequence[Release], awaited: set[Period]
) -> Iterator[Outcome]:
    """The steps whose figure has come, each from the first release that has it."""
    labels = (one.region, one.breakdown, one.frequency)
    for release in later:
        indicator = _today(one.indicator, release)
        if indicator is None or _counted(one.metric, release.programme) != _counted(
            metric_of(release, indicator), release.programme
        ):
            continue
        came = {
            period: value
            for period, value in _observed(release.computed[indicator], labels).items()
            if period in awaited and value is not None
        }
        awaited = awaited - set(came)
        ordinals = {period.ordinal: period for period in came}
        figures = {period.ordinal: value / one.factor for period, value in came.items()}
        for score in score_frozen(one.record, one.fingerprint, figures):
            period = ordinals[score.period]
            yield Outcome(
                indicator=indicator,
                labels=labels,
                published=published.release,
                arrived=release.id,
                period=period,
                factor=one.factor,
                score=score,
                over=period.end <= published.day,
            )


def _today(indicator: str, release: Release) -> str | None:
    """The indicator that has this id, or took the place of the one that had it; None without."""
    if indicator in release.computed:
        return indicator
    heirs = (n for n, one in release.computed.items() if indicator in one.definition.formerly)
    return next(heirs, None)


def _counted(metric: Any, programme: Programme) -> Any:  # noqa: ANN401 - as JSON has it
    """The metric with each table by the oldest of its line: what is counted, wherever it stands."""
    if isinstance(metric, dict):
        return {
            key: _oldest(value, programme) if key == "dataset" else _counted(value, programme)
            for key, value in metric.items()
        }
    return [_counted(one, programme) for one in metric] if isinstance(metric, list) else metric


def _oldest(dataset: str, programme: Programme) -> str:
    """The table that began the line of `dataset`; a break begins another."""
    source = programme.sources.get(dataset)
    while source is not None and source.succeeds is not None and source.succeeds.joined == "line":
        dataset = source.succeeds.dataset
        source = programme.sources.get(dataset)
    return dataset
