"""The three gaps, which must never be mixed.

G1, the structural gap: demand less available supply, friction taken out. It answers whether there
is a shortage. G2, the target gap: a target less the stock in the target's own definition. G3, the
flow discrepancy: openings less graduates; it is not a shortage, because side-entry, mobility and
labour saving fill openings too (https://www.seo.nl/publicaties/technici-mobiel-en-toch-honkvast/).

The base year is where published statistics become demand, supply and gap.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from agdb.scenario.arrays import Array


@dataclass(frozen=True, slots=True)
class BaseYear:
    """Demand, available supply and structural gap, all `[n, g]` in persons."""

    demand: Array
    supply: Array

    @property
    def gap(self) -> Array:
        return self.demand - self.supply


def base_year(
    *,
    employed: Array,
    vacancies: Array,
    unemployed: Array | None,
    frictional_vacancies: Array,
    frictional_unemployment: Array,
) -> BaseYear:
    """Demand is employment plus excess vacancies, supply employment plus excess unemployment.

    Excess is what exceeds friction, and may be negative; without `unemployed` the excess
    unemployment is zero. Friction is `[n, 1]`, the others `[n, g]`.

    >>> one = lambda x: np.array([[x]])
    >>> state = base_year(employed=one(1352.0), vacancies=one(75.6), unemployed=None,
    ...     frictional_vacancies=one(0.0265), frictional_unemployment=one(0.02))
    >>> float(state.gap.round(4)[0, 0])
    37.7686
    """
    excess_vacancies = vacancies - frictional_vacancies * (employed + vacancies)
    demand = employed + excess_vacancies
    if unemployed is None:
        return BaseYear(demand, employed + 0.0)
    excess = unemployed - frictional_unemployment * (employed + unemployed)
    return BaseYear(demand, employed + excess)


def structural_gap(demand: Array, supply: Array) -> Array:
    """G1: above zero is a shortage."""
    return demand - supply


def target_gap(target: float, stock: Array) -> Array:
    """G2, in the definition of the target.

    >>> target_gap(1000.0, np.array([670.0])).tolist()
    [330.0]
    """
    return target - stock


def flow_discrepancy(expansion: float, replacement: float, graduates: float) -> float:
    """G3: job openings less graduates over a period. Not a shortage."""
    return openings(expansion, replacement) - graduates


def openings(expansion: float, replacement: float) -> float:
    """Job openings as ROA counts them: only growth adds, replacement always does.

    >>> openings(-10.0, 30.0)
    30.0
    """
    return max(expansion, 0.0) + replacement


def vacancies(*, gap: Array, employed: Array, frictional: Array) -> Array:
    """Open vacancies V that solve V = frictional * (E + V) + max(gap, 0)."""
    solved: Array = (frictional * employed + np.maximum(gap, 0.0)) / (1 - frictional)
    return solved


def unemployed(*, gap: Array, employed: Array, frictional: Array) -> Array:
    """Unemployed U that solve U = frictional * (E + U) + max(-gap, 0)."""
    solved: Array = (frictional * employed + np.maximum(-gap, 0.0)) / (1 - frictional)
    return solved


def substituted(gap: Array, share: Array) -> Array:
    """Gap per level `[n, ..., e]` after neighbouring levels help each other out.

    A surplus at a level fills at most `share[n]` of the gap of its neighbour, the level below
    first. The sum over levels stays what it was.

    >>> substituted(np.array([[10.0, -8.0]]), np.array([0.3])).tolist()
    [[7.0, -5.0]]
    """
    after = gap.copy()
    limit = np.maximum(gap, 0.0) * share.reshape(-1, *([1] * (gap.ndim - 1)))
    for helper in range(gap.shape[-1]):
        for helped in (helper - 1, helper + 1):
            if 0 <= helped < gap.shape[-1]:
                moved = np.minimum(np.maximum(-after[..., helper], 0.0), limit[..., helped])
                after[..., helper] += moved
                after[..., helped] -= moved
                limit[..., helped] -= moved
    return after
