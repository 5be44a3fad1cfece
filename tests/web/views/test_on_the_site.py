"""A figure in a real browser, by keyboard alone: from who has it to everybody on the site."""

from __future__ import annotations

import json
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Any, Final

import pytest
from tests.cli.conftest import Run, agdb, place
from tests.cli.test_desk import INITIATIVES
from tests.cli.test_register import ORGANISATIONS, empty, organisations
from tests.publication.served import IN_A_BROWSER
from tests.web.desk.bench import NOW, REVIEWER, SECRETARY, someone
from tests.web.person import LAPTOP, PHONE, Person, chromium
from tests.web.served import on_a_port, violations
from tests.web.visitors import account, address

from agdb.programme.reading import read_programme
from agdb.web.desk.roles import Role

__all__ = ["agdb", "chromium", "empty", "organisations", "place"]

pytestmark = [pytest.mark.slow, *IN_A_BROWSER]
ROADS: Final = someone(1, (Role.CONTRIBUTOR, "roads"))
MINISTRY: Final = """\
- id: ministry
  names: {nl: Ministerie, en: Ministry}
  kind: unknown
  sources: [{url: 'https://example.org/', seen: whole}]
  as_of: 2029
  recorded: 2030-01-01
"""


@pytest.fixture
def root(
    agdb: Run, place: Path, organisations: Path, monkeypatch: pytest.MonkeyPatch
) -> Iterator[str]:
    """The address of the desk that the commands make of the invented programme."""
    plan = read_programme(place / "programme")
    organisations.write_text(ORGANISATIONS + MINISTRY, "utf-8")
    plans = INITIATIVES.replace("PILLAR", plan.pillar_ids[0])
    (organisations.parent / "initiatives.yaml").write_text(plans, "utf-8")
    loaded = agdb("register", "load")
    assert loaded.returncode == 0, loaded.stderr
    from django.conf import settings
    from django.db import connections

    from agdb.web import clock

    monkeypatch.setattr(clock, "now", lambda: NOW)
    settings.EMAIL_BACKEND = "django.core.mail.backends.locmem.EmailBackend"
    with on_a_port() as found:
        yield found
    connections.close_all()


@pytest.mark.parametrize(("language", "size"), [("nl", PHONE), ("en", LAPTOP)])
def test_a_figure_goes_from_contributor_to_reviewer_and_onto_the_site(
    chromium: Any, agdb: Run, root: str, language: str, size: dict[str, int]
) -> None:
    # Given an initiative of which a figure is asked
    from django.conf import settings

    from agdb.web.desk.models import HandIn
    from agdb.web.desk.requests import ask

    account(ROADS)
    what = {"nl": "stroken aangelegd", "en": "lanes built"}
    ask(
        SECRETARY, organisation="roads", initiative="lanes", what=what,
        answers={"unit": "initiatives"}, due=date(2030, 4, 1), at=NOW,
    )  # fmt: skip
    roads = Person(chromium, root, ROADS, language=language, size=size)
    roads.sign_in()
    roads.check()
    roads.press(what[language])
    roads.check()
    roads.press(roads.say("asked.begin"))
    roads.check()

    # a mistake first: nothing typed is lost, and the title says so
    roads.choose(roads.say("kind.grant"))
    roads.type(roads.say("handin.value"), "39 stroken")
    roads.press(roads.say("handin.hand-in"))
    assert roads.page.title().startswith(roads.say("error.word"))
    roads.check()
    roads.type(roads.say("handin.value"), "39")
    roads.type(roads.say("handin.day"), "1-2-2030")
    roads.type(roads.say("handin.method"), "geteld")
    roads.type(roads.say("handin.source"), "https://example.org/count")
    roads.type(roads.say("handin.text"), "Meer dan vorig jaar.")
    roads.press(roads.say("handin.hand-in"))
    roads.check()
    assert roads.page.url.endswith("/done/")

    reviewer = Person(chromium, root, REVIEWER, language=language, size=size)
    reviewer.sign_in()
    reviewer.go("review/")
    reviewer.check()
    reviewer.press(what[language])
    reviewer.check()
    reviewer.choose(reviewer.say("verdict.send-back"))
    reviewer.type(reviewer.say("review.reason"), "Is dit alles?")
    reviewer.press(reviewer.say("review.record"))

    roads.go("")
    roads.check()
    assert "Is dit alles?" in roads.page.content()
    roads.press(what[language])
    roads.check()
    roads.type(roads.say("handin.value"), "40")
    roads.press(roads.say("handin.again"))

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
    roads.go("")
    roads.check()

    # when the next release is built and published, anybody reads it at its initiative
    built = agdb("build", "--json", "--as-of", "2030-03-01")
    assert built.returncode == 0, built.stderr
    published = agdb("publish", str(settings.AGDB_SITE))
    assert published.returncode == 0, published.stderr
    read_on_the_site(roads, what[language])

    # and who handed it in sees that it stands there
    assert HandIn.objects.get().release == json.loads(built.stdout)["release"]
    roads.go("")
    assert roads.say("state.published") in roads.page.content()
    roads.check()
    assert roads.wrong == []


def read_on_the_site(visitor: Person, what: str) -> None:
    """Go from the list of initiatives to the figure, who supplied it and when it was reviewed."""
    page, language = visitor.page, visitor.language
    visitor.open(f"{visitor.root}/{language}/initiatives/")
    visitor.press({"nl": "Stroken", "en": "Lanes"}[language])
    row = page.locator("#results tbody tr").inner_text()
    assert "40" in row
    assert what in row.lower()
    said = {
        "nl": "opgegeven door Wegen, beoordeeld op 1 maart 2030",
        "en": "supplied by Roads, reviewed on 1 March 2030",
    }
    assert said[language] in row
    assert violations(page) == ""
    width = page.evaluate("document.documentElement.scrollWidth")
    assert width <= page.viewport_size["width"]
    for who in (ROADS, REVIEWER):
        assert who.id is not None
        assert address(who.id) not in page.content()
        assert str(who.id) not in page.content()
