"""The arrays against plain loops that were written apart from them."""

from __future__ import annotations

import importlib.util
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

from agdb.scenario.doorrekening import compute
from agdb.scenario.draws import draw

if TYPE_CHECKING:
    from types import ModuleType

    from agdb.scenario.scenario import Scenario

PLACE = Path(__file__).parents[2] / "benchmarks/scenario_reference.py"


@pytest.fixture(scope="module")
def reference() -> ModuleType:
    spec = importlib.util.spec_from_file_location("scenario_reference", PLACE)
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


@pytest.mark.slow
@pytest.mark.parametrize("subset", [0, 7, 10, 15])
def test_arrays_and_loops_agree_on_the_national_scenario(
    national: Scenario, reference: ModuleType, subset: Any
) -> None:
    result = compute(national, draws=2, seed=8)
    drawn = draw(national, draws=2, seed=8).part(1, 2)

    gaps = reference.gaps(national, drawn, frozenset(result.subsets.members(subset)))

    assert result.outcome.total_gap[1, subset].tolist() == pytest.approx(gaps, abs=1e-9)


def test_arrays_and_loops_agree_on_the_golden_case(golden: Scenario, reference: ModuleType) -> None:
    result = compute(golden, draws=1, seed=1)
    drawn = draw(golden, draws=1, seed=1)

    for subset in range(16):
        gaps = reference.gaps(golden, drawn, frozenset(result.subsets.members(subset)))
        assert result.outcome.total_gap[0, subset].tolist() == pytest.approx(gaps, abs=1e-8)
