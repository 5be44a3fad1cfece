"""The sampling margin of a survey, as a rule that the survey's own documentation gives."""

from __future__ import annotations

from typing import Literal, Self

from pydantic import Field, model_validator

from agdb.programme.model import Record, Slug, Url, Words
from agdb.statistics.period import Frequency


class Factor(Record):
    """How many times as wide a margin is for one period as by the rule; a range if not known."""

    low: float = Field(gt=0)
    high: float = Field(gt=0)


class Floor(Record):
    """What happens to an estimate `below` a size: it is hidden, or shown as not reliable.

    `hide` is for figures that we may not show; `warn` for a survey that publishes them itself.
    """

    below: float = Field(gt=0)
    then: Literal["hide", "warn"]


class MarginRule(Record):
    """One entry of `margins.yaml`: the 95 per cent margin of an estimated number of persons.

    `coefficient * sqrt(x / 10) * sqrt(1 - x / population)`, with x, population and the margin in
    units of ten to the power `scale`; times the factor of the frequency.

    A source says that its figures are estimates of this survey (`Collection`); `floors` hold for
    the counts of these, in the same unit, before anything is computed from them.
    """

    id: Slug
    names: Words
    coefficient: float = Field(gt=0)
    population: float = Field(gt=0)
    scale: int
    factors: dict[Frequency, Factor] = Field(min_length=1)
    floors: dict[Frequency, Floor] = {}
    floor_source: Url | None = None
    source: Url
    note: Words

    @model_validator(mode="after")
    def _says_where_floors_come_from(self) -> Self:
        if self.floors and not self.floor_source:
            raise ValueError("floors need a floor_source")
        return self
