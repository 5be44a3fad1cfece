"""Age bands to single years of age.

Uniform splitting of a stock makes steps between bands, and steps make retirement waves that do not
exist; so stocks are split with a monotone cubic through the cumulated shares (Fritsch and Carlson
1980, https://doi.org/10.1137/0717021). Entry ages are few and are split evenly.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from agdb.scenario.arrays import Array
    from agdb.scenario.structure import Structure


def even_split(starts: tuple[int, ...], shares: Array, structure: Structure) -> Array:
    """Shares `[n, bands]`, each from its start up to the next, spread evenly over ages `[n, a]`."""
    ages = structure.ages
    edges = np.array([*starts, structure.last_age + 1])
    band = np.searchsorted(edges, ages, side="right") - 1
    width = np.diff(edges)
    inside = band >= 0
    single = np.zeros((len(shares), len(ages)))
    single[:, inside] = shares[:, band[inside]] / width[band[inside]]
    return single


def smooth_split(starts: tuple[int, ...], shares: Array, structure: Structure) -> Array:
    """Shares `[n, bands]` spread over ages `[n, a]` without steps; band totals are kept exactly.

    >>> from agdb.scenario.structure import Structure
    >>> s = Structure(0, 1, 20, 23, (), (), (), ())
    >>> smooth_split((20,), np.array([[1.0]]), s).tolist()
    [[0.25, 0.25, 0.25, 0.25]]
    """
    edges = np.array([*starts, structure.last_age + 1], dtype=np.float64)
    cumulated = np.concatenate([np.zeros((len(shares), 1)), np.cumsum(shares, axis=1)], axis=1)
    at = np.arange(structure.first_age, structure.last_age + 2, dtype=np.float64)
    return np.diff(_monotone_cubic(edges, cumulated, np.clip(at, edges[0], edges[-1])), axis=1)


def surviving_split(
    starts: tuple[int, ...], shares: Array, structure: Structure, retirement: Array
) -> Array:
    """As `smooth_split`, with the last band spread over its ages by who has not yet retired.

    `retirement[n, a]` are hazards. Of 2 per cent who work on after 65 most are 65 or 66; spread
    evenly up to 74, half of them would leave in the first year, and never again.

    >>> from agdb.scenario.structure import Structure
    >>> s = Structure(0, 1, 64, 67, (), (), (), ())
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


def rates_by_age(starts: tuple[int, ...], rates: Array, structure: Structure) -> Array:
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
