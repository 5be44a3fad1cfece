"""A paper of the report as the programme outlines it: its names, its head, and its chapters."""

from __future__ import annotations

from enum import StrEnum
from typing import Self

from pydantic import Field, model_validator

from agdb.programme.model import Record, Slug, Words


class ChapterContent(StrEnum):
    """What a chapter is made of. Each is a rule of the engine; the words are the programme's."""

    OPENING = "opening"
    REASON = "reason"
    PILLARS_IN_SHORT = "pillars-in-short"
    CHANGES = "changes"
    PILLARS = "pillars"
    PILLARS_NAMED = "pillars-named"
    MONEY = "money"
    MONEY_TABLE = "money-table"
    MONEY_IN_SHORT = "money-in-short"
    PROMISES = "promises"
    PROMISE_TABLE = "promise-table"
    MOTION_TABLE = "motion-table"
    BODIES = "bodies"
    RESULTS = "results"
    OPTIONS = "options"
    SCENARIO = "scenario"
    OWN_RECORD = "own-record"
    GAPS = "gaps"
    WRITTEN = "written"
    KEY_POINTS = "key-points"
    SET = "set"
    AGENDA = "agenda"
    ACTIONS = "actions"
    QUESTIONS = "questions"
    REGION_FIGURES = "region-figures"
    REGION_INITIATIVES = "region-initiatives"
    REGION_WIDER = "region-wider"
    REGION_SHORTAGE = "region-shortage"
    REGION_ALIKE = "region-alike"
    REGION_MISSING = "region-missing"


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

    `heading` is what stands over it where the release has nothing that says more. A written one
    names its `text`. One on a `new_page` begins there in print.
    """

    id: Slug
    content: ChapterContent
    names: Words | None = None
    heading: Words
    text: Slug | None = None
    new_page: bool = False

    @model_validator(mode="after")
    def _names_its_text(self) -> Self:
        if (self.content is ChapterContent.WRITTEN) != (self.text is not None):
            raise ValueError("a written chapter names its text, and no other has one")
        return self


class PaperPlan(Record):
    """A paper. `kind` is what papers of this sort are called; `closing` stands under the text.

    `per_region` tells that there is one for each region, and for the country.
    """

    id: Slug
    kind: Words
    title: Words
    in_set: bool = False
    per_region: bool = False
    header: tuple[HeaderField, ...] = ()
    chapters: tuple[ChapterPlan, ...] = Field(min_length=1)
    closing: tuple[HeaderField, ...] = ()

    @property
    def has_questions(self) -> bool:
        """Whether the questions of readers are answered in it."""
        return any(one.content is ChapterContent.QUESTIONS for one in self.chapters)
