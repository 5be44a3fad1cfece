"""The sentence in which an indicator says its newest figure: words with slots for what changes.

`{period} gebruikte {value} van de bedrijven AI.` Written per language, and per plural form of CLDR
where the verb or noun depends on the number; growth below zero has a sentence of its own.
"""

from __future__ import annotations

import string
from dataclasses import dataclass
from typing import Annotated, Final, Literal

from pydantic import AfterValidator

from agdb.programme.model import complete

NEGATIVE: Final = "negative"
Form = Literal["zero", "one", "two", "few", "many", "other", "negative"]
Forms = str | dict[Form, str]
"""A text, or one for each plural form of the language and one for what is below zero.

`other` is always there.
"""

Sentence = Annotated[dict[str, Forms], AfterValidator(complete)]
"""The same sentence in every language of the programme."""

PERIODS: Final = ("period", "period_end", "period_name")
"""In 2024, at the end of 2024, and 2024."""
FIGURES: Final = ("value", "number")
"""With the unit in full, and without it; in ones where the unit counts in thousands."""
SLOTS: Final = (*PERIODS, *FIGURES, "member")
"""`member` is the name of the member that stands in front."""


@dataclass(frozen=True, slots=True)
class Slot:
    """A place in a sentence. `code` asks for the figure of another member than the headline's."""

    name: str
    code: str = ""


def pieces(text: str) -> tuple[str | Slot, ...]:
    """Return the words and slots of a sentence in order.

    Raises `ValueError` for a brace that is not closed or opened.

    >>> pieces("{period} was {value:ict} ICT.")
    (Slot(name='period', code=''), ' was ', Slot(name='value', code='ict'), ' ICT.')
    """
    found: list[str | Slot] = []
    for words, name, code, _ in string.Formatter().parse(text):
        if words:
            found.append(words)
        if name is not None:
            found.append(Slot(name, code or ""))
    return tuple(found)


def forms(sentence: Forms) -> dict[str, str]:
    """Return the texts of a sentence by plural form; one that has no forms is `other`.

    >>> forms("{value} schools.")
    {'other': '{value} schools.'}
    """
    if isinstance(sentence, str):
        return {"other": sentence}
    return {str(form): text for form, text in sentence.items()}
