"""Steps at the desk, as its pages take them, and what comes before them."""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path

from tests.web.desk.bench import ANSWERS, ENGLISH, NOW, REVIEWER, RING
from tests.web.desk.conftest import close, fill, options

from agdb.web.settings import configure


def desk_with_a_draft(place: Path) -> None:
    """A desk with the invented register and one hand-in that was begun."""
    configure(options(place / "var"))
    fill(options(place / "var"))
    from agdb.web.desk import handins

    handins.draft(RING, organisation="ring", initiative="lanes", language="nl", at=NOW)
    close()


def submit(place: Path) -> None:
    """The contributor hands the draft in; nothing if that is done."""
    configure(options(place / "var"))
    from agdb.web.desk import handins
    from agdb.web.desk.models import HandIn

    row = HandIn.objects.get()
    if row.state == "draft":
        handins.hand_in(RING, row.pk, answers=ANSWERS, expected=row.version, at=NOW)
    assert HandIn.objects.get().state == "handed-in"


def review(place: Path) -> None:
    """The reviewer approves what was handed in; nothing if that is done."""
    configure(options(place / "var"))
    from agdb.web.desk import handins
    from agdb.web.desk.models import HandIn

    row, day = HandIn.objects.get(), NOW + timedelta(days=1)
    if row.state == "handed-in":
        handins.approve(REVIEWER, row.pk, translations=ENGLISH, expected=row.version, at=day)


def desk_of_before(place: Path) -> None:
    """The same desk with the tables of the first version."""
    desk_with_a_draft(place)
    from django.core.management import call_command

    call_command("migrate", "desk", "0001", verbosity=0)
    close()


def migrate(place: Path) -> None:
    """Bring the tables up to date, as every start does."""
    configure(options(place / "var"))
    from agdb.web.desk.setup import prepare

    prepare()
    assert prepare() == 0


def examine(place: Path) -> None:
    """Fail if the desk contradicts itself."""
    configure(options(place / "var"))
    from agdb.web.desk.examine import examine_desk

    found = [str(one) for one in examine_desk()]
    if found:
        raise AssertionError(found)
