"""The calendar of expected figures: a page, and a file for the reader's own calendar."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import date

import pytest

from agdb.programme.source import Expected
from agdb.programme.succession import Succession
from agdb.publication.reading.calendar import awaited, by_table, next_expected
from agdb.publication.site import site
from agdb.results.release import Release

pytestmark = pytest.mark.slow


@pytest.fixture(scope="module")
def files(release: Release) -> dict[str, bytes]:
    return dict(site(release, news=b"<feed/>"))


def test_the_next_year_is_told_in_the_language_of_the_reader(files: dict[str, bytes]) -> None:
    nl, en = (files[f"{code}/calendar/index.html"].decode() for code in ("nl", "en"))

    assert "3e kwartaal 2025" in nl
    assert "afgeleid" in nl
    assert "third quarter of 2025" in en
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


def test_a_day_that_nobody_announced_is_in_no_calendar(files: dict[str, bytes]) -> None:
    page, file = files["nl/calendar/index.html"].decode(), files["nl/calendar.ics"].decode()

    assert not re.search(r"\d+ (januari|juli) 2025</td>", page)
    days = re.findall(r"DTSTART;VALUE=DATE:(\d+)\r\nDTEND;VALUE=DATE:(\d+)", file)
    assert days
    assert all(int(last) - int(first) > 100 for first, last in days)


def test_the_file_has_one_event_for_each_source_that_comes(
    files: dict[str, bytes], release: Release
) -> None:
    text = files["en/calendar.ics"].decode()

    coming = [one.schedule.coming for one in awaited(release) if one.schedule.coming]
    assert text.count("BEGIN:VEVENT") == len(coming) > 0
    assert "DTSTART;VALUE=DATE:20250701\r\nDTEND;VALUE=DATE:20251001" in text


def test_seen_from_a_later_day_it_is_said_of_us_that_we_are_behind(release: Release) -> None:
    later = replace(release, built=date(2026, 11, 24))

    page = dict(site(later))["en/calendar/index.html"].decode()

    behind = page[page.index('id="late"') :]
    assert "Not yet in this monitor" in behind
    assert "<td>third quarter of 2025</td>" in behind
    assert "late" not in re.sub(r"<[^>]*>", "", behind).split()
    computed = later.computed["bicycles-stock"]
    first = next_expected(computed, later)
    assert first is not None
    assert first.late(later.day)


def test_an_indicator_that_waits_has_no_expected_day(release: Release) -> None:
    waiting = next(one for one in release.computed.values() if one.waiting)

    assert next_expected(waiting, release) is None


def test_an_event_is_the_same_event_when_its_day_moves(release: Release) -> None:
    def file(lag: int) -> str:
        expected = Expected(lag_days=lag, source="the handbook, page 4")
        sources = {
            name: one.model_copy(update={"expected": expected})
            for name, one in release.programme.sources.items()
        }
        moved = replace(release, programme=replace(release.programme, sources=sources))
        return dict(site(moved))["en/calendar.ics"].decode()

    before, after = file(45), file(47)

    assert before != after
    identities = re.findall(r"UID:.*", before)
    assert identities
    assert identities == re.findall(r"UID:.*", after)


def test_editions_of_one_table_are_one_row_and_one_event(release: Release) -> None:
    # Given an older and a newer edition of a table, read by different indicators
    computed = release.computed["bicycles-stock"]
    table = computed.inputs[0].dataset
    edition = f"{table}@2025-01"
    known = release.programme.sources[table]
    sources = {
        **release.programme.sources,
        edition: known.model_copy(update={"id": edition, "names": {"nl": "x", "en": "x 2025"}}),
    }
    other = replace(
        computed, inputs=tuple(replace(one, dataset=edition) for one in computed.inputs)
    )
    both = replace(
        release,
        computed={**release.computed, "bicycles-stock-again": other},
        programme=replace(release.programme, sources=sources),
    )

    # When the calendar is made of them
    rows = [one for one in by_table(awaited(both), both.programme) if table in one.source.id]

    # Then the table is there once, by its own name, with both indicators
    (row,) = rows
    assert row.source == known
    assert {"bicycles-stock", "bicycles-stock-again"} <= set(row.indicators)
    assert row.schedule == next(one for one in awaited(both) if one.source == known).schedule


def test_a_table_that_another_succeeded_is_not_awaited(release: Release) -> None:
    name = release.computed["bicycles-stock"].inputs[0].dataset
    words = {"nl": "x", "en": "x"}
    rule = Succession(dataset=name, joined="never", because=words)
    known = release.programme.sources[name]
    after = known.model_copy(update={"id": "test:after", "succeeds": rule})
    programme = replace(
        release.programme, sources={**release.programme.sources, "test:after": after}
    )

    page = dict(site(replace(release, programme=programme)))["en/calendar/index.html"].decode()

    assert page.count(f">{known.names['en']}<") == 1  # the successor, which has the same name here
