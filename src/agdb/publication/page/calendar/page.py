"""The calendar: what is expected when, how sure that is, and which indicators it touches."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, datetime, time
from typing import Final

from agdb.arrivals.calendar import Expectation, ExpectationState
from agdb.arrivals.icalendar import CalendarEvent, icalendar
from agdb.programme.programme import Programme
from agdb.programme.source import Source
from agdb.publication import address
from agdb.publication.edition import Edition, Link
from agdb.publication.reading.calendar import Awaited, by_table
from agdb.publication.section import LinkPlace, Section, named, single
from agdb.publication.wording.language import Language
from agdb.publication.wording.period import period_name

NEWS = "news.atom"
"""The feed of what was fetched; it is on the site only where something was."""
_COLUMNS: Final = {
    "coming": ("when", "source", "about", "standing", "indicators"),
    "late": ("since", "source", "about", "standing", "indicators"),
    "unknown": ("source", "rhythm", "indicators"),
}


@dataclass(frozen=True, slots=True)
class CalendarRow:
    """One expected publication, or a source without one; `when` is empty there.

    `about` is the period that the figures will be about, empty where that is not known.
    """

    when: str
    about: str
    source: Link
    publisher: str
    rhythm: str
    standing: str
    indicators: tuple[Link, ...]


@dataclass(frozen=True, slots=True)
class CalendarTable:
    """A table of the page."""

    ident: str
    name: str
    rows: tuple[CalendarRow, ...]
    columns: tuple[str, ...]
    text: str = ""


def calendar_page(edition: Edition) -> tuple[str, bytes]:
    """Return the page: what comes next of each source, what is late at us, and what is unknown."""
    language = edition.language
    sources = by_table(edition.awaited, edition.programme)
    coming = _coming(edition)
    missed = _in_order((one.schedule.missed, one) for one in sources)
    unknown = [
        one for one in sources if one.first is None and not _ended(one.source, edition.programme)
    ]
    return edition.render(
        "calendar/calendar.html",
        address.section(language.code, "calendar"),
        title=language.say("menu.calendar"),
        description=language.say("calendar.intro"),
        day=language.date(edition.release.day),
        parts=[
            _part(edition, "coming", [_row(edition, source, one) for one, source in coming]),
            _part(edition, "late", [_row(edition, source, one) for one, source in missed]),
            _part(edition, "unknown", [_row(edition, source, None) for source in unknown]),
        ],
        file=address.calendar(language.code),
        news=NEWS if edition.news else "",
    )


def calendar_file(edition: Edition) -> tuple[str, bytes]:
    """Return what is to come as a calendar for the reader's own, as iCalendar."""
    return address.calendar(edition.language.code), _file(edition, _coming(edition)).encode()


def _coming(edition: Edition) -> list[tuple[Expectation, Awaited]]:
    """The next edition of each source, the nearest first."""
    sources = by_table(edition.awaited, edition.programme)
    return _in_order((one.schedule.coming, one) for one in sources)


def _ended(source: Source, programme: Programme) -> bool:
    """Whether nothing more is to come: it appeared once, was closed, or another goes on."""
    over = source.rhythm == "once" or source.closed is not None
    return over or bool(programme.successors(source.id))


def _in_order(
    some: Iterable[tuple[Expectation | None, Awaited]],
) -> list[tuple[Expectation, Awaited]]:
    """What is expected, the first day first."""
    found = [(one, source) for one, source in some if one is not None]
    return sorted(found, key=lambda pair: (pair[0].first, pair[0].day, pair[1].source.id))


def _part(edition: Edition, name: str, rows: list[CalendarRow]) -> CalendarTable:
    say = edition.language.say
    text = say("calendar.late.text") if name == "late" else ""
    return CalendarTable(name, say(f"calendar.{name}"), tuple(rows), _COLUMNS[name], text)


def _row(edition: Edition, one: Awaited, expected: Expectation | None) -> CalendarRow:
    language, source = edition.language, one.source
    known = expected is not None and expected.standing is not ExpectationState.DERIVED
    about = expected.period if known and expected is not None else None
    return CalendarRow(
        when="" if expected is None else period_name(expected.window, language),
        about="" if about is None else period_name(about, language),
        source=Link(source.page, language.words(source.names)),
        publisher=language.words(source.publisher),
        rhythm=language.say(f"rhythm.{source.rhythm}"),
        standing=language.say(f"calendar.standing.{expected.standing if expected else 'unknown'}"),
        indicators=tuple(edition.link(edition.readings[name]) for name in one.indicators),
    )


def _file(edition: Edition, coming: list[tuple[Expectation, Awaited]]) -> str:
    language = edition.language
    stamp = datetime.combine(edition.release.day, time(), tzinfo=UTC)
    events = (_event(language, source, one) for one, source in coming)
    name = f"{language.words(edition.programme.plan.short)}: {language.say('menu.calendar')}"
    return icalendar(events, name=name, stamp=stamp)


def _event(language: Language, one: Awaited, expected: Expectation) -> CalendarEvent:
    source = one.source
    standing = language.say(f"calendar.standing.{expected.standing}")
    return CalendarEvent(
        uid=f"{source.id}-{expected.name}@agdb",
        first=expected.first,
        last=expected.last,
        summary=f"{language.words(source.names)} ({language.words(source.publisher)})",
        description=f"{source.id}; {standing}",
        url=source.page,
    )


SECTION = Section(
    name="calendar",
    keys=lambda _: ("",),
    render=single(calendar_page),
    place=LinkPlace.FOOTER,
    label=named("menu.calendar"),
)
