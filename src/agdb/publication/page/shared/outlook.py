"""What may come, in words: trend, forecast and judgement, each an estimate of the monitor."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from datetime import date
from typing import Any, Final

from agdb.publication.edition import Edition
from agdb.publication.reading.reading import Reading
from agdb.publication.reading.series import Series
from agdb.publication.wording.language import MINUS, Language, lowered, raised
from agdb.publication.wording.period import age_name, period_name
from agdb.publication.wording.quantity import Quantity
from agdb.publication.wording.status import chance, percent
from agdb.results.judgement import Status
from agdb.results.outlook import Revised, SeriesOutlook, TargetStatus
from agdb.results.remark import Remark
from agdb.results.track import StatusEntry, Story
from agdb.statistics.age import Age, Ageing
from agdb.statistics.number import rounded
from agdb.statistics.period import Frequency

SPELT = range(1, 4)
"""So many measurements are told as a word: two measurements make no trend."""
_CUT: Final = frozenset({Remark.AFTER_BREAK, Remark.AFTER_GAP})
"""Earlier measurements are there and do not count: their number is told with what cut them off."""


@dataclass(frozen=True, slots=True)
class Ahead:
    """The sentences about what may come, and those about each target by its id.

    `stories` has the judgements of earlier releases by target, where there are any.
    """

    sentences: tuple[str, ...]
    judged: dict[str, tuple[str, ...]]
    stories: dict[str, tuple[str, ...]] = field(default_factory=dict)


def ahead(edition: Edition, reading: Reading) -> Ahead:
    """Return the outlook of the series in front, empty without one; targets are of the first."""
    every = [
        (series, found)
        for series in reading.headlines
        if (found := _of_headline(edition, reading, series)) is not None
    ]
    if not every:
        return Ahead((), {})
    series, found = every[0]
    sentences = (
        *_of_each(edition, reading, every),
        *(_covered(edition, found) if series.forecast else ()),
    )
    stories = {
        one.target: edition.release.track.story(reading.definition.id, found, one.target)
        for one in found.judged
    }
    judged = {
        one.target: tuple(_judgement(edition, one, stories[one.target])) for one in found.judged
    }
    lines = {target: told(story, reading.language) for target, story in stories.items() if story}
    return Ahead(sentences, judged, lines)


def _of_each(
    edition: Edition, reading: Reading, every: list[tuple[Series, SeriesOutlook]]
) -> Iterator[str]:
    """The sentences of each series in front under its name, and once what is said of all."""
    told = [tuple(_sentences(reading, *one, day=edition.release.day)) for one in every]
    if len(told) == 1:
        yield from told[0]
        return
    shared = [one for one in told[0] if all(one in others for others in told)]
    for (series, _), lines in zip(every, told, strict=True):
        if own := " ".join(one for one in lines if one not in shared):
            yield reading.language.say(
                "sentence.of-member", member=raised(reading.label(series)), said=lowered(own)
            )
    yield from shared


def _of_headline(edition: Edition, reading: Reading, series: Series) -> SeriesOutlook | None:
    for one in edition.release.outlook.get(reading.definition.id, ()):
        labels = (one.region, one.breakdown, one.frequency)
        if labels == (series.region, series.member, series.frequency):
            return one
    return None


def _sentences(
    reading: Reading, series: Series, found: SeriesOutlook, *, day: date
) -> Iterator[str]:
    say, quantity = reading.language.say, reading.quantity
    age = None if series.latest is None else Age.of(series.latest.period, day=day)
    change = "" if found.change is None else _change(quantity, found.change)
    yield say(f"outlook.trend.{found.trend}", change=change, n=found.years)
    if series.latest is not None and age is not None and age.ageing is not Ageing.RECENT:
        yield say("outlook.until", period=period_name(series.latest.period, reading.language))
    if reading.definition.cyclical and found.trend in {"rising", "falling"}:
        yield say("outlook.cyclical")
    if Remark.BRIDGED in found.remarks:
        yield say("outlook.bridged")
    if series.forecast:
        first, last = series.forecast[0], series.forecast[-1]
        if series.latest is not None and first.period.ordinal - series.latest.period.ordinal > 1:
            yield say("outlook.gap", period=period_name(first.period, reading.language))
        assert last.number is not None, "a forecast has a number"
        lower, upper = last.value.lower, last.value.upper
        assert lower is not None, "a published forecast has bounds"
        assert upper is not None, "a published forecast has bounds"
        yield say(
            "outlook.forecast",
            period=period_name(last.period, reading.language),
            value=quantity.full(last.number),
            **_between(quantity, lower, upper),
        )
        if quantity.says_nothing(lower, upper):
            yield say("outlook.wide")
        low, high = last.value.lower_95, last.value.upper_95
        if low is not None and high is not None:
            yield say("outlook.forecast.outer", **_between(quantity, low, high))
        yield say("outlook.whose")
    elif found.foreseen and age is not None:
        yield say("outlook.too-old", age=age_name(age, reading.language))
    else:
        yield say("outlook.no-forecast", reasons=_reasons(reading, found.remarks))
    yield from _revisions(reading, found.revised)


def _covered(edition: Edition, found: SeriesOutlook) -> Iterator[str]:
    """How often such bounds held, as far as that was tested: eight in ten is what they promise."""
    frequency = "quarter" if found.frequency is Frequency.QUARTER else "year"
    for tested in edition.release.backtest:
        ours = tested.ours
        if tested.frequency == frequency and ours is not None and ours.per_table is not None:
            yield edition.language.say(
                f"outlook.covered.{frequency}",
                inner=percent(ours.coverage[0].value),
                table=percent(ours.per_table.coverage[0]),
            )


def _revisions(reading: Reading, revised: Revised | None) -> Iterator[str]:
    """How far the figures moved after they were first published, where that is known."""
    say, quantity = reading.language.say, reading.quantity
    if revised is None:
        return
    yield say("outlook.revised", n=revised.periods, mean=_change(quantity, revised.mean))
    if revised.share is not None:
        percent = reading.language.figure(rounded(100 * revised.share, decimals=0), decimals=0)
        yield say("outlook.revised.share", share=f"{percent}%")
    if revised.often:
        yield say("outlook.revised.often")


def _between(quantity: Quantity, lower: float, upper: float) -> dict[str, Any]:
    """Two bounds as they are told."""
    low, high = (quantity.plain(quantity.round(end)) for end in (lower, upper))
    return {"low": low, "high": high}


def _reasons(reading: Reading, remarks: tuple[str, ...]) -> str:
    told = [reading.language.say(f"remark.{remark}") for remark in remarks]
    return "; ".join(told) or reading.language.say("remark.no-method")


def _judgement(edition: Edition, judged: TargetStatus, story: Story | None) -> Iterator[str]:
    """The class that is shown, which changes less readily than the chance alone would have it."""
    say = edition.language.say
    status = story.entries[-1].shown.value if story and story.entries else judged.status
    words = say(f"number.{judged.points}") if judged.points in SPELT else None
    points = say("outlook.points", n=judged.points) if words is None else words
    if status == "no-judgement":
        for cut in (Remark(r) for r in judged.remarks if r in _CUT):
            points = say(f"outlook.points.{cut.value}", points=points)
        reasons = [r for r in judged.remarks if r != "too-few-points" and r not in _CUT]
        why = "; ".join([points, *(say(f"remark.{reason}") for reason in reasons)])
        yield say("outlook.judgement.none", why=why)
    elif judged.probability is None:
        yield say(f"outlook.judgement.{status}")
    else:
        likely = chance(judged.probability, edition.language)
        yield say(f"outlook.judgement.{status}", chance=likely)
        if kept := kept_back(story, edition.language):
            yield kept
        yield say("outlook.whose")


def _change(quantity: Quantity, number: float) -> str:
    """A change a year with sign and unit."""
    size = quantity.change(number)
    decimals = len(str(size).partition(".")[2])
    sign = "+" if size > 0 else MINUS if size < 0 else ""
    return sign + replace(quantity, decimals=decimals).difference(size)


def told(story: Story, language: Language) -> tuple[str, ...]:
    """Return the story of a judgement in lines, newest first; nothing if it has only begun."""
    if len(story.entries) < 2:
        return ()
    return tuple(_line(entry, language) for entry in reversed(story.entries))


def kept_back(story: Story | None, language: Language) -> str:
    """Return why the class that is shown is not the one that the chance alone gives, if so."""
    last = story.entries[-1] if story is not None and story.entries else None
    if last is None or last.shown is last.candidate:
        return ""
    return language.say("track.kept", status=language.say(f"track.status.{last.candidate.value}"))


def _line(entry: StatusEntry, language: Language) -> str:
    parts: dict[str, Any] = {
        "day": language.date(date.fromisoformat(entry.vintage)),
        "status": language.say(f"track.status.{entry.shown.value}"),
        "cause": language.say(f"track.cause.{entry.cause.value}"),
    }
    graded = entry.shown in {Status.ON_TRACK, Status.UNCERTAIN, Status.OFF_TRACK}
    if entry.probability is None or not graded:
        return language.say("track.line", **parts)
    return language.say("track.line.chance", chance=chance(entry.probability, language), **parts)
