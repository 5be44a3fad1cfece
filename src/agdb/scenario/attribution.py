"""The closed gap divided over single measures, by sampling orders in which they come in.

With more than a handful of measures not all subsets can be run. Each draw gets a number of random
orders, each together with its reverse (antithetic, Mitchell et al. 2022,
https://jmlr.org/papers/v23/21-0439.html); a measure gets the mean of what it adds when it comes in.
Along every order the contributions sum to the closure, so they do so in every draw.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

import numpy as np
import numpy.typing as npt

from agdb.scenario.draws import draw, varying
from agdb.scenario.run import run
from agdb.scenario.summary import summarised

if TYPE_CHECKING:
    from agdb.scenario.arrays import Array
    from agdb.scenario.draws import Draws
    from agdb.scenario.scenario import Scenario

Order = npt.NDArray[np.int64]

ORDERS: Final = 4
"""Random orders per draw, each with its reverse; 250 draws make 2,000 permutations."""


def per_measure(scenario: Scenario, *, draws: int, seed: int) -> dict[str, object]:
    """Contribution of every measure of the plan per year, as plain data."""
    drawn = draw(scenario, draws=draws if varying(scenario) else 1, seed=seed)
    orders = ORDERS if varying(scenario) else 200
    shares = contributions(scenario, drawn, orders=orders, seed=seed)
    years = scenario.structure.years.tolist()
    return {
        "permutations": 2 * orders * drawn.n,
        "years": years,
        "measures": {
            measure.id: {"pillar": measure.pillar, **summarised(shares[:, :, m])}
            for m, measure in enumerate(scenario.plan)
        },
    }


def contributions(scenario: Scenario, drawn: Draws, *, orders: int, seed: int) -> Array:
    """Mean added closure of each measure, `[n, t, m]`; they sum to the closure in every draw."""
    measures = scenario.plan
    generator = np.random.Generator(np.random.Philox(key=np.array([seed, 0], dtype=np.uint64)))
    total = np.zeros((drawn.n, scenario.structure.horizon + 1, len(measures)))
    if not measures:
        return total
    for _ in range(orders):
        ranks = np.argsort(generator.random((drawn.n, len(measures))), axis=1).astype(np.int64)
        for order in (ranks, ranks[:, ::-1]):
            total += _along(scenario, drawn, order)
    return total / (2 * orders)


def _along(scenario: Scenario, drawn: Draws, order: Order) -> Array:
    """What each measure adds along one `order[n, m]` of measure numbers."""
    doses = _prefixes(order)
    gap = run(scenario, drawn, measures=scenario.plan, doses=doses).total_gap
    added = (gap[:, :-1] - gap[:, 1:]).transpose(0, 2, 1)
    result = np.empty_like(added)
    where = np.broadcast_to(order[:, None, :], added.shape)
    np.put_along_axis(result, where, added, axis=2)
    return result


def _prefixes(order: Order) -> Array:
    """Doses `[n, k, m]`: in step k the first k measures of the order are on."""
    n, m = order.shape
    position = np.empty((n, m), dtype=np.int64)
    np.put_along_axis(position, order, np.broadcast_to(np.arange(m), (n, m)), axis=1)
    on = position[:, None, :] < np.arange(m + 1)[None, :, None]
    return on.astype(np.float64)
