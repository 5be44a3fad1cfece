"""A number with everything that must travel with it: prior, unit, source, grade, date, names."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

import numpy as np

from agdb.errors import Place, ScenarioError
from agdb.scenario.evidence import Grade
from agdb.scenario.priors import Beta, Prior, with_spike

if TYPE_CHECKING:
    from agdb.results.scenario import Cells
    from agdb.scenario.arrays import Array


Words = Mapping[str, str]
"""One sentence or name by language, as the programme writes it."""


@dataclass(frozen=True, slots=True)
class FactorBelief:
    """The whole number or table is multiplied by one drawn factor."""

    prior: Prior


@dataclass(frozen=True, slots=True)
class Total:
    """A table keeps its shape, its sum is drawn."""

    prior: Prior


@dataclass(frozen=True, slots=True)
class Dirichlet:
    """Shares are drawn around their values; `weight` is the size of an equally telling sample.

    What the shares leave of 1 is one more share, so that rows which need not sum to 1 stay rows.
    """

    weight: float


@dataclass(frozen=True, slots=True)
class IndicatorLink:
    """The value of an indicator that a quantity is taken from, times `scale`."""

    indicator: str
    period: str
    breakdown: tuple[tuple[str, str], ...] = ()
    scale: float = 1.0


Belief = Prior | FactorBelief | Total | Dirichlet


@dataclass(frozen=True, slots=True)
class UncertainQuantity:
    """A scalar (`keys` empty, one value) or a table (one value per key) with its belief and source.

    A quantity without belief is the same in every draw. `spike` is the probability that a draw is
    zero whatever the belief says. `link` says which observation the value belongs to, `observed`
    which one it was taken from.

    >>> UncertainQuantity("kappa", (), (10.0,)).draw(np.zeros((2, 1))).tolist()
    [10.0, 10.0]
    """

    name: str
    keys: tuple[int | str, ...]
    values: tuple[float, ...]
    belief: Belief | None = None
    spike: float = 0.0
    unit: str = ""
    source: str = ""
    grade: Grade = Grade.GIVEN
    date: str = ""
    assumption: bool = False
    label: Words = field(default_factory=dict)
    note: Words = field(default_factory=dict)
    link: IndicatorLink | None = None
    observed: Cells | None = None
    place: Place | None = field(default=None, compare=False)

    @property
    def dimensions(self) -> int:
        """How many uniform numbers one draw needs."""
        if isinstance(self.belief, Dirichlet):
            return len(self.values)
        return 0 if self.belief is None else 1

    @property
    def central(self) -> Array:
        """The stated values, shape `[]` for a scalar and `[len(keys)]` for a table."""
        return np.array(self.values if self.keys else self.values[0], dtype=np.float64)

    def draw(self, u: Array) -> Array:
        """Draws from uniform numbers `u[n, dimensions]`: `[n]`, or `[n, len(keys)]` for a table."""
        n = len(u)
        match self.belief:
            case None:
                return np.broadcast_to(self.central, (n, *self.central.shape)).copy()
            case Dirichlet(weight):
                return _dirichlet(u, np.array(self.values), weight)
            case FactorBelief(prior):
                return self._scaled(with_spike(prior, u[:, 0], spike=self.spike))
            case Total(prior):
                total = float(np.sum(self.values))
                return self._scaled(with_spike(prior, u[:, 0], spike=self.spike) / total)
            case prior:
                self._refuse_table()
                return with_spike(prior, u[:, 0], spike=self.spike)

    def _scaled(self, factor: Array) -> Array:
        return factor * self.values[0] if not self.keys else factor[:, None] * self.central

    def _refuse_table(self) -> None:
        if self.keys:
            raise ScenarioError(
                f"the prior of {self.name!r} describes one number, its value is a table",
                place=self.place,
                remedy="write the prior as factor, total or dirichlet",
            )


def _dirichlet(u: Array, shares: Array, weight: float) -> Array:
    """Dirichlet draws by breaking a stick, share after share; what is left is the rest."""
    rest = np.ones(len(u))
    later = 1.0
    drawn = np.zeros((len(u), len(shares)))
    for i, share in enumerate(shares):
        later -= share
        if share <= 0:
            continue
        whole = later * weight < 1e-9
        piece = np.ones(len(u)) if whole else _piece(u[:, i], share * weight, later * weight)
        drawn[:, i] = rest * piece
        rest = rest - drawn[:, i]
    return drawn


def _piece(u: Array, a: float, b: float) -> Array:
    # A beta below one half is drawn as one half: shares under 1 % of a weight of 50.
    return Beta(max(a, 0.5), max(b, 0.5)).quantile(u)
