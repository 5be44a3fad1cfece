"""One form, two homes: files to database and back, byte for byte, and nothing lost."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest
from tests.conftest import ROOT
from tests.web.desk.bench import LANGUAGES, NOW, REGISTER, SECRETARY

from agdb.errors import DeskError
from agdb.register.reading import read_register, register_files
from agdb.register.register import Register
from agdb.web.desk.editing import edit
from agdb.web.desk.exchange import Loaded, export_files, load_register
from agdb.web.desk.models import Event, Record
from agdb.web.desk.records import held, stored_register

pytestmark = pytest.mark.usefixtures("desk")

LATER = NOW + timedelta(days=1)


def changed_files(**fields: object) -> Register:
    """The files with the first initiative changed in them."""
    one = REGISTER.initiatives["lanes"].model_copy(update=fields)
    return replace(REGISTER, initiatives={**REGISTER.initiatives, "lanes": one})


def test_what_was_loaded_is_exported_byte_for_byte() -> None:
    assert export_files(at=LATER) == register_files(REGISTER)


def test_loading_again_changes_nothing() -> None:
    before = Event.objects.count()

    found = load_register(REGISTER, at=LATER)

    assert found == Loaded(same=sum(len(some) for _, some in REGISTER.kinds()))
    assert Event.objects.count() == before


def test_loading_what_was_exported_changes_nothing_after_work_at_the_desk() -> None:
    edit(SECRETARY, "initiatives", "lanes", changes={"national": True}, expected=1, at=NOW)
    files = export_files(at=LATER)

    again = read_register(
        {name: body.decode() for name, body in files.items()}, languages=LANGUAGES
    )
    found = load_register(again, at=LATER)

    assert (found.new, found.changed, found.older) == (0, 0, 0)
    assert export_files(at=LATER) == files


def test_files_that_are_older_than_the_desk_change_nothing() -> None:
    edit(SECRETARY, "initiatives", "lanes", changes={"national": True}, expected=1, at=NOW)

    found = load_register(REGISTER, at=LATER)

    assert (found.older, found.changed) == (1, 0)
    assert held("initiatives", "lanes").row.fields["national"] is True


def test_files_that_were_changed_are_taken_over_and_the_log_keeps_what_stood_here() -> None:
    found = load_register(changed_files(national=True), at=LATER)

    assert found.changed == 1
    row = held("initiatives", "lanes").row
    last = Event.objects.filter(kind="initiatives", ident="lanes").order_by("-id")[0]
    assert (row.version, last.version, last.role) == (2, 2, "system")
    assert last.before is not None
    assert last.before["national"] is False


def test_what_both_changed_is_refused_as_a_whole_and_taken_only_on_purpose() -> None:
    edit(SECRETARY, "initiatives", "lanes", changes={"national": True}, expected=1, at=NOW)
    files = changed_files(evidence="A")

    with pytest.raises(DeskError, match="changed both at the desk and in the files: initiatives"):
        load_register(files, at=LATER)
    assert held("initiatives", "lanes").version == 2

    assert load_register(files, at=LATER, over=True).changed == 1
    assert held("initiatives", "lanes").row.fields.get("evidence") == "A"


def test_what_was_changed_in_an_export_is_taken_over() -> None:
    edit(SECRETARY, "initiatives", "lanes", changes={"national": True}, expected=1, at=NOW)
    export_files(at=LATER)

    found = load_register(changed_files(national=True, evidence="A"), at=LATER)

    assert (found.changed, found.older) == (1, 0)


def test_a_record_that_the_files_lack_stays() -> None:
    fewer = replace(REGISTER, money={"lanes-granted": REGISTER.money["lanes-granted"]})

    assert load_register(fewer, at=LATER).only_here == 1
    assert Record.objects.filter(kind="money").count() == 2


def test_a_register_that_would_contradict_itself_is_not_loaded() -> None:
    lost = REGISTER.money["lanes-phase"].model_copy(update={"part_of": "nothing"})

    with pytest.raises(DeskError, match="would contradict itself: money lanes-phase"):
        load_register(replace(REGISTER, money={"lanes-phase": lost}), at=LATER)

    assert held("money", "lanes-phase").version == 1


@pytest.mark.slow
def test_the_register_of_the_plan_itself_goes_in_and_out_unchanged() -> None:
    Record.objects.all().delete()
    bodies = {
        path.name: path.read_text("utf-8")
        for path in (ROOT / "programme" / "register").glob("*.yaml")
    }

    load_register(read_register(bodies, languages=LANGUAGES), at=LATER)

    assert export_files(at=LATER) == {name: body.encode() for name, body in bodies.items()}
    assert sum(len(some) for _, some in stored_register().kinds()) > 300
