"""The sampling margin of a survey, as a rule that the survey's own documentation gives."""

from __future__ import annotations

from pydantic import Field

from agdb.programme.model import Record, Slug, Url, Words
from agdb.statistics.period import Frequency


class Factor(Record):
    """How many times as wide a margin is for one period as by the rule; a range if not known."""

    low: float = Field(gt=0)
    high: float = Field(gt=0)


class MarginRule(Record):
    """One entry of `margins.yaml`: the 95 per cent margin of an estimated number of persons.

    `coefficient * sqrt(x / 10) * sqrt(1 - x / population)`, with x, population and the margin in
    units of ten to the power `scale`; times the factor of the frequency.
    """

    id: Slug
    names: Words
    coefficient: float = Field(gt=0)
    population: float = Field(gt=0)
    scale: int
    factors: dict[Frequency, Factor] = Field(min_length=1)
    source: Url
    note: Words
