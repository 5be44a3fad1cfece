"""People who come from other work or from abroad.

Gross side-entry and gross exit are not observed, their difference is. So exit is drawn, and the
side-entry of the base year is what then makes the stock grow as it was seen to grow. The answer to
the gap is a semi-elasticity: with a response of 10, side-entry is 10 % higher for each point that
the relative gap has risen since the base year, within bounds.

Labour migrants are cohorts of their own, of whom a fixed share leaves the country each year. Nearly
seven of ten knowledge migrants and over six of ten labour migrants from the EU had left within five
years, that is 21 and 17 % a year:
https://cbs.nl/nl-nl/longread/statistische-trends/2025/komen-en-gaan-van-arbeidsmigranten-in-de-periode-2005-2021?onepage=true
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from agdb.scenario.arrays import Array
    from agdb.scenario.inputs import GroupInputs, ProgrammeInputs


def side_entry_balance(
    programmes: ProgrammeInputs, groups: GroupInputs, retirement: Array
) -> Array:
    """Yearly side-entry `[n, g]` of the base year: as given, or solved from the balance.

    In a draw in which graduates and migrants alone explain more than the growth it is below zero:
    the balance then fails, there is no side-entry, and the result counts such draws.
    """
    if groups.side_entry is not None:
        return groups.side_entry
    if groups.employment_growth is None:
        return np.zeros_like(groups.base.supply)
    stock = groups.stock.sum(axis=2)
    retiring = retirement[:, 0, None, :]
    leaving = np.minimum(groups.exit, 1 - retiring)
    going = (stock * (retiring + leaving)).sum(axis=2)
    diplomas = programmes.intake * programmes.completion.sum(axis=2)
    at_home = 1 - programmes.foreign + programmes.foreign * programmes.stays
    leavers = diplomas * (1 - programmes.continues) * at_home
    graduates = np.einsum("np,npg->ng", leavers, programmes.enters) + groups.other_graduates
    balance: Array = groups.employment_growth + going - graduates - groups.migrants
    return balance


def response(
    relative_gap: Array, base_gap: Array, *, strength: Array, floor: Array, ceiling: Array
) -> Array:
    """Factor on side-entry `[n, k, g]` given the gap relative to demand now and in the base year.

    >>> one = np.ones(1)
    >>> factor = response(np.full((1, 1, 1), 0.02), np.full((1, 1), 0.01), strength=10 * one,
    ...     floor=one / 2, ceiling=2 * one)
    >>> float(factor.round(4)[0, 0, 0])
    1.1052
    """
    pull = strength[:, None, None] * (relative_gap - base_gap[:, None, :])
    bounded = np.clip(pull, np.log(floor)[:, None, None], np.log(ceiling)[:, None, None])
    factor: Array = np.exp(bounded)
    return factor


@dataclass(slots=True)
class Migrants:
    """Migrants who came since the base year `[n, k, g]`, and their yearly exit `[n]`."""

    stock: Array
    exit_rate: Array

    @classmethod
    def none(cls, shape: tuple[int, ...], *, exit_rate: Array) -> Migrants:
        """Nobody yet."""
        return cls(np.zeros(shape), exit_rate)

    def arrive(self, arriving: Array) -> Array:
        """Let a year pass: earlier migrants leave, `arriving` come; the net change is returned.

        >>> m = Migrants.none((1, 1, 1), exit_rate=np.array([0.2]))
        >>> [float(m.arrive(np.array([[[10.0]]]))[0, 0, 0].round(4)) for _ in range(3)]
        [10.0, 8.0, 6.4]
        """
        before = self.stock
        self.stock = before * (1 - self.exit_rate[:, None, None]) + arriving
        return self.stock - before
