"""A target: whose it is, what it says, and which indicator it stands beside."""

from __future__ import annotations

from typing import Literal

from pydantic import Field, model_validator

from agdb.programme.model import Record, Slug, Url, Words


class Target(Record):
    """One entry of `targets.yaml`.

    `upper` is the end of a range where the target names one. `year` is the year in which it must be
    reached, None where it holds for every year. `indicator` is the series that the target stands
    beside; only where `same_definition` is true may it judge that series.
    """

    id: Slug
    names: Words
    value: float
    upper: float | None = None
    unit: Slug
    year: int | None = Field(default=None, ge=2000, le=2100)
    direction: Literal["up", "down"]
    area: Words | None = None
    owner: Words
    basis: Literal["law", "policy", "agreement", "ambition"]
    definition: Words
    source: Url
    indicator: Slug | None = None
    same_definition: bool = False

    @model_validator(mode="after")
    def _names_what_it_judges(self) -> Target:
        if self.same_definition and self.indicator is None:
            raise ValueError("same_definition needs the indicator that the target is about")
        if self.area is not None and self.indicator is not None:
            raise ValueError(
                "area: a target for another area cannot stand beside a series of this country"
            )
        if self.upper is not None and self.upper <= self.value:
            raise ValueError("upper must be above value")
        return self
