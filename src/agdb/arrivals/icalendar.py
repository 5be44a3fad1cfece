"""Expected publications as iCalendar, RFC 5545: people see them in their own calendar."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from typing import Final

_LINE: Final = 75  # octets, section 3.1
_BREAK: Final = "\r\n"


@dataclass(frozen=True, slots=True)
class Event:
    """Whole days from `first` up to and including `last`.

    `uid` stays the same as long as the event is the same thing, also when its days move.
    """

    uid: str
    first: date
    last: date
    summary: str
    description: str = ""
    url: str = ""


def icalendar(events: Iterable[Event], *, name: str, stamp: datetime) -> str:
    """Return the text of a calendar file with `events`, in the order of their days.

    `stamp` is when what is known was known, with its time zone: the same events and stamp give the
    same text.

    >>> text = icalendar([], name="Monitor", stamp=datetime(2026, 1, 1, tzinfo=UTC))
    >>> text.splitlines()[:2]
    ['BEGIN:VCALENDAR', 'VERSION:2.0']
    """
    lines = ["BEGIN:VCALENDAR", "VERSION:2.0", "PRODID:-//agdb//Monitor AGDB//NL"]
    lines += ["CALSCALE:GREGORIAN", "METHOD:PUBLISH", f"X-WR-CALNAME:{_text(name)}"]
    for event in sorted(events, key=lambda event: (event.first, event.uid)):
        lines += _event(event, stamp)
    lines.append("END:VCALENDAR")
    return "".join(_folded(line) for line in lines)


def _event(event: Event, stamp: datetime) -> Iterator[str]:
    yield "BEGIN:VEVENT"
    yield f"UID:{_text(event.uid)}"
    yield f"DTSTAMP:{stamp.astimezone(UTC):%Y%m%dT%H%M%SZ}"
    yield f"DTSTART;VALUE=DATE:{event.first:%Y%m%d}"
    yield f"DTEND;VALUE=DATE:{event.last + timedelta(1):%Y%m%d}"
    yield f"SUMMARY:{_text(event.summary)}"
    if event.description:
        yield f"DESCRIPTION:{_text(event.description)}"
    if event.url:
        yield f"URL:{_plain(event.url)}"
    yield "STATUS:TENTATIVE"
    yield "TRANSP:TRANSPARENT"
    yield "END:VEVENT"


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
