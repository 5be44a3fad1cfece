"""Somebody in front of a browser of their own, who has no mouse."""

from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from tests.publication.served import ARGUMENTS, CHROMIUM
from tests.web.served import Keyboard, violations
from tests.web.visitors import PASSWORD, account, address, code

from agdb.web.desk.roles import Actor
from agdb.web.wording import spoken

PHONE = {"width": 390, "height": 844}
LAPTOP = {"width": 1366, "height": 768}


@pytest.fixture(scope="module")
def chromium() -> Iterator[Any]:
    from playwright.sync_api import sync_playwright

    assert CHROMIUM is not None, "AGDB_REQUIRE_BROWSER is set, and there is no chromium"
    with pytest.MonkeyPatch.context() as patch, sync_playwright() as playwright:
        patch.setenv("DJANGO_ALLOW_ASYNC_UNSAFE", "1")  # playwright runs a loop in this thread
        running = playwright.chromium.launch(
            executable_path=CHROMIUM,
            args=ARGUMENTS,
            env={**os.environ, "LANGUAGE": "en_US"},  # the order in which a day is typed
        )
        yield running
        running.close()


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
