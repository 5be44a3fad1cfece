"""The calendar of expected figures: a page, and a file for the reader's own calendar."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import date

import pytest

from agdb.publication import site
from agdb.publication.reading.calendar import awaited, next_expected
from agdb.release.model import Release


@pytest.fixture(scope="module")
def files(release: Release) -> dict[str, bytes]:
    return dict(site(release, news=b"<feed/>"))


def test_the_next_year_is_told_in_the_language_of_the_reader(files: dict[str, bytes]) -> None:
    nl, en = (files[f"{code}/calendar/index.html"].decode() for code in ("nl", "en"))

    assert "22 juli 2025" in nl
    assert "afgeleid" in nl
    assert "22 July 2025" in en
    assert re.search(r'href="/en/indicator/bicycles-stock/"', en)


def test_the_page_links_the_calendar_file_and_the_feed(files: dict[str, bytes]) -> None:
    page = files["nl/calendar/index.html"].decode()

    assert 'href="/nl/calendar.ics"' in page
    assert 'href="/news.atom"' in page
    assert files["news.atom"] == b"<feed/>"


def test_without_a_feed_nothing_links_to_one(release: Release) -> None:
    plain = dict(site(release))

    assert "news.atom" not in plain
    assert b"news.atom" not in plain["nl/calendar/index.html"]


def test_every_page_leads_to_the_calendar(files: dict[str, bytes]) -> None:
    assert b'href="/nl/calendar/"' in files["nl/index.html"]
    assert b'href="/en/calendar/"' in files["en/data/index.html"]


def test_the_file_has_an_event_for_each_coming_day(
    files: dict[str, bytes], release: Release
) -> None:
    text = files["en/calendar.ics"].decode()

    coming = [day for one in awaited(release) for day in one.days if not day.late(release.recorded)]
    assert text.count("BEGIN:VEVENT") == len(coming) > 0
    assert "DTSTART;VALUE=DATE:20250722" in text


def test_seen_from_a_later_day_the_figures_are_late(release: Release) -> None:
    later = replace(release, recorded=date(2026, 11, 24))

    page = dict(site(later))["en/calendar/index.html"].decode()

    assert "<td>22 July 2025 <strong>late</strong></td>" in page
    computed = later.computed["bicycles-stock"]
    first = next_expected(computed, later)
    assert first is not None
    assert first.late(later.recorded)


def test_an_indicator_that_waits_has_no_expected_day(release: Release) -> None:
    waiting = next(one for one in release.computed.values() if one.waiting)

    assert next_expected(waiting, release) is None
