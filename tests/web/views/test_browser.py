"""The desk in a real browser, by keyboard alone, on a phone and a laptop, in both languages."""

from __future__ import annotations

import os
from collections.abc import Iterator
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pytest
from tests.publication.served import ARGUMENTS, CHROMIUM, IN_A_BROWSER
from tests.web.desk.bench import NOW, REVIEWER, RING, SECRETARY
from tests.web.served import Keyboard, on_a_port, violations
from tests.web.visitors import PASSWORD, account, address, code

from agdb.web.desk.roles import Actor
from agdb.web.wording import spoken

pytestmark = [pytest.mark.slow, pytest.mark.usefixtures("desk"), *IN_A_BROWSER]

PHONE = {"width": 390, "height": 844}
LAPTOP = {"width": 1366, "height": 768}


@pytest.fixture(scope="module")
def chromium() -> Iterator[Any]:
    os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "1"  # playwright runs a loop in this thread
    from playwright.sync_api import sync_playwright

    assert CHROMIUM is not None, "AGDB_REQUIRE_BROWSER is set, and there is no chromium"
    with sync_playwright() as playwright:
        running = playwright.chromium.launch(executable_path=CHROMIUM, args=ARGUMENTS)
        yield running
        running.close()


@pytest.fixture
def root(desk: Any) -> Iterator[str]:
    with on_a_port() as found:
        yield found


class Person(Keyboard):
    """Somebody in front of a browser of their own."""

    def __init__(
        self, chromium: Any, root: str, actor: Actor, *, language: str, size: dict[str, int]
    ) -> None:
        self.context = chromium.new_context(
            viewport=size, java_script_enabled=True, extra_http_headers={}
        )
        super().__init__(self.context.new_page())
        self.root, self.actor, self.language = root, actor, language
        self.wrong: list[str] = []
        self.page.on("console", self.hear)

    def hear(self, message: Any) -> None:
        """Note what the browser complains of; that a form was refused with 422 is meant."""
        if "status of 422" not in message.text:
            self.wrong.append(message.text)

    def say(self, key: str, n: int | None = None, **parts: object) -> str:
        return spoken()[self.language].say(key, n, **parts)

    def go(self, path: str) -> None:
        self.open(f"{self.root}/desk/{self.language}/{path}")

    def sign_in(self) -> None:
        account(self.actor)
        assert self.actor.id is not None
        self.go("")
        self.type(self.say("sign-in.email"), address(self.actor.id))
        self.type(self.say("sign-in.password"), PASSWORD)
        self.press(self.say("sign-in.next"))
        self.check()
        self.type(self.say("code.label"), code())
        self.press(self.say("sign-in.button"))

    def check(self) -> None:
        """The page fits its screen, has no fault that axe finds, and targets for a finger."""
        assert violations(self.page) == "", self.page.url
        width = self.page.evaluate("document.documentElement.scrollWidth")
        assert width <= self.page.viewport_size["width"], self.page.url
        heights = self.page.eval_on_selector_all(
            ".menu a, .fold a, .fold button, .button, .in, .choices label, .tasks h3 a, summary",
            "all => all.map(one => one.getBoundingClientRect().height).filter(Boolean)",
        )
        assert not heights or min(heights) >= 44, self.page.url
        shots = os.environ.get("AGDB_SCREENSHOTS")
        if shots:
            name = self.page.url.split("/desk/")[1].strip("/").replace("/", "_") or "home"
            width = self.page.viewport_size["width"]
            self.page.screenshot(path=str(Path(shots) / f"{name}-{width}.png"), full_page=True)


@pytest.mark.parametrize(("language", "size"), [("nl", PHONE), ("en", LAPTOP)])
def test_a_figure_goes_from_contributor_to_reviewer_and_back(
    chromium: Any, root: str, language: str, size: dict[str, int]
) -> None:
    from agdb.web.desk.models import HandIn
    from agdb.web.desk.requests import ask

    account(RING)
    what = {"nl": "stroken aangelegd", "en": "lanes built"}
    ask(
        SECRETARY, organisation="ring", initiative="lanes", what=what, answers={"unit": "lanes"},
        due=date(2030, 4, 1), at=NOW,
    )  # fmt: skip
    ring = Person(chromium, root, RING, language=language, size=size)
    ring.sign_in()
    ring.check()
    ring.press(what[language])
    ring.check()
    ring.press(ring.say("asked.begin"))
    ring.check()

    # a mistake first: nothing typed is lost, and the title says so
    ring.choose(ring.say("kind.grant"))
    ring.type(ring.say("handin.value"), "39 stroken")
    ring.press(ring.say("handin.hand-in"))
    assert ring.page.title().startswith(ring.say("error.word"))
    ring.check()
    ring.type(ring.say("handin.value"), "39")
    ring.type(ring.say("handin.day"), "1-2-2030")
    ring.type(ring.say("handin.method"), "geteld")
    ring.type(ring.say("handin.source"), "https://example.org/count")
    ring.type(ring.say("handin.text"), "Meer dan vorig jaar.")
    ring.press(ring.say("handin.hand-in"))
    ring.check()
    assert ring.page.url.endswith("/done/")

    reviewer = Person(chromium, root, REVIEWER, language=language, size=size)
    reviewer.sign_in()
    reviewer.go("review/")
    reviewer.check()
    reviewer.press(what[language])
    reviewer.check()
    reviewer.choose(reviewer.say("verdict.send-back"))
    reviewer.type(reviewer.say("review.reason"), "Is dit alles?")
    reviewer.press(reviewer.say("review.record"))

    ring.go("")
    ring.check()
    assert "Is dit alles?" in ring.page.content()
    ring.press(what[language])
    ring.check()
    ring.type(ring.say("handin.value"), "40")
    ring.press(ring.say("handin.again"))

    reviewer.go("review/")
    reviewer.press(what[language])
    reviewer.check()
    other = "en" if language == "nl" else "nl"
    for name in ("method", "text"):
        label = reviewer.say(
            "review.translation", answer=reviewer.say(f"answer.{name}"),
            language=reviewer.say(f"language.{other}"),
        )  # fmt: skip
        reviewer.type(label, "Counted.")
    reviewer.choose(reviewer.say("verdict.approve"))
    reviewer.press(reviewer.say("review.record"))
    reviewer.check()

    assert HandIn.objects.get().state == "approved"
    ring.go("")
    ring.check()
    assert ring.wrong == []


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
