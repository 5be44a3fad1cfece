"""Pairs of initiatives that may overlap, or do the same for the same people: candidates only."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from itertools import combinations, product

from agdb.register.initiative import UMBRELLAS, Initiative
from agdb.register.moment import first_day, last_day

EVERYWHERE = "*"
"""The place of an initiative for the whole country."""


@dataclass(frozen=True, slots=True)
class Pair:
    """Two initiatives of one level that share cells of pillar, group and place.

    `jaccard` is the shared part of all their cells, `overlap` of those of the smaller one.
    `duplication` tells that they share an activity too, for one group in one place at one time.
    `together` are the organisations that are in both: these can see to it that they fit.
    """

    first: str
    second: str
    shared: int
    jaccard: float
    overlap: float
    duplication: bool
    together: tuple[str, ...]


def pairs(initiatives: Iterable[Initiative]) -> tuple[Pair, ...]:
    """Return the pairs that share a cell, duplication candidates first, then by shared part.

    Programmes and studies have no pairs. Only what is known is compared: an initiative without
    target groups or a place has no cells.
    """
    known = {one.id: one for one in initiatives if one.level not in UMBRELLAS}
    cells = {ident: frozenset(_cells(one)) for ident, one in known.items()}
    inside: dict[tuple[str, ...], list[str]] = defaultdict(list)
    for ident, some in cells.items():
        for cell in sorted(some):
            inside[known[ident].level.value, *cell].append(ident)
    met = {pair for some in inside.values() for pair in combinations(some, 2)}
    found = [_pair(known[a], known[b], cells[a], cells[b]) for a, b in sorted(met)]
    found.sort(key=lambda one: (not one.duplication, -one.jaccard, one.first, one.second))
    return tuple(found)


def _cells(one: Initiative) -> Iterator[tuple[str, str, str]]:
    places = [EVERYWHERE] if one.national is True else [at.code for at in one.regions]
    return product(one.pillars, one.target_groups, places)


def _pair(
    first: Initiative,
    second: Initiative,
    ours: frozenset[tuple[str, str, str]],
    theirs: frozenset[tuple[str, str, str]],
) -> Pair:
    shared = ours & theirs
    partners = set(second.organisations())
    return Pair(
        first.id,
        second.id,
        len(shared),
        len(shared) / len(ours | theirs),
        len(shared) / min(len(ours), len(theirs)),
        bool(set(first.activities) & set(second.activities)) and _at_one_time(first, second),
        tuple(name for name in first.organisations() if name in partners),
    )


def _at_one_time(first: Initiative, second: Initiative) -> bool:
    """Whether both are known to have run on one day; of an unknown period nothing is known."""
    ours, theirs = _running(first), _running(second)
    if ours is None or theirs is None:
        return False
    return max(ours[0], theirs[0]) <= min(ours[1], theirs[1])


def _running(one: Initiative) -> tuple[date, date] | None:
    """The days from and to which it is known to run: without an end, those of its start."""
    if one.period == "unknown" or one.period.start is None:
        return None
    known = date.max if one.period.ongoing else last_day(one.period.end or one.period.start)
    return first_day(one.period.start), known
