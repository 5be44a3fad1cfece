"""What the first page tells: its answers in their order, and the figures that they speak of."""

from __future__ import annotations

from enum import StrEnum
from typing import Self

from pydantic import model_validator

from agdb.programme.model import Record, Slug


class OverviewSubject(StrEnum):
    """What an answer is about. Each is a rule of the engine; a release may not bear all of them."""

    SHORTAGE = "shortage"
    GOAL = "goal"
    SERIES = "series"
    PILLARS = "pillars"
    MONEY = "money"
    STATE = "state"


class OverviewAnswer(Record):
    """One entry of `overview.yaml`.

    `target` is the goal that is told of, without it the first that can be; `indicators` are the
    series that are drawn, the first of them in the heading.
    """

    id: Slug
    subject: OverviewSubject
    target: Slug | None = None
    indicators: tuple[Slug, ...] = ()

    @model_validator(mode="after")
    def _names_what_it_uses(self) -> Self:
        if self.target is not None and self.subject is not OverviewSubject.GOAL:
            raise ValueError(f"target: the subject {self.subject} has none")
        if bool(self.indicators) is not (self.subject is OverviewSubject.SERIES):
            raise ValueError("indicators: the subject series has one or more, and no other has any")
        return self
