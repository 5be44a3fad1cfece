"""Random numbers that belong to a name, a seed and a draw, and to nothing else.

Each quantity has its own counter-based stream (Philox: Salmon et al. 2011,
https://doi.org/10.1145/2063384.2063405) keyed by the seed and the quantity's name. So draw i is the
same whatever the number of draws, the order of the file or the other quantities; baseline and plan
see the same draw, and so do two scenarios that share a name.
"""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from agdb.scenario.quantiles import normal_quantile

if TYPE_CHECKING:
    from collections.abc import Mapping

    from agdb.scenario.arrays import Array
    from agdb.scenario.scenario import Scenario

SHOCK = "common-shock.path"


def uniforms(name: str, *, seed: int, draws: int, dimensions: int) -> Array:
    """Uniform numbers in (0, 1), shape `[draws, dimensions]`; row i does not depend on `draws`.

    >>> a = uniforms("kappa", seed=1, draws=5, dimensions=2)
    >>> b = uniforms("kappa", seed=1, draws=3, dimensions=2)
    >>> bool((a[:3] == b).all())
    True
    """
    digest = hashlib.sha256(name.encode()).digest()
    key = np.array([np.uint64(seed % 2**64), np.uint64(int.from_bytes(digest[:8], "little"))])
    generator = np.random.Generator(np.random.Philox(key=key))
    tiny = 2.0**-54
    return generator.random((draws, dimensions)) + tiny


@dataclass(frozen=True, slots=True)
class Draws:
    """Drawn values by name, each `[n]` or `[n, keys]`, and standard normal shocks `[n, T]`."""

    n: int
    values: Mapping[str, Array]
    shocks: Array

    def taking(self, names: frozenset[str], other: Draws) -> Draws:
        """These draws with those of `names` from `other`; the arrays themselves, not copies."""
        values = {
            name: other.values[name] if name in names else array
            for name, array in self.values.items()
        }
        return Draws(self.n, values, other.shocks if SHOCK in names else self.shocks)

    def part(self, start: int, stop: int) -> Draws:
        """Draws `start` up to `stop`."""
        values = {name: array[start:stop] for name, array in self.values.items()}
        shocks = self.shocks[start:stop]
        return Draws(len(shocks), values, shocks)


def uniform_table(scenario: Scenario, *, draws: int, seed: int) -> dict[str, Array]:
    """For every quantity that varies its uniform numbers `[draws, dimensions]`, and the shocks."""
    table = {
        q.name: uniforms(q.name, seed=seed, draws=draws, dimensions=q.dimensions)
        for q in scenario.quantities()
        if q.dimensions
    }
    horizon = scenario.structure.horizon
    table[SHOCK] = uniforms(SHOCK, seed=seed, draws=draws, dimensions=horizon)
    return table


def draws_from(scenario: Scenario, table: Mapping[str, Array]) -> Draws:
    """Values of all quantities from their uniform numbers."""
    n = len(table[SHOCK])
    nothing = np.empty((n, 0))
    values = {q.name: q.draw(table.get(q.name, nothing)) for q in scenario.quantities()}
    shocks = normal_quantile(table[SHOCK]) if _has_shock(scenario) else np.zeros_like(table[SHOCK])
    return Draws(n, values, shocks)


def draw(scenario: Scenario, *, draws: int, seed: int) -> Draws:
    """`draws` draws of the whole scenario; the same seed gives the same numbers, bit for bit."""
    return draws_from(scenario, uniform_table(scenario, draws=draws, seed=seed))


def redrawn(part: Draws, was: Scenario, now: Scenario, *, start: int, seed: int) -> Draws:
    """The draws of `part`, which begins at draw `start`, under another version of its scenario.

    What is the same in both versions keeps its arrays; what differs has the same uniform numbers.
    """
    before = {q.name: q for q in was.quantities()}
    values = {}
    for q in now.quantities():
        if before.get(q.name) == q:
            values[q.name] = part.values[q.name]
            continue
        stop = start + part.n
        u = uniforms(q.name, seed=seed, draws=stop, dimensions=q.dimensions)[start:]
        values[q.name] = q.draw(u)
    shocks = part.shocks if _has_shock(now) else np.zeros_like(part.shocks)
    return Draws(part.n, values, shocks)


def central(scenario: Scenario) -> Draws:
    """One draw in which every quantity has its stated value and no shock happens."""
    values = {q.name: q.central[None, ...] for q in scenario.quantities()}
    return Draws(1, values, np.zeros((1, scenario.structure.horizon)))


def varying(scenario: Scenario) -> tuple[str, ...]:
    """Names of the sources of uncertainty: every quantity with a belief, and the shocks."""
    names = tuple(q.name for q in scenario.quantities() if q.dimensions)
    return (*names, SHOCK) if _has_shock(scenario) else names


def _has_shock(scenario: Scenario) -> bool:
    size = scenario.parameters.get("common-shock")
    return size is not None and (size.belief is not None or size.values[0] > 0)
