"""Real pairs of amounts that may not be added up, one for each rule, and a sum that may."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import combinations

from agdb.publication.page.registered.amounts import Added, added, in_words
from agdb.publication.page.registered.wording import RegisterWording
from agdb.publication.wording.amount import euros
from agdb.publication.wording.language import raised
from agdb.register.money import Money, MoneyKind, MoneyUnit, Rate, Refusal, add_up


@dataclass(frozen=True, slots=True)
class Forbidden:
    """A rule, with two amounts of the register that it keeps apart."""

    reason: str
    example: str


@dataclass(frozen=True, slots=True)
class Allowed:
    """A sum that is right, beside the total that its source prints, where it prints one."""

    sum: Added
    kind: str
    printed: str


_SHOWN = (Refusal.KINDS, Refusal.CHAIN, Refusal.RATES, Refusal.MOMENTS, Refusal.UNKNOWN)


def forbidden(said: RegisterWording) -> Iterator[Forbidden]:
    """Yield each rule that two amounts of one initiative break, with the first such pair."""
    known = said.register.money
    for refusal in _SHOWN:
        pair = next(_pairs(said, refusal), None)
        if pair is not None:
            example = " + ".join(in_words(row, said) for row in pair)
            yield Forbidden(said.code("refusal", refusal), raised(example))
    repeated = [row for row in known.values() if row.kind is MoneyKind.QUOTED]
    if repeated:
        yield Forbidden(said.code("refusal", Refusal.NEVER), raised(in_words(repeated[0], said)))


def _pairs(said: RegisterWording, refusal: Refusal) -> Iterator[tuple[Money, Money]]:
    """Pairs that break this rule and as few others as there can be, in the order of the files."""
    for fewest in range(1, len(_SHOWN)):
        for some in said.edition.links.money.values():
            for pair in combinations(some, 2):
                reasons = add_up(pair, known=said.register.money).refusals
                states = any(row.rate is Rate.STOCK for row in pair)
                if refusal in reasons and len(reasons) == fewest and not states:
                    yield pair


def allowed(said: RegisterWording) -> Allowed | None:
    """Return the first sum that the rules allow of which the source prints a total, else of any."""
    known = said.register.money
    for row in known.values():
        parts = [known[name] for name in row.total_of if name in known]
        found = add_up(parts, known=known)
        if parts and found.amount is not None:
            return Allowed(
                added(found, said),
                said.code("money.short", row.kind),
                euros(row, said.edition.language),
            )
    groups: dict[tuple[MoneyKind, Rate, str], list[Money]] = {}
    for row in known.values():
        groups.setdefault((row.kind, row.rate, row.as_of), []).append(row)
    for rows in groups.values():
        found = add_up(rows, known=known)
        if len(rows) > 1 and found.amount is not None:
            return Allowed(added(found, said), said.code("money.short", rows[0].kind), "")
    return None


def everything(said: RegisterWording) -> Added:
    """Return the sum of all amounts in euros that are known, or why there is none."""
    rows = [
        row
        for row in said.register.money.values()
        if row.amount != "unknown" and row.unit is MoneyUnit.MILLION_EURO
    ]
    return added(add_up(rows, known=said.register.money), said)
