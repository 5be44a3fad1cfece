"""The model sentences of the papers: what each may say, and in which words.

The engine decides when a sentence is said, the programme how. A sentence has two or three wordings
in each language; all of them have the same places for what changes.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from enum import StrEnum
from typing import Annotated, Final, Literal, Self

from pydantic import AfterValidator, Field, model_validator

from agdb.programme.model import Record, complete
from agdb.programme.sentence import Slot, pieces


class Occasion(StrEnum):
    """When a sentence is said."""

    OPENING = "opening"
    FIRST_REPORT = "first-report"


PLACES: Final[Mapping[Occasion, str]] = {
    Occasion.OPENING: "plan day",
    Occasion.FIRST_REPORT: "",
}
"""What changes in the sentence of each occasion: the names that may stand between braces."""

Wording = str | dict[Literal["one", "other"], str]
"""A text, or one for the singular and one for the plural of the number in the place `n`."""

Wordings = Annotated[dict[str, tuple[Wording, ...]], AfterValidator(complete)]
"""The wordings in every language of the programme."""


class ModelSentence(Record):
    """One model sentence, under the id that its readers point at, as S02.

    A place is written `{now}`, or `{Now}` where what stands there begins a sentence.
    """

    id: str = Field(pattern=r"^[A-Z]\d\d[a-z]?$")
    occasion: Occasion
    wordings: Wordings

    @model_validator(mode="after")
    def _has_one_set_of_places(self) -> Self:
        allowed = set(PLACES[self.occasion].split())
        sets = {frozenset(_places(text)) for text in self.texts()}
        for unknown in sorted(set().union(*sets) - allowed):
            known = ", ".join(sorted(allowed)) or "none"
            raise ValueError(f"there is no place {unknown!r} here; there are {known}")
        if len(sets) > 1:
            raise ValueError("its wordings have different places, and a reader would miss a fact")
        return self

    def texts(self) -> Iterator[str]:
        """Yield every text in every language."""
        for wordings in self.wordings.values():
            for one in wordings:
                yield from [one] if isinstance(one, str) else one.values()


def _places(text: str) -> Iterator[str]:
    try:
        return (one.name.lower() for one in pieces(text) if isinstance(one, Slot))
    except ValueError as error:
        raise ValueError(f"{text!r}: {error}") from None
