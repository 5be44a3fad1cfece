"""A question that is asked of the plan, and of what its answer is made."""

from __future__ import annotations

from enum import StrEnum

from agdb.programme.model import Record, Slug, Words


class AnswerContent(StrEnum):
    """What an answer is made of: a rule of the engine."""

    TARGET = "target"
    FIGURE = "figure"
    MONEY = "money"
    RESULTS = "results"
    SCENARIO = "scenario"
    OPTIONS = "options"
    MOTIONS = "motions"
    PROMISES = "promises"
    BODIES = "bodies"
    GAPS = "gaps"
    WRITTEN = "written"


class ReportQuestion(Record):
    """A question. `about` names the target, indicator, initiative or text that it is about.

    `pillars` and `indicators` are what a reader can choose questions by; `who_knows` says who could
    answer where the release cannot.
    """

    id: Slug
    question: Words
    content: AnswerContent
    about: Slug | None = None
    pillars: tuple[Slug, ...] = ()
    indicators: tuple[Slug, ...] = ()
    who_knows: Words
