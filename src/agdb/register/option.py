"""An option of policy: what it would cost and do, and how much of it has money."""

from __future__ import annotations

from decimal import Decimal
from typing import Literal, Self

from pydantic import Field, model_validator

from agdb.programme.model import Slug, Words
from agdb.register.entry import Entry, Missing, Unknown


class Option(Entry):
    """An option as a paper states it, in millions of euros a year.

    `subject` is `missing` where the text that was read does not say what the option is of;
    `interpretation` is then our reading, and is marked as one. `most_years` is None where the paper
    gives the least number of years only.
    """

    subject: Words | Missing
    quoted: str
    interpretation: Words | None = None
    interpreted_as: Slug | None = None
    cost_a_year: Decimal = Field(gt=0)
    least_years: int = Field(ge=1)
    most_years: int | None = None
    funded_a_year: Decimal | Unknown = Decimal(0)
    evidence: Literal["A", "B", "C", "D", "E", "none"] | Unknown = "unknown"
    risks: tuple[Words, ...] = ()
    status: Literal["explored", "proposed", "chosen", "rejected"]

    @model_validator(mode="after")
    def _is_possible(self) -> Self:
        if self.most_years is not None and self.most_years < self.least_years:
            raise ValueError("the most years are fewer than the least")
        if isinstance(self.funded_a_year, Decimal) and self.funded_a_year > self.cost_a_year:
            raise ValueError("more is funded than it costs")
        if self.interpretation is not None and self.subject != "missing":
            raise ValueError("what the text says itself needs no interpretation")
        return self

    @property
    def least_cost(self) -> Decimal:
        """The lower end of the cost over all years; an upper end needs `most_years`."""
        return self.cost_a_year * self.least_years

    @property
    def unfunded_share(self) -> Decimal | None:
        """The share without money, from 0 to 1; None where the funding is not known."""
        if not isinstance(self.funded_a_year, Decimal):
            return None
        return 1 - self.funded_a_year / self.cost_a_year
