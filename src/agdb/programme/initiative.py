"""First content of the register: initiatives with pillars, owner, regions and money as told."""

from __future__ import annotations

from typing import Literal, Self

from pydantic import Field, model_validator

from agdb.programme.model import Cited, Record, Slug, Words


class Duration(Record):
    """From which year to which; what is left out is not known, unless it is still `ongoing`."""

    start: int | None = Field(default=None, ge=1990, le=2100)
    end: int | None = Field(default=None, ge=1990, le=2100)
    ongoing: bool = False
    estimated: bool = False

    @model_validator(mode="after")
    def _does_not_end_before_it_starts(self) -> Self:
        if self.ongoing and self.end is not None:
            raise ValueError("what is ongoing has no end: leave out one of the two")
        if self.start is not None and self.end is not None and self.end < self.start:
            raise ValueError(f"it ends in {self.end}, before it starts in {self.start}")
        if self.start is None and self.end is None and not self.ongoing:
            raise ValueError("give a start, an end or ongoing, or leave the period out")
        return self


class Initiative(Record):
    """One entry of a file in `initiatives/`. Money stays text: amounts overlap in kind.

    `regions` are codes and `area` says in words where it is; what has no place among the regions of
    the programme has words only. The first of `sources` is the main one. `remark` is for a reader:
    an open question, never a note to ourselves.
    """

    id: Slug
    names: Words
    pillars: tuple[Slug, ...] = Field(min_length=1)
    owner: Words
    budget: Words | None = None
    period: Duration | None = None
    regions: tuple[str, ...] = ()
    area: Words
    scope: Literal["national", "regional", "unknown"]
    target_group: Words
    reach: Words | None = None
    remark: Words | None = None
    sources: tuple[Cited, ...] = Field(min_length=1)
    recorded: str = Field(pattern=r"^\d{4}-\d{2}-\d{2}$")

    @property
    def recorded_year(self) -> int:
        """The year in which it was written down."""
        return int(self.recorded[:4])
