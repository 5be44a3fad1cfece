"""First-order and total Sobol indices of a function of independent inputs.

First order by Saltelli et al. (2010, https://doi.org/10.1016/j.cpc.2009.09.018), total by Jansen
(1999, https://doi.org/10.1016/S0010-4655(98)00154-4). Two matrices A and B of n draws each, and for
every input a copy of A with that input from B: n * (inputs + 2) runs.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from agdb.scenario.arrays import Array


@dataclass(frozen=True, slots=True)
class Indices:
    """Per input the share of the variance it explains alone, and with all its interactions.

    Both are `[inputs, outputs]`; an output without variance has zeros.
    """

    names: tuple[str, ...]
    first: Array
    total: Array


def sobol_indices(
    function: Callable[[Mapping[str, Array]], Array],
    first: Mapping[str, Array],
    second: Mapping[str, Array],
    names: tuple[str, ...],
) -> Indices:
    """Indices of `function`, which turns a table of uniform numbers `[n, d]` into outputs `[n, m]`.

    `first` and `second` are two independent tables; an input may have several columns.

    >>> rng = np.random.default_rng(1)
    >>> a, b = ({k: rng.random((4096, 1)) for k in "xy"} for _ in range(2))
    >>> found = sobol_indices(lambda t: t["x"] * 3 + t["y"], a, b, ("x", "y"))
    >>> found.total[:, 0].round(1).tolist()
    [0.9, 0.1]
    """
    at_first, at_second = function(first), function(second)
    both = np.concatenate([at_first, at_second])
    centre, variance = both.mean(axis=0), both.var(axis=0)
    scale = np.where(variance > 0, variance, np.inf)
    main, total = np.zeros((len(names), both.shape[1])), np.zeros((len(names), both.shape[1]))
    for i, name in enumerate(names):
        crossed = function({**first, name: second[name]})
        main[i] = ((at_second - centre) * (crossed - at_first)).mean(axis=0) / scale
        total[i] = ((at_first - crossed) ** 2).mean(axis=0) / 2 / scale
    return Indices(names, main, total)
