"""An indicator without figures: what is missing, who has it, and when it may come."""

from __future__ import annotations

from dataclasses import dataclass

from agdb.arrivals.calendar import Expectation
from agdb.programme.source import Source
from agdb.publication.edition import Edition
from agdb.publication.reading.reading import Reading
from agdb.publication.wording.language import Language
from agdb.publication.wording.period import period_name


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
