"""Expected publications, meetings and tasks as iCalendar, RFC 5545, for a calendar of one's own."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from typing import Final, Literal

_LINE: Final = 75  # octets, section 3.1
_BREAK: Final = "\r\n"


@dataclass(frozen=True, slots=True)
class CalendarEvent:
    """Whole days from `first` up to and including `last`.

    `uid` stays the same as long as the event is the same thing, also when its days move.
    """

    uid: str
    first: date
    last: date
    summary: str
    description: str = ""
    url: str = ""


@dataclass(frozen=True, slots=True)
class Appointment:
    """A meeting from one moment to another, both with their time zone; it names nobody."""

    uid: str
    begins: datetime
    ends: datetime
    summary: str
    description: str = ""
    url: str = ""
    place: str = ""
    cancelled: bool = False


@dataclass(frozen=True, slots=True)
class Task:
    """Something to be done, by `due` if there is such a day; `status` as in section 3.8.1.11."""

    uid: str
    summary: str
    due: date | None
    status: Literal["NEEDS-ACTION", "IN-PROCESS", "COMPLETED", "CANCELLED"]
    description: str = ""
    url: str = ""


Component = CalendarEvent | Appointment | Task


def icalendar(events: Iterable[Component], *, name: str, stamp: datetime) -> str:
    """Return the text of a calendar file with `events`, in the order of their days.

    `stamp` is when what is known was known, with its time zone: the same events and stamp give the
    same text.

    >>> text = icalendar([], name="Monitor", stamp=datetime(2026, 1, 1, tzinfo=UTC))
    >>> text.splitlines()[:2]
    ['BEGIN:VCALENDAR', 'VERSION:2.0']
    """
    lines = ["BEGIN:VCALENDAR", "VERSION:2.0", "PRODID:-//agdb//Monitor AGDB//NL"]
    lines += ["CALSCALE:GREGORIAN", "METHOD:PUBLISH", f"X-WR-CALNAME:{_text(name)}"]
    for event in sorted(events, key=lambda event: (_day(event), event.uid)):
        lines += _component(event, stamp)
    lines.append("END:VCALENDAR")
    return "".join(_folded(line) for line in lines)


def _day(event: Component) -> date:
    match event:
        case CalendarEvent():
            return event.first
        case Appointment():
            return event.begins.date()
        case Task():
            return event.due or date.max


def _component(event: Component, stamp: datetime) -> Iterator[str]:
    kind = "VTODO" if isinstance(event, Task) else "VEVENT"
    yield f"BEGIN:{kind}"
    yield f"UID:{_text(event.uid)}"
    yield f"DTSTAMP:{_moment(stamp)}"
    yield from _when(event)
    yield f"SUMMARY:{_text(event.summary)}"
    if event.description:
        yield f"DESCRIPTION:{_text(event.description)}"
    if event.url:
        yield f"URL:{_plain(event.url)}"
    yield from _state(event)
    yield f"END:{kind}"


def _when(event: Component) -> Iterator[str]:
    match event:
        case CalendarEvent():
            yield f"DTSTART;VALUE=DATE:{event.first:%Y%m%d}"
            yield f"DTEND;VALUE=DATE:{event.last + timedelta(1):%Y%m%d}"
        case Appointment():
            yield f"DTSTART:{_moment(event.begins)}"
            yield f"DTEND:{_moment(event.ends)}"
        case Task(due=date() as due):
            yield f"DUE;VALUE=DATE:{due:%Y%m%d}"


def _state(event: Component) -> Iterator[str]:
    match event:
        case CalendarEvent():
            yield "STATUS:TENTATIVE"
            yield "TRANSP:TRANSPARENT"
        case Appointment():
            if event.place:
                yield f"LOCATION:{_text(event.place)}"
            yield f"STATUS:{'CANCELLED' if event.cancelled else 'CONFIRMED'}"
        case Task():
            yield f"STATUS:{event.status}"


def _moment(at: datetime) -> str:
    return f"{at.astimezone(UTC):%Y%m%dT%H%M%SZ}"


def _plain(text: str) -> str:
    """Without control characters, which no value may hold (section 3.3.11)."""
    return "".join(character for character in text if character >= " " and character != "\x7f")


def _text(text: str) -> str:
    escaped = text.replace("\\", "\\\\").replace(";", "\\;").replace(",", "\\,")
    lines = escaped.replace("\r\n", "\n").replace("\r", "\n").split("\n")
    return "\\n".join(map(_plain, lines))


def _folded(line: str) -> str:
    """In pieces of at most 75 octets, cut between characters; the next begins with a blank."""
    pieces, piece, size = [], "", 0
    for character in line:
        width = len(character.encode())
        if size + width > _LINE:
            pieces.append(piece)
            piece, size = " ", 1
        piece += character
        size += width
    pieces.append(piece)
    return "".join(piece + _BREAK for piece in pieces)
