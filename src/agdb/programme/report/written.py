"""What people write into the papers, with the figures that they repeat."""

from __future__ import annotations

from datetime import date
from typing import Self

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
        for one in self.quotes:
            for language, words in (self.text or {}).items():
                if one.printed[language] not in words:
                    raise ValueError(f"the text does not say {one.printed[language]!r}")
        return self
