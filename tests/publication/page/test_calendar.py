"""The calendar of expected figures."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from datetime import date

from agdb.arrivals.state import SourceState
from agdb.publication import site
from agdb.release.model import Release


def state(dataset: str, expected: date | None, basis: str | None, **other: object) -> SourceState:
    plain: dict[str, object] = {
        "rhythm": "quarter", "version": "v", "recorded": date(2025, 1, 1), "origin": "recorded",
        "newest_period": "2024-Q3", "late": False,
    }  # fmt: skip
    return SourceState(dataset=dataset, expected=expected, basis=basis, **plain | other)  # type: ignore[arg-type]


def files(release: Release, *states: SourceState) -> Mapping[str, str]:
    known = {one.dataset: one for one in states}
    return {
        path: body.decode()
        for path, body in site(replace(release, sources=known))
        if path.endswith((".html", ".ics"))
    }


def test_what_is_expected_late_or_unknown_stands_apart(release: Release) -> None:
    first, second = list(release.programme.sources)[:2]

    page = files(
        release,
        state(first, date(2025, 8, 15), "period"),
        state(second, date(2025, 2, 1), "rhythm", late=True),
    )["en/calendar/index.html"]

    coming, late = page.split('<h2 id="late">')
    assert "15 August 2025" in coming
    assert "as the source usually publishes" in coming
    assert "third quarter of 2024" in coming
    assert "1 February 2025" in late
    assert "derived from the rhythm alone" in late


def test_where_nothing_tells_a_day_none_is_made_up(release: Release) -> None:
    dataset = next(iter(release.programme.sources))

    page = files(release, state(dataset, None, None))["en/calendar/index.html"]

    assert "Cannot be said" in page
    assert "not known" in page


def test_a_source_leads_to_the_indicators_that_it_touches(release: Release) -> None:
    indicator = next(iter(release.programme.indicators.values()))
    dataset = indicator.metric.terms[0].selection.dataset

    page = files(release, state(dataset, date(2025, 8, 15), "days"))["nl/calendar/index.html"]

    assert f'href="/nl/indicator/{indicator.id}/"' in page


def test_only_days_to_come_are_in_the_calendar_file(release: Release) -> None:
    first, second = list(release.programme.sources)[:2]

    text = files(
        release,
        state(first, date(2025, 8, 15), "days"),
        state(second, date(2025, 2, 1), "days", late=True),
    )["en/calendar.ics"]

    assert text.count("BEGIN:VEVENT") == 1
    assert "DTSTART;VALUE=DATE:20250815" in text
    assert "DTSTAMP:20250422T000000Z" in text


def test_what_appears_once_is_not_waited_for(release: Release) -> None:
    dataset = next(iter(release.programme.sources))

    page = files(release, state(dataset, None, None, rhythm="once"))["en/calendar/index.html"]

    assert "<table" not in page


def test_coverage_says_when_the_next_figures_come(release: Release) -> None:
    indicator = next(one for one in release.computed.values() if one.inputs)
    dataset = indicator.inputs[0].dataset

    page = files(release, state(dataset, date(2025, 8, 15), "days"))["en/coverage/index.html"]

    assert "Next figures expected" in page
    assert "15 August 2025" in page


def test_without_sources_there_is_no_calendar(release: Release) -> None:
    found = files(release)

    assert "en/calendar/index.html" not in found
    assert "/en/calendar/" not in found["en/index.html"]
