"""What is said beside a value."""

from __future__ import annotations

from typing import Any

import pytest

from agdb.publication.wording.language import Language
from agdb.publication.wording.status import (
    absence,
    chance,
    finality_name,
    is_provisional,
    marks,
    percent,
    remark,
    status_name,
)
from agdb.results.value import BEYOND, Kind, Value
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


def test_a_status_has_words_of_its_own(nl: Language) -> None:
    assert status_name(ObservationStatus.BREAK, nl) == "breuk in de reeks"
    assert status_name(ObservationStatus.MISSING_SUPPRESSED, nl) == "geheim"


def test_provisional_by_its_status_alone_is_provisional() -> None:
    by_status = a_value(status=ObservationStatus.PROVISIONAL)

    assert is_provisional(by_status)
    assert not is_provisional(a_value())
    assert not is_provisional(a_value(kind=Kind.FORECAST, finality=Finality.PROVISIONAL))
    forecast = a_value(status=ObservationStatus.FORECAST, finality=Finality.PROVISIONAL)
    assert not is_provisional(forecast)


def test_a_value_that_is_there_has_no_reason_to_be_absent(nl: Language) -> None:
    assert absence(a_value(None), nl) == absence(
        a_value(None, status=ObservationStatus.MISSING), nl
    )


@pytest.mark.parametrize(
    ("probability", "told"),
    [
        (0.0, "less than 5%"),
        (0.024, "less than 5%"),
        (0.025, "5%"),
        (0.5, "50%"),
        (0.974, "95%"),
        (0.975, "more than 95%"),
        (1.0, "more than 95%"),
    ],
)
def test_a_chance_is_told_in_steps_of_five_and_never_as_certain(
    probability: float, told: str, en: Language
) -> None:
    assert chance(probability, en) == told


def test_a_share_is_told_in_whole_per_cents() -> None:
    assert [percent(one) for one in (0.0, 0.005, 0.7949, 0.795, 1.0)] == [0, 1, 79, 80, 100]


def test_a_value_beyond_a_break_is_marked_as_linked_and_as_nothing_else(en: Language) -> None:
    linked = a_value(kind=Kind.LINKED, finality=Finality.PROVISIONAL)

    assert [mark.meaning for mark in marks(linked, en)] == [en.say("status.linked")]


def test_a_forecast_beyond_the_tested_steps_says_so(en: Language) -> None:
    far = a_value(kind=Kind.FORECAST, mark=BEYOND, finality=Finality.PROVISIONAL)
    near = a_value(kind=Kind.FORECAST)

    assert [mark.meaning for mark in marks(far, en)] == [
        en.say("status.forecast"),
        en.say("status.beyond"),
    ]
    assert [mark.meaning for mark in marks(near, en)] == [en.say("status.forecast")]


def test_a_status_is_said_only_of_a_value_that_is_there(en: Language) -> None:
    assert marks(a_value(status=ObservationStatus.ESTIMATED), en) != ()
    assert marks(a_value(None, status=ObservationStatus.ESTIMATED), en) == ()
