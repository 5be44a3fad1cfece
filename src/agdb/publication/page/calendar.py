"""The calendar: what is expected when, how sure that is, and which indicators it touches."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime, time

from agdb.arrivals.calendar import Expectation
from agdb.arrivals.icalendar import Event, icalendar
from agdb.publication import address
from agdb.publication.page.edition import Edition, Link
from agdb.publication.reading.calendar import Awaited
from agdb.publication.wording.language import Language

NEWS = "news.atom"
"""The feed of what was fetched; it is on the site only where something was."""


@dataclass(frozen=True, slots=True)
class Row:
    """One expected publication, or a source without one; `day` is empty there."""

    day: str
    late: str
    source: Link
    publisher: str
    rhythm: str
    standing: str
    indicators: tuple[Link, ...]


@dataclass(frozen=True, slots=True)
class Part:
    """A table of the page."""

    ident: str
    name: str
    rows: tuple[Row, ...]


def calendar_pages(edition: Edition) -> tuple[tuple[str, bytes], ...]:
    """Return the page and the same calendar for the reader's own, as iCalendar."""
    language, sources = edition.language, edition.awaited
    day = edition.release.recorded
    expected = sorted(
        ((one, source) for source in sources for one in source.days),
        key=lambda pair: (pair[0].day, pair[1].source.id),
    )
    late = [pair for pair in expected if pair[0].late(day)]
    coming = [pair for pair in expected if not pair[0].late(day)]
    unknown = [one for one in sources if not one.days and one.source.rhythm != "once"]
    page = edition.render(
        "calendar.html",
        address.section(language.code, "calendar"),
        title=language.say("menu.calendar"),
        description=language.say("calendar.intro"),
        day=language.date(day),
        parts=[
            _part(edition, "late", [_row(edition, source, one) for one, source in late]),
            _part(edition, "coming", [_row(edition, source, one) for one, source in coming]),
            _part(edition, "unknown", [_row(edition, source, None) for source in unknown]),
        ],
        file=address.calendar(language.code),
        news=NEWS if edition.news else "",
    )
    return page, (address.calendar(language.code), _file(edition, coming).encode())


def expected_in_words(expected: Expectation | None, edition: Edition) -> str:
    """Return the day, its standing and that it is late; that it is unknown without one."""
    language = edition.language
    if expected is None:
        return language.say("calendar.day.unknown")
    return language.say(
        "calendar.day.late" if expected.late(edition.release.recorded) else "calendar.day",
        day=language.date(expected.day),
        standing=language.say(f"calendar.standing.{expected.standing}"),
    )


def _part(edition: Edition, name: str, rows: list[Row]) -> Part:
    return Part(name, edition.language.say(f"calendar.{name}"), tuple(rows))


def _row(edition: Edition, one: Awaited, expected: Expectation | None) -> Row:
    language, source = edition.language, one.source
    late = expected is not None and expected.late(edition.release.recorded)
    return Row(
        day="" if expected is None else language.date(expected.day),
        late=language.say("calendar.is-late") if late else "",
        source=Link(source.page, language.words(source.names)),
        publisher=language.words(source.publisher),
        rhythm=language.say(f"rhythm.{source.rhythm}"),
        standing=language.say(f"calendar.standing.{expected.standing if expected else 'unknown'}"),
        indicators=tuple(
            Link(
                edition.addresses.link(address.indicator(language.code, name)),
                edition.readings[name].name,
            )
            for name in one.indicators
        ),
    )


def _file(edition: Edition, coming: list[tuple[Expectation, Awaited]]) -> str:
    language = edition.language
    stamp = datetime.combine(edition.release.recorded, time(), tzinfo=UTC)
    events = (_event(language, source, one) for one, source in coming)
    name = f"{language.words(edition.programme.plan.short)}: {language.say('menu.calendar')}"
    return icalendar(events, name=name, stamp=stamp)


def _event(language: Language, one: Awaited, expected: Expectation) -> Event:
    source = one.source
    standing = language.say(f"calendar.standing.{expected.standing}")
    return Event(
        uid=f"{source.id}-{expected.day}@agdb",
        day=expected.day,
        summary=f"{language.words(source.names)} ({language.words(source.publisher)})",
        description=f"{source.id}; {standing}",
        url=source.page,
    )
