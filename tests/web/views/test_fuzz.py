"""Every form and address of the desk under hostile input: refused or handled with a sentence."""

from __future__ import annotations

import logging
from typing import Any
from uuid import UUID

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from tests.web.desk.bench import ADMINISTRATOR, ANSWERS, REVIEWER, RING, SECRETARY
from tests.web.views.test_permissions_over_http import (
    action,
    hand_in,
    meeting,
    proposal,
    request,
    written_text,
)
from tests.web.visitors import account, browser

pytestmark = [pytest.mark.usefixtures("desk"), pytest.mark.slow]

NASTY = (
    "<script>alert(1)</script>", "\"><img src=x onerror=alert(1)>", "{{ 7*7 }}",
    "{% include 'x' %}", "' OR 1=1 --", "'; DROP TABLE desk_record; --", "=cmd|' /C calc'!A0",
    "@SUM(1)", "\0", "\r\nSet-Cookie: x=1",
    "../../etc/passwd", "%00", "\u202e\u0000\ud7ff", "9" * 400, "-1", "1e309", "NaN", "💥" * 50,
    "javascript:alert(1)", "//evil.example/", "x" * 5000, "", " ",
)  # fmt: skip
TEXTS = st.one_of(st.sampled_from(NASTY), st.text(max_size=300))
FUZZED = settings(
    max_examples=25, deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)  # fmt: skip


def forms() -> dict[str, tuple[Any, tuple[str, ...]]]:
    """Every form: who fills it in, and its fields, without the ones that hypothesis adds."""
    ring = f"hand-in/{hand_in('draft')().pk}/"
    account(REVIEWER, password=None)
    other = f"people/{account(REVIEWER, password=None).pk}/"
    return {
        "sign-in/": (None, ("login", "password", "next")),
        "sign-in/passkey/": (None, ("credential",)),
        "password/": (None, ("email",)),
        "hand-in/": (RING, ("initiative",)),
        ring: (RING, (*ANSWERS, "version", "save", "for", "confirmed")),
        f"request/{request().pk}/pass-on/": (RING, ("pass-reason", "version")),
        "workbook/": (RING, ("file", "version")),
        f"{action()}postpone/": (RING, ("due", "reason-nl", "reason-en", "version")),
        f"{action()}done/": (RING, ("proof-nl", "proof-en", "version")),
        "bodies/table/plan/": (SECRETARY, ("day", "from", "until", "place-nl", "online")),
        f"{meeting()}item/": (SECRETARY, ("title-nl", "title-en", "item-kind", "papers")),
        f"{meeting()}items/1/": (SECRETARY, ("title-nl", "asked-en", "item-kind", "papers")),
        f"{meeting()}": (SECRETARY, ("move", "mark", "version")),
        f"{meeting()}items/1/note/": (SECRETARY, ("sort", "note", "version")),
        f"{meeting()}items/1/decide/": (SECRETARY, ("decision-nl", "decision-en", "version")),
        f"{meeting()}cancel/": (SECRETARY, ("reason-nl", "reason-en", "version")),
        "commitments/bells/state/": (SECRETARY, ("state", "answered_by", "reason-nl", "version")),
        "bodies/table/members/add/": (SECRETARY, ("organisation", "member-role", "since")),
        "members/table-ring/end/": (SECRETARY, ("last-day", "version")),
        "members/table-ring/contact/": (RING, ("name", "email", "telephone", "version")),
        "requests/new/": (SECRETARY, ("organisation", "initiative", "wanted-nl", "due")),
        f"arrivals/{proposal().pk}/": (REVIEWER, ("verdict", "reason", "version")),
        "texts/aim/write/": (SECRETARY, ("text-nl", "text-en", "figures", "version")),
        f"texts/{written_text().pk}/": (REVIEWER, ("verdict", "reason", "version")),
        "people/invite/": (ADMINISTRATOR, ("email", "organisation", "role")),
        other: (ADMINISTRATOR, ("do", "organisation", "role")),
    }  # fmt: skip


def test_no_form_breaks_on_what_is_typed(caplog: pytest.LogCaptureFixture) -> None:
    from django.core.cache import cache
    from django.test import Client

    caplog.set_level(logging.WARNING)
    everything = forms()
    clients = {
        who: Client() if who is None else browser(who)
        for who in {who for who, _ in everything.values()}
    }

    @FUZZED
    @given(data=st.data())
    def fuzz(data: st.DataObject) -> None:
        path = data.draw(st.sampled_from(sorted(everything)))
        who, names = everything[path]
        fields = data.draw(
            st.dictionaries(st.sampled_from([*names, "state", "id", "author"]), TEXTS, max_size=8)
        )
        cache.clear()  # guesses are counted elsewhere
        answer = clients[who].post(f"/desk/en/{path}", fields)
        assert answer.status_code in {200, 302, 403, 404, 409, 413, 422, 429}, (path, fields)
        body = answer.content.decode()
        assert "<script>alert(1)</script>" not in body
        assert "onerror=alert(1)>" not in body.replace("&gt;", "")
        assert "Set-Cookie: x=1" not in str(answer.headers)

    for _ in range(8):
        fuzz()
    assert "Traceback" not in caplog.text
    assert "example.org" not in caplog.text  # no address of a person


ADDRESSES = (
    "request/{}/", "hand-in/{}/", "review/{}/", "bodies/{}/", "meetings/{}/", "actions/{}/",
    "actions/{}/done/", "meetings/{}/items/1/decide/", "commitments/{}/", "arrivals/{}/",
    "people/{}/", "password/{}/", "meetings/x/print/{}/", "assets/{}", "{}/",
    "decisions/{}/action/", "texts/{}/", "texts/{}/write/",
)  # fmt: skip


@settings(FUZZED, max_examples=120)
@given(
    pattern=st.sampled_from(ADDRESSES),
    ident=st.one_of(TEXTS, st.uuids().map(str), st.sampled_from(["none", "table", "1", "a--b"])),
)
def test_no_address_breaks(pattern: str, ident: str) -> None:
    from urllib.parse import quote

    client = browser(SECRETARY)

    answer = client.get("/desk/en/" + pattern.format(quote(ident, safe="")))

    assert answer.status_code in {200, 301, 302, 403, 404}, (pattern, ident)


@pytest.mark.parametrize("language", ["nl", "en"])
def test_what_was_typed_is_shown_as_text_everywhere(language: str) -> None:
    ring, reviewer = browser(RING), browser(REVIEWER)
    path = f"/desk/{language}/hand-in/{hand_in('draft')().pk}/"
    evil = "<script>alert(1)</script>"
    fields = {**ANSWERS, "what": evil, "text": evil, "method": evil, "version": "1", "hand-in": "y"}
    del fields["not_counted"]
    assert ring.post(path, fields).status_code == 302

    for page in (
        ring.get(path), ring.get(f"/desk/{language}/"), reviewer.get(f"/desk/{language}/review/"),
        reviewer.get(path.replace("hand-in", "review")),
    ):  # fmt: skip
        assert page.status_code == 200
        assert evil not in page.content.decode()
        assert "&lt;script&gt;" in page.content.decode()


def test_methods_that_no_page_has_are_refused() -> None:
    client = browser(RING)

    for method in ("put", "delete", "patch", "trace"):
        assert getattr(client, method)("/desk/en/").status_code == 405


def test_too_many_fields_and_too_much_text_are_refused() -> None:
    client = browser(RING)
    path = f"/desk/en/hand-in/{hand_in('draft')().pk}/"

    assert client.post(path, {f"f{n}": "" for n in range(600)}).status_code == 400
    assert client.post(path, {"text": "x" * (2 << 20)}).status_code in {400, 413}


def test_a_cookie_that_was_changed_signs_nobody_in() -> None:
    client = browser(RING)
    client.cookies["desk-session"] = "0" * 32

    assert client.get("/desk/en/")["Location"].startswith("/desk/en/sign-in/")


def test_a_number_that_is_guessed_leads_nowhere() -> None:
    client = browser(RING)
    pages = {client.get(f"/desk/en/hand-in/{UUID(int=number)}/").content for number in range(20)}

    assert len(pages) == 1


def test_a_byte_that_nobody_types_is_refused_before_any_database_sees_it() -> None:
    answer = browser(RING).post("/desk/en/hand-in/", {"initiative": "ring\0 lanes"})

    assert answer.status_code == 422
    assert "Nothing was stored." in answer.content.decode()
