"""Ages: bands to single years, getting older, retiring and leaving.

Uniform splitting of a stock makes steps between bands, and steps make retirement waves that do not
exist; so stocks are split with a monotone cubic through the cumulated shares (Fritsch and Carlson
1980, https://doi.org/10.1137/0717021). Entry ages are few and are split evenly.

Retirement and exit are competing hazards on the stock at the start of a year. People who enter
during a year face no hazard in it. At the highest age everybody retires.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

import numpy as np

if TYPE_CHECKING:
    from agdb.scenario.arrays import Array
    from agdb.scenario.structure import ModelStructure


def even_split(starts: tuple[int, ...], shares: Array, structure: ModelStructure) -> Array:
    """Shares `[n, bands]`, each from its start up to the next, spread evenly over ages `[n, a]`."""
    ages = structure.ages
    edges = np.array([*starts, structure.last_age + 1])
    band = np.searchsorted(edges, ages, side="right") - 1
    width = np.diff(edges)
    inside = band >= 0
    single = np.zeros((len(shares), len(ages)))
    single[:, inside] = shares[:, band[inside]] / width[band[inside]]
    return single


def smooth_split(starts: tuple[int, ...], shares: Array, structure: ModelStructure) -> Array:
    """Shares `[n, bands]` spread over ages `[n, a]` without steps; band totals are kept exactly.

    >>> from agdb.scenario.structure import ModelStructure
    >>> s = ModelStructure(0, 1, 20, 23, (), (), (), ())
    >>> smooth_split((20,), np.array([[1.0]]), s).tolist()
    [[0.25, 0.25, 0.25, 0.25]]
    """
    edges = np.array([*starts, structure.last_age + 1], dtype=np.float64)
    cumulated = np.concatenate([np.zeros((len(shares), 1)), np.cumsum(shares, axis=1)], axis=1)
    at = np.arange(structure.first_age, structure.last_age + 2, dtype=np.float64)
    return np.diff(_monotone_cubic(edges, cumulated, np.clip(at, edges[0], edges[-1])), axis=1)


def surviving_split(
    starts: tuple[int, ...], shares: Array, structure: ModelStructure, retirement: Array
) -> Array:
    """As `smooth_split`, with the last band spread over its ages by who has not yet retired.

    `retirement[n, a]` are hazards. Of 2 per cent who work on after 65 most are 65 or 66; spread
    evenly up to 74, half of them would leave in the first year, and never again.

    >>> from agdb.scenario.structure import ModelStructure
    >>> s = ModelStructure(0, 1, 64, 67, (), (), (), ())
    >>> surviving_split((64, 65), np.array([[0.5, 0.5]]), s, np.array([[0, 0.5, 0.5, 1.0]])).round(
    ...     3).tolist()
    [[0.5, 0.286, 0.143, 0.071]]
    """
    single = smooth_split(starts, shares, structure)
    last = structure.ages >= starts[-1]
    hazards = retirement[:, last]
    there = np.cumprod(np.concatenate([np.ones((len(hazards), 1)), 1 - hazards[:, :-1]], axis=1), 1)
    single[:, last] = shares[:, -1:] * there / there.sum(axis=1, keepdims=True)
    return single


def rates_by_age(starts: tuple[int, ...], rates: Array, structure: ModelStructure) -> Array:
    """Rates `[n, bands]` that hold from their start on, as rates per single age `[n, a]`."""
    band = np.searchsorted(np.array(starts), structure.ages, side="right") - 1
    return np.where(band >= 0, rates[:, np.maximum(band, 0)], 0.0)


def _monotone_cubic(x: Array, y: Array, at: Array) -> Array:
    """Hermite cubic through `y[n, points]` at `x`, read at `at`; monotone where `y` is."""
    width = np.diff(x)
    slope = np.diff(y, axis=1) / width
    tangent = np.empty_like(y)
    tangent[:, 0], tangent[:, -1] = slope[:, 0], slope[:, -1]
    left, right = slope[:, :-1], slope[:, 1:]
    weight_left, weight_right = 2 * width[1:] + width[:-1], width[1:] + 2 * width[:-1]
    with np.errstate(divide="ignore", invalid="ignore"):
        mean = (weight_left + weight_right) / (weight_left / left + weight_right / right)
    tangent[:, 1:-1] = np.where(left * right > 0, mean, 0.0)
    piece = np.clip(np.searchsorted(x, at, side="right") - 1, 0, len(width) - 1)
    h = width[piece]
    s = (at - x[piece]) / h
    value: Array = (
        y[:, piece] * (1 + 2 * s) * (1 - s) ** 2
        + y[:, piece + 1] * s**2 * (3 - 2 * s)
        + h * tangent[:, piece] * s * (1 - s) ** 2
        + h * tangent[:, piece + 1] * s**2 * (s - 1)
    )
    return value


class Gone(NamedTuple):
    """Who went during a year, `[..., n]`."""

    retired: Array
    left: Array


def retirement_rates(
    by_age: Array, structure: ModelStructure, pension: tuple[tuple[int, ...], Array] | None
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
