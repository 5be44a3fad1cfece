"""The doorrekening of a release: run once for a scenario, and remembered by what went in."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from typing import Any, Final

from agdb.programme.programme import Programme
from agdb.release.code import code_hash
from agdb.scenario.questions import run_grid, run_option, run_scenario

GRID_DRAWS: Final = 500


def scenario_key(programme: Programme) -> str | None:
    """Return the hash of everything that decides the result, None without a scenario."""
    if not programme.scenario:
        return None
    whole = hashlib.sha256(f"{code_hash('agdb.scenario')} {GRID_DRAWS}\n".encode())
    for name in sorted(programme.scenario):
        text = programme.scenario[name]
        whole.update(f"{name.rpartition('/scenario/')[2]}\n{text}\n".encode())
    return whole.hexdigest()


def scenario_result(programme: Programme) -> Mapping[str, Any]:
    """Return the run, the grid of doses and the policy options, as plain data.

    Raises `ScenarioError` with file and line for a mistake in the scenario.
    """
    return {
        "run": run_scenario(programme.scenario),
        "grid": run_grid(programme.scenario, draws=GRID_DRAWS),
        "options": run_option(programme.scenario),
    }
