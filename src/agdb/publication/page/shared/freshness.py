"""How fresh a figure is, what is newer, and what is said where there is no figure."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from agdb.arrivals.calendar import Expectation
from agdb.programme.source import Source
from agdb.publication.edition import Edition
from agdb.publication.reading.calendar import KnownFrom, NewerFigures
from agdb.publication.reading.reading import Reading
from agdb.publication.reading.series import Point
from agdb.publication.wording.language import Language
from agdb.publication.wording.period import age_name, period_name, published_name
from agdb.statistics.age import Age, Ageing
from agdb.statistics.period import Frequency, Period


@dataclass(frozen=True, slots=True)
class Freshness:
    """The age of one figure for a reader; every text may be empty.

    `ageing` tells how loudly the age is said. `newer` says in a sentence what is newer,
    `newer_href` where, and `newer_short` that something is.
    """

    age: str = ""
    ageing: str = Ageing.RECENT.value
    published: str = ""
    newer: str = ""
    newer_href: str = ""
    newer_short: str = ""

    @property
    def sentence(self) -> str:
        """Age and publication in one sentence, empty where neither is told."""
        told = "; ".join(part for part in (self.age, self.published) if part)
        return f"{told[:1].upper()}{told[1:]}." if told else ""


NOTHING: Final = Freshness()
"""What is told beside a count of our own, which is its own date, and where there is no figure."""


def aged(edition: Edition, period: Period) -> Freshness:
    """Return only the age of a period, for a table in which many figures share it."""
    age = Age.of(period, day=edition.release.day)
    if age is None:
        return NOTHING
    return Freshness(age_name(age, edition.language), age.ageing.value)


def old_sentence(edition: Edition, period: Period) -> str:
    """Return in a sentence that a figure is old, empty where it is not older than two years."""
    fresh = aged(edition, period)
    if fresh.ageing == Ageing.RECENT:
        return ""
    return edition.language.say("age.sentence", age=fresh.age)


def freshness(edition: Edition, reading: Reading, point: Point) -> Freshness:
    """Return how fresh the figure of `point` is on the day of the release.

    A count of our own on a day is its own date: nothing is told beside it.
    """
    if point.period.frequency is Frequency.DAY:
        return NOTHING
    language = reading.language
    age = Age.of(point.period, day=edition.release.day)
    found = edition.newer(reading, point.period)
    return Freshness(
        age="" if age is None else age_name(age, language),
        ageing=(Ageing.RECENT if age is None else age.ageing).value,
        published=published_name(
            (one.published for one in reading.computed.inputs if one.table == point.value.table),
            language,
        ),
        newer="" if found is None else newer_sentence(found, language),
        newer_href="" if found is None else _href(found),
        newer_short="" if found is None else language.say(f"newer.{found.known_from}.short"),
    )


def newer_sentence(found: NewerFigures, language: Language) -> str:
    """Return what is newer, and that it is not in this monitor yet."""
    if found.seen is not None:
        return language.say(
            "newer.seen",
            what=language.words(found.seen.what),
            period=period_name(Period.parse(found.seen.period), language),
            day=language.date(found.seen.seen),
        )
    if found.successor is not None:
        key = "newer.successor.held" if found.held else "newer.successor"
        return language.say(key, name=language.words(found.successor.names))
    assert found.expected is not None, f"{KnownFrom.EXPECTED} comes with what is expected"
    when = period_name(found.expected.window, language)
    publisher = language.words(found.of.publisher)
    return language.say("newer.expected", publisher=publisher, when=when)


def _href(found: NewerFigures) -> str:
    """The address where the newer figures were seen, or that of the table; else nothing."""
    if found.seen is not None:
        return found.seen.where if found.seen.where.startswith("https://") else ""
    return found.successor.page if found.successor is not None else found.of.page


@dataclass(frozen=True, slots=True)
class Missing:
    """What a reader is told of the figures that are not there; `page` may be empty."""

    what: str
    page: str
    who: str
    asked: str
    expected: str
    notes: tuple[str, ...]


def missing(edition: Edition, reading: Reading) -> Missing | None:
    """Return what is missing of an indicator, None if it waits for nothing that is described."""
    language, waiting = edition.language, reading.computed.waiting
    source = None if waiting is None else edition.programme.sources.get(waiting.dataset)
    if source is None:
        return None
    expected = next((one.first for one in edition.awaited if one.source.id == source.id), None)
    return Missing(
        what=language.words(source.names),
        page=source.page,
        who=language.words(source.publisher),
        asked=_asked(source, language),
        expected=expected_in_words(expected, edition),
        notes=tuple(language.words(note) for note in source.notes),
    )


def _asked(source: Source, language: Language) -> str:
    if source.asked is None:
        return language.say("waiting.asked.not")
    day, whom = language.date(source.asked.on), language.words(source.asked.of)
    return language.say("waiting.asked.on", day=day, whom=whom)


def expected_in_words(expected: Expectation | None, edition: Edition) -> str:
    """Return when, how sure that is, and that we are behind; that it is unknown without one."""
    language = edition.language
    if expected is None:
        return language.say("calendar.when.unknown")
    return language.say(
        "calendar.when.late" if expected.late(edition.release.day) else "calendar.when",
        when=period_name(expected.window, language),
        standing=language.say(f"calendar.standing.{expected.standing}"),
    )
