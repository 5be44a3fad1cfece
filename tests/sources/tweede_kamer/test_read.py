"""Promises, motions and papers of the House: read strictly, each record with its own bytes."""

from __future__ import annotations

import json
from contextlib import suppress
from datetime import date
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.proposals.recordings import (
    ballot,
    guid,
    letter,
    motion,
    page,
    pages,
    promise,
    ruling,
)

from agdb.errors import SourceError
from agdb.sources.service_record import MotionCase, Paper, Promise, ServiceRecord
from agdb.sources.tweede_kamer.read import parse, read


def one(kind: str, record: dict[str, Any]) -> ServiceRecord:
    (found,) = read(pages(kind, page([record])))
    return found


def test_a_promise_keeps_the_words_of_the_service_and_its_own_bytes() -> None:
    record = one("Toezegging", promise())

    facts = record.facts
    assert isinstance(facts, Promise)
    assert (facts.number, facts.status, facts.ministry) == ("TZ203101-001", "Openstaand", "VerZ")
    assert facts.day == date(2031, 1, 20)
    assert (facts.parties, facts.persons) == (("TRAP",), 1)
    assert json.loads(record.raw) == promise()
    assert record.raw in page([promise()])
    assert parse("Toezegging", record.raw) == record


def test_the_moment_of_year_one_is_no_day_of_fulfilment() -> None:
    open_, met = (
        one("Toezegging", promise()),
        one("Toezegging", promise(DatumNakoming="2031-06-01T00:00:00+02:00")),
    )

    assert isinstance(open_.facts, Promise)
    assert open_.facts.fulfilled is None
    assert isinstance(met.facts, Promise)
    assert met.facts.fulfilled == date(2031, 6, 1)


def test_several_letters_and_addressees_are_all_kept() -> None:
    to = {"Fractie_Id": guid(1), "Persoon_Id": None, "Fractie": {"Afkorting": "REM"}}
    record = one(
        "Toezegging",
        promise(
            KamerbriefNakoming=[letter(1), letter(2), letter(3, Verwijderd=True)],
            ToegezegdAan=[*promise()["ToegezegdAan"], to],
        ),
    )

    assert isinstance(record.facts, Promise)
    assert [one.identifier for one in record.facts.letters] == ["kst-99544-1", "kst-99544-2"]
    assert record.facts.parties == ("TRAP", "REM")


@pytest.mark.parametrize(
    "shape", [None, [], {"Nummer": "TZ203001-009"}, [{"Nummer": "TZ203001-009"}]]
)
def test_a_related_promise_may_come_as_one_as_several_or_not_at_all(shape: Any) -> None:
    record = one("Toezegging", promise(IsHerhalingVan=shape))

    assert isinstance(record.facts, Promise)
    assert record.facts.repeats == (("TZ203001-009",) if shape else ())


def test_a_motion_has_its_paper_movers_and_vote() -> None:
    facts = one("Zaak", motion()).facts

    assert isinstance(facts, MotionCase)
    assert facts.movers == ("TRAP", "REM")
    assert facts.papers[0].identifier == "kst-99544-501"
    assert [(row.choice, row.seats) for row in facts.rulings[0].ballots] == [
        ("Voor", 80), ("Tegen", 69),
    ]  # fmt: skip


def test_a_number_of_minus_one_is_no_number_in_a_dossier() -> None:
    facts = one("Document", letter(7, Volgnummer=-1)).facts

    assert isinstance(facts, Paper)
    assert (facts.identifier, facts.sequence) == ("2031D00007", None)


def test_a_deleted_record_needs_nothing_but_its_id() -> None:
    record = one("Toezegging", {"Id": guid(4), "Verwijderd": True})

    assert (record.ident, record.facts) == (guid(4), None)


def test_no_name_of_a_person_is_asked_for_or_taken() -> None:
    with pytest.raises(SourceError, match="unknown field `Achternaam`"):
        one("Toezegging", promise(Achternaam="Bel"))


@pytest.mark.parametrize(
    ("kind", "record", "reason"),
    [
        ("Toezegging", promise(Nummer="TZ1"), "matching regex"),
        ("Toezegging", promise(Id="1"), "matching regex"),
        ("Toezegging", promise(Tekst=None), "Expected `str`, got `null`"),
        ("Toezegging", promise(Deadline="2031"), "unknown field `Deadline`"),
        ("Toezegging", {k: v for k, v in promise().items() if k != "Status"}, "missing required"),
        ("Toezegging", promise(DatumNakoming="2031-02-30T00:00:00Z"), "no day"),
        ("Toezegging", promise(DatumNakoming="0031-02-03T00:00:00Z"), "year 31"),
        ("Toezegging", promise(Verwijderd="nee"), "Expected `bool`"),
        ("Zaak", motion(Soort="Wetgeving"), "motions were asked"),
        ("Zaak", motion(Besluit=[ruling(Stemming=[ballot("A", "Voor", 151)])]), "<= 150"),
        ("Zaak", motion(Besluit=[ruling(Stemming=[ballot("A", "Voor", 10**40)])]), "layout"),
        ("Document", letter(Volgnummer=10**9), "<= 999999"),
    ],
)  # fmt: skip
def test_any_difference_of_layout_stops_with_one_sentence(
    kind: str, record: dict[str, Any], reason: str
) -> None:
    with pytest.raises(SourceError, match=f"{kind}-page-1.json record 1.*{reason}"):
        one(kind, record)


def test_pages_follow_each_other_and_the_last_says_so() -> None:
    first, second = page([promise(1)], following="https://example.org/2"), page([promise(2)])

    assert [one.ident for one in read(pages("Toezegging", first, second))] == [guid(1), guid(2)]
    with pytest.raises(SourceError, match="page 1 of 1 says that more follows"):
        read(pages("Toezegging", first))
    with pytest.raises(SourceError, match="page 1 of 2 says that it is the last"):
        read(pages("Toezegging", second, page([promise(3)])))
    with pytest.raises(SourceError, match="page 1 of Toezegging is missing"):
        read(pages("Toezegging", first, second)[1:])
    with pytest.raises(SourceError, match=f"Toezegging {guid(1)} comes twice"):
        read(pages("Toezegging", first, page([promise(1)])))
    with pytest.raises(SourceError, match="not a page of a recording"):
        read(pages("Persoon", second))


@pytest.mark.parametrize(
    "body", [b"", b"[]", b"{", b'{"value": {}}', b'{"value": [], "error": 1}', b"[" * 100_000]
)
def test_what_is_no_page_is_refused_in_one_sentence(body: bytes) -> None:
    with pytest.raises(SourceError, match=r"Toezegging-page-1\.json"):
        read(pages("Toezegging", body))


def test_a_record_larger_than_any_is_refused() -> None:
    with pytest.raises(SourceError, match="more than 1048576"):
        one("Toezegging", promise(Tekst="x" * (1 << 20)))


@given(st.binary(max_size=400))
def test_no_bytes_do_anything_but_be_refused_or_read(body: bytes) -> None:
    with suppress(SourceError):
        read(pages("Zaak", body))


@pytest.mark.slow
@given(st.data())
def test_a_page_with_any_bytes_changed_is_read_or_refused(data: st.DataObject) -> None:
    whole = bytearray(page([promise(), promise(2)]))
    for _ in range(data.draw(st.integers(1, 6))):
        whole[data.draw(st.integers(0, len(whole) - 1))] = data.draw(st.integers(0, 255))
    with suppress(SourceError):
        read(pages("Toezegging", bytes(whole)))
