"""Every parameter has bounds, and a neutral value that leaves its mechanism out."""

from __future__ import annotations

from math import inf

import pytest

from agdb.errors import ProgrammeError, ScenarioError
from agdb.scenario.catalogue import KINDS, Owner
from agdb.scenario.reading import read_scenario

# What multiplies is neutral at 1, what is added, lost or moved is neutral at 0; half a floor and
# twice a ceiling is what side-entry may become where nothing is said.
FACTORS = {"vacancy-mapping", "vacancy-change", "stays"}
BETWEEN = {"side-entry-floor": 0.5, "side-entry-ceiling": 2.0}
# Stems of which no value above 1 can be: chances, shares and parts of a whole.
WHOLES = {
    "side-entry-floor", "rebound", "overlay-outside-trend", "coordination-loss", "substitution",
    "migrant-exit", "retirement", "labour-market-regions", "age-distribution",
    "level-distribution", "exit", "side-entry-ages", "other-graduate-ages", "green-demand",
    "green-supply", "region-distribution", "region-vacancies", "women", "women-entering",
    "completion", "dropout", "continues", "foreign", "stays", "enters", "entry-ages",
    "teacher-exit", "falls-on",
}  # fmt: skip
OTHER_BOUNDS = {
    "frictional-vacancies": (0.0, 0.5), "frictional-unemployment": (0.0, 0.5),
    "side-entry-ceiling": (1.0, inf), "full-time-hours": (1.0, 60.0), "hours": (1.0, 60.0),
    "pension-age": (50.0, 90.0), "upgrading": (-inf, inf), "employment-growth": (-inf, inf),
    "growth": (-0.5, 0.5), "intake-trend": (-0.5, 0.5), "side-entry-floor": (1e-9, 1.0),
}  # fmt: skip


def test_what_is_not_said_changes_nothing() -> None:
    neutral = {kind.stem: kind.neutral for kind in KINDS.values() if kind.neutral is not None}

    assert {stem for stem, value in neutral.items() if value == 1.0} == FACTORS
    assert {stem: value for stem, value in neutral.items() if value not in {0.0, 1.0}} == BETWEEN


def test_a_chance_or_share_is_at_most_one_and_nothing_is_below_its_least() -> None:
    bounds = {kind.stem: (kind.low, kind.high) for kind in KINDS.values()}
    usual = {stem: (0.0, 1.0 if stem in WHOLES else inf) for stem in bounds}

    assert bounds == usual | OTHER_BOUNDS


def test_a_parameter_is_required_or_optional_or_neutral_and_of_one_owner() -> None:
    assert {kind.owner for kind in KINDS.values()} == set(Owner)
    assert not [kind.stem for kind in KINDS.values() if kind.optional and kind.neutral is not None]
    required = {k.stem for k in KINDS.values() if not k.optional and k.neutral is None}
    assert required == {
        "retirement", "employed", "age-distribution", "exit", "side-entry-ages", "growth", "intake",
        "completion", "enters", "entry-ages", "jobs", "full-in", "falls-on",
    }  # fmt: skip


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("rebound: 0.3", "rebound: 1.01"),
        ("coordination-loss: 0.2", "coordination-loss: -0.01"),
        ("all.growth: 0.01", "all.growth: 0.51"),
        ("school.continues: 0.1", "school.continues: 1.5"),
        ("{3: 0.2, 4: 0.4, 5: 0.1}", "{3: 0.5, 4: 0.4, 5: 0.11}"),
    ],
)
def test_a_value_outside_of_its_bounds_is_refused(old: str, new: str, golden_text: str) -> None:
    assert old in golden_text

    with pytest.raises((ScenarioError, ProgrammeError), match=r"outside|sums to"):
        read_scenario({"golden.yaml": golden_text.replace(old, new)})


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("rebound: 0.3", "rebound: 1"),
        ("coordination-loss: 0.2", "coordination-loss: 0"),
        ("all.growth: 0.01", "all.growth: 0.5"),
        ("{3: 0.2, 4: 0.4, 5: 0.1}", "{3: 0.5, 4: 0.4, 5: 0.1}"),
    ],
)
def test_a_value_at_its_bound_is_taken(old: str, new: str, golden_text: str) -> None:
    assert read_scenario({"golden.yaml": golden_text.replace(old, new)}).id == "golden"
