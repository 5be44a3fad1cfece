"""A calendar that other programs read."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, datetime, timedelta, timezone
from pathlib import Path

from hypothesis import given
from hypothesis import strategies as st
from tests.conftest import NOON

from agdb.arrivals.icalendar import Appointment, CalendarEvent, Task, icalendar


def unfolded(text: str) -> list[str]:
    return text.replace("\r\n ", "").split("\r\n")


def test_a_calendar_has_what_the_standard_asks_for() -> None:
    events = [
        CalendarEvent(
            "b@agdb",
            date(2026, 10, 1),
            date(2026, 12, 31),
            "Vacatures; kwartaal, cijfers",
            "cbs:1",
            "https://a.nl",
        ),
        CalendarEvent("a@agdb", date(2026, 5, 15), date(2026, 5, 15), "Énergie"),
    ]

    text = icalendar(events, name="Monitor", stamp=NOON.astimezone(timezone(timedelta(hours=2))))

    assert unfolded(text) == [
        *("BEGIN:VCALENDAR", "VERSION:2.0", "PRODID:-//agdb//Monitor AGDB//NL"),
        *("CALSCALE:GREGORIAN", "METHOD:PUBLISH", "X-WR-CALNAME:Monitor"),
        *("BEGIN:VEVENT", "UID:a@agdb", "DTSTAMP:20261124T120000Z"),
        *("DTSTART;VALUE=DATE:20260515", "DTEND;VALUE=DATE:20260516", "SUMMARY:Énergie"),
        *("STATUS:TENTATIVE", "TRANSP:TRANSPARENT", "END:VEVENT"),
        *("BEGIN:VEVENT", "UID:b@agdb", "DTSTAMP:20261124T120000Z"),
        *("DTSTART;VALUE=DATE:20261001", "DTEND;VALUE=DATE:20270101"),
        *("SUMMARY:Vacatures\\; kwartaal\\, cijfers", "DESCRIPTION:cbs:1", "URL:https://a.nl"),
        *("STATUS:TENTATIVE", "TRANSP:TRANSPARENT", "END:VEVENT"),
        *("END:VCALENDAR", ""),
    ]


@given(st.text(max_size=300), st.text(max_size=300))
def test_any_text_stays_in_its_line_and_can_be_read_back(summary: str, url: str) -> None:
    event = CalendarEvent("x@agdb", date(2026, 1, 1), date(2026, 1, 1), summary, url=url)

    text = icalendar([event], name="n", stamp=NOON)

    lines = text.split("\r\n")
    assert all(len(line.encode()) <= 75 for line in lines)
    assert "\n" not in text.replace("\r\n", "")
    assert "\r" not in text.replace("\r\n", "")
    whole = unfolded(text)
    assert whole.count("BEGIN:VEVENT") == 1
    plain = "".join(c for c in summary if c in "\r\n" or (c >= " " and c != "\x7f"))
    plain = plain.replace("\r\n", "\n").replace("\r", "\n")
    shown = next(line for line in whole if line.startswith("SUMMARY:")).removeprefix("SUMMARY:")
    assert read(shown) == plain


def read(text: str) -> str:
    """What RFC 5545, section 3.3.11, makes of an escaped text."""
    out, characters = "", iter(text)
    for character in characters:
        following = next(characters) if character == "\\" else character
        out += "\n" if character == "\\" and following == "n" else following
    return out


def test_the_same_events_give_the_same_text(tmp_path: Path) -> None:
    first = date(2026, 1, 1)
    events = [CalendarEvent("b", first, first, "b"), CalendarEvent("a", first, first, "a")]

    assert icalendar(events, name="n", stamp=NOON) == icalendar(
        reversed(events), name="n", stamp=NOON
    )


def test_a_long_line_is_folded_between_its_letters() -> None:
    event = CalendarEvent("x@agdb", date(2026, 1, 1), date(2026, 1, 1), "é" * 100)

    lines = icalendar([event], name="n", stamp=NOON).split("\r\n")

    start = next(number for number, line in enumerate(lines) if line.startswith("SUMMARY:"))
    assert lines[start : start + 4] == [
        "SUMMARY:" + "é" * 33,
        " " + "é" * 37,
        " " + "é" * 30,
        "STATUS:TENTATIVE",
    ]


def test_a_meeting_has_its_moments_and_a_task_its_day_and_state() -> None:
    # Given a meeting in a zone of its own, one that was cancelled, and two tasks
    zone = timezone(timedelta(hours=2))
    begins = datetime(2025, 9, 9, 16, 45, tzinfo=zone)
    meeting = Appointment(
        uid="m", begins=begins, ends=begins + timedelta(hours=1), summary="Table", place="Room; 3"
    )
    components: list[Appointment | Task] = [
        meeting,
        replace(meeting, uid="c", cancelled=True),
        Task(uid="t", summary="Count", due=date(2025, 9, 1), status="NEEDS-ACTION"),
        Task(uid="u", summary="Some day", due=None, status="COMPLETED"),
    ]

    lines = icalendar(components, name="n", stamp=NOON).split("\r\n")

    assert "DTSTART:20250909T144500Z" in lines
    assert "DTEND:20250909T154500Z" in lines
    assert "LOCATION:Room\\; 3" in lines
    assert [line for line in lines if line.startswith("STATUS")] == [
        "STATUS:NEEDS-ACTION",
        "STATUS:CANCELLED",
        "STATUS:CONFIRMED",
        "STATUS:COMPLETED",
    ]
    assert [line for line in lines if line.startswith("DUE")] == ["DUE;VALUE=DATE:20250901"]
    assert lines.count("BEGIN:VTODO") == lines.count("END:VTODO") == 2
