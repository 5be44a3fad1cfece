"""An event that readers see marked on charts: the plan, a letter about it, a crisis."""

from __future__ import annotations

from datetime import date
from typing import Literal, Self

from pydantic import Field, model_validator

from agdb.programme.model import Cited, Record, Slug, Words


class Event(Record):
    """One entry of `events.yaml`.

    `names` stand on the chart and are short; `words` say under it what happened. `until` is the
    last day of what lasts. With `pillars` it is marked on figures of these alone. Breaks of a
    series are no events: its own definition tells them.
    """

    id: Slug
    kind: Literal["plan", "letter", "crisis"]
    names: Words
    words: Words
    day: date
    until: date | None = None
    pillars: tuple[Slug, ...] = ()
    sources: tuple[Cited, ...] = Field(min_length=1)

    @model_validator(mode="after")
    def _ends_after_it_began(self) -> Self:
        if self.until is not None and self.until <= self.day:
            raise ValueError(f"until: {self.until} is not after {self.day}, when it began")
        return self

    def concerns(self, pillar: str) -> bool:
        """Whether it is marked on figures of a pillar."""
        return not self.pillars or pillar in self.pillars
