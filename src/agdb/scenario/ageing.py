"""Getting older, retiring and leaving: competing hazards on the stock at the start of a year.

People who enter during a year face no hazard in it. At the highest age everybody retires.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

import numpy as np

if TYPE_CHECKING:
    from agdb.scenario.arrays import Array
    from agdb.scenario.structure import Structure


class Gone(NamedTuple):
    """Who went during a year, `[..., n]`."""

    retired: Array
    left: Array


def retirement_rates(
    by_age: Array, structure: Structure, pension: tuple[tuple[int, ...], Array] | None
) -> Array:
    """Retirement hazards `[n, t, a]` from `by_age[n, a]`, shifted with the state-pension age.

    `pension` gives the years from which an age holds and the ages `[n, years]`; a rise of a quarter
    year moves the curve a quarter year to the right. Hazards above 1 are cut to 1.
    """
    steps = structure.horizon + 1
    rates = np.repeat(np.minimum(by_age, 1.0)[:, None, :], steps, axis=1)
    if pension is not None:
        starts, ages = pension
        index = np.searchsorted(np.array(starts), structure.years, side="right") - 1
        at = ages[:, np.maximum(index, 0)]
        rates = _shifted(rates, at - at[:, :1])
    rates[..., -1] = 1.0
    return rates


def _shifted(rates: Array, shift: Array) -> Array:
    """Read each curve `shift` years earlier, in a straight line between single ages."""
    n_ages = rates.shape[-1]
    position = np.clip(np.arange(n_ages) - shift[..., None], 0, n_ages - 1)
    low = np.floor(position).astype(np.int64)
    high = np.minimum(low + 1, n_ages - 1)
    share = position - low
    below = np.take_along_axis(rates, low, axis=-1)
    above = np.take_along_axis(rates, high, axis=-1)
    moved: Array = below * (1 - share) + above * share
    return moved


def survival(*, retirement: Array, leaving: Array) -> Array:
    """Share of each age that is still there a year later, for hazards that fit together.

    Retirement goes first; `leaving`, the hazard of other occupations, is cut to what retirement
    leaves, so that no stock turns negative.
    """
    staying = 1.0 - retirement
    kept: Array = staying - np.minimum(leaving, staying)
    return kept


def grow_older(stock: Array, kept: Array, out: Array) -> None:
    """Let `stock[..., a, n]` grow a year older, into `out`; the youngest age is left empty."""
    np.multiply(stock[..., :-1, :], kept[..., :-1, :], out=out[..., 1:, :])
    out[..., 0, :] = 0.0


def age_one_year(stock: Array, *, retirement: Array, leaving: Array, out: Array) -> Gone:
    """Let `stock[..., a, n]` grow a year older, into `out` of the same shape, and say who went.

    `retirement[a, n]` and `leaving`, with axes that fit the stock's, are hazards.
    """
    kept = survival(retirement=retirement, leaving=leaving)
    grow_older(stock, kept, out)
    return Gone(
        np.einsum("...an,an->...n", stock, retirement),
        np.einsum("...an,...an->...n", stock, 1.0 - retirement - kept),
    )
