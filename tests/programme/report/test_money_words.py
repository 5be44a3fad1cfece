"""Words for money that cannot be: a wording with another verb, or a place that nobody fills."""

from __future__ import annotations

import pytest
from pydantic import ValidationError

from agdb.programme.report.money_words import MoneyWords

GRANTED = {
    "id": "granted",
    "verb": {"nl": "verleend"},
    "sentence": {"nl": "{Moment} is {amount} verleend."},
}


def test_its_wordings_are_those_with_the_recipient_or_those_without() -> None:
    one = {"nl": "Er is {moment} {amount} verleend."}
    to, other = {"nl": "{amount} verleend aan {recipient}"}, {"nl": "aan {recipient} verleend"}
    words = MoneyWords.model_validate(
        {**GRANTED, "variants": [one], "to": to, "to_variants": [other]}
    )

    assert words.wordings(to=False) == (GRANTED["sentence"], one)
    assert words.wordings(to=True) == (to, other)
    assert MoneyWords.model_validate(GRANTED).wordings(to=True) == (GRANTED["sentence"],)


@pytest.mark.parametrize("field", ["sentence", "variants", "to", "to_variants"])
@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("{Moment} is {amount} betaald.", "does not have its verb 'verleend'"),
        ("{Moment} is {sum} verleend.", "there is no place 'sum' here"),
    ],
)
def test_no_wording_may_have_another_verb_or_place(field: str, text: str, told: str) -> None:
    made = {"nl": text}
    entry = {**GRANTED, "to": GRANTED["sentence"]}
    with pytest.raises(ValidationError, match=told):
        MoneyWords.model_validate(entry | {field: [made] if "variants" in field else made})
