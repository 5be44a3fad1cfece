"""Meetings, actions, promises, arrivals, requests and access over HTTP."""

from __future__ import annotations

import io
import re
from datetime import date, timedelta
from typing import Any
from uuid import UUID

import pytest
from django.core import mail
from django.test import Client
from tests.web.desk.bench import (
    ADMINISTRATOR,
    NOW,
    POLDER,
    READER,
    REVIEWER,
    RING,
    SECRETARY,
)
from tests.web.visitors import PASSWORD, account, browser, value

from agdb.web.desk.roles import Actor

pytestmark = pytest.mark.usefixtures("desk")
MEETING = {
    "day": "2030-03-01", "from": "09:00", "until": "10:00",
    "place-nl": "Utrecht", "place-en": "Utrecht",
}  # fmt: skip


def sent(client: Client, path: str, **fields: Any) -> Any:
    """The answer to the form at `path`, with the version that it shows."""
    page = client.get(path)
    assert page.status_code == 200, (path, page.status_code)
    return client.post(path, {"version": value(page.content, "version"), **fields})


def planned(client: Client) -> str:
    """The page of a meeting with one item to be decided, whose agenda is settled."""
    path = str(sent(client, "/desk/en/bodies/table/plan/", **MEETING)["Location"])
    item = {
        "title-nl": "Brug", "title-en": "Bridge", "item-kind": "decide",
        "asked-nl": "Twee", "asked-en": "Two",
    }  # fmt: skip
    assert sent(client, f"{path}item/", **item)["Location"] == path
    return path


def moved(client: Client, path: str, move: str) -> Any:
    page = client.get(path).content
    return client.post(path, {"version": value(page, "version"), "move": move})


def decided(client: Client, path: str, text: str = "Two bridges", query: str = "") -> str:
    """The address at which an action of a new decision is made."""
    answer = sent(
        client, f"{path}items/1/decide/{query}", **{"decision-nl": text, "decision-en": text}
    )
    return str(answer["Location"])


def acted(client: Client, path: str, *, due: str = "2030-03-10") -> str:
    answer = sent(
        client, path, **{"what-nl": "Tekenen", "what-en": "Draw", "owner": "ring", "due": due}
    )
    return str(answer["Location"])


@pytest.mark.slow
def test_a_meeting_goes_from_agenda_to_report() -> None:
    secretary = browser(SECRETARY)
    path = planned(secretary)
    assert moved(secretary, path, "settle").status_code == 302
    assert moved(secretary, path, "hold").status_code == 302
    undecided = moved(secretary, path, "report").content.decode()
    assert "Item 1 was to be decided" in undecided

    decided(secretary, path)
    assert moved(secretary, path, "report").status_code == 302

    assert "Report approved" in browser(RING).get(path).content.decode()


def test_an_agenda_is_not_settled_while_something_lacks_and_it_says_which() -> None:
    secretary = browser(SECRETARY)
    fields = {**MEETING, "place-nl": "", "place-en": ""}
    path = str(sent(secretary, "/desk/en/bodies/table/plan/", **fields)["Location"])

    page = moved(secretary, path, "settle")

    assert page.status_code == 422
    text = page.content.decode()
    assert "Put an item on the agenda first." in text
    assert "Enter a place, or choose “online”." in text


ITEM = {
    "title-nl": "Bruggen", "title-en": "Bridges", "item-kind": "decide",
    "asked-nl": "Drie", "asked-en": "Three", "papers": ["letter"],
}  # fmt: skip


@pytest.mark.slow
def test_an_item_is_changed_until_the_agenda_is_settled() -> None:
    # Given an agenda that is in preparation
    from agdb.web.desk.models import Event
    from agdb.web.desk.records import held

    secretary = browser(SECRETARY)
    path = planned(secretary)
    ident = path.rstrip("/").rsplit("/", 1)[1]

    # When its item is changed: title, asked decision and papers
    form = secretary.get(f"{path}items/1/").content.decode()
    assert 'value="Bridge"' in form
    assert ">\nTwo</textarea>" in form
    assert sent(secretary, f"{path}items/1/", **ITEM)["Location"] == path

    # Then it reads so, under its number, and the log has what it was
    page = secretary.get(path).content.decode()
    assert "Bridges" in page
    assert "Three" in page
    fields = held("meetings", ident).row.fields
    assert [(one["number"], one["papers"]) for one in fields["items"]] == [(1, ["letter"])]
    event = Event.objects.get(ident=ident, action="edit-item")
    assert event.before["items"][0]["asked"] == {"nl": "Twee", "en": "Two"}
    assert event.after["items"][0]["asked"] == {"nl": "Drie", "en": "Three"}

    # And once the agenda is settled, neither page nor service changes it
    version = value(secretary.get(path).content, "version")
    assert moved(secretary, path, "settle").status_code == 302
    assert secretary.get(f"{path}items/1/").status_code == 409
    late = secretary.post(f"{path}items/1/", {"version": str(int(version) + 1), **ITEM})
    assert late.status_code == 409
    assert f'href="{path}items/1/"' not in secretary.get(path).content.decode()


def test_what_was_typed_for_an_item_stays_when_it_is_refused() -> None:
    secretary = browser(SECRETARY)
    path = planned(secretary)

    page = sent(secretary, f"{path}items/1/", **{**ITEM, "title-en": ""})

    assert page.status_code == 422
    text = page.content.decode()
    assert "Fill this in in every language." in text
    assert 'value="Bruggen"' in text
    assert ">\nThree</textarea>" in text
    assert secretary.get(f"{path}items/2/").status_code == 404


def test_the_second_who_changes_an_item_is_told_what_the_first_made_of_it() -> None:
    # Given two tabs with the same item
    secretary = browser(SECRETARY)
    path = f"{planned(secretary)}items/1/"
    version = value(secretary.get(path).content, "version")
    assert secretary.post(path, {"version": version, **ITEM}).status_code == 302

    # When the other tab is sent
    second = secretary.post(path, {"version": version, **ITEM, "asked-en": "Four"})

    # Then it says what was changed, and keeps what was typed
    text = second.content.decode()
    assert second.status_code == 409
    assert re.search(r"<del>[^<]*Two[^<]*</del> <ins>[^<]*Three[^<]*</ins>", text)
    assert ">\nFour</textarea>" in text
    again = {"version": value(second.content, "version"), **ITEM, "asked-en": "Four"}
    assert secretary.post(path, again).status_code == 302


def test_a_decision_is_replaced_and_both_stay() -> None:
    secretary = browser(SECRETARY)
    path = planned(secretary)
    moved(secretary, path, "settle")
    first = decided(secretary, path).split("/")[-3]

    decided(secretary, path, "Three bridges", query=f"?replaces={first}")

    page = secretary.get(path).content.decode()
    assert "<del>Two bridges</del>" in page
    assert "Three bridges" in page


@pytest.mark.slow
def test_notes_stay_inside_and_out_of_print() -> None:
    secretary = browser(SECRETARY)
    path = planned(secretary)
    sent(secretary, f"{path}items/1/note/", sort="aim", note="Not more than two.")

    seen = {who: browser(actor).get(path).content for who, actor in
            (("member", RING), ("reader", READER), ("secretary", SECRETARY))}  # fmt: skip
    assert b"Not more than two." in seen["member"]
    assert b"Not more than two." in seen["secretary"]
    assert b"Not more than two." not in seen["reader"]
    for what in ("agenda", "decisions", "actions"):
        printed = secretary.get(f"{path}print/{what}/")
        assert printed.status_code == 200
        assert b"Not more than two." not in printed.content


def test_who_has_no_seat_sees_no_meeting() -> None:
    path = planned(browser(SECRETARY))

    there, none = (browser(POLDER).get(one) for one in (path, "/desk/en/meetings/none/"))

    assert (there.status_code, none.status_code) == (404, 404)
    assert there.content == none.content


def test_an_organisation_gets_a_seat_and_leaves_it_and_both_stay() -> None:
    secretary = browser(SECRETARY)
    fields = {"organisation": "polder", "member-role": "observer", "since": "2030-01-01"}
    sent(secretary, "/desk/en/bodies/table/members/add/", **fields)
    assert "the polder (observer)" in browser(POLDER).get("/desk/en/bodies/table/").content.decode()

    path = "/desk/en/members/table-polder/end/"
    assert sent(secretary, path).status_code == 422
    assert sent(secretary, path, **{"last-day": "2030-02-28"}).status_code == 302

    assert "until 2030-02-28" in secretary.get("/desk/en/bodies/table/").content.decode()


@pytest.mark.slow
def test_who_comes_for_an_organisation_is_seen_by_it_and_the_secretary_only() -> None:
    path = "/desk/en/members/table-ring/contact/"
    fields = {"name": "Jan Jansen", "email": "jan@ring.example", "telephone": "06"}

    assert sent(browser(RING), path, **fields).status_code == 302

    page = "/desk/en/bodies/table/"
    for actor in (RING, SECRETARY):
        assert b"Jan Jansen" in browser(actor).get(page).content
    for actor in (READER, REVIEWER, ADMINISTRATOR):
        assert b"Jan Jansen" not in browser(actor).get(page).content
        assert browser(actor).get(path).status_code == 404


def motion() -> str:
    """A motion of the register, of which nothing is known yet."""
    from agdb.web.desk.editing import create

    fields = {
        "id": "bells-motion", "title": {"nl": "Bellen", "en": "Bells"}, "day": "2029-04-03",
        "relation": "direct", "result": "carried", "as_of": "2030-01-01",
        "sources": [{"url": "https://example.org/paper", "seen": "whole"}],
    }  # fmt: skip
    create(SECRETARY, "motions", fields, at=NOW)
    return "/desk/en/motions/bells-motion/"


def test_what_became_of_a_motion_is_written_by_the_secretary() -> None:
    path, secretary = motion(), browser(SECRETARY)
    assert "not known" in secretary.get("/desk/en/commitments/").content.decode()
    assert browser(RING).get(path).status_code == 403

    done = sent(secretary, path, **{"execution-nl": "Gedaan", "execution-en": "Carried out"})

    assert done["Location"] == "/desk/en/commitments/"
    assert "Carried out" in secretary.get("/desk/en/commitments/").content.decode()


@pytest.mark.slow
def test_an_action_is_moved_with_a_reason_and_done_with_a_proof() -> None:
    secretary, ring = browser(SECRETARY), browser(RING)
    path = planned(secretary)
    moved(secretary, path, "settle")
    action = acted(secretary, decided(secretary, path))
    assert [one.to for one in mail.outbox] == [[account(RING).email]]

    silent = sent(ring, f"{action}postpone/", due="2030-04-01")
    assert "Fill this in in every language." in silent.content.decode()
    late = sent(
        ring, f"{action}postpone/", **{"due": "2030-04-01", "reason-nl": "Ziek", "reason-en": "Ill"}
    )
    assert late["Location"] == action
    page = ring.get(action).content.decode()
    assert "First 10 March 2030. Ill" in page
    assert sent(ring, f"{action}done/").status_code == 422
    done = sent(ring, f"{action}done/", **{"proof-nl": "Tekening", "proof-en": "Drawing"})
    assert done["Location"] == action
    assert "Drawing" in ring.get(action).content.decode()


@pytest.mark.slow
def test_what_is_overdue_stands_on_top(monkeypatch: pytest.MonkeyPatch) -> None:
    from agdb.web import clock

    secretary = browser(SECRETARY)
    path = planned(secretary)
    moved(secretary, path, "settle")
    action = decided(secretary, path)
    acted(secretary, action, due="2030-09-01")
    acted(secretary, action, due="2030-03-05")
    monkeypatch.setattr(clock, "now", lambda: NOW + timedelta(days=6))
    for actor in (RING, SECRETARY):
        later = browser(actor)
        session = later.session
        session["began"] = clock.now().timestamp()
        session.save()
        assert "2 days late" in later.get("/desk/en/").content.decode()
        rows = re.findall(r"days late|\bOpen\b", later.get("/desk/en/actions/").content.decode())
        assert rows == ["days late", "Open"]


@pytest.mark.slow
def test_another_organisation_reads_an_action_and_does_not_change_it() -> None:
    secretary = browser(SECRETARY)
    path = planned(secretary)
    moved(secretary, path, "settle")
    action = acted(secretary, decided(secretary, path))
    polder = browser(POLDER)

    assert polder.get(action).status_code == 200
    forged = {"version": "1", "proof-nl": "x", "proof-en": "x"}
    assert polder.post(f"{action}done/", forged).status_code == 403


def test_a_promise_is_fulfilled_with_the_paper_that_did_it() -> None:
    secretary, ring = browser(SECRETARY), browser(RING)
    path = "/desk/en/commitments/bells/"
    assert "bells before summer" in secretary.get("/desk/en/commitments/").content.decode()
    assert ring.get(f"{path}state/").status_code == 403
    assert ring.post(f"{path}state/", {"state": "partly", "version": "1"}).status_code == 403

    bare = sent(secretary, f"{path}state/", state="fulfilled")
    assert "Name the paper that answers this." in bare.content.decode()
    done = sent(secretary, f"{path}state/", state="fulfilled", answered_by="letter")
    assert done["Location"] == path

    assert "Fulfilled" in secretary.get(path).content.decode()


def arrived(**fields: Any) -> UUID:
    """A paper that arrived from open data, with markup in its raw record."""
    from agdb.web.desk.models import Proposal
    from agdb.web.desk.proposals import SourceRecord, receive

    given = {
        "kind": "letter", "title": {"nl": "Brief over bellen"}, "day": "2030-02-02",
        "as_of": "2030-02-02", "sources": [{"url": "https://example.org/a", "seen": "whole"}],
    }  # fmt: skip
    raw = "<script>alert(1)</script>"
    one = SourceRecord(kind="documents", ident="kst-1", fields={**given, **fields}, raw=raw)
    receive([one], origin="open-data", at=NOW)
    return UUID(str(Proposal.objects.get().pk))


def test_what_arrived_is_taken_over_with_the_text_that_it_lacked() -> None:
    from agdb.web.desk.models import Record

    path = f"/desk/en/arrivals/{arrived()}/"
    reviewer = browser(REVIEWER)
    page = reviewer.get(path).content.decode()
    assert "&lt;script&gt;alert(1)&lt;/script&gt;" in page

    lacking = sent(reviewer, path, verdict="accept")
    assert lacking.status_code == 422
    done = sent(reviewer, path, verdict="accept", **{"title-en": "Letter about bells"})
    assert done["Location"] == "/desk/en/arrivals/"

    kept = Record.objects.get(kind="documents", ident="kst-1")
    assert kept.fields["title"] == {"nl": "Brief over bellen", "en": "Letter about bells"}


@pytest.mark.parametrize(
    ("fields", "state"),
    [
        ({"verdict": "set-aside"}, "out-of-scope"),
        ({"verdict": "reject", "reason": "Double"}, "rejected"),
    ],
)
def test_what_arrived_is_set_aside_or_rejected(fields: dict[str, str], state: str) -> None:
    from agdb.web.desk.models import Proposal

    path = f"/desk/en/arrivals/{arrived()}/"

    assert sent(browser(SECRETARY), path, **fields).status_code == 302

    assert Proposal.objects.get().state == state


def test_a_secretary_asks_and_an_organisation_passes_it_on() -> None:
    from agdb.web.desk.models import DataRequest

    account(RING, password=None)
    secretary, ring = browser(SECRETARY), browser(RING)
    fields = {
        "organisation": "ring", "initiative": "lanes", "wanted-nl": "aanvragen",
        "wanted-en": "applications", "kind": "application", "unit": "lanes", "due": "2030-05-01",
    }  # fmt: skip
    assert sent(secretary, "/desk/en/requests/new/", **fields)["Location"] == "/desk/en/requests/"
    row = DataRequest.objects.get()
    assert mail.outbox[-1].to == [account(RING).email]

    path = f"/desk/en/request/{row.pk}/pass-on/"
    assert sent(ring, path, **{"pass-reason": ""}).status_code == 422
    assert sent(ring, path, **{"pass-reason": "The polder counts this."}).status_code == 302
    assert "Passed on" in secretary.get("/desk/en/requests/").content.decode()
    assert (
        sent(secretary, f"/desk/en/requests/{row.pk}/withdraw/", reason="Wrong one").status_code
        == 302
    )
    assert browser(POLDER).get(f"/desk/en/request/{row.pk}/").status_code == 404


def test_an_invitation_is_taken_by_choosing_a_password() -> None:
    from agdb.web.desk.models import User

    form = {"email": "new@example.org", "organisation": "ring", "role": "contributor"}
    assert sent(browser(SECRETARY), "/desk/en/people/invite/", **form).status_code == 302
    letter = mail.outbox[-1]
    assert letter.to == ["new@example.org"]
    path = re.search(r"http://127.0.0.1:8000(\S+)", str(letter.body))
    assert path is not None

    client = Client()
    page = client.get(path[1], follow=True)
    client.post(page.redirect_chain[-1][0], {"password1": PASSWORD, "password2": PASSWORD})

    assert User.objects.get(email="new@example.org").check_password(PASSWORD)


def test_a_secretary_gives_no_other_role_than_contributor() -> None:
    form = {"email": "new@example.org", "organisation": "ring", "role": "administrator"}

    answer = sent(browser(SECRETARY), "/desk/en/people/invite/", **form)

    assert answer.status_code == 422
    assert "Choose one of the options." in answer.content.decode()


def test_an_administrator_gives_takes_and_closes_but_not_for_itself() -> None:
    user = account(READER, password=None)
    admin = browser(ADMINISTRATOR)
    path = f"/desk/en/people/{user.pk}/"
    assert sent(admin, path, organisation="ring", role="reviewer").status_code == 302
    assert user.seats.filter(role="reviewer", organisation="ring").exists()
    assert admin.post(path, {"do": "take reader polder"}).status_code == 302
    assert not user.seats.filter(role="reader").exists()
    reader = browser(READER)
    assert admin.post(path, {"do": "close"}).status_code == 302
    assert reader.get("/desk/en/")["Location"].startswith("/desk/en/sign-in/")

    own = f"/desk/en/people/{ADMINISTRATOR.id}/"
    assert admin.get(own).status_code == 200
    assert (
        admin.post(own, {"organisation": "ring", "role": "reviewer", "version": "0"}).status_code
        == 403
    )


def test_an_administrator_takes_lost_factors_away() -> None:
    from allauth.mfa.models import Authenticator

    user = account(RING, password=None)
    ring, admin = browser(RING), browser(ADMINISTRATOR)

    assert admin.post(f"/desk/en/people/{user.pk}/", {"do": "factors"}).status_code == 302

    assert not Authenticator.objects.filter(user=user).exists()
    assert ring.get("/desk/en/")["Location"].startswith("/desk/en/sign-in/")
    own = admin.post(f"/desk/en/people/{ADMINISTRATOR.id}/", {"do": "factors"})
    assert own.status_code == 403


@pytest.mark.parametrize("actor", [RING, REVIEWER, READER])
def test_accounts_do_not_exist_for_who_may_not_see_them(actor: Actor) -> None:
    user = account(POLDER, password=None)
    client = browser(actor)

    for path in ("people/", "people/invite/", f"people/{user.pk}/"):
        assert client.get(f"/desk/en/{path}").status_code == 404, path


def asked() -> None:
    from agdb.web.desk.requests import ask

    for organisation, initiative in (("ring", "lanes"), ("polder", "bridges")):
        ask(
            SECRETARY, organisation=organisation, initiative=initiative,
            what={"nl": "=HYPERLINK(\"x\")", "en": "=HYPERLINK(\"x\")"},
            answers={"unit": "lanes", "kind": "grant"}, due=date(2030, 4, 1), at=NOW,
        )  # fmt: skip


def workbook(cells: dict[str, str], *, request: str) -> io.BytesIO:
    """A workbook as a contributor fills it in."""
    from agdb.web.desk.models import DataRequest
    from agdb.web.views import workbook as books

    row = DataRequest.objects.get(organisation=request)
    names = [name for name, _ in books._COLUMNS]
    before = books._cells(row, f"plan {row.initiative}")
    filled = [cells.get(name, cell) for name, cell in zip(names, before, strict=True)]
    original = books._cells
    books._cells = lambda row, plan: tuple(filled)
    try:
        book = io.BytesIO(books.written([row], today=NOW.date()))
    finally:
        books._cells = original
    book.name = "desk.xlsx"
    return book


FILLED = {
    "value": "39", "period": "2030-02-01", "method": "geteld",
    "source": "https://example.org/a", "text": "Meer.",
}  # fmt: skip


def test_no_cell_of_an_exported_workbook_is_a_formula() -> None:
    import zipfile

    asked()

    answer = browser(RING).get("/desk/en/workbook/desk.xlsx")

    with zipfile.ZipFile(io.BytesIO(answer.content)) as archive:
        sheets = [archive.read(name) for name in archive.namelist() if "worksheets/sheet" in name]
        texts = archive.read("xl/sharedStrings.xml")
    assert not any(b"<f>" in sheet for sheet in sheets)
    assert b"=HYPERLINK" in texts
    assert b"bridges" not in texts  # another organisation's request


def test_a_workbook_becomes_drafts() -> None:
    from agdb.web.desk.models import HandIn

    asked()

    answer = browser(RING).post("/desk/en/workbook/", {"file": workbook(FILLED, request="ring")})

    assert answer.status_code == 302, answer.content.decode()
    row = HandIn.objects.get()
    assert (row.state, row.answers["value"], row.answers["day"]) == ("draft", "39", "2030-02-01")


def test_a_row_about_a_request_of_another_organisation_takes_nothing_over() -> None:
    from agdb.web.desk.models import HandIn

    asked()

    answer = browser(RING).post("/desk/en/workbook/", {"file": workbook(FILLED, request="polder")})

    assert answer.status_code == 422
    assert "Row 2: This was not asked of your organisation." in answer.content.decode()
    assert not HandIn.objects.exists()


@pytest.mark.parametrize(
    "content",
    [
        b"",
        b"PK\x03\x04 not a zip",
        b"MZ" + b"\0" * 500,
        b"a,b\n1,2\n",
        b"<html>",
        b"x" * (5 << 20) + b"x",
    ],
)
def test_what_is_no_workbook_is_refused_with_a_sentence(content: bytes) -> None:
    file = io.BytesIO(content)
    file.name = "../../etc/passwd.xlsx"

    answer = browser(RING).post("/desk/en/workbook/", {"file": file})

    assert answer.status_code == 422
    assert "Nothing was stored." in answer.content.decode()


@pytest.mark.slow
def test_the_calendar_has_meetings_and_actions_and_no_person() -> None:
    secretary = browser(SECRETARY)
    path = planned(secretary)
    moved(secretary, path, "settle")
    acted(secretary, decided(secretary, path))

    text = browser(RING).get("/desk/en/calendar.ics").content.decode()

    assert text.count("BEGIN:VEVENT") == 2
    assert "Draw (the ring" in text
    assert "account-" not in text
    others = browser(POLDER).get("/desk/en/calendar.ics").content.decode()
    assert "meeting-" not in others  # it has no seat at that table
