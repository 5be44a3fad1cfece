"""What is said beside a value."""

from __future__ import annotations

from typing import Any

import pytest

from agdb.publication.wording.language import Language
from agdb.publication.wording.status import absence, finality_name, marks, remark
from agdb.results.value import Kind, Value
from agdb.statistics.status import Finality, ObservationStatus


def a_value(number: float | None = 1.0, **other: Any) -> Value:
    plain = {
        "status": ObservationStatus.NORMAL, "finality": Finality.DEFINITIVE, "mark": "",
        "lower": None, "upper": None, "kind": Kind.OBSERVED, "keys": 1, "keys_hash": "",
    }  # fmt: skip
    return Value(region="NL01", period="2024", breakdown=(), value=number, **plain | other)


def test_a_plain_value_has_no_mark(nl: Language) -> None:
    assert marks(a_value(), nl) == ()
    assert marks(a_value(finality=Finality.UNKNOWN), nl) == ()


def test_provisional_is_said_once_wherever_it_comes_from(nl: Language) -> None:
    by_status = a_value(status=ObservationStatus.PROVISIONAL, finality=Finality.PROVISIONAL)

    assert [mark.meaning for mark in marks(by_status, nl)] == ["voorlopig"]
    assert remark(a_value(finality=Finality.REVISED_PROVISIONAL), nl) == "nader voorlopig"


def test_several_remarks_are_listed(en: Language) -> None:
    both = a_value(status=ObservationStatus.BREAK, finality=Finality.PROVISIONAL)

    assert remark(both, en) == "provisional and break in series"


def test_a_forecast_is_marked_once(en: Language) -> None:
    forecast = a_value(status=ObservationStatus.FORECAST, kind=Kind.FORECAST)

    assert [mark.letter for mark in marks(forecast, en)] == ["f"]


def test_an_absent_value_has_a_sign_and_a_reason(nl: Language) -> None:
    secret = a_value(None, status=ObservationStatus.MISSING_SUPPRESSED)

    assert absence(secret, nl).meaning == "geheim"
    assert absence(a_value(None), nl).meaning == "niet beschikbaar"


@pytest.mark.parametrize("status", ObservationStatus)
def test_every_status_has_words(nl: Language, en: Language, status: ObservationStatus) -> None:
    number = 1.0 if status.has_value else None
    for language in (nl, en):
        found = a_value(number, status=status)
        assert absence(found, language).meaning
        assert isinstance(remark(found, language), str)


@pytest.mark.parametrize("finality", Finality)
def test_every_finality_has_words_and_unknown_is_not_final(
    en: Language, finality: Finality
) -> None:
    assert finality_name(finality, en)
    assert finality_name(Finality.UNKNOWN, en) != finality_name(Finality.DEFINITIVE, en)
