"""What a programme says about its regions as a whole: which of them are alike, and by what."""

from __future__ import annotations

import string
from typing import Annotated, Final, Literal, Self

from pydantic import AfterValidator, Field, model_validator

from agdb.programme.model import Record, Slug, Words

ANSWER_SLOTS: Final = ("region", "country", "value", "country_value")
"""What an answer may name between braces; each must stand in it."""


class LikenessFeature(Record):
    """One number by which regions are told apart: an indicator, or its share `of` another.

    With `scale: logarithm` twice as much counts the same wherever it begins; it is for sizes.
    """

    names: Words
    indicator: Slug
    of: Slug | None = None
    scale: Literal["plain", "logarithm"] = "plain"


class LikenessRule(Record):
    """One entry of `likeness.yaml`: how to find the regions that are most like one of them.

    `neighbours` are named for each region; a division with fewer than `least` regions that have all
    features is not compared. `limits` says what the features know nothing of.
    """

    id: Slug
    features: tuple[LikenessFeature, ...] = Field(min_length=2)
    neighbours: int = Field(ge=1, le=10)
    least: int = Field(ge=5)
    limits: Words

    @model_validator(mode="after")
    def _names_fewer_than_there_are(self) -> Self:
        if self.neighbours >= self.least:
            raise ValueError(f"{self.neighbours} neighbours of {self.least} regions are no choice")
        return self


def _with_all_slots(words: dict[str, str]) -> dict[str, str]:
    for text in words.values():
        named = {field for _, field, _, _ in string.Formatter().parse(text) if field is not None}
        if named != set(ANSWER_SLOTS):
            raise ValueError(
                f"{text!r} must name {', '.join(f'{{{one}}}' for one in ANSWER_SLOTS)} and no more"
            )
    return words


class RegionalAnswer(Record):
    """One entry of `answers.yaml`: what an indicator says of a region, beside the country.

    `id` is the indicator. The first entry that has a figure of the region and of the country in the
    same period heads its page; without one its plain name does.
    """

    id: Slug
    words: Annotated[Words, AfterValidator(_with_all_slots)]
