"""First-order and total Sobol indices of a function of independent inputs.

First order by Saltelli et al. (2010, https://doi.org/10.1016/j.cpc.2009.09.018), total by Jansen
(1999, https://doi.org/10.1016/S0010-4655(98)00154-4). Two matrices A and B of n draws each, and for
every input a copy of A with that input from B: n * (inputs + 2) runs.
"""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from agdb.scenario.run import WORKERS

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from agdb.scenario.arrays import Array


@dataclass(frozen=True, slots=True)
class Indices:
    """Per input the share of the variance it explains alone, and with all its interactions.

    All are `[inputs, outputs]`; an output without variance has zeros. The errors are standard
    errors of the means that the indices are, with the variance taken as known.
    """

    names: tuple[str, ...]
    first: Array
    total: Array
    first_error: Array
    total_error: Array


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
    shape = (4, len(names), both.shape[1])
    main, total, main_error, total_error = np.zeros(shape)
    root = np.sqrt(len(at_first))

    def cross(i: int) -> None:
        crossed = function({**first, names[i]: second[names[i]]})
        alone = (at_second - centre) * (crossed - at_first) / scale
        whole = (at_first - crossed) ** 2 / 2 / scale
        main[i], total[i] = alone.mean(axis=0), whole.mean(axis=0)
        main_error[i], total_error[i] = alone.std(axis=0) / root, whole.std(axis=0) / root

    with ThreadPoolExecutor(max_workers=WORKERS) as pool:
        list(pool.map(cross, range(len(names))))
    return Indices(names, main, total, main_error, total_error)
