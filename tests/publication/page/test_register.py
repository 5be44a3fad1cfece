"""Pages of the register on invented records: every state, what is late first, what is left out."""

from __future__ import annotations

import html
import re
from dataclasses import replace
from datetime import date

import pytest
from tests.publication.bicycle_register import bicycle_register

from agdb.publication.site import site
from agdb.register.kept import published
from agdb.register.register import Register, register_of
from agdb.results.release import Release


@pytest.fixture(scope="module")
def pages(files: dict[str, bytes]) -> dict[str, str]:
    return {n: b.decode() for n, b in files.items() if n.endswith((".html", ".ics"))}


def text(page: str) -> str:
    main = page[page.index("<main") : page.index("</main>")]
    return " ".join(html.unescape(re.sub(r"<[^>]+>", " ", main)).split())


def test_what_is_late_stands_first_and_says_by_how_many_days(pages: dict[str, str]) -> None:
    # Given a promise "voor de zomer" of February 2024, and one "zo spoedig mogelijk"
    page = pages["nl/commitments/index.html"]

    late, rest = page.split('id="state-open"')
    assert 'class="ledger late" id="overdue"' in late
    assert "296 dagen te laat" in late  # 30 June 2024 to 22 April 2025
    assert 'id="vague"' in rest
    assert "geen termijn; nooit te laat" in rest
    assert "TZ202402-001" in late
    assert "Openstaand" in late


def test_a_promise_stands_beside_its_answer_in_both_languages(pages: dict[str, str]) -> None:
    for code, answered in (("nl", "beantwoord, oordeel niet bekend"), ("en", "answered, verdict")):
        page = pages[f"{code}/commitments/index.html"]
        row = page[page.index('id="replied"') :].split("</article>")[0]
        assert answered in row
        assert "https://example.org/letter" in row
        assert f"/{code}/initiative/bells/" in row


def test_a_motion_has_its_seats_or_its_shares(pages: dict[str, str]) -> None:
    said = text(pages["en/commitments/index.html"])

    assert "112 for and 37 against, as the source lists 149 seats" in said
    assert "12.7% for and 86.7% against" in said


def test_decisions_and_actions_say_who_by_when_and_what_was_moved(pages: dict[str, str]) -> None:
    said = text(pages["en/governance/index.html"])

    assert "Bells first" in said
    assert "Count the bells From the decision: Bells first Cyclists' Society" in said
    assert "1 December 2024 was 1 September 2024: Rain 142 days late" in said
    assert "Heard" in said
    assert said.index("Count the bells") < said.index("Ring the bells")


def test_a_body_has_its_members_by_organisation_and_its_meetings(pages: dict[str, str]) -> None:
    said = text(pages["en/body/table/index.html"])

    assert "active since 1 March 2024" in said
    assert "Cyclists' Society chair" in said
    assert "1 March 2024, 10:00 to 11:30" in said
    assert "1. Bells decided" in said
    empty = text(pages["en/body/core/index.html"])
    assert "being set up on 1 June 2024, and before that" in empty
    assert empty.count("None yet.") == 3  # meetings, decisions, actions


def test_the_calendar_has_meetings_and_actions_and_nobody(pages: dict[str, str]) -> None:
    calendar = pages["en/meetings.ics"].replace("\r\n ", "")

    assert calendar.count("BEGIN:VEVENT") == 2  # what is only prepared is not there
    assert calendar.count("BEGIN:VTODO") == 2
    assert "DTSTART:20240301T090000Z" in calendar
    assert "DUE;VALUE=DATE:20241201" in calendar
    assert "STATUS:COMPLETED" in calendar
    assert "ATTENDEE" not in calendar
    assert "ORGANIZER" not in calendar


def test_a_grant_without_a_payment_that_was_read_ends_dashed(pages: dict[str, str]) -> None:
    page = pages["en/initiative/bells/index.html"]
    drawing = page[page.index('<figure class="flow">') : page.index("</figure>")]

    assert drawing.count('class="firm fx"') == 2  # for a laptop and for a phone
    assert "what was paid after that is not known" in drawing
    assert 'class="firm f1" fill="url(#flow-wide-hatch)"' in drawing
    assert drawing.count('class="ribbon"') == 4


def test_an_initiative_of_which_little_is_known_says_so(pages: dict[str, str]) -> None:
    said = text(pages["en/initiative/delta/index.html"])

    assert "1 of the 15 facts is known." in said
    assert "We know no amount for this initiative." in said
    assert "What we read names no goal of this initiative." in said
    assert "€" not in said


def test_an_indicator_and_a_target_lead_to_the_initiatives_about_them(
    pages: dict[str, str],
) -> None:
    assert "/en/initiative/bells/" in pages["en/indicator/bicycles-stock/index.html"]
    assert "/en/initiative/bells/" in pages["en/targets/index.html"]
    assert "/en/indicator/bicycles-stock/" in pages["en/initiative/bells/index.html"]
    assert "/en/targets/#many" in pages["en/initiative/bells/index.html"]
    assert "/en/region/PV20/" in pages["en/initiative/north/index.html"]
    assert "/en/initiative/north/" in pages["en/region/PV20/index.html"]


def test_a_small_network_is_not_held_against_chance(pages: dict[str, str]) -> None:
    said = text(pages["en/fragmentation/index.html"])

    assert said.count("too small to be tested") == 2  # who takes part, and who sits where
    assert said.count("not tested") == 16  # mean and probability of four measures of each
    assert "There is no pair of initiatives with the same pillar, target group and area." in said
    assert "fewer than 30 ties, or fewer than 10 initiatives" in said
    assert "not to be computed: kinds of money are not added up" in said


@pytest.mark.slow
def test_two_that_do_the_same_for_the_same_people_are_a_candidate(release: Release) -> None:
    # Given a twin of an initiative: the same group, place, activity and years
    register = bicycle_register()
    north = register.initiatives["north"]
    twin = north.model_copy(update={"id": "twin", "names": {"nl": "Tweeling", "en": "Twin"}})
    kinds = dict(register.kinds()) | {"initiatives": {**register.initiatives, "twin": twin}}
    both = published(register_of(kinds), release.day)

    files = dict(site(replace(release, register=both)))

    said = text(files["en/fragmentation/index.html"].decode())
    assert "The north rides Twin perhaps double" in said
    assert "no effect known not asked" in said


@pytest.mark.slow
def test_a_release_without_a_register_has_none_of_its_pages(release: Release) -> None:
    files = dict(site(replace(release, register=Register())))

    steps = {name.split("/")[1] for name in files if name.startswith("nl/")}
    ours = {"initiative", "initiatives", "money", "commitments", "governance", "body", "timeline"}
    assert not steps & (ours | {"organisation", "fragmentation"})
    assert not [name for name in files if name.startswith("register/")]


@pytest.mark.slow
def test_a_day_later_a_promise_is_a_day_later(release: Release) -> None:
    day = date(2025, 4, 23)
    later = replace(release, built=day, register=published(bicycle_register(), day))

    page = dict(site(later))["en/commitments/index.html"].decode()

    assert "297 days late" in page
