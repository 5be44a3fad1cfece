"""What became of judgements and forecasts that were published."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from agdb.outlook.freeze import FrozenScore
from agdb.outlook.history import StatusEntry
from agdb.results.outlook import SeriesOutlook
from agdb.statistics.period import Frequency, Period

Labels = tuple[str, tuple[tuple[str, str], ...], Frequency]
"""Region, codes of the breakdowns and frequency: what makes it the same series."""


def labels_of(series: SeriesOutlook) -> Labels:
    """Return what makes it the same series in another release."""
    return series.region, series.breakdown, series.frequency


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

    Numbers of `score` are in the unit of the indicator divided by `factor`. `indicator` is the one
    of today that the figure is in. With `over` the period had ended when the forecast was
    published: it was made of older figures, and yet it is no look ahead.
    """

    indicator: str
    labels: Labels
    published: str
    arrived: str
    period: Period
    factor: float
    score: FrozenScore
    over: bool = False


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
