"""Papers are known by their number, whoever lists them; an amount keeps its kind and its unit."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.proposals.doors import LANGUAGES, propose, record, register
from tests.proposals.recordings import (
    letter,
    line,
    page,
    pages,
    publication,
    search,
    searches,
    table,
    tables,
)
from tests.register.records import initiative

from agdb.proposals.acceptance import ProposalError, accepted, with_record
from agdb.proposals.proposal import Standing
from agdb.register.money import Money
from agdb.register.paper import Document

DAY = date(2031, 6, 9)
EMPTY = register()


def test_one_paper_of_two_services_is_one_record() -> None:
    first = propose("tweede-kamer", pages("Document", page([letter()])), EMPTY)
    entry = accepted(
        first, register=EMPTY, answers={"title.en": "Letter"}, day=DAY, languages=LANGUAGES
    )
    both = with_record(EMPTY, "documents", entry)

    second = propose("bekendmakingen", searches(search(publication())), both)

    assert isinstance(entry, Document)
    assert (entry.id, entry.identifier) == ("99544-283", "kst-99544-283")
    assert entry.sources[0].seen == "title"
    assert (second.standing, second.record_id) == (Standing.UPDATE, "99544-283")
    assert {one.field for one in second.changes} == {"author", "url"}


def test_an_annex_is_part_of_its_paper_or_says_what_is_missing() -> None:
    annex = searches(search(publication("blg-77", narrow="Bijlage", whole="kst-99544-283")))
    whole = record(
        "documents", "the-letter", identifier="kst-99544-283", kind="letter",
        title={"nl": "a", "en": "a"}, day="2031-06-01",
    )  # fmt: skip

    alone, beside = (
        propose("bekendmakingen", annex, EMPTY),
        propose("bekendmakingen", annex, register(documents=[whole])),
    )

    assert "it is an annex of kst-99544-283, which is not in documents" in alone.notes
    assert beside.fields["part_of"] == "the-letter"


def test_a_kind_of_paper_that_nobody_met_waits() -> None:
    files = searches(search(publication(narrow="Verslag")))

    assert [one.word for one in propose("bekendmakingen", files, EMPTY).unrecognised] == ["Verslag"]


def test_thousands_of_euros_become_millions_of_one_kind_year_and_phase() -> None:
    known = register(initiatives=[initiative("lanes")])
    proposal = propose("rijksfinancien", tables(table(line())), known)

    assert proposal.missing == ("initiative",)
    entry = accepted(
        proposal, register=known, answers={"initiative": "lanes"}, day=DAY, languages=LANGUAGES
    )

    assert isinstance(entry, Money)
    assert (str(entry.amount), entry.unit) == ("12.5", "euro-million")
    assert (entry.kind, entry.rate, entry.start, entry.end) == (
        "begroot-kas", "yearly", "2031", "2031",
    )  # fmt: skip
    assert entry.article == "XIII art. 2"
    with pytest.raises(ProposalError, match="of an initiative or of an option"):
        accepted(proposal, register=known, answers={}, day=DAY, languages=LANGUAGES)


@pytest.mark.parametrize(
    ("phase", "flow", "kind"),
    [("OWB", "V", "begroot"), ("OWB", "U", "begroot-kas"), ("JV", "V", "verplicht"),
     ("JV", "U", "kasuitgave")],
)  # fmt: skip
def test_every_phase_and_flow_is_a_kind_of_its_own_and_a_record_of_its_own(
    phase: str, flow: str, kind: str
) -> None:
    files = tables(table(line(fase=phase, vuo=flow)), f"begroting-2031-{phase}-{flow}-XIII-2.csv")
    proposal = propose("rijksfinancien", files, EMPTY)

    assert proposal.fields["kind"] == kind
    assert proposal.record_id.startswith(f"begroting-xiii-2-2031-{phase}-{flow}-".lower())


@pytest.mark.parametrize("amount", ["0", "-5"])
def test_nought_of_the_service_is_not_a_nought_and_less_is_no_amount(amount: str) -> None:
    proposal = propose("rijksfinancien", tables(table(line(amount=amount))), EMPTY)

    assert proposal.fields["amount"] == "unknown"


@given(st.integers(1, 999_999_999_999))
def test_a_million_is_a_thousand_thousands_to_the_last_digit(thousands: int) -> None:
    files = tables(table(line(amount=str(thousands))))

    amount = propose("rijksfinancien", files, EMPTY).fields["amount"]

    assert Decimal(amount) * 1000 == thousands
