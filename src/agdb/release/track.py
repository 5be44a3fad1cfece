"""The track record of a row of releases: how each judgement went, and what came of each forecast.

Everything here follows from the releases as they were published, oldest first, the present one
last; nothing is estimated again.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from agdb.indicators.value import Computed, Kind
from agdb.outlook.freeze import FrozenScore, score_frozen
from agdb.outlook.history import StatusEntry, publish
from agdb.release.outlook import SeriesOutlook
from agdb.statistics.period import Frequency, Period

if TYPE_CHECKING:
    from agdb.release.model import Release

Labels = tuple[str, tuple[tuple[str, str], ...], Frequency]
"""Region, codes of the breakdowns and frequency: what makes it the same series."""


@dataclass(frozen=True, slots=True)
class Story:
    """How the judgement of one series against one target went, a release at a time.

    `releases` names the release of each entry.
    """

    target: str
    labels: Labels
    releases: tuple[str, ...]
    entries: tuple[StatusEntry, ...]


@dataclass(frozen=True, slots=True)
class Outcome:
    """What came of one step of a published forecast, by the first release that has the figure.

    Numbers of `score` are in the unit of the indicator divided by `factor`.
    """

    indicator: str
    labels: Labels
    published: str
    arrived: str
    period: Period
    factor: float
    score: FrozenScore


@dataclass(frozen=True, slots=True)
class Track:
    """The track record of the last of a row of releases: stories by indicator, and outcomes.

    `unread` tells of each release that could not be read what is the matter with it.
    """

    stories: Mapping[str, tuple[Story, ...]] = field(default_factory=dict)
    outcomes: tuple[Outcome, ...] = ()
    unread: tuple[str, ...] = ()

    def story(self, indicator: str, series: SeriesOutlook, target: str) -> Story | None:
        """Return how the judgement of `series` against `target` went, None if nobody knows."""
        found = self.stories.get(indicator, ())
        wanted = (labels_of(series), target)
        return next((one for one in found if (one.labels, one.target) == wanted), None)


def track_of(releases: Sequence[Release]) -> Track:
    """Return the record of the last of `releases`, which are in the order in which they were kept.

    Of each recorded day the last judgement counts: two releases on the same data differ in
    programme, code or day of building only, and are one publication of the figures. Those on newer
    data are left out. Raises `OutlookError` for a forecast that is not as it was published.
    """
    known = [one for one in releases if one.recorded <= releases[-1].recorded]
    known.sort(key=lambda one: one.recorded)  # what has the same day stays in the order of keeping
    last = {one.recorded: one for one in known}
    row = tuple(last.values())
    told = {ident: stories(row, ident) for ident in (row[-1].outlook if row else ())}
    return Track(told, tuple(outcomes(known)))


def stories(releases: Sequence[Release], indicator: str) -> tuple[Story, ...]:
    """Return the stories of an indicator in the last of `releases`.

    A release in which its definition is another begins the story anew.
    """
    if not releases:
        return ()
    definition = releases[-1].computed[indicator].definition.metric
    told = [
        one
        for one in releases
        if indicator in one.computed and one.computed[indicator].definition.metric == definition
    ]
    return tuple(
        _story(told, indicator, labels_of(series), judged.target)
        for series in releases[-1].outlook.get(indicator, ())
        for judged in series.judged
    )


def outcomes(releases: Sequence[Release]) -> Iterator[Outcome]:
    """Yield what came of every forecast in `releases`, which are ordered by day; oldest first.

    Of one recorded day a step counts in the last release that published it: a later build on the
    same data leaves out what has ended by then, and that takes nothing back. Raises `OutlookError`
    for a forecast that is not as it was published. One of before releases kept the whole record of
    a forecast cannot be scored, and is left out.
    """
    for place, release in enumerate(releases):
        after = releases[place + 1 :]
        again = [one for one in after if one.recorded == release.recorded]
        later = {one.recorded: one for one in after if one.recorded > release.recorded}
        for indicator, found in release.outlook.items():
            for series in found:
                if series.record:
                    yield from _outcomes(
                        indicator, series, release, tuple(later.values()), again=again
                    )


def labels_of(series: SeriesOutlook) -> Labels:
    """Return what makes it the same series in another release."""
    return series.region, series.breakdown, series.frequency


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
            revised=before is not None and _revised(before, values),
        )
        names.append(release.id)
        before = values
    return Story(target, labels, tuple(names), entries)


def _revised(before: Mapping[Period, float | None], after: Mapping[Period, float | None]) -> bool:
    return any(after.get(period) != value for period, value in before.items())


def _series(release: Release, indicator: str, labels: Labels) -> SeriesOutlook | None:
    found = release.outlook.get(indicator, ())
    return next((one for one in found if labels_of(one) == labels), None)


def _observed(computed: Computed, labels: Labels) -> dict[Period, float | None]:
    return _periods(computed, labels, kind=Kind.OBSERVED)


def _periods(computed: Computed, labels: Labels, *, kind: Kind) -> dict[Period, float | None]:
    region, breakdown, frequency = labels
    return {
        period: value.value
        for value in computed.values
        if value.kind is kind
        and (value.region, value.breakdown) == (region, breakdown)
        and (period := Period.parse(value.period)).frequency is frequency
    }


def _outcomes(
    indicator: str,
    series: SeriesOutlook,
    published: Release,
    later: Sequence[Release],
    *,
    again: Sequence[Release],
) -> Iterator[Outcome]:
    """The steps whose figure has come, each from the first release that has it."""
    labels = labels_of(series)
    awaited = set(_periods(published.computed[indicator], labels, kind=Kind.FORECAST))
    for release in again:
        if indicator in release.computed:
            awaited -= set(_periods(release.computed[indicator], labels, kind=Kind.FORECAST))
    for release in later:
        computed = release.computed.get(indicator)
        if computed is None or computed.definition.metric != _metric(published, indicator):
            continue
        came = {
            period: value
            for period, value in _observed(computed, labels).items()
            if period in awaited and value is not None
        }
        awaited -= set(came)
        ordinals = {period.ordinal: period for period in came}
        figures = {period.ordinal: value / series.factor for period, value in came.items()}
        for score in score_frozen(series.record, series.fingerprint, figures):
            yield Outcome(
                indicator=indicator,
                labels=labels,
                published=published.id,
                arrived=release.id,
                period=ordinals[score.period],
                factor=series.factor,
                score=score,
            )


def _metric(release: Release, indicator: str) -> object:
    return release.computed[indicator].definition.metric
