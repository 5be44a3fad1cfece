"""What became of judgements and forecasts that were published."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum

from agdb.results.judgement import Status
from agdb.results.outlook import SeriesOutlook
from agdb.statistics.period import Frequency, Period

Labels = tuple[str, tuple[tuple[str, str], ...], Frequency]
"""Region, codes of the breakdowns and frequency: what makes it the same series."""


def labels_of(series: SeriesOutlook) -> Labels:
    """Return what makes it the same series in another release."""
    return series.region, series.breakdown, series.frequency


class Cause(StrEnum):
    """What is new against the publication before."""

    FIRST = "first"
    NEW_PERIOD = "new-period"
    REVISION = "revision"
    BOTH = "new-period-and-revision"
    OTHER = "other"
    NOTHING = "nothing"


@dataclass(frozen=True, slots=True)
class StatusEntry:
    """One publication: what was computed, what is shown, whether that is a change, and its cause.

    `candidate` is the class that the probability alone gives; `shown` the one published. `graded`
    is the last of the three classes that was shown, kept while there is no judgement.
    """

    vintage: str
    last_period: int
    probability: float | None
    candidate: Status
    shown: Status
    graded: Status | None
    changed: bool
    cause: Cause


@dataclass(frozen=True, slots=True)
class FrozenScore:
    """One published step against what came: the error, and per level whether it was inside.

    `point` and `bounds` are as published. `levels`, `bounds`, `inside` and `interval_scores` go
    together; numbers are in the unit of the series.
    """

    period: int
    point: float
    error: float
    levels: tuple[float, ...]
    bounds: tuple[tuple[float, float], ...]
    inside: tuple[bool, ...]
    interval_scores: tuple[float, ...]


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
