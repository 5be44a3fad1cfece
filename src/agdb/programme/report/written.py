"""What people write into the papers, with the figures that they repeat."""

from __future__ import annotations

from datetime import date
from typing import Final, Self

from pydantic import Field, model_validator

from agdb.programme.model import Record, Slug, Words


class QuotedFigure(Record):
    """A figure that a text repeats: where it stands in a release, and what was printed then.

    `region`, `period` and `member` are those of the value; the country and the totals where they
    are left out.
    """

    indicator: Slug
    period: str
    region: str | None = None
    member: dict[str, str] = {}
    printed: Words


class Review(Record):
    """Who reviewed a text, by function and organisation, never by name; and when."""

    by: Words
    day: date


DESK_TEXTS: Final = "report/desk.yaml"
"""Where a release has the texts that were approved at the desk."""


class WrittenText(Record):
    """A text that people write. Without `text` it is empty, and `asked` stands in its place."""

    id: Slug
    names: Words
    asked: Words
    required: bool = False
    text: Words | None = None
    by: Words | None = None
    reviewed: Review | None = None
    quotes: tuple[QuotedFigure, ...] = Field(default=())

    @model_validator(mode="after")
    def _repeats_what_it_quotes(self) -> Self:
        if self.text is None and (self.quotes or self.reviewed or self.by):
            raise ValueError("a text that is not there quotes nothing, and nobody wrote it")
        if self.text is not None and self.by is None:
            raise ValueError("say by which function it was written")
        _says_what_it_quotes(self.text or {}, self.quotes)
        return self


def _says_what_it_quotes(text: Words, quotes: tuple[QuotedFigure, ...]) -> None:
    for one in quotes:
        for language, words in text.items():
            if one.printed[language] not in words:
                raise ValueError(f"the text does not say {one.printed[language]!r}")


class ApprovedText(Record):
    """A text that was written and approved at the desk, for the place of the same id."""

    id: Slug
    text: Words
    by: Words
    reviewed: Review
    quotes: tuple[QuotedFigure, ...] = ()

    @model_validator(mode="after")
    def _repeats_what_it_quotes(self) -> Self:
        _says_what_it_quotes(self.text, self.quotes)
        return self

    def placed_in(self, place: WrittenText) -> WrittenText:
        """Return the place with this text in it, whatever the files have there."""
        return place.model_copy(
            update={
                "text": self.text,
                "by": self.by,
                "reviewed": self.reviewed,
                "quotes": self.quotes,
            }
        )
