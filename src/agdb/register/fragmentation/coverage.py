"""Which cells of pillar, target group and region have no, one or several initiatives."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import product

from agdb.register.initiative import UMBRELLAS, Initiative

Cell = tuple[str, str, str]
"""Pillar, target group and region."""


@dataclass(frozen=True, slots=True)
class CellCoverage:
    """The initiatives of every cell, in the order of pillars, groups and regions.

    `left_out` are initiatives of which group or place is not known: they are in no cell, and what
    is empty here may be theirs.
    """

    cells: Mapping[Cell, tuple[str, ...]]
    left_out: tuple[str, ...]

    @property
    def share(self) -> float:
        """The share of cells with one initiative or more."""
        return sum(bool(some) for some in self.cells.values()) / len(self.cells)

    @property
    def empty(self) -> tuple[Cell, ...]:
        """The cells that no initiative is in."""
        return tuple(cell for cell, some in self.cells.items() if not some)

    @property
    def double(self) -> tuple[Cell, ...]:
        """The cells that two initiatives or more are in."""
        return tuple(cell for cell, some in self.cells.items() if len(some) > 1)


def coverage(
    initiatives: Iterable[Initiative],
    *,
    pillars: Sequence[str],
    groups: Sequence[str],
    regions: Sequence[str],
    umbrellas: bool = False,
    national: bool = True,
) -> CellCoverage:
    """Return the coverage of the cells of these pillars, target groups and regions.

    Without `umbrellas` programmes and studies are left out: a programme for everybody covers every
    cell by definition. With `national` an initiative for the whole country is in every region.
    """
    cells: dict[Cell, list[str]] = {cell: [] for cell in product(pillars, groups, regions)}
    left_out = []
    for one in initiatives:
        if one.level in UMBRELLAS and not umbrellas:
            continue
        if one.national is True and not national:
            continue
        places = regions if one.national is True else [at.code for at in one.regions]
        found = [cell for cell in product(one.pillars, one.target_groups, places) if cell in cells]
        if not one.target_groups or not places:
            left_out.append(one.id)
        for cell in found:
            cells[cell].append(one.id)
    return CellCoverage({cell: tuple(some) for cell, some in cells.items()}, tuple(left_out))
