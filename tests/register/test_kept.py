"""What a release takes of the register: public facts as of a day, kept and read back the same."""

from __future__ import annotations

from datetime import date

import pytest
from tests.publication.bicycle_register import bicycle_register

from agdb.register.entry import Entry
from agdb.register.kept import from_kept, kept_bytes, published
from agdb.register.register import KINDS

DAY = date(2025, 4, 22)


def test_what_is_kept_reads_back_the_same_and_writes_the_same_bytes() -> None:
    register = bicycle_register()

    body = kept_bytes(register)

    assert from_kept(body) == register
    assert kept_bytes(from_kept(body)) == body


def test_only_what_is_public_is_taken() -> None:
    register = bicycle_register()

    found = published(register, DAY)

    assert set(register.results) - set(found.results) == {"never"}  # a draft
    assert set(register.meetings) - set(found.meetings) == {"secret"}  # only prepared
    assert set(register.decisions) - set(found.decisions) == {"not-out"}  # no report yet
    assert set(register.actions) - set(found.actions) == {"hush"}  # follows from it


def test_as_of_an_earlier_day_later_facts_are_not_there() -> None:
    found = published(bicycle_register(), date(2024, 4, 1))

    assert set(found.money) == {"asked", "conditional"}
    assert found.results == {}
    assert found.meetings == {}  # its facts are of June


def test_no_record_has_a_place_for_a_person() -> None:
    personal = {"person", "name", "email", "phone", "telephone", "address", "contact", "birthday"}

    for kind, model in KINDS.items():
        assert not personal & set(model.model_fields), kind
        assert issubclass(model, Entry)


@pytest.mark.parametrize(
    "body",
    [b"", b"[]", b"{", b'{"persons": []}', b'{"money": [{"id": "x"}]}', b'{"money": [3]}'],
)
def test_what_was_not_written_so_is_refused(body: bytes) -> None:
    with pytest.raises(ValueError, match=r"record|kinds|Expecting"):
        from_kept(body)
