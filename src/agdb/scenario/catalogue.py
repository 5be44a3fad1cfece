"""Every parameter the model knows: its shape, its bounds, and what its absence means.

The full name of a parameter is `<owner>.<stem>`, where the owner is a group, programme or overlay
of the scenario, or just `<stem>` for a parameter of the scenario as a whole.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING, Final

import numpy as np

if TYPE_CHECKING:
    from agdb.scenario.structure import ModelStructure


class Owner(StrEnum):
    """To what a parameter belongs."""

    SCENARIO = "scenario"
    GROUP = "group"
    PROGRAMME = "programme"
    OVERLAY = "overlay"


class ValueShape(StrEnum):
    """How the value of a parameter is written."""

    NUMBER = "one number"
    RATE_BY_AGE = "rates from an age onwards"
    SHARE_BY_AGE = "shares per age band that sum to 1"
    SHARE_BY_LEVEL = "shares per education level that sum to 1"
    SHARE_BY_REGION = "shares per region that sum to 1"
    SHARE_BY_GROUP = "shares per occupation group that sum to at most 1"
    BY_DURATION = "probabilities per year after intake that sum to at most 1"
    BY_YEAR = "values from a year onwards"


@dataclass(frozen=True, slots=True)
class ParameterKind:
    """One known parameter. `neutral` is the value that leaves its mechanism out; None: required."""

    stem: str
    owner: Owner
    shape: ValueShape = ValueShape.NUMBER
    low: float = 0.0
    high: float = np.inf
    neutral: float | None = None
    optional: bool = False


def _kinds() -> tuple[ParameterKind, ...]:
    whole, group, programme, overlay = Owner
    rest = np.inf
    return (
        ParameterKind("frictional-vacancies", whole, high=0.5, neutral=0.0),
        ParameterKind("frictional-unemployment", whole, high=0.5, neutral=0.0),
        ParameterKind("vacancy-mapping", whole, neutral=1.0),
        ParameterKind("vacancy-change", whole, neutral=1.0),
        ParameterKind("side-entry-response", whole, neutral=0.0),
        ParameterKind("side-entry-floor", whole, low=1e-9, high=1.0, neutral=0.5),
        ParameterKind("side-entry-ceiling", whole, low=1.0, neutral=2.0),
        ParameterKind("rebound", whole, high=1.0, neutral=0.0),
        ParameterKind("overlay-outside-trend", whole, high=1.0, neutral=0.0),
        ParameterKind("coordination-loss", whole, high=1.0, neutral=0.0),
        ParameterKind("common-shock", whole, neutral=0.0),
        ParameterKind("substitution", whole, high=1.0, neutral=0.0),
        ParameterKind("full-time-hours", whole, low=1.0, high=60.0, optional=True),
        ParameterKind("migrant-exit", whole, high=1.0, neutral=0.0),
        ParameterKind("retirement", whole, ValueShape.RATE_BY_AGE, high=1.0),
        ParameterKind("pension-age", whole, ValueShape.BY_YEAR, low=50.0, high=90.0, optional=True),
        ParameterKind(
            "labour-market-regions", whole, ValueShape.SHARE_BY_REGION, high=1.0, optional=True
        ),
        ParameterKind("employed", group),
        ParameterKind("vacancies", group, neutral=0.0),
        ParameterKind("unemployed", group, optional=True),
        ParameterKind("age-distribution", group, ValueShape.SHARE_BY_AGE, high=1.0),
        ParameterKind(
            "level-distribution", group, ValueShape.SHARE_BY_LEVEL, high=1.0, optional=True
        ),
        ParameterKind("upgrading", group, low=-rest, neutral=0.0),
        ParameterKind("exit", group, ValueShape.RATE_BY_AGE, high=1.0),
        ParameterKind("employment-growth", group, low=-rest, optional=True),
        ParameterKind("side-entry", group, optional=True),
        ParameterKind("side-entry-ages", group, ValueShape.SHARE_BY_AGE, high=1.0),
        ParameterKind("other-graduates", group, neutral=0.0),
        ParameterKind(
            "other-graduate-ages", group, ValueShape.SHARE_BY_AGE, high=1.0, optional=True
        ),
        ParameterKind("migrants", group, neutral=0.0),
        ParameterKind("growth", group, low=-0.5, high=0.5),
        ParameterKind("hours", group, low=1.0, high=60.0, optional=True),
        ParameterKind("green-demand", group, high=1.0, optional=True),
        ParameterKind("green-supply", group, high=1.0, optional=True),
        ParameterKind(
            "region-distribution", group, ValueShape.SHARE_BY_REGION, high=1.0, optional=True
        ),
        ParameterKind(
            "region-vacancies", group, ValueShape.SHARE_BY_REGION, high=1.0, optional=True
        ),
        ParameterKind("women", group, high=1.0, optional=True),
        ParameterKind("women-entering", group, high=1.0, optional=True),
        ParameterKind("intake", programme),
        ParameterKind("intake-trend", programme, low=-0.5, high=0.5, neutral=0.0),
        ParameterKind("completion", programme, ValueShape.BY_DURATION, high=1.0),
        ParameterKind("dropout", programme, ValueShape.BY_DURATION, high=1.0, optional=True),
        ParameterKind("continues", programme, high=1.0, neutral=0.0),
        ParameterKind("foreign", programme, high=1.0, neutral=0.0),
        ParameterKind("stays", programme, high=1.0, neutral=1.0),
        ParameterKind("enters", programme, ValueShape.SHARE_BY_GROUP, high=1.0),
        ParameterKind("entry-ages", programme, ValueShape.SHARE_BY_AGE, high=1.0),
        ParameterKind("places-per-teacher", programme, optional=True),
        ParameterKind("teachers", programme, optional=True),
        ParameterKind("teacher-entry", programme, neutral=0.0),
        ParameterKind("teacher-exit", programme, high=1.0, neutral=0.0),
        ParameterKind("jobs", overlay),
        ParameterKind("full-in", overlay),
        ParameterKind("counted-from", overlay, optional=True),
        ParameterKind("falls-on", overlay, ValueShape.SHARE_BY_GROUP, high=1.0),
    )


KINDS: Final = {(kind.owner, kind.stem): kind for kind in _kinds()}


def known_names(structure: ModelStructure) -> dict[str, ParameterKind]:
    """Full name to kind, for every parameter this structure can have."""
    owners = {
        Owner.SCENARIO: ("",),
        Owner.GROUP: structure.groups,
        Owner.PROGRAMME: tuple(p.id for p in structure.programmes),
        Owner.OVERLAY: structure.overlays,
    }
    return {
        f"{owner}.{kind.stem}" if owner else kind.stem: kind
        for kind in KINDS.values()
        for owner in owners[kind.owner]
    }
