"""The doorrekening of a release: run once for a scenario, and remembered by what went in."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from typing import Any, Final

from agdb.programme.programme import Programme
from agdb.release.code import code_hash
from agdb.scenario.questions import (
    DRAWS,
    check_links,
    run_grid,
    run_option,
    run_scenario,
    run_sensitivity,
)
from agdb.scenario.reading import Known

SENSITIVITY_DRAWS: Final = 256


def known_in(programme: Programme) -> Known:
    """Return what a scenario of this programme may refer to."""
    return Known(
        languages=programme.plan.languages,
        pillars=frozenset(pillar.id for pillar in programme.plan.pillars),
        initiatives=frozenset(programme.initiatives),
        units=frozenset(programme.units),
    )


def scenario_key(programme: Programme) -> str | None:
    """Return the hash of everything that decides the result, None without a scenario.

    Raises `ScenarioError` with file and line for a pillar, unit or initiative that the programme
    does not know: these are not part of the hash, because the result does not depend on them.
    """
    if not programme.scenario:
        return None
    check_links(programme.scenario, known_in(programme))
    draws = f"{DRAWS} {SENSITIVITY_DRAWS}"
    whole = hashlib.sha256(f"{code_hash('agdb.scenario')} {draws}\n".encode())
    for name in sorted(programme.scenario):
        text = programme.scenario[name]
        whole.update(f"{name.rpartition('/scenario/')[2]}\n{text}\n".encode())
    return whole.hexdigest()


def scenario_result(programme: Programme) -> Mapping[str, Any]:
    """Return the run, the grid of doses, the policy options and what it all hangs on.

    Plain data. Raises `ScenarioError` with file and line for a mistake in the scenario.
    """
    texts = programme.scenario
    return {
        "run": run_scenario(texts),
        "grid": run_grid(texts, draws=DRAWS),
        "options": run_option(texts),
        "sensitivity": run_sensitivity(texts, draws=SENSITIVITY_DRAWS, variant_draws=DRAWS),
    }
