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
    from agdb.scenario.structure import Structure


class Owner(StrEnum):
    """To what a parameter belongs."""

    SCENARIO = "scenario"
    GROUP = "group"
    PROGRAMME = "programme"
    OVERLAY = "overlay"


class Shape(StrEnum):
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
class Kind:
    """One known parameter. `neutral` is the value that leaves its mechanism out; None: required."""

    stem: str
    owner: Owner
    shape: Shape = Shape.NUMBER
    low: float = 0.0
    high: float = np.inf
    neutral: float | None = None
    optional: bool = False


def _kinds() -> tuple[Kind, ...]:
    whole, group, programme, overlay = Owner
    rest = np.inf
    return (
        Kind("frictional-vacancies", whole, high=0.5, neutral=0.0),
        Kind("frictional-unemployment", whole, high=0.5, neutral=0.0),
        Kind("vacancy-mapping", whole, neutral=1.0),
        Kind("vacancy-change", whole, neutral=1.0),
        Kind("side-entry-response", whole, neutral=0.0),
        Kind("side-entry-floor", whole, low=1e-9, high=1.0, neutral=0.5),
        Kind("side-entry-ceiling", whole, low=1.0, neutral=2.0),
        Kind("rebound", whole, high=1.0, neutral=0.0),
        Kind("overlay-outside-trend", whole, high=1.0, neutral=0.0),
        Kind("coordination-loss", whole, high=1.0, neutral=0.0),
        Kind("common-shock", whole, neutral=0.0),
        Kind("substitution", whole, high=1.0, neutral=0.0),
        Kind("full-time-hours", whole, low=1.0, high=60.0, optional=True),
        Kind("migrant-exit", whole, high=1.0, neutral=0.0),
        Kind("retirement", whole, Shape.RATE_BY_AGE, high=1.0),
        Kind("pension-age", whole, Shape.BY_YEAR, low=50.0, high=90.0, optional=True),
        Kind("labour-market-regions", whole, Shape.SHARE_BY_REGION, high=1.0, optional=True),
        Kind("employed", group),
        Kind("vacancies", group, neutral=0.0),
        Kind("unemployed", group, optional=True),
        Kind("age-distribution", group, Shape.SHARE_BY_AGE, high=1.0),
        Kind("level-distribution", group, Shape.SHARE_BY_LEVEL, high=1.0, optional=True),
        Kind("upgrading", group, low=-rest, neutral=0.0),
        Kind("exit", group, Shape.RATE_BY_AGE, high=1.0),
        Kind("employment-growth", group, low=-rest, optional=True),
        Kind("side-entry", group, optional=True),
        Kind("side-entry-ages", group, Shape.SHARE_BY_AGE, high=1.0),
        Kind("other-graduates", group, neutral=0.0),
        Kind("other-graduate-ages", group, Shape.SHARE_BY_AGE, high=1.0, optional=True),
        Kind("migrants", group, neutral=0.0),
        Kind("growth", group, low=-0.5, high=0.5),
        Kind("hours", group, low=1.0, high=60.0, optional=True),
        Kind("green-demand", group, high=1.0, optional=True),
        Kind("green-supply", group, high=1.0, optional=True),
        Kind("region-distribution", group, Shape.SHARE_BY_REGION, high=1.0, optional=True),
        Kind("region-vacancies", group, Shape.SHARE_BY_REGION, high=1.0, optional=True),
        Kind("women", group, high=1.0, optional=True),
        Kind("women-entering", group, high=1.0, optional=True),
        Kind("intake", programme),
        Kind("intake-trend", programme, low=-0.5, high=0.5, neutral=0.0),
        Kind("completion", programme, Shape.BY_DURATION, high=1.0),
        Kind("dropout", programme, Shape.BY_DURATION, high=1.0, optional=True),
        Kind("continues", programme, high=1.0, neutral=0.0),
        Kind("foreign", programme, high=1.0, neutral=0.0),
        Kind("stays", programme, high=1.0, neutral=1.0),
        Kind("enters", programme, Shape.SHARE_BY_GROUP, high=1.0),
        Kind("entry-ages", programme, Shape.SHARE_BY_AGE, high=1.0),
        Kind("places-per-teacher", programme, optional=True),
        Kind("teachers", programme, optional=True),
        Kind("teacher-entry", programme, neutral=0.0),
        Kind("teacher-exit", programme, high=1.0, neutral=0.0),
        Kind("jobs", overlay),
        Kind("full-in", overlay),
        Kind("counted-from", overlay, optional=True),
        Kind("falls-on", overlay, Shape.SHARE_BY_GROUP, high=1.0),
    )


KINDS: Final = {(kind.owner, kind.stem): kind for kind in _kinds()}


def known_names(structure: Structure) -> dict[str, Kind]:
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
