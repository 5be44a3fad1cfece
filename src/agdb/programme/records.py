"""A table with one row a record (a job spell, an advertisement), and how it is counted."""

from __future__ import annotations

from typing import Annotated, Self

from pydantic import Field, StringConstraints, model_validator

from agdb.programme.model import Record, Slug
from agdb.statistics.status import Finality

Column = Annotated[str, StringConstraints(pattern=r"^[A-Za-z][A-Za-z0-9_]*$", max_length=60)]


class Counted(Record):
    """A measure: the number of records, or with `sum` the sum of a column."""

    sum: Column | None = None


class Coded(Record):
    """A dimension: the column with its codes, and the classification that they are of.

    Without a classification the codes are regions of the programme. `total` is the code that stands
    for all records, which no record itself has.
    """

    column: Column
    classification: Slug | None = None
    total: str | None = None


class Dated(Record):
    """Which period a record counts for.

    With `on`, the one in which its date lies: a flow. With `begin` and `end`, every period on the
    last day of which it is current, from the year `first` to `last`: a stock. `end` is the last day
    that a record is current, and empty while it still is.
    """

    on: Column | None = None
    begin: Column | None = None
    end: Column | None = None
    first: int | None = Field(default=None, ge=1900, le=2100)
    last: int | None = Field(default=None, ge=1900, le=2100)

    @model_validator(mode="after")
    def _one_of_two(self) -> Self:
        spell = (self.begin, self.end, self.first, self.last)
        if self.on is not None and spell == (None,) * 4:
            return self
        if self.on is None and None not in spell:
            if (self.first or 0) > (self.last or 0):
                raise ValueError("the year first lies after the year last")
            return self
        raise ValueError("give either on, or all of begin, end, first and last")


class RecordTable(Record):
    """How records become observations; measures and dimensions are those of the source.

    A value made of fewer than `floor` records is withheld.
    """

    period: Dated
    measures: dict[str, Counted] = Field(min_length=1)
    dimensions: dict[str, Coded] = {}
    floor: int = Field(ge=1, le=1000)
    finality: Finality = Finality.UNKNOWN

    @property
    def columns(self) -> tuple[str, ...]:
        """The columns that a table of records must have."""
        dated = (self.period.on, self.period.begin, self.period.end)
        added = (counted.sum for counted in self.measures.values())
        coded = (dimension.column for dimension in self.dimensions.values())
        return tuple(dict.fromkeys(filter(None, (*dated, *added, *coded))))
