"""What became of our judgements and forecasts: told as plainly where we were wrong."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from agdb.publication.edition import Edition, Link
from agdb.publication.wording.language import Language
from agdb.publication.wording.period import period_name
from agdb.results.track import Outcome
from agdb.statistics.number import rounded

SHOWN = 50
"""So many outcomes are listed, the newest first."""


@dataclass(frozen=True, slots=True)
class ScoredForecast:
    """One forecast beside what came, in words."""

    indicator: Link
    period: str
    published: str
    forecast: str
    bounds: str
    figure: str
    inside: str
    over: str


@dataclass(frozen=True, slots=True)
class ForecastRecord:
    """The forecasts of earlier releases that have an outcome: a verdict, and the newest of them.

    `unread` counts the releases that could not be read; which and why is for those who keep them.
    """

    verdict: str
    rows: tuple[ScoredForecast, ...]
    unread: int


def record(edition: Edition) -> ForecastRecord:
    """Return the record of the release, or a sentence that there is nothing to score yet."""
    track, language = edition.release.track, edition.language
    came = sorted(track.outcomes, key=lambda one: (one.arrived, one.published), reverse=True)
    rows = tuple(_came(edition, one) for one in came[:SHOWN] if one.indicator in edition.readings)
    return ForecastRecord(_verdict(track.outcomes, language), rows, len(track.unread))


def _verdict(outcomes: tuple[Outcome, ...], language: Language) -> str:
    if not outcomes:
        return language.say("track.none")
    told = [language.say("track.count", n=len(outcomes))]
    over = sum(one.over for one in outcomes)
    if over:
        key = "track.count.over.all" if over == len(outcomes) else "track.count.over"
        told.append(language.say(key, n=over))
    told += [
        language.say("track.inside", level=level, share=f"{share}%")
        for level, share in _shares(outcomes)
    ]
    return " ".join(told)


def _shares(outcomes: tuple[Outcome, ...]) -> Iterator[tuple[int, int]]:
    """Per level the share of outcomes inside, both in per cent."""
    levels = sorted({level for one in outcomes for level in one.score.levels})
    for level in levels:
        inside = [
            was
            for one in outcomes
            for at, was in zip(one.score.levels, one.score.inside, strict=True)
            if at == level
        ]
        share = 100 * sum(inside) / len(inside)
        yield round(100 * level), int(rounded(share, decimals=0))


def _came(edition: Edition, one: Outcome) -> ScoredForecast:
    reading, language = edition.readings[one.indicator], edition.language
    score = one.score
    low, high = score.bounds[0]

    def full(number: float) -> str:
        return reading.quantity.full(reading.quantity.round(number * one.factor))

    def short(number: float) -> str:
        return reading.quantity.plain(reading.quantity.round(number * one.factor))

    return ScoredForecast(
        indicator=edition.link(reading),
        period=period_name(one.period, language),
        published=language.date(date.fromisoformat(one.published[:10])),
        forecast=full(score.point),
        bounds=language.say("table.bounds", lower=short(low), upper=short(high)),
        figure=full(score.point + score.error),
        inside=language.say("track.hit" if score.inside[0] else "track.missed"),
        over=language.say("track.over") if one.over else "",
    )
