"""The newest figure in the sentence that the programme gives it: slots, forms and remarks."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest

from agdb.publication.reading.lead import newest_sentence
from agdb.publication.reading.reading import Reading
from agdb.publication.wording.language import NO_BREAK, Language
from agdb.results.release import Release
from agdb.statistics.status import Finality, ObservationStatus


def reading(
    release: Release, ident: str, language: Language, sentence: Any, **other: Any
) -> Reading:
    """The reading of an invented indicator with this sentence in Dutch."""
    computed = release.computed[ident]
    changed = {"sentence": {"nl": sentence, "en": "{value} {period}."}} | other
    definition = computed.definition.model_copy(update=changed)
    return Reading(replace(computed, definition=definition), release.programme, language)


def said(found: Reading) -> str:
    return str(newest_sentence(found)).replace(NO_BREAK, " ")


@pytest.mark.parametrize(
    ("sentence", "told"),
    [
        ("{period} kwam {value} met de fiets.", "In schooljaar 2023/24 kwam {} met de fiets."),
        ("Er kwam {value} {period}.", "Er kwam {} in schooljaar 2023/24."),
        ("{period_end} kwam {number}.", "Aan het eind van schooljaar 2023/24 kwam {}."),
        ("In {period_name} kwam {value}.", "In schooljaar 2023/24 kwam {}."),
    ],
)
def test_a_slot_stands_where_it_was_written(
    release: Release, nl: Language, sentence: str, told: str
) -> None:
    found = reading(release, "bicycles-to-school", nl, sentence)

    assert found.headline is not None
    assert found.headline.latest is not None
    assert found.headline.latest.number is not None
    number = found.quantity.full(found.headline.latest.number)
    assert said(found).startswith(told.format(number).removesuffix("."))
    assert said(found).endswith(").") is (" (" in said(found))


def test_a_slot_with_a_code_has_the_figure_of_that_member(release: Release, nl: Language) -> None:
    found = reading(
        release, "bicycles-to-school", nl, "{period} kwam {value:m} van hen, en {value:f} van haar."
    )

    (breakdown,) = found.definition.breakdowns
    for part in found.parts(breakdown):
        assert part.latest is not None
        assert part.latest.number is not None
        assert found.quantity.full(part.latest.number) in said(found)


def test_a_member_without_a_figure_is_told_as_unknown(release: Release, nl: Language) -> None:
    found = reading(release, "bicycles-to-school", nl, "{period} kwam {value} en {value:f}.")
    kept = tuple(v for v in found.computed.values if v.breakdown != (("sex", "f"),))

    found = replace(found, computed=replace(found.computed, values=kept))

    assert "een onbekend aantal" in said(found)


@pytest.mark.parametrize(
    ("number", "told"),
    [(1.0, "staat er 1"), (2.0, "staan er 2"), (-2.0, "gingen er weg")],
)
def test_verb_and_sign_follow_the_number(
    release: Release, nl: Language, number: float, told: str
) -> None:
    forms = {
        "one": "{period} staat er {number}.",
        "other": "{period} staan er {number}.",
        "negative": "{period} gingen er weg: {number}.",
    }
    found = reading(release, "bicycles-satisfaction", nl, forms, unit="percent", decimals=0)
    values = tuple(replace(value, value=number) for value in found.computed.values)

    assert told in said(replace(found, computed=replace(found.computed, values=values)))


def test_a_remark_stands_before_the_full_stop(release: Release, nl: Language) -> None:
    found = reading(release, "bicycles-satisfaction", nl, "{period} was het {value}.")
    values = tuple(replace(value, finality=Finality.PROVISIONAL) for value in found.computed.values)

    assert said(replace(found, computed=replace(found.computed, values=values))).endswith(
        "(voorlopig)."
    )


def test_a_forecast_is_not_provisional(release: Release, nl: Language) -> None:
    found = reading(release, "bicycles-satisfaction", nl, "{period} wordt {value} verwacht.")
    values = tuple(
        replace(value, status=ObservationStatus.FORECAST, finality=Finality.PROVISIONAL)
        for value in found.computed.values
    )

    assert "voorlopig" not in said(replace(found, computed=replace(found.computed, values=values)))


def test_figures_stand_out_and_words_are_escaped(release: Release, nl: Language) -> None:
    found = reading(release, "bicycles-satisfaction", nl, "{period} <was> het {value}.")

    assert "&lt;was&gt; het <strong>" in newest_sentence(found, strong=True)
    assert "<was> het" in newest_sentence(found)
