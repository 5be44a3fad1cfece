"""An indicator as a policy officer defines it; the engine computes it without knowing its name."""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import Field

from agdb.programme.model import Record, Slug, Words
from agdb.statistics.period import Frequency


class ByClassification(Record):
    """All members of a classification, to be added up."""

    classification: Slug


Filter = str | tuple[str, ...] | ByClassification
"""One code, several codes to be added up, or the members of a classification."""


class Selection(Record):
    """Observations of one data set: a measure, and a filter for each dimension that is not used."""

    dataset: str
    measure: str
    where: dict[str, Filter] = {}


class Simple(Record):
    """The observations themselves."""

    type: Literal["simple"]
    value: Selection

    @property
    def selections(self) -> tuple[tuple[str, Selection], ...]:
        """The observations that go in, by the role they play."""
        return (("value", self.value),)


class Ratio(Record):
    """Numerator over denominator times `scale`, both of one vintage."""

    type: Literal["ratio"]
    numerator: Selection
    denominator: Selection
    scale: float = 1

    @property
    def selections(self) -> tuple[tuple[str, Selection], ...]:
        """The observations that go in, by the role they play."""
        return (("numerator", self.numerator), ("denominator", self.denominator))


Metric = Annotated[Simple | Ratio, Field(discriminator="type")]


class Breakdown(Record):
    """A dimension whose parts the reader sees, with the code of the whole if there is one."""

    id: Slug
    names: Words
    dimension: str
    classification: Slug
    total: str | None = None
    members: tuple[str, ...] = ()


class RegionBreakdown(Record):
    """Either a dimension with region codes, or the one region that all observations are of."""

    dimension: str | None = None
    fixed: str | None = None
    divisions: tuple[str, ...] = ()


class Indicator(Record):
    """One file in `indicators/<pillar>/`."""

    id: Slug
    catalogue: str = Field(pattern=r"^P[1-9]\.\d\d[a-z]?$")
    pillar: Slug
    names: Words
    definition: Words
    unit: Slug
    decimals: int | None = Field(default=None, ge=0, le=6)
    direction: Literal["up", "down", "context"]
    cyclical: bool = False
    nature: Literal["series", "proxy", "quoted"] = "series"
    metric: Metric
    frequencies: tuple[Frequency, ...] = Field(min_length=1)
    region: RegionBreakdown
    breakdowns: tuple[Breakdown, ...] = ()
    classification: Slug | None = None
    caveats: tuple[Words, ...] = ()
    order: int = 100
