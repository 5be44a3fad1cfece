"""How the observations of an indicator become its values: the kinds of metric there are.

A metric is a formula over terms. A term is a selection of observations, seen some periods later or
at one fixed period, so that growth, index and moving total are formulas like any other.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Annotated, Literal

from pydantic import Field, StringConstraints, model_validator

from agdb.programme.expression import names_in
from agdb.programme.model import Record, Slug

PartName = Annotated[str, StringConstraints(pattern=r"^[a-z][a-z0-9_]*$", max_length=30)]


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


@dataclass(frozen=True, slots=True)
class Term:
    """A selection in the part that it plays in a formula.

    `years` and `steps` say how much later an observation counts: 1 year later, 3 periods later.
    `at` is the one period that counts for all, or None. `path` is where the selection was written.
    """

    role: str
    selection: Selection
    path: tuple[str, ...]
    years: int = 0
    steps: int = 0
    at: str | None = None


class Simple(Record):
    """The observations themselves."""

    type: Literal["simple"]
    value: Selection

    @property
    def terms(self) -> tuple[Term, ...]:
        """The one selection."""
        return (Term("value", self.value, ("value",)),)

    @property
    def formula(self) -> str:
        """The value."""
        return "value"


class Ratio(Record):
    """Numerator over denominator times `scale`, both of one vintage."""

    type: Literal["ratio", "per-capita"]
    numerator: Selection
    denominator: Selection
    scale: float = Field(default=1, gt=0)

    @property
    def terms(self) -> tuple[Term, ...]:
        """Numerator and denominator."""
        return (
            Term("numerator", self.numerator, ("numerator",)),
            Term("denominator", self.denominator, ("denominator",)),
        )

    @property
    def formula(self) -> str:
        """The quotient, times the scale."""
        return "numerator / denominator" if self.scale == 1 else _scaled(self.scale)


class Growth(Record):
    """Change in per cent on `years` earlier; with `yearly`, as the compound rate of one year."""

    type: Literal["growth"]
    value: Selection
    years: int = Field(default=1, ge=1, le=50)
    yearly: bool = False

    @property
    def terms(self) -> tuple[Term, ...]:
        """The value, and what it was."""
        return (
            Term("value", self.value, ("value",)),
            Term("before", self.value, ("value",), years=self.years),
        )

    @property
    def formula(self) -> str:
        """The growth in per cent."""
        quotient = "value / before"
        if self.yearly and self.years > 1:
            quotient = f"({quotient}) ** (1 / {self.years})"
        return f"100 * ({quotient} - 1)"


class Index(Record):
    """The value as an index: 100 in the period `base`."""

    type: Literal["index"]
    value: Selection
    base: str

    @property
    def terms(self) -> tuple[Term, ...]:
        """The value, and that of the base period."""
        return (
            Term("value", self.value, ("value",)),
            Term("base", self.value, ("value",), at=self.base),
        )

    @property
    def formula(self) -> str:
        """The quotient, with the base at 100."""
        return "100 * value / base"


class MovingTotal(Record):
    """The sum of a flow over the last `periods` periods; it has no meaning for a stock."""

    type: Literal["moving-total"]
    value: Selection
    periods: int = Field(default=4, ge=2, le=60)

    @property
    def terms(self) -> tuple[Term, ...]:
        """The value and those of the periods before it."""
        earlier = (
            Term(f"before_{step}", self.value, ("value",), steps=step)
            for step in range(1, self.periods)
        )
        return (Term("value", self.value, ("value",)), *earlier)

    @property
    def formula(self) -> str:
        """The sum."""
        return " + ".join(term.role for term in self.terms)


class Derived(Record):
    """Any arithmetic over named parts: `exports - imports`."""

    type: Literal["derived"]
    parts: dict[PartName, Selection] = Field(min_length=2)
    formula: str

    @property
    def terms(self) -> tuple[Term, ...]:
        """The parts, in the order written."""
        return tuple(Term(name, part, ("parts", name)) for name, part in self.parts.items())

    @model_validator(mode="after")
    def _uses_its_parts(self) -> Derived:
        used = names_in(self.formula)
        for name in self.parts:
            if name not in used:
                raise ValueError(f"the part {name!r} is not used in the formula {self.formula!r}")
        for name in used:
            if name not in self.parts:
                raise ValueError(f"the formula uses {name!r}, which is not one of the parts")
        return self


Metric = Annotated[
    Simple | Ratio | Growth | Index | MovingTotal | Derived, Field(discriminator="type")
]


def _scaled(scale: float) -> str:
    return f"{scale:.12g} * numerator / denominator"
