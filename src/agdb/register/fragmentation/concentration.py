"""How many equal parts some amounts are worth: Herfindahl-Hirschman index and effective number."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal

from agdb.register.money import Money, Refusal, add_up


@dataclass(frozen=True, slots=True)
class Concentration:
    """Index H from 1/n to 1, the same from 0 to 1 (None for one part), and the number 1/H."""

    index: float
    normalised: float | None
    effective_number: float


def concentration(parts: Sequence[float]) -> Concentration:
    """Return the concentration of `parts`, amounts above zero; raises `ValueError` without any.

    >>> found = concentration([0.5, 0.3, 0.2])
    >>> round(found.index, 2), round(found.effective_number, 5), round(found.normalised or 0, 2)
    (0.38, 2.63158, 0.07)
    """
    total = sum(parts)
    if total <= 0 or min(parts) < 0:
        raise ValueError("concentration needs amounts of zero or more, and one above zero")
    index = sum((part / total) ** 2 for part in parts)
    count = len(parts)
    normalised = None if count == 1 else (index - 1 / count) / (1 - 1 / count)
    return Concentration(index, normalised, 1 / index)


def money_concentration(
    rows: Iterable[Money], *, known: Mapping[str, Money]
) -> Concentration | tuple[Refusal, ...]:
    """Return how concentrated amounts of one kind are over initiatives, or why that has no answer.

    Only amounts that may be added up can be shares of one whole; see `add_up`.
    """
    total = add_up(rows, known=known)
    if total.amount is None:
        return total.refusals
    if total.amount == 0:
        return (Refusal.NONE,)
    shares: dict[str, Decimal] = {}
    for row in total.rows:
        assert isinstance(row.amount, Decimal)
        whose = row.initiative or row.option or ""
        shares[whose] = shares.get(whose, Decimal(0)) + row.amount
    return concentration([float(share) for share in shares.values()])
