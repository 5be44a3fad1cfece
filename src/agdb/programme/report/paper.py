"""A paper of the report as the programme outlines it: its names, its head, and its chapters."""

from __future__ import annotations

from enum import StrEnum
from typing import Self

from pydantic import Field, model_validator

from agdb.programme.model import Record, Slug, Words


class ChapterContent(StrEnum):
    """What a chapter is made of. Each is a rule of the engine; the words are the programme's."""

    OPENING = "opening"


class HeaderField(Record):
    """A line of the head of a paper: a fixed `text`, or `asked` for what a person fills in."""

    names: Words
    text: Words | None = None
    asked: Words | None = None

    @model_validator(mode="after")
    def _has_one_of_the_two(self) -> Self:
        if (self.text is None) == (self.asked is None):
            raise ValueError("a line has a text, or says what is asked for, one of the two")
        return self


class ChapterPlan(Record):
    """A chapter: `content` says what it is made of, `names` is its fixed name if it has one.

    `heading` is what stands over it where the release has nothing that says more.
    """

    id: Slug
    content: ChapterContent
    names: Words | None = None
    heading: Words


class PaperPlan(Record):
    """A paper. `kind` is what papers of this sort are called; `closing` stands under the text."""

    id: Slug
    kind: Words
    title: Words
    in_set: bool = False
    header: tuple[HeaderField, ...] = ()
    chapters: tuple[ChapterPlan, ...] = Field(min_length=1)
    closing: tuple[HeaderField, ...] = ()
