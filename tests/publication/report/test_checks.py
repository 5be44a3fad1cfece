"""Sentences that may not be said: each rule is broken once, and says which sentence it was."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal

import pytest
from tests.publication.report.bicycle_report import bicycle_plan, material, paper, with_report

from agdb.errors import ReleaseError
from agdb.publication.report.checks import check_paper
from agdb.publication.report.derivation import Arithmetic, Derivation, FactKind, FactPlace
from agdb.publication.report.document import (
    Chapter,
    PaperNumber,
    Paragraph,
    Part,
    Quotation,
    ReportPaper,
    Sentence,
)
from agdb.publication.report.money import amount_sentence
from agdb.results.release import Release


@pytest.fixture(scope="module")
def reported(release: Release) -> Release:
    return with_report(release)


def number(reported: Release, period: str = "2024-Q4") -> PaperNumber:
    reading = material(reported).edition.readings["bicycles-stock"]
    assert reading.headline is not None
    point = next(one for one in reading.headline.known if one.period.text == period)
    return material(reported).numbers.of_point(reading, point)


def checked(reported: Release, *parts: Part, ident: str = "X01:x", written: bool = False) -> None:
    sentence = Sentence(ident, parts, written=written)
    chapter = Chapter("c", Sentence("H:c", ("Kop",)), (Paragraph((sentence,)),))
    made = material(reported)
    one: ReportPaper = replace(paper(reported), chapters=(chapter,))
    check_paper(one, made.facts, made.plan)


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("Het aantal is fors.", "judges"),
        ("Het is slechts een begin.", "judges"),
        ("Dat komt door het plan.", "names a cause"),
        ("Dankzij het plan gaat het goed.", "names a cause"),
        ("Het leidt tot meer fietsen.", "names a cause"),
        ("Het aantal fietsen steeg.", "word of direction"),
        ("Het doel is ver weg.", "does not say whose it is"),
        ("Er waren 12 fietsen.", "the number 12"),
    ],
)
def test_a_word_without_grounds_stops_the_paper(reported: Release, text: str, told: str) -> None:
    with pytest.raises(ReleaseError, match=told):
        checked(reported, text)


def test_words_that_look_like_them_may_stand(reported: Release) -> None:
    checked(reported, "De forsythia bloeit op 1 juli 2025, in pijler 2 en schooljaar 2023/24.")
    checked(reported, "Het kabinet wil dit doel halen.")


def test_what_a_person_wrote_is_not_judged(reported: Release) -> None:
    checked(reported, "Dankzij u gaat het fors beter.", written=True)


def test_three_figures_in_a_sentence_are_too_many(reported: Release) -> None:
    one = number(reported)

    checked(reported, one, " en ", one, ". En daarna ", one, ".")
    with pytest.raises(ReleaseError, match="more than 2 figures"):
        checked(reported, one, ", ", one, " en ", one, ".")


def test_a_number_that_its_facts_do_not_give_stops_the_paper(reported: Release) -> None:
    wrong = replace(number(reported), value=Decimal(9))

    with pytest.raises(ReleaseError, match=r"its facts give 1504"):
        checked(reported, wrong, " fietsen.")


def test_words_that_a_record_does_not_say_stop_the_paper(reported: Release) -> None:
    place = FactPlace(FactKind.RECORD, "initiatives/bells", "names")

    checked(reported, "Dit is ", Quotation("meer bellen", place), ".")
    with pytest.raises(ReleaseError, match="says otherwise"):
        checked(reported, Quotation("Minder bellen", place), ".")


def test_a_fact_that_is_not_there_stops_the_paper(reported: Release) -> None:
    nowhere = FactPlace(FactKind.RECORD, "money/nobody", "amount")
    lost = replace(number(reported), derivation=Derivation(Arithmetic.AS_IT_IS, (nowhere,)))

    with pytest.raises(ReleaseError, match="no fact at record:money/nobody#amount"):
        checked(reported, lost)


@pytest.mark.parametrize(("occasion", "model"), [("rose", "S02"), ("fell", "S05")])
def test_a_direction_goes_where_its_figures_go(
    reported: Release, occasion: str, model: str
) -> None:
    before, now = number(reported, "2023-Q4"), number(reported)
    right, wrong = ((before, now), (now, before))
    if occasion == "fell":
        right, wrong = wrong, right

    checked(reported, "Het aantal ging van ", right[0], " naar ", right[1], ".", ident=f"{model}:x")
    with pytest.raises(ReleaseError, match="another direction than its figures"):
        checked(
            reported, "Het aantal ging van ", wrong[0], " naar ", wrong[1], ".", ident=f"{model}:x"
        )


@pytest.mark.slow
@pytest.mark.parametrize("other", sorted(set(bicycle_plan().money) - {"verleend-aan-ontvanger"}))
def test_no_amount_stands_with_the_verb_of_another_kind(reported: Release, other: str) -> None:
    # Given an amount that was granted
    row = reported.register.money["granted"]
    made = material(reported)
    amount = made.numbers.of_money(row)
    right, wrong = (made.plan.money[kind].verb["nl"] for kind in (row.kind, other))

    checked(reported, amount, f" is {right}.")
    with pytest.raises(ReleaseError, match="has an amount without 'verleend'"):
        checked(reported, amount, f" is {wrong}.")
    with pytest.raises(ReleaseError, match="the verb of another kind of money"):
        checked(reported, amount, f" is {right} en {wrong}.")


def test_every_kind_of_money_has_a_sentence_that_passes(reported: Release) -> None:
    made = material(reported)

    for row in reported.register.money.values():
        if row.initiative is not None and row.amount != "unknown":
            said = amount_sentence(made, row)
            checked(reported, *said.parts, ident=said.ident)
