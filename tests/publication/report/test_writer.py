"""Sentences: their wording follows from their id, and their places are filled."""

from __future__ import annotations

from decimal import Decimal

import pytest

from agdb.errors import ReleaseError
from agdb.programme.report.model_sentence import ModelSentence, Occasion
from agdb.programme.report.report_plan import ReportPlan
from agdb.publication.report.derivation import Arithmetic, Derivation
from agdb.publication.report.document import PaperNumber
from agdb.publication.report.writer import SentenceWriter
from agdb.publication.wording.language import Language


def plan(*wordings: str) -> ReportPlan:
    model = ModelSentence.model_validate(
        {
            "id": "S01",
            "occasion": "opening",
            "wordings": {"nl": list(wordings), "en": ["{Plan}, {day}."]},
        }
    )
    return ReportPlan(sentences={"S01": model})


def test_a_sentence_has_the_id_of_its_model_and_of_what_it_is_about(nl: Language) -> None:
    # Given one wording
    write = SentenceWriter(plan("{Plan} op {day}."), nl)

    said = write.say(Occasion.OPENING, "2025", plan="het plan", day="1 juli 2025")

    assert (said.ident, said.text) == ("S01:2025", "Het plan op 1 juli 2025.")


def test_the_same_id_has_the_same_wording_and_others_vary(nl: Language) -> None:
    # Given two wordings
    write = SentenceWriter(plan("Op {day}: {plan}.", "{Plan}, {day}."), nl)

    def said(about: str) -> str:
        return write.say(Occasion.OPENING, about, plan="p", day="d").text

    assert len({said(str(n)) for n in range(20)}) == 2
    assert [said("7") for _ in range(3)] == [said("7")] * 3


def test_a_number_stays_a_part_of_its_own(nl: Language) -> None:
    number = PaperNumber("57", Decimal(57), Derivation(Arithmetic.AS_IT_IS, ()), "nl/money/")
    write = SentenceWriter(plan("{Plan} op {day}."), nl)

    said = write.say(Occasion.OPENING, "x", plan=(number, " plannen"), day="1 juli")

    assert said.parts == (number, " plannen op 1 juli.")


def test_an_occasion_without_a_sentence_says_what_to_add(nl: Language) -> None:
    with pytest.raises(ReleaseError, match=r"no model sentence .*'first-report'"):
        SentenceWriter(plan("{Plan}, {day}."), nl).say(Occasion.FIRST_REPORT, "x")
