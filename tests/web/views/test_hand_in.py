"""Handing in over HTTP: nothing typed is lost, and every refusal is a sentence at its field."""

from __future__ import annotations

import re
from typing import Any
from uuid import UUID

import pytest
from django.test import Client
from tests.web.desk.bench import ANSWERS, ENGLISH, NOW, POLDER, REVIEWER, RING, SECRETARY
from tests.web.visitors import account, browser, value

from agdb.web.desk.roles import Actor, Role, actor

pytestmark = pytest.mark.usefixtures("desk")
SECOND = actor(UUID(int=11), [(Role.CONTRIBUTOR.value, "ring")])


def begun(client: Client) -> str:
    """A new draft of the ring; the address of its page."""
    answer = client.post("/desk/en/hand-in/", {"initiative": "ring lanes"})
    assert answer.status_code == 302
    return str(answer["Location"])


def sent(client: Client, path: str, *, press: str = "hand-in", **changed: str) -> Any:
    """The answer to the form at `path`, sent with these answers and the version that it shows."""
    page = client.get(path).content
    fields = {**ANSWERS, **changed, "version": value(page, "version"), "for": value(page, "for")}
    if not fields["not_counted"]:
        del fields["not_counted"]
    return client.post(path, {**fields, press: "yes"})


def handed_in(client: Client) -> str:
    path = begun(client)
    assert sent(client, path)["Location"] == path + "done/"
    return path


def decided(client: Client, path: str, **fields: str) -> Any:
    page = client.get(path).content
    return client.post(
        path, {"version": value(page, "version"), "for": value(page, "for"), **fields}
    )


def reviewing(path: str) -> str:
    return path.replace("/hand-in/", "/review/")


def state_of(path: str) -> str:
    from agdb.web.desk.models import HandIn

    return HandIn.objects.get(pk=path.rstrip("/").rsplit("/", 1)[1]).state


APPROVAL = {
    "verdict": "approve",
    **{f"{name}-nl": text["en"] for name, text in ENGLISH.items()},
}


@pytest.mark.slow
def test_from_draft_to_approved_with_a_question_between() -> None:
    ring, reviewer = browser(RING), browser(REVIEWER)
    path = handed_in(ring)

    back = decided(reviewer, reviewing(path), verdict="send-back", reason="Is this all?")
    assert back["Location"] == "/desk/en/review/"
    page = ring.get(path).content.decode()
    assert "Is this all?" in page
    assert "Hand in again" in page
    assert 'value="39"' in page

    assert sent(ring, path, value="40").status_code == 302
    shown = reviewer.get(reviewing(path)).content.decode()
    assert "<del>39</del>" in shown
    assert "<ins>40</ins>" in shown
    done = decided(reviewer, reviewing(path), **APPROVAL)
    assert done.status_code == 302, done.content.decode()
    assert state_of(path) == "approved"


def test_mistakes_stand_above_and_at_their_field_and_all_that_was_typed_stays() -> None:
    ring = browser(RING)
    path = begun(ring)

    answer = sent(ring, path, value="39 plannen", text="")

    page = answer.content.decode()
    assert answer.status_code == 422
    assert re.search(r"<title>Error: ", page)
    assert page.count("Enter a number only, for example 39. You typed “39 plannen”.") == 2
    assert 'href="#f-value"' in page
    assert 'value="39 plannen"' in page
    assert "geteld op de kaart" in page


@pytest.mark.slow
def test_what_was_handed_in_can_be_taken_back_until_it_was_opened() -> None:
    ring = browser(RING)
    path = handed_in(ring)
    assert sent(ring, path, press="take-back").status_code == 302
    assert state_of(path) == "draft"
    sent(ring, path)
    browser(REVIEWER).get(reviewing(path))

    page = ring.get(path).content.decode()
    assert "Take back" not in page


@pytest.mark.slow
def test_what_is_unlikely_is_asked_once_and_then_let_through() -> None:
    ring, reviewer = browser(RING), browser(REVIEWER)
    decided(reviewer, reviewing(handed_in(ring)), **APPROVAL)
    path = begun(ring)

    first = sent(ring, path, value="4000")
    assert "Is this right?" in first.content.decode()
    assert state_of(path) == "draft"

    assert sent(ring, path, value="4000", confirmed="yes").status_code == 302
    assert "more than ten times" in reviewer.get(reviewing(path)).content.decode()


def test_the_second_of_two_editors_is_told_what_the_first_changed() -> None:
    first, second = browser(RING), browser(SECOND)
    path = begun(first)
    old = second.get(path).content
    sent(first, path, press="save", value="50")

    answer = second.post(
        path, {**ANSWERS, "value": "60", "version": value(old, "version"), "save": "yes"}
    )

    page = answer.content.decode()
    assert answer.status_code == 409
    assert "Somebody else changed this meanwhile" in page
    assert "Contributor at the ring" in page
    assert ">50<" in page
    assert 'value="60"' in page
    # and who goes on from what is shown now is heard
    again = second.post(
        path,
        {**ANSWERS, "value": "60", "version": value(answer.content, "version"), "save": "yes"},
    )
    assert again.status_code == 302


def test_two_tabs_of_one_person_are_told_apart_too() -> None:
    ring = browser(RING)
    path = begun(ring)
    old = ring.get(path).content
    sent(ring, path, press="save", value="50")

    answer = ring.post(path, {**ANSWERS, "version": value(old, "version"), "save": "yes"})

    assert answer.status_code == 409


def test_what_was_typed_when_the_session_had_ended_waits_for_its_author() -> None:
    ring = browser(RING)
    path = begun(ring)
    page = ring.get(path).content
    fields = {
        **ANSWERS,
        "value": "77",
        "version": value(page, "version"),
        "for": value(page, "for"),
    }
    ring.cookies.clear()

    answer = ring.post(path, {**fields, "hand-in": "yes"})
    assert answer["Location"] == f"/desk/en/sign-in/?next={path.replace('/', '%2F')}&kept=1"
    assert "What you sent is waiting" in ring.get(answer["Location"]).content.decode()

    assert 'value="77"' not in browser(SECOND).get(path).content.decode()  # nobody else's
    back = browser(RING)
    page_again = back.get(path).content.decode()
    assert "This is what you sent when your session had ended." in page_again
    assert 'value="77"' in page_again
    assert state_of(path) == "draft"  # nothing was done
    assert 'value="77"' not in back.get(path).content.decode()  # shown once


def test_a_form_that_is_not_ours_is_not_kept() -> None:
    ring = browser(RING)
    path = begun(ring)

    answer = Client().post(path, {**ANSWERS, "for": "forged", "hand-in": "yes"})

    assert "kept" not in answer["Location"]


def test_a_form_without_its_token_is_refused_and_what_was_typed_is_kept() -> None:
    path = begun(browser(RING))
    ring = browser(RING, enforce_csrf_checks=True)
    page = ring.get(path).content
    fields = {
        **ANSWERS,
        "value": "88",
        "version": value(page, "version"),
        "for": value(page, "for"),
    }

    answer = ring.post(path, {**fields, "hand-in": "yes"})

    assert answer["Location"].endswith("&kept=1")
    assert 'value="88"' in ring.get(path).content.decode()
    forged = ring.post(path, {**ANSWERS, "hand-in": "yes"})
    assert forged.status_code == 403
    assert "did not come from the desk" in forged.content.decode()


@pytest.mark.parametrize("stranger", [POLDER, SECRETARY])
def test_another_organisations_draft_is_the_same_page_as_none(stranger: Actor) -> None:
    path = begun(browser(RING))
    nowhere = f"/desk/en/hand-in/{UUID(int=5)}/"
    client = browser(stranger)

    for method in (client.get, client.post):
        there, none = method(path), method(nowhere)
        assert (there.status_code, none.status_code) == (404, 404)
        assert there.content == none.content


@pytest.mark.slow
def test_a_review_is_not_forged_by_its_author_nor_replayed() -> None:
    ring, reviewer = browser(RING), browser(REVIEWER)
    path = handed_in(ring)
    own = ring.post(reviewing(path), {**APPROVAL, "version": "3"})
    assert own.status_code == 403
    page = reviewer.get(reviewing(path)).content
    fields = {**APPROVAL, "version": value(page, "version"), "for": value(page, "for")}
    assert reviewer.post(reviewing(path), fields).status_code == 302

    replayed = reviewer.post(reviewing(path), fields)

    assert replayed.status_code in {403, 409}
    assert state_of(path) == "approved"


def test_a_reviewer_of_the_same_organisation_does_not_decide() -> None:
    path = handed_in(browser(RING))
    colleague = actor(UUID(int=12), [(Role.REVIEWER.value, "ring")])

    answer = browser(colleague).post(reviewing(path), {**APPROVAL, "version": "3"})

    assert answer.status_code == 403


def test_a_decision_needs_a_choice_and_a_reason() -> None:
    path = handed_in(browser(RING))
    reviewer = browser(REVIEWER)

    none = decided(reviewer, reviewing(path))
    assert "Choose what you decide." in none.content.decode()
    silent = decided(reviewer, reviewing(path), verdict="reject")
    assert "Write what must change, or why you reject." in silent.content.decode()
    untranslated = decided(reviewer, reviewing(path), verdict="approve")
    assert untranslated.content.decode().count("This text is missing in the other language.") == 6
    assert state_of(path) == "handed-in"


def test_fields_that_the_form_does_not_have_change_nothing() -> None:
    from agdb.web.desk.models import HandIn

    ring = browser(RING)
    path = begun(ring)

    sent(
        ring, path, press="save", state="approved", author=str(UUID(int=9)), organisation="polder",
        initiative="bridges", result="x", opened="2030-01-01",
    )  # fmt: skip

    row = HandIn.objects.get()
    assert (row.state, row.organisation, row.initiative) == ("draft", "ring", "lanes")
    assert (row.author, row.result, row.opened) == (RING.id, "", None)


def test_what_is_asked_leads_to_a_draft_with_its_answers() -> None:
    from datetime import date

    from agdb.web.desk.requests import ask

    account(RING, password=None)
    row = ask(
        SECRETARY, organisation="ring", initiative="lanes",
        what={"nl": "stroken aangelegd", "en": "lanes built"}, answers={"unit": "lanes"},
        due=date(2030, 4, 1), at=NOW,
    )  # fmt: skip
    ring = browser(RING)
    assert "lanes built" in ring.get("/desk/en/").content.decode()

    answer = ring.post(f"/desk/en/request/{row.pk}/", {})

    page = ring.get(answer["Location"]).content.decode()
    assert "<h1>lanes built</h1>" in page
    assert 'name="unit" list="units" value="lanes"' in page
