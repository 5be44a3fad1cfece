"""The gap for many doses of the pillars, worked out beforehand for a page with sliders.

Every combination of doses is run on the same draws, so that moving a slider shows the effect of the
dose and not of chance.
"""

from __future__ import annotations

from itertools import product
from typing import TYPE_CHECKING, Final

import numpy as np

from agdb.scenario.draws import central, draw, varying
from agdb.scenario.headline import headline_years
from agdb.scenario.run import run
from agdb.scenario.summary import INTERVAL

if TYPE_CHECKING:
    from agdb.scenario.arrays import Array
    from agdb.scenario.draws import Draws
    from agdb.scenario.scenario import Scenario

DOSES: Final = (0.0, 1.0, 2.0)
"""Multiples of the plan that are worked out for each pillar.

A page may interpolate between them, linearly in each dose: the gap hardly bends, and few doses in
many draws agree with the headline where many doses in few draws would not.
"""

BLOCK: Final = 25


def dose_grid(
    scenario: Scenario, *, draws: int, seed: int, doses: tuple[float, ...] = DOSES
) -> dict[str, object]:
    """Gap and closure (low, median, high, in persons) per combination of doses and headline year.

    `cells[year]` is a flat list in the order of `combinations`; the first is no plan at all if 0 is
    the first dose.
    """
    drawn = draw(scenario, draws=draws, seed=seed) if varying(scenario) else central(scenario)
    combinations = tuple(product(doses, repeat=len(scenario.pillars)))
    gap = _gaps(scenario, drawn, _per_measure(scenario, combinations))
    nothing = gap[:, combinations.index((0.0,) * len(scenario.pillars))]
    cells: dict[str, object] = {}
    for year in headline_years(scenario):
        at = year - scenario.structure.base_year
        cells[str(year)] = {
            "gap": _bounds(gap[:, :, at]),
            "closure": _bounds(nothing[:, None, at] - gap[:, :, at]),
            "probability_closed": np.mean(gap[:, :, at] <= 0, axis=0).round(4).tolist(),
        }
    return {
        "scenario": scenario.id,
        "draws": drawn.n,
        "seed": seed,
        "pillars": list(scenario.pillars),
        "doses": list(doses),
        "combinations": [list(c) for c in combinations],
        "cells": cells,
    }


def _gaps(scenario: Scenario, drawn: Draws, doses: Array) -> Array:
    """G1 in persons `[n, k, t]`; a few combinations at a time, so that a part holds many draws."""
    blocks = [
        run(scenario, drawn, measures=scenario.plan, doses=doses[:, first : first + BLOCK])
        for first in range(0, doses.shape[1], BLOCK)
    ]
    gap = np.concatenate([block.total_gap for block in blocks], axis=1)
    return gap * scenario.structure.persons_per_unit


def _per_measure(scenario: Scenario, combinations: tuple[tuple[float, ...], ...]) -> Array:
    """Dose of each measure in each combination: that of its pillar, `[1, k, m]`."""
    where = [scenario.pillars.index(m.pillar) for m in scenario.plan]
    return np.array([[c[i] for i in where] for c in combinations])[None]


def _bounds(persons: Array) -> list[list[int]]:
    """Low, median and high per combination, in whole persons."""
    bounds = np.quantile(persons, [INTERVAL[0], 0.5, INTERVAL[1]], axis=0)
    return [[int(x) for x in row] for row in np.rint(bounds.T)]
