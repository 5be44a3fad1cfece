"""The desk in a real browser, by keyboard alone, on a phone and a laptop, in both languages."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta
from typing import Any

import pytest
from tests.publication.served import IN_A_BROWSER
from tests.web.desk.bench import NOW, REVIEWER, RING, SECRETARY
from tests.web.person import LAPTOP, PHONE, Person, chromium
from tests.web.served import on_a_port
from tests.web.visitors import PASSWORD, account, address, code

__all__ = ["chromium"]

pytestmark = [pytest.mark.slow, pytest.mark.usefixtures("desk"), *IN_A_BROWSER]


@pytest.fixture
def root(desk: Any) -> Iterator[str]:
    with on_a_port() as found:
        yield found


@pytest.mark.parametrize(("language", "size"), [("nl", LAPTOP), ("en", PHONE)])
def test_a_meeting_goes_from_agenda_to_an_action_that_is_overdue(
    chromium: Any, root: str, monkeypatch: pytest.MonkeyPatch, language: str, size: dict[str, int]
) -> None:
    from agdb.web import clock

    secretary = Person(chromium, root, SECRETARY, language=language, size=size)
    secretary.sign_in()
    say = secretary.say

    def both(key: str, text: str) -> None:
        for one in ("nl", "en"):
            label = say("form.in-language", what=say(key), language=say(f"language.{one}"))
            secretary.type(label, text)

    secretary.go("bodies/table/plan/")
    secretary.check()
    secretary.day(say("form.day"), date(2030, 3, 1))
    secretary.time(say("form.from"), 14, 0)
    secretary.time(say("form.until"), 15, 30)
    both("form.place", "Utrecht")
    secretary.press(say("meeting.plan"))
    secretary.check()
    meeting = secretary.page.url

    secretary.press(say("meeting.item"))
    secretary.check()
    both("form.title", "Bruggen")
    secretary.choose(say("item.decide"))
    secretary.press(say("meeting.item.button"))
    secretary.press(say("meeting.settle"))
    assert say("mistake.no-decision-asked", number="1") in secretary.page.content()
    secretary.check()
    assert secretary.page.url == meeting

    secretary.press(say("meeting.note"))
    secretary.check()
    secretary.type(say("form.note"), "Niet meer dan twee.")
    secretary.press(say("meeting.note.button"))
    secretary.check()

    # the item asks no decision yet; a mistake first, and nothing typed is lost
    secretary.press(say("meeting.item-change"))
    secretary.check()
    title = say("form.in-language", what=say("form.title"), language=say("language.en"))
    secretary.type(title, " ")
    both("form.asked", "Twee bruggen")
    secretary.press(say("meeting.item-change.button"))
    secretary.check()
    secretary.type(title, "Bridges")
    secretary.press(say("meeting.item-change.button"))
    secretary.check()
    assert secretary.page.url == meeting
    secretary.press(say("meeting.settle"))
    secretary.check()

    secretary.press(say("meeting.decide"))
    secretary.check()
    both("form.decision", "Er komen twee bruggen.")
    secretary.press(say("meeting.decide.button"))
    secretary.check()
    both("form.what", "Twee bruggen tekenen")
    secretary.select(say("form.owner"), "the ring")
    secretary.day(say("form.due"), date(2030, 3, 10))
    secretary.press(say("action.new"))
    secretary.check()

    for what in ("agenda", "decisions", "actions"):
        secretary.open(f"{meeting}print/{what}/")
        secretary.check()
        secretary.page.emulate_media(media="print")
        assert "Niet meer dan twee." not in secretary.page.inner_text("main")
        assert not secretary.page.is_visible(".menu.full")
        secretary.page.emulate_media(media="screen")

    # ten days after the day, the action stands on top of the first page of its owner
    monkeypatch.setattr(clock, "now", lambda: NOW + timedelta(days=19))
    ring = Person(chromium, root, RING, language=language, size=size)
    ring.sign_in()
    assert say("home.late", 10) in ring.page.content()
    ring.check()
    ring.press("Twee bruggen tekenen")
    ring.check()
    ring.press(say("action.done"))
    for one in ("nl", "en"):
        ring.type(
            say("form.in-language", what=say("form.proof"), language=say(f"language.{one}")),
            "Tekening van 20 maart",
        )
    ring.check()
    ring.press(say("action.done"))
    assert say("state.done") in ring.page.content()
    ring.check()
    assert ring.wrong == []


@pytest.mark.parametrize("language", ["nl", "en"])
def test_pages_are_whole_without_a_script(chromium: Any, root: str, language: str) -> None:
    account(RING)
    context = chromium.new_context(java_script_enabled=False, viewport=PHONE)
    page = context.new_page()
    page.goto(f"{root}/desk/{language}/")
    assert RING.id is not None
    page.fill("#id_login", address(RING.id))
    page.fill("#id_password", PASSWORD)
    page.click("main button[type=submit] >> nth=0")
    page.fill("#id_code", code())
    page.click("main button[type=submit] >> nth=0")
    page.click("summary")  # the menu folds out without a script

    assert page.is_visible(".fold a")
    context.close()


def test_a_passkey_is_added_and_signs_in(chromium: Any, root: str) -> None:
    # Given a browser with a key in it (only a name, and not a number, can hold a key)
    from django.conf import settings

    account(RING)
    here = root.replace("127.0.0.1", "localhost")
    ring = Person(chromium, here, RING, language="en", size=LAPTOP)
    session = ring.context.new_cdp_session(ring.page)
    session.send("WebAuthn.enable")
    options = {
        "protocol": "ctap2", "transport": "internal", "hasResidentKey": True,
        "hasUserVerification": True, "isUserVerified": True, "automaticPresenceSimulation": True,
    }  # fmt: skip
    session.send("WebAuthn.addVirtualAuthenticator", {"options": options})
    assert settings.MFA_WEBAUTHN_ALLOW_INSECURE_ORIGIN  # type: ignore[misc]
    ring.sign_in()
    ring.go("account/factors/passkeys/add/")
    ring.type(ring.say("sign-in.password"), PASSWORD)
    ring.press(ring.say("confirm.button"))
    ring.check()
    ring.reach(ring.say("passkey.passwordless"))
    ring.page.keyboard.press("Space")
    ring.press(ring.say("passkey.add"))
    ring.go("account/factors/passkeys/")
    ring.check()

    ring.context.clear_cookies()
    ring.go("sign-in/")
    ring.press(ring.say("sign-in.passkey"))

    assert ring.page.url == f"{here}/desk/en/"


@pytest.mark.parametrize(("language", "size"), [("nl", LAPTOP), ("en", PHONE)])
def test_a_text_of_a_paper_is_written_and_approved_by_another(
    chromium: Any, root: str, language: str, size: dict[str, int]
) -> None:
    secretary = Person(chromium, root, SECRETARY, language=language, size=size)
    secretary.sign_in()
    say = secretary.say
    label = {
        one: say("form.in-language", what=say("form.text"), language=say(f"language.{one}"))
        for one in ("nl", "en")
    }
    secretary.go("texts/")
    secretary.check()
    assert say("state.empty") in secretary.page.inner_text("main")
    secretary.press(say("texts.write"))
    secretary.check()
    secretary.type(label["nl"], "Stem in met het plan.")
    secretary.press(say("texts.propose"))
    # the other language lacks, and nothing typed is lost
    assert say("mistake.language-missing") in secretary.page.content()
    secretary.check()
    secretary.type(label["en"], "Agree to the plan.")
    secretary.press(say("texts.propose"))
    secretary.check()
    assert say("texts.waits") in secretary.page.inner_text("main")
    assert secretary.page.locator("main a", has_text=say("texts.review")).count() == 0

    reviewer = Person(chromium, root, REVIEWER, language=language, size=size)
    reviewer.sign_in()
    reviewer.go("texts/")
    reviewer.press(say("texts.review"))
    reviewer.check()
    assert "Agree to the plan." in reviewer.page.inner_text("main")
    reviewer.choose(say("texts.approve"))
    reviewer.press(say("arrivals.record"))
    reviewer.check()
    assert say("done.text-approved") in reviewer.page.content()
    assert say("state.approved") in reviewer.page.inner_text("main")
    assert secretary.wrong == reviewer.wrong == []
