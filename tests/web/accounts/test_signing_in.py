"""Signing in: two steps, never which part was wrong, and nothing without a second factor."""

from __future__ import annotations

import logging
import re
from datetime import timedelta
from typing import Any
from uuid import UUID

import pytest
from django.core import mail
from django.test import Client
from tests.web.desk.bench import NOW, RING
from tests.web.visitors import PASSWORD, account, address, browser, code, value

from agdb.web.settings import WebOptions

pytestmark = pytest.mark.usefixtures("desk")
SIGN_IN = "/desk/en/sign-in/"
HOME = "/desk/en/"


def ring() -> UUID:
    assert RING.id is not None
    return RING.id


def sent(client: Client, path: str, **fields: str) -> Any:
    """The answer to a form that was sent as a browser sends it."""
    page = client.get(path)
    return client.post(
        path, {"csrfmiddlewaretoken": value(page.content, "csrfmiddlewaretoken"), **fields}
    )


def first_step(client: Client, *, password: str = PASSWORD) -> Any:
    return sent(client, SIGN_IN, login=address(ring()), password=password)


def test_password_and_code_lead_to_the_page_that_was_asked_for() -> None:
    account(RING)
    client = Client(enforce_csrf_checks=True)
    wanted = client.get("/desk/en/account/")
    page = client.get(wanted["Location"])

    first = client.post(
        SIGN_IN,
        {
            "csrfmiddlewaretoken": value(page.content, "csrfmiddlewaretoken"),
            "next": value(page.content, "next"),
            "login": address(ring()),
            "password": PASSWORD,
        },
    )
    assert first["Location"] == "/desk/en/sign-in/code/"
    assert client.get(HOME).status_code == 302  # a password alone opens nothing

    second = sent(client, first["Location"], code=code())
    assert second["Location"] == "/desk/en/account/"
    assert address(ring()) in client.get("/desk/en/account/").content.decode()


@pytest.mark.parametrize("who", ["account-1@example.org", "nobody@example.org"])
def test_what_is_wrong_is_never_told(who: str) -> None:
    account(RING)

    page = sent(Client(), SIGN_IN, login=who, password="not this one at all")

    text = page.content.decode()
    assert "E-mail, password or code is not right." in text
    assert "<title>Error: Sign in - Desk</title>" in text


def test_a_wrong_code_says_the_same() -> None:
    account(RING)
    client = Client()
    first_step(client)

    page = sent(client, "/desk/en/sign-in/code/", code="000000")

    assert "E-mail, password or code is not right." in page.content.decode()


def test_a_code_works_once() -> None:
    account(RING)
    now = code()
    for client, expected in ((Client(), 302), (Client(), 200)):
        first_step(client)
        assert sent(client, "/desk/en/sign-in/code/", code=now).status_code == expected


def test_who_guesses_has_to_wait() -> None:
    account(RING)
    for _ in range(5):
        first_step(Client(), password="guessed wrong again")

    page = first_step(Client())  # right this time

    assert "Too many tries; try again in 5 minutes." in page.content.decode()


def test_codes_are_not_guessed_either() -> None:
    account(RING)
    client = Client()
    first_step(client)
    for number in range(5):
        sent(client, "/desk/en/sign-in/code/", code=f"00000{number}")

    page = sent(client, "/desk/en/sign-in/code/", code=code())

    assert "Too many tries" in page.content.decode()


def test_an_account_without_second_factor_sees_nothing_before_it_has_one() -> None:
    account(RING, factor=False)
    client = Client()
    first_step(client)

    for path in (HOME, "/desk/en/hand-in/", "/desk/en/account/", "/desk/en/account/password/"):
        assert client.get(path)["Location"] == "/desk/en/account/factors/app/", path
    confirm = client.get("/desk/en/account/factors/app/")
    done = sent(
        client, confirm["Location"], password=PASSWORD, next="/desk/en/account/factors/app/"
    )
    page = client.get(done["Location"])
    secret = re.search(r"<code>([A-Z2-7]+)</code>", page.content.decode())
    assert secret is not None

    codes = sent_back = client.post(
        "/desk/en/account/factors/app/",
        {
            "csrfmiddlewaretoken": value(page.content, "csrfmiddlewaretoken"),
            "code": code(secret[1]),
        },
    )
    assert sent_back["Location"] == "/desk/en/account/factors/codes/"
    listed = client.get(codes["Location"]).content.decode()
    assert len(re.findall(r"<li><code>\d{8}</code></li>", listed)) == 10
    assert client.get(HOME).status_code == 200


def test_the_key_of_an_app_is_not_readable_in_the_database() -> None:
    from allauth.mfa.models import Authenticator

    user = account(RING)

    kept = Authenticator.objects.get(user=user).data["secret"]

    assert "JBSWY3DPEHPK3PXP" not in kept


def test_second_factors_that_another_key_sealed_fit_no_code(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    from django.conf import settings

    account(RING)
    monkeypatch.setattr(settings, "SECRET_KEY", "another key, as after the file was lost" * 2)
    client = Client()
    first_step(client)

    page = sent(client, "/desk/en/sign-in/code/", code=code())

    assert page.status_code == 200
    assert "E-mail, password or code is not right." in page.content.decode()


def test_the_last_second_factor_cannot_be_removed() -> None:
    account(RING)
    client = browser(RING)
    page = client.get("/desk/en/account/factors/app/remove/")
    sent(client, page["Location"], password=PASSWORD)

    page = client.get("/desk/en/account/factors/app/remove/")
    assert "This is your last second step. Add another first." in page.content.decode()


def test_nobody_signs_up() -> None:
    for path in ("sign-up/", "signup/", "closed/account_signup/", "closed/account_email/"):
        assert Client().post(f"/desk/en/{path}", {"email": "new@example.org"}).status_code == 404


@pytest.mark.slow
def test_a_new_device_is_told_and_a_known_one_is_not() -> None:
    account(RING)
    known = Client()
    for _ in range(2):
        first_step(known)
        sent(known, "/desk/en/sign-in/code/", code=code())
        known.post("/desk/en/sign-out/")
        from django.core.cache import cache

        cache.clear()

    letters = [one for one in mail.outbox if one.subject == "New device"]
    assert len(letters) == 1
    assert letters[0].body.endswith("http://127.0.0.1:8000/desk/en/account/\n")


def test_the_number_of_a_session_changes_at_sign_in() -> None:
    account(RING)
    client = Client()
    first_step(client)
    before = client.cookies["desk-session"].value

    sent(client, "/desk/en/sign-in/code/", code=code())

    assert client.cookies["desk-session"].value != before


@pytest.mark.parametrize("moved", [timedelta(hours=13), timedelta(hours=-1)])
def test_a_session_ends_when_it_is_old_or_the_clock_was_moved(moved: timedelta) -> None:
    client = browser(RING)
    assert client.get(HOME).status_code == 200
    session = client.session
    session["began"] = NOW.timestamp() - moved.total_seconds()
    session.save()

    assert client.get(HOME)["Location"].startswith(SIGN_IN)


def test_cookies_are_of_the_desk_only_and_no_script_reads_them() -> None:
    account(RING)
    client = Client()
    first_step(client)
    sent(client, "/desk/en/sign-in/code/", code=code())

    for name in ("desk-session", "desk-csrf", "desk-device"):
        cookie = client.cookies[name]
        assert (cookie["path"], cookie["httponly"], cookie["samesite"]) == ("/desk/", True, "Lax")


@pytest.mark.slow
def test_only_pages_of_the_desk_are_gone_on_to() -> None:
    account(RING)
    for evil in ("https://evil.example/", "//evil.example/desk/", "/nl/", "javascript:alert(1)"):
        client = Client()
        page = client.get(SIGN_IN)
        client.post(
            SIGN_IN,
            {
                "csrfmiddlewaretoken": value(page.content, "csrfmiddlewaretoken"), "next": evil,
                "login": address(ring()), "password": PASSWORD,
            },
        )  # fmt: skip
        done = sent(client, "/desk/en/sign-in/code/", code=code())
        assert done["Location"] == HOME
        from django.core.cache import cache

        cache.clear()


def test_a_forgotten_password_is_chosen_anew_by_letter() -> None:
    account(RING)
    client = Client()
    sent(client, "/desk/en/password/", email=address(ring()))
    (letter,) = mail.outbox
    path = re.search(r"http://127.0.0.1:8000(\S+)", str(letter.body))
    assert path is not None

    form = client.get(path[1], follow=True)
    done = client.post(
        form.redirect_chain[-1][0],
        {
            "csrfmiddlewaretoken": value(form.content, "csrfmiddlewaretoken"),
            "password1": "een andere zin hier", "password2": "een andere zin hier",
        },
    )  # fmt: skip
    assert done["Location"] == "/desk/en/password/done/"
    assert first_step(Client()).status_code == 200  # the old one is gone
    assert first_step(Client(), password="een andere zin hier").status_code == 302
    assert "used already or has expired" in Client().get(path[1], follow=True).content.decode()


def test_an_unknown_address_gets_no_letter_and_the_page_says_the_same() -> None:
    account(RING)

    pages = [
        sent(Client(), "/desk/en/password/", email=who)["Location"]
        for who in (address(ring()), "nobody@example.org")
    ]

    assert pages[0] == pages[1]
    assert [one.to for one in mail.outbox] == [[address(ring())]]


def test_a_letter_leads_to_our_address_whatever_host_was_named() -> None:
    account(RING)
    client = Client(headers={"host": "localhost"})

    sent(client, "/desk/en/password/", email=address(ring()))

    assert "http://127.0.0.1:8000/desk/en/password/" in mail.outbox[0].body


@pytest.mark.parametrize(
    ("password", "sentence"),
    [
        ("short", "Use at least 12 characters."),
        ("x y" * 50, "Use 128 characters at most."),
        ("password1234", "This password is used too often."),
        ("account-1@example.org", "too similar to your e-mail address"),
    ],
)
def test_a_password_is_long_and_not_a_usual_one(password: str, sentence: str) -> None:
    account(RING)
    sent(Client(), "/desk/en/password/", email=address(ring()))
    path = re.search(r"http://127.0.0.1:8000(\S+)", str(mail.outbox[0].body))
    assert path is not None
    client = Client()
    form = client.get(path[1], follow=True)

    page = client.post(form.redirect_chain[-1][0], {"password1": password, "password2": password})

    assert sentence in page.content.decode()


def test_a_changed_password_ends_every_other_session() -> None:
    account(RING)
    here, elsewhere = browser(RING), browser(RING)
    new = "een andere zin hier"
    fields = {"oldpassword": PASSWORD, "password1": new, "password2": new}

    assert sent(here, "/desk/en/account/password/", **fields).status_code == 302

    assert elsewhere.get(HOME)["Location"].startswith(SIGN_IN)
    assert [one.subject for one in mail.outbox] == ["Your password was changed"]


def test_the_log_names_no_person(caplog: pytest.LogCaptureFixture) -> None:
    account(RING)
    caplog.set_level(logging.DEBUG)

    first_step(Client(), password="wrong wrong wrong")
    Client().get("/desk/en/hand-in/00000000-0000-0000-0000-000000000001/")
    browser(RING).get("/desk/en/hand-in/00000000-0000-0000-0000-000000000001/")

    assert "a sign-in was refused: address or password" in caplog.text
    assert "account-1" not in caplog.text
    assert "00000000-0000-0000-0000-000000000001" not in caplog.text


def test_the_public_side_sets_no_cookie_and_asks_for_no_session(desk: WebOptions) -> None:
    desk.site.mkdir(parents=True, exist_ok=True)
    (desk.site / "index.html").write_text("<!doctype html>", "utf-8")

    answer = Client().get("/")

    assert answer.status_code == 200
    assert not answer.cookies
    assert "Cookie" not in answer.headers.get("Vary", "")
