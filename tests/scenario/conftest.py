"""Scenarios that the tests share: the golden case, variants of it, and the programme's own."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from agdb.scenario.reading import read_scenario

if TYPE_CHECKING:
    from agdb.scenario.scenario import Scenario

ROOT = Path(__file__).parents[2]


@pytest.fixture(scope="session")
def golden_text() -> str:
    return (ROOT / "specimens/scenario/golden.yaml").read_text(encoding="utf-8")


@pytest.fixture
def golden(golden_text: str) -> Scenario:
    return read_scenario({"golden.yaml": golden_text})


@pytest.fixture(scope="session")
def national_texts() -> dict[str, str]:
    folder = ROOT / "programme/scenario"
    return {
        str(path.relative_to(ROOT)): path.read_text(encoding="utf-8")
        for path in sorted(folder.rglob("*.yaml"))
    }


@pytest.fixture(scope="session")
def national(national_texts: dict[str, str]) -> Scenario:
    return read_scenario(national_texts)
