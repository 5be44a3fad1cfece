"""Green work is a tag on technical and ICT jobs, never a third group to add to them."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from agdb.scenario.arrays import Array
    from agdb.scenario.inputs import Inputs


def green_demand(given: Inputs, demand: Array) -> Array:
    """Green demand `[n, k, t]`: the green share of the trend plus the climate overlay.

    `demand[n, k, g, t]` holds the overlay already, so the share only works on what is beside it.
    """
    beside = demand - given.green_overlay[:, None]
    tagged = given.green_demand[:, None, :, None] * beside + given.green_overlay[:, None]
    total: Array = np.minimum(tagged, demand).sum(axis=2)
    return total


def green_supply(given: Inputs, supply: Array) -> Array:
    """Green supply `[n, k, t]`: the share of people who work on the list of climate occupations."""
    tagged: Array = (given.green_supply[:, None, :, None] * supply).sum(axis=2)
    return tagged
