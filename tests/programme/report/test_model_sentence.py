"""Model sentences that cannot be: places that nobody fills, and wordings that say less."""

from __future__ import annotations

import pytest
from pydantic import ValidationError

from agdb.programme.report.model_sentence import ModelSentence


def sentence(*wordings: object) -> ModelSentence:
    return ModelSentence.model_validate(
        {"id": "S01", "occasion": "opening", "wordings": {"nl": list(wordings)}}
    )


def test_a_capital_is_the_same_place() -> None:
    assert list(sentence("{Plan}, {day}", "{day}, {plan}").texts()) == [
        "{Plan}, {day}",
        "{day}, {plan}",
    ]


@pytest.mark.parametrize(
    ("wordings", "told"),
    [
        (["{plan} {dat}"], "there is no place 'dat' here; there are day, plan"),
        (["{plan} {day}", "{plan}"], "different places"),
        (["{plan"], "expected '}'"),
    ],
)
def test_what_a_reader_would_miss_is_refused(wordings: list[str], told: str) -> None:
    with pytest.raises(ValidationError, match=told):
        sentence(*wordings)
