"""What the first page answers: known sentences, and what it does not say without data for it."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import date
from html import unescape

import pytest
from tests.publication.bicycle_figures import words
from tests.publication.bicycles import edition_of

from agdb.programme.event import Event
from agdb.programme.model import Cited
from agdb.programme.overview import OverviewAnswer, OverviewSubject
from agdb.publication.edition import Edition
from agdb.publication.page.overview.page import answers, overview_page
from agdb.publication.page.overview.since import since
from agdb.publication.page.overview.told import Told
from agdb.publication.wording.language import languages
from agdb.register.register import Register
from agdb.results.release import Release


def edition(release: Release, language: str) -> Edition:
    return edition_of(release, languages(("nl", "en"))[language])


def told(release: Release, language: str = "en") -> dict[str, Told]:
    return {one.ident: one for one in answers(edition(release, language))}


def bare(release: Release) -> Release:
    """The same without money, promises or targets; it never had a scenario."""
    programme = replace(release.programme, targets={})
    return replace(release, programme=programme, register=Register())


def test_a_release_without_scenario_money_or_promises_still_answers(release: Release) -> None:
    found = told(bare(release))

    assert list(found) == ["series", "pillars", "state"]
    assert found["state"].also is None
    assert all(one.heading for one in found.values())


def test_the_programme_says_what_is_told_and_in_which_order(release: Release) -> None:
    asked = [
        OverviewAnswer(id="age", subject=OverviewSubject.STATE),
        OverviewAnswer(id="stock", subject=OverviewSubject.SERIES, indicators=("bicycles-stock",)),
    ]
    programme = replace(release.programme, overview={one.id: one for one in asked})

    assert list(told(replace(release, programme=programme))) == ["age", "stock"]


def test_a_series_is_told_by_its_two_ends(release: Release) -> None:
    asked = OverviewAnswer(
        id="stock", subject=OverviewSubject.SERIES, indicators=("bicycles-stock",)
    )
    programme = replace(release.programme, overview={"stock": asked})
    series = edition(release, "en").readings["bicycles-stock"].headline
    assert series is not None

    (one,) = told(replace(release, programme=programme)).values()

    assert one.heading.replace("\u00a0", " ") == (
        "Bicycles in use: 1,504.9 thousand bicycles (Q4 2024),"
        " was 1,284.6 thousand bicycles (Q1 2020)"
    )
    assert 'class="chart small"' in one.drawing


def test_over_a_break_no_earlier_figure_is_named(release: Release) -> None:
    # Given a series whose newest figure does not continue the ones before
    from agdb.statistics.status import ObservationStatus

    computed = release.computed["bicycles-stock"]
    newest = "2024-Q4"
    values = [
        replace(one, status=ObservationStatus.BREAK) if one.period == newest else one
        for one in computed.values
    ]
    broken = replace(
        release, computed={**release.computed, "bicycles-stock": replace(computed, values=values)}
    )

    found = told(broken)["series"]

    assert ", was " not in found.heading


def test_a_goal_says_what_it_takes_each_year(release: Release) -> None:
    goal = told(release)["goal"]

    assert goal.heading == "Many bicycles: 15,900 more needed each year"
    assert goal.foot[0].endswith("In the last year 45,500 were added.")
    assert goal.href.endswith("/targets/#many")


def test_a_goal_that_was_reached_asks_for_nothing(release: Release) -> None:
    low = release.programme.targets["many"].model_copy(update={"value": 1.0})
    programme = replace(release.programme, targets={"many": low})

    goal = told(replace(release, programme=programme))["goal"]

    assert goal.heading == "Many bicycles: reached already"


def test_a_goal_without_a_year_or_a_figure_is_not_told(release: Release) -> None:
    target = release.programme.targets["many"]
    for changed in ({"year": None}, {"same_definition": False}, {"year": 1999}):
        programme = replace(release.programme, targets={"many": target.model_copy(update=changed)})
        assert "goal" not in told(replace(release, programme=programme)), changed


def test_every_pillar_has_a_line_and_one_without_figures_says_so(release: Release) -> None:
    found = told(release)["pillars"]

    assert [line.link.text for line in found.pillars] == ["Pillar 1", "Pillar 2", "Pillar 3"]
    assert found.pillars[2].said == "There is no figure for this yet."
    assert "sign empty" in found.pillars[2].sign


def test_promises_that_are_late_are_counted_as_the_register_counts_them(release: Release) -> None:
    late = sum(bool(one.days_late(release.day)) for one in release.register.commitments.values())
    also = told(release)["state"].also

    assert also is not None
    assert f"{late} " in also.text if late else "None is demonstrably late" in also.text


def test_money_names_the_first_promise_and_the_firmest_step_and_never_adds_them(
    release: Release,
) -> None:
    money = told(release)["money"]

    assert money.heading.replace("\u00a0", " ") == (
        "€21 million granted under conditions, €12 million granted"
    )
    assert money.rows[0].text.startswith("30 ")
    assert money.rows[-1].text == "not known"
    assert not any("42" in row.text for row in money.rows)


def _letter(day: date, *pillars: str) -> Event:
    return Event(
        id=f"letter-{day}",
        kind="letter",
        names=words("Brief", "Letter"),
        words=words("Een brief.", "A letter."),
        day=day,
        pillars=pillars,
        sources=(Cited(url="https://example.org/", title=words("Brief", "Letter")),),
    )


def test_since_counts_from_the_last_letter_about_the_whole_plan(release: Release) -> None:
    letters = (
        _letter(date(2024, 1, 1)), _letter(date(2025, 1, 1)),
        _letter(date(2025, 2, 1), "roads"), _letter(date(2035, 1, 1)),
    )  # fmt: skip
    programme = replace(release.programme, events={one.id: one for one in letters})

    found = since(edition(replace(release, programme=programme), "en"))

    assert found is not None
    assert found.heading == "Since 1 January 2025 (letter):"
    without = replace(release, programme=replace(programme, events={}))
    assert since(edition(without, "en")) is None


def test_the_picture_has_a_sign_for_every_indicator_and_its_table_says_the_same(
    release: Release,
) -> None:
    _, body = overview_page(edition(release, "en"))
    page = body.decode()
    wide = page.partition('class="chart wide"')[2].partition("</svg>")[0]
    table = page.partition('id="plan-table"')[2].partition("</table>")[0]

    labels = [unescape(one) for one in re.findall(r'aria-label="([^"]*)"[^>]*class="leaf"', wide)]
    assert len(labels) == len(release.computed)
    for ident in release.computed:
        assert f'/en/indicator/{ident}/"' in wide
        assert f'/en/indicator/{ident}/"' in table
    for label in labels:
        name, said = label.split(". ", 1)
        assert name in unescape(table)
        assert said.split(". ")[0].rstrip(".") in unescape(table)


@pytest.mark.parametrize("language", ["nl", "en"])
def test_no_heading_speaks_of_cause_or_trend(release: Release, language: str) -> None:
    said = " ".join(one.heading.lower() for one in told(release, language).values())

    for word in (
        "door het plan",
        "dankzij",
        "because",
        "due to",
        "stijgt",
        "daalt",
        "rises",
        "falls",
    ):
        assert word not in said


@pytest.mark.slow
@pytest.mark.parametrize("language", ["nl", "en"])
def test_the_shortage_is_the_range_that_the_doorrekening_gives(
    scenario_site: dict[str, bytes], language: str
) -> None:
    first, whole = (
        unescape(re.sub(r"<[^>]+>", " ", scenario_site[f"{language}/{path}index.html"].decode()))
        for path in ("", "scenario/")
    )
    ends = {
        "nl": (
            r"Zonder plan in 2030: van (.*?) tot ([\d.]+ \w+ \w+ ?\w*)",
            "In 2030 van {} tot {}:",
        ),
        "en": (r"Without the plan in 2030: from (.*?) to (.*?)\n", "In 2030 from {} to {}:"),
    }
    pattern, said = ends[language]

    found = re.search(pattern, first)

    assert found is not None
    least, most = (one.strip() for one in found.groups())
    assert said.format(least, most) in " ".join(whole.split()).replace("\u00a0", " ")
