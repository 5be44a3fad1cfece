"""What an initiative reached, as its organisation reports it and a reviewer accepts it."""

from __future__ import annotations

from decimal import Decimal
from enum import StrEnum
from typing import Self

from pydantic import Field, model_validator

from agdb.programme.model import Slug, Words
from agdb.register.entry import Entry, Unknown
from agdb.register.moment import Moment
from agdb.register.states import RESULT, ResultState, Step, fault


class ResultKind(StrEnum):
    """What was counted. Registrations, applications and grants differ: there is no rate between."""

    REGISTRATION = "registration"
    APPLICATION = "application"
    PRESELECTION = "preselection"
    GRANT = "grant"
    OUTPUT = "output"
    OUTCOME = "outcome"
    EVENT = "event"


class Result(Entry):
    """A result of an initiative; `value` is None where none was counted, and `text` then says so.

    `text` tells in one to five sentences what it means, and is needed with a figure.
    """

    initiative: Slug
    kind: ResultKind
    what: Words
    value: Decimal | None
    unit: Slug | None = None
    period: Moment | Unknown
    method: Words | None = None
    text: Words | None = None
    indicator: Slug | None = None
    history: tuple[Step, ...] = Field(min_length=1)

    @model_validator(mode="after")
    def _is_whole(self) -> Self:
        wrong = fault(self.history, RESULT, ResultState)
        if wrong is not None:
            raise ValueError(wrong)
        if self.value is not None and self.unit is None:
            raise ValueError("a number needs a unit")
        if self.value is not None and self.value < 0:
            raise ValueError("a count is never below zero")
        return self

    @property
    def state(self) -> ResultState:
        """The state that holds."""
        return ResultState(self.history[-1].state)

    @property
    def public(self) -> bool:
        """Whether it may be shown: accepted by a reviewer, or read in a public paper."""
        return self.state in {ResultState.APPROVED, ResultState.PUBLISHED}
