"""Whether two indicators count in the same way, read from how they are computed and not from names.

Two figures stand on one axis only if unit, kind of period, population and definition are the same:
the same measures of the same tables, by the same formula, of whichever groups.
"""

from __future__ import annotations

from dataclasses import astuple, dataclass, fields
from typing import Final

from agdb.publication.reading.reading import Reading

_PARTS_OF_A_WHOLE = frozenset({"share", "rate", "ratio"})


@dataclass(frozen=True, slots=True)
class CountingBasis:
    """What must be equal before two figures are compared, in the order in which it is asked.

    `population` is of whom a share or rate is taken: the table and measure of its denominator, or
    the table that gives it where the publisher divided; empty for amounts.
    """

    unit: str
    period: str
    population: str
    definition: str


FACTS: Final = tuple(field.name for field in fields(CountingBasis))
"""What is asked, in this order."""


def basis(reading: Reading) -> CountingBasis:
    """Return how an indicator counts; its period is that of the figure in front."""
    definition = reading.definition
    terms = {
        term.role: f"{term.selection.dataset} {term.selection.measure}"
        for term in definition.metric.terms
    }
    below = terms.get("denominator", "")
    share = reading.quantity.unit.kind in _PARTS_OF_A_WHOLE
    above = "; ".join(sorted({text for role, text in terms.items() if role != "denominator"}))
    head = reading.headline
    return CountingBasis(
        unit=definition.unit,
        period="" if head is None else head.frequency.value,
        population=(below or above) if share else "",
        definition=f"{definition.metric.formula}: {above}"
        + (" (adjusted)" if definition.seasonally_adjusted else ""),
    )


def unequal(one: CountingBasis, other: CountingBasis) -> str:
    """Return the first thing in which two indicators count differently; empty if they do not.

    >>> people = CountingBasis("persons", "year", "", "value: a b")
    >>> unequal(people, CountingBasis("percent", "year", "a c", "value: a b"))
    'unit'
    >>> unequal(people, people)
    ''
    """
    pairs = zip(FACTS, astuple(one), astuple(other), strict=True)
    return next((name for name, mine, theirs in pairs if mine != theirs), "")
