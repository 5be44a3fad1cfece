"""What every record of the register has: an id, where it was read, and the day it describes."""

from __future__ import annotations

from enum import StrEnum
from typing import Literal, Self

from pydantic import Field, model_validator

from agdb.programme.model import Record, Slug, Url, Words
from agdb.register.moment import Moment, first_day, last_day

Unknown = Literal["unknown"]
"""Nobody that was read says it. Not the same as nothing, and never counted as 0."""

Missing = Literal["missing"]
"""It does not exist: a goal without a deadline has none, whoever is asked."""


class Seen(StrEnum):
    """How a fact came here: from the paper itself, part of it, another's account, or worked out."""

    WHOLE = "whole"
    PART = "part"
    TITLE = "title"
    ACCOUNT = "account"
    DERIVED = "derived"
    NOT_SEEN = "not-seen"


class Evidence(Record):
    """Where a fact was read. `document` is a paper of the register, `url` any other page.

    What was read, or worked out of something, says where; `not-seen` may name who would know.
    """

    document: Slug | None = None
    url: Url | None = None
    title: Words | None = None
    seen: Seen

    @model_validator(mode="after")
    def _says_where(self) -> Self:
        if self.seen is not Seen.NOT_SEEN and not (self.document or self.url or self.title):
            raise ValueError(f"what is {self.seen.value!r} stands somewhere: name document or url")
        return self


class Entry(Record):
    """A record of the register.

    `as_of` is the moment that the facts describe, as their source tells it; `recorded` the day they
    were written down here. `remark` is for a reader: an open question, never a note to ourselves.
    """

    id: Slug
    sources: tuple[Evidence, ...] = Field(min_length=1)
    as_of: Moment
    recorded: Moment
    remark: Words | None = None

    @model_validator(mode="after")
    def _was_written_down_afterwards(self) -> Self:
        if first_day(self.as_of) > last_day(self.recorded):
            raise ValueError(f"it describes {self.as_of}, after it was recorded: {self.recorded}")
        return self

    @property
    def unread(self) -> bool:
        """Whether nothing that was read says this: a place kept for a fact that is missing."""
        return all(one.seen is Seen.NOT_SEEN for one in self.sources)
