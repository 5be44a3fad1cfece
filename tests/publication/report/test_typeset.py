"""A paper as a source for print: every word of it as a string, notes once, links that lead."""

from __future__ import annotations

from dataclasses import replace

import pytest
from tests.publication.report.a_paper import SOURCE, whole_paper

from agdb.publication.address import Addresses
from agdb.publication.report.typeset import MAIN, typeset, whole_address
from agdb.publication.wording.language import Language

KNOWN = Addresses("https://monitor.example/")


def source(language: Language, addresses: Addresses = KNOWN, rows: int = 3) -> str:
    """The file that the printer begins with."""
    paper = whole_paper(rows=rows)
    files = typeset(paper, language=language, addresses=addresses, owner="Redactie")
    return files[MAIN].decode()


def test_the_same_paper_has_the_same_bytes(nl: Language) -> None:
    one, two = (
        typeset(whole_paper(), language=nl, addresses=KNOWN, owner="Redactie") for _ in range(2)
    )

    assert one == two
    assert set(one) == {MAIN, "paper.typ", "0.svg"}


def test_words_of_a_record_are_never_commands(nl: Language) -> None:
    text = source(nl)

    assert r'"In 2024 waren er \"veel\" \\ #fietsen: "' in text
    assert '"de brief <b>"' in text


def test_a_note_is_written_once_and_then_referred_to(nl: Language) -> None:
    text = source(nl)

    assert text.count(SOURCE.text) == 1
    assert text.count("footnote(<note-1>)") > 1


def test_a_link_within_the_site_needs_its_host(nl: Language) -> None:
    assert 'link("https://monitor.example/nl/indicator/bicycles/"' in source(nl)
    assert "nl/indicator/bicycles/" not in source(nl, Addresses("/"))
    assert 'link("https://example.org/1"' in source(nl, Addresses("/"))


@pytest.mark.parametrize(
    ("href", "whole"),
    [("", ""), ("nl/x/", "https://monitor.example/nl/x/"), ("https://e.org/", "https://e.org/")],
)
def test_an_address_is_whole_or_empty(href: str, whole: str) -> None:
    assert whole_address(href, KNOWN) == whole


def test_a_picture_stands_on_its_own(nl: Language) -> None:
    files = typeset(whole_paper(), language=nl, addresses=KNOWN, owner="Redactie")
    picture = files["0.svg"].decode()

    assert picture.startswith('<svg class="chart wide" viewBox="0 0 720 200" xmlns=')
    assert picture.count("<svg") == 1  # the narrow drawing is for a phone
    assert "var(" not in picture


def test_what_somebody_has_to_write_stands_between_brackets_once(nl: Language) -> None:
    assert 'missing("[vul in]")' in source(nl)


def test_what_is_missing_is_told_in_front(nl: Language) -> None:
    paper = whole_paper(withdrawn="Ingetrokken: een fout.")
    text = typeset(paper, language=nl, addresses=KNOWN, owner="Redactie")[MAIN].decode()

    assert text.index("Ingetrokken: een fout.") < text.index("heading(level: 1")
    assert "Dit stuk is nog niet klaar: 1 verplichte tekst is leeg." in text
    assert '"Concept"' in text
    plain = replace(paper, draft="", withdrawn="", chapters=(), header=(), closing=())
    empty = typeset(plain, language=nl, addresses=KNOWN, owner="Redactie")[MAIN].decode()
    assert "callout" not in empty


def test_ids_of_sentences_stand_in_the_margin(nl: Language) -> None:
    text = source(nl)

    assert '"S41:x") + "' in text
    assert text.index('aside("') < text.index('"S41:x")')
