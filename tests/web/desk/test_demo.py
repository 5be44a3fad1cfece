"""The invented desk: it works, and every word of it says what it is."""

from __future__ import annotations

import shutil
from datetime import timedelta
from pathlib import Path

import pytest
from django.db import connections
from tests.web.desk.bench import LANGUAGES, NOW

from agdb.web.desk.actions import late_actions
from agdb.web.desk.demo import ACCOUNTS, fill_demo
from agdb.web.desk.messages import Letter, written
from agdb.web.desk.models import HandIn, Record, User
from agdb.web.desk.setup import prepare
from agdb.web.settings import WebOptions, configure

pytestmark = pytest.mark.slow


@pytest.fixture
def demo(tmp_path: Path) -> WebOptions:
    """An empty database for a demonstration."""
    found = WebOptions(site=tmp_path, data=tmp_path, languages=LANGUAGES, demo=True)
    configure(found)
    prepare()
    return found


def test_it_shows_what_waits_what_came_back_and_what_is_late(demo: WebOptions) -> None:
    password = fill_demo(pillar="road", unit="lanes", at=NOW)

    assert sorted(HandIn.objects.values_list("state", flat=True)) == ["handed-in", "returned"]
    assert [one.entry.id for one in late_actions(NOW.date())] == ["demo-action"]
    assert all(User.objects.get(email=email).check_password(password) for email in ACCOUNTS)
    connections.close_all()


def test_a_second_start_makes_a_new_password_and_nothing_else(demo: WebOptions) -> None:
    first = fill_demo(pillar="road", unit="lanes", at=NOW)
    count = Record.objects.count()

    second = fill_demo(pillar="road", unit="lanes", at=NOW + timedelta(days=1))

    assert first != second
    assert Record.objects.count() == count
    connections.close_all()


def test_everything_in_it_has_a_name_that_says_so(demo: WebOptions) -> None:
    fill_demo(pillar="road", unit="lanes", at=NOW)

    named = Record.objects.filter(kind__in=["organisations", "initiatives", "bodies"])
    assert all("verzonnen" in row.label and "invented" in row.label for row in named)
    texts = {"nl": "a", "en": "a"}
    letter = Letter(key="asked", what=texts, initiative=texts, due=None, path="/")
    assert written(letter, language="nl")[1].startswith("LET OP: alles in dit bericht is verzonnen")
    connections.close_all()


def test_a_demonstration_is_never_in_the_database_that_a_release_reads(tmp_path: Path) -> None:
    from tests.conftest import ROOT

    from agdb.cli.desk import web_options
    from agdb.cli.settings import Settings
    from agdb.programme.reading import read_programme

    folder = shutil.copytree(ROOT / "specimens" / "programme", tmp_path / "programme")
    where = Settings(
        data=tmp_path / "var", programme=folder, home=tmp_path, database="postgres://x/y"
    )
    plan = read_programme(folder)

    demo, real = web_options(where, plan, demo=True), web_options(where, plan)

    assert (demo.data, demo.database_url, demo.email_url) == (tmp_path / "var" / "demo", None, None)
    assert (real.data, real.database_url) == (tmp_path / "var", "postgres://x/y")
