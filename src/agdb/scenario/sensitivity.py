"""What the uncertainty hangs on: Sobol indices of baseline gap and closure, and what to find out.

The value of finding something out is its total share in the variance of the closure, times what its
evidence grade leaves to be known.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from agdb.errors import ScenarioError
from agdb.scenario.draws import SHOCK, draws_from, uniform_table, varying
from agdb.scenario.headline import headline_years
from agdb.scenario.run import run
from agdb.scenario.sobol import Indices, sobol_indices
from agdb.scenario.subsets import Subsets
from agdb.scenario.uncertainty import NOT_IN_THE_TOTAL, origin, stem_of

if TYPE_CHECKING:
    from collections.abc import Mapping

    from agdb.scenario.arrays import Array
    from agdb.scenario.scenario import Scenario


def sensitivity(scenario: Scenario, *, draws: int, seed: int) -> dict[str, object]:
    """Indices per headline year with `draws` base draws, a power of two; plain data.

    Raises ScenarioError if `draws` is no power of two or nothing varies.
    """
    if draws < 2 or draws & (draws - 1):
        raise ScenarioError(
            f"a sensitivity analysis of {draws} draws is not possible",
            remedy="ask for a power of two, such as 256 or 1024",
        )
    names = varying_in_plan(scenario)
    if not names:
        raise ScenarioError(f"nothing varies in scenario {scenario.id!r}", remedy="give priors")
    years = headline_years(scenario)
    found = sobol_indices(
        lambda table: _outputs(scenario, table, years),
        uniform_table(scenario, draws=draws, seed=seed),
        uniform_table(scenario, draws=draws, seed=seed + 1),
        names,
    )
    return {
        "scenario": scenario.id,
        "draws": draws,
        "runs": draws * (len(names) + 2),
        "seed": seed,
        "method": "Saltelli 2010 (first order), Jansen 1999 (total)",
        "years": {str(year): _of_year(scenario, found, i) for i, year in enumerate(years)},
    }


def varying_in_plan(scenario: Scenario) -> tuple[str, ...]:
    """Sources of uncertainty of the total gap; measures that only options use are left out."""
    outside = {q.name for m in scenario.measures if not m.in_plan for q in m.components}
    outside |= {name for name in scenario.parameters if stem_of(name) in NOT_IN_THE_TOTAL}
    return tuple(name for name in varying(scenario) if name not in outside)


def _outputs(scenario: Scenario, table: Mapping[str, Array], years: tuple[int, ...]) -> Array:
    """Baseline gap and closure of each year: `[n, 2 * years]`."""
    doses = Subsets(scenario.pillars).doses(scenario.plan)[:, [0, -1]]
    drawn = draws_from(scenario, table)
    gap = run(scenario, drawn, measures=scenario.plan, doses=doses).total_gap
    columns = [year - scenario.structure.base_year for year in years]
    outputs = [x for at in columns for x in (gap[:, 0, at], gap[:, 0, at] - gap[:, 1, at])]
    return np.stack(outputs, axis=1)


def _of_year(scenario: Scenario, found: Indices, year: int) -> dict[str, object]:
    baseline, closure = 2 * year, 2 * year + 1
    return {
        "baseline": _table(found, baseline),
        "closure": _table(found, closure),
        "value_of_information": _worth_knowing(scenario, found, closure),
    }


def _table(found: Indices, output: int) -> list[dict[str, object]]:
    order = np.argsort(-found.total[:, output], kind="stable")
    return [
        {
            "name": found.names[i],
            "first": float(found.first[i, output]),
            "total": float(found.total[i, output]),
        }
        for i in order
    ]


def _worth_knowing(scenario: Scenario, found: Indices, output: int) -> list[dict[str, object]]:
    """Ranked by total share in the closure times (1 - strength of the evidence)."""
    strength = {q.name: q.grade.strength for q in scenario.quantities()}
    worth = {
        name: float(found.total[i, output]) * (1 - strength[name])
        for i, name in enumerate(found.names)
        if name != SHOCK
    }
    return [
        {"name": name, "value": worth[name], "origin": origin(scenario, name).value}
        for name in sorted(worth, key=lambda name: -worth[name])
    ]
