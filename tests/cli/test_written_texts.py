"""A text approved at the desk is in the papers of the next release, and lets one be final."""

from __future__ import annotations

from pathlib import Path
from uuid import UUID

import pytest
from django.conf import settings as settings_of_django
from django.db import connections
from tests.cli.conftest import Run
from tests.cli.test_desk import WORD
from tests.cli.test_register import empty, organisations
from tests.cli.test_report import reporting

from agdb.cli.context import now
from agdb.programme.reading import read_programme

__all__ = ["empty", "organisations", "reporting"]

pytestmark = pytest.mark.slow


@pytest.fixture(autouse=True)
def closed() -> object:
    """The database of a test is let go of when the test ends."""
    yield
    if settings_of_django.configured:
        connections.close_all()


def approve_everything_required(text: dict[str, str]) -> None:
    """One person writes each text that a paper cannot do without, another one approves it."""
    from agdb.web.desk import written
    from agdb.web.desk.roles import Role, actor

    writer = actor(UUID(int=1), [(Role.SECRETARY.value, "roads")])
    second = actor(UUID(int=2), [(Role.REVIEWER.value, "roads")])
    for ident, place in written.places().items():
        if place.required:
            row = written.write(writer, ident, text=text, quotes=(), expected=0, at=now())
            written.approve(second, row.pk, expected=1, at=now())


@pytest.mark.usefixtures("organisations")
def test_approved_texts_stand_in_the_next_release_and_let_a_paper_be_final(
    reporting: Path, agdb: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    import io
    import sys

    monkeypatch.setattr(sys, "stdin", io.StringIO(WORD + "\n"))
    agdb("user", "add", "a@roads.example", "--organisation", "roads", "--role", "administrator")
    assert agdb("build").returncode == 0
    refused = agdb("report", "beslisnota", "--final", "-o", str(reporting / "out"))
    assert refused.returncode == 2

    approve_everything_required({"nl": "Stem in met de fietspaden.", "en": "Agree to the paths."})
    assert agdb("build").returncode == 0
    found = agdb("report", "beslisnota", "--final", "-o", str(reporting / "out"))

    assert found.returncode == 0, found.stderr
    note = (reporting / "out" / "beslisnota-nl.html").read_text("utf-8")
    assert "Stem in met de fietspaden." in note
    assert "Beoordeeld: " in note
    # and the programme itself is as it was
    assert not (reporting / "programme" / "report" / "desk.yaml").exists()
    assert read_programme(reporting / "programme").report.written["advised-decision"].text is None
