"""An indicator without figures: what is missing, who has it, and when it may come."""

from __future__ import annotations

from dataclasses import dataclass

from agdb.programme.source import Source
from agdb.publication.page.calendar import expected_in_words
from agdb.publication.page.edition import Edition
from agdb.publication.reading.reading import Reading
from agdb.publication.wording.language import Language


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
