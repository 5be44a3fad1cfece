"""How many of the people in a group are women: the stock followed by shares, not by hazards.

No flows by sex were found. So those who leave are taken from women and men in proportion to the
stock, and those who enter, by whichever way, hold a share of women that is an input:

    W_(t+1) = W_t * (1 - (retired + left) / S_t)
              + entering share * (graduates + side-entry + migrants)
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from agdb.scenario.summary import summarised
from agdb.scenario.tables import ENDS

if TYPE_CHECKING:
    from agdb.scenario.arrays import Array
    from agdb.scenario.doorrekening import Doorrekening


def women_of(result: Doorrekening) -> Array:
    """Women in supply, `[n, s, g, t]`, for baseline and plan; men are the rest of the supply."""
    outcome, values = result.outcome, result.drawn.values
    groups = result.scenario.structure.groups
    first = np.stack([values[f"{group}.women"] for group in groups], axis=1)
    entering = np.stack([values[f"{group}.women-entering"] for group in groups], axis=1)
    supply = outcome.supply[:, [0, result.subsets.count - 1]]
    leaving = outcome.flow("retirement") + outcome.flow("exit")
    arriving = outcome.flow("graduates") + outcome.flow("side_entry") + outcome.flow("migration")
    women = np.empty_like(supply)
    women[..., 0] = supply[..., 0] * first[:, None]
    for t in range(1, supply.shape[-1]):
        gone = women[..., t - 1] / supply[..., t - 1] * leaving[..., t]
        women[..., t] = women[..., t - 1] - gone + entering[:, None] * arriving[..., t]
    return women


def women_table(result: Doorrekening) -> dict[str, object] | None:
    """Women per group and end, in persons and as a share of the supply."""
    groups = result.scenario.structure.groups
    if f"{groups[0]}.women" not in result.scenario.parameters:
        return None
    women = women_of(result)
    share = women / result.outcome.supply[:, [0, result.subsets.count - 1]]
    return {
        group: {
            end: {"women": summarised(women[:, s, g]), "share": summarised(share[:, s, g])}
            for s, end in enumerate(ENDS)
        }
        for g, group in enumerate(groups)
    }
