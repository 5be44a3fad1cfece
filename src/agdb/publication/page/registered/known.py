"""How many facts of an initiative are known: the first thing that its page says."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from decimal import Decimal

from agdb.publication.page.registered.wording import RegisterWording
from agdb.register.initiative import Initiative
from agdb.register.money import MoneyKind
from agdb.register.result import ResultKind


@dataclass(frozen=True, slots=True)
class KnownFacts:
    """How many of the facts are known, and the names of the others."""

    known: int
    facts: int
    lacking: tuple[str, ...]


def facts_of(one: Initiative, said: RegisterWording) -> Mapping[str, bool]:
    """Return the fixed list of facts of an initiative, and which of them are known.

    Those of its own record, and of its money and results: an amount, what was paid, a result that
    was counted, and an outcome.
    """
    money = said.edition.links.money.get(one.id, ())
    results = said.edition.links.results.get(one.id, ())
    paid = (row for row in money if row.kind is MoneyKind.PAID)
    return {
        "relation": one.relation != "unknown",
        **one.known(),
        "money": any(isinstance(row.amount, Decimal) for row in money),
        "paid": any(isinstance(row.amount, Decimal) and row.amount > 0 for row in paid),
        "result": any(row.value is not None for row in results),
        "outcome": any(row.kind is ResultKind.OUTCOME and row.value is not None for row in results),
    }


def known_of(one: Initiative, said: RegisterWording) -> KnownFacts:
    """Return how much is known of an initiative."""
    facts = facts_of(one, said)
    lacking = tuple(said.code("fact", name) for name, known in facts.items() if not known)
    return KnownFacts(len(facts) - len(lacking), len(facts), lacking)


def how_often_known(
    some: Iterable[Initiative], said: RegisterWording
) -> tuple[tuple[str, int], ...]:
    """Return each fact by name, with the number of initiatives of which it is known."""
    counts: dict[str, int] = {}
    for one in some:
        for name, known in facts_of(one, said).items():
            counts[name] = counts.get(name, 0) + known
    return tuple((said.code("fact", name), number) for name, number in counts.items())
