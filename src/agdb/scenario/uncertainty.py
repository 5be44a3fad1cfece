"""Which part of the uncertainty comes from where: data, parameters, demand shocks, policy.

The share of a set of sources is its closed index: the covariance between two runs that share the
draws of that set and nothing else, over the variance (Saltelli et al. 2010,
https://doi.org/10.1016/j.cpc.2009.09.018). Shares of different sets need not sum to 1; what is
missing is interaction.
"""

from __future__ import annotations

from enum import StrEnum
from typing import TYPE_CHECKING, Final

from agdb.scenario.draws import SHOCK, varying

if TYPE_CHECKING:
    from agdb.scenario.arrays import Array
    from agdb.scenario.scenario import Scenario


class UncertaintyOrigin(StrEnum):
    """Where a source of uncertainty belongs."""

    DATA = "data"
    PARAMETERS = "parameters"
    SHOCKS = "demand shocks"
    POLICY = "policy effect"


_DATA: Final = frozenset(
    {
        "employed",
        "vacancies",
        "vacancy-mapping",
        "unemployed",
        "age-distribution",
        "level-distribution",
        "hours",
        "employment-growth",
        "intake",
        "green-demand",
        "green-supply",
        "region-distribution",
        "region-vacancies",
        "labour-market-regions",
        "women",
    }
)
NOT_IN_THE_TOTAL: Final = frozenset(
    {
        "dropout",
        "green-demand",
        "green-supply",
        "labour-market-regions",
        "region-distribution",
        "region-vacancies",
        "substitution",
        "upgrading",
        "women",
        "women-entering",
    }
)
"""Parameters that spread the gap over parts or give it another unit, and leave its total alone."""

_SHOCKS: Final = frozenset({SHOCK, "common-shock"})


def origin(scenario: Scenario, name: str) -> UncertaintyOrigin:
    """The origin of the quantity called `name`."""
    if name in _SHOCKS:
        return UncertaintyOrigin.SHOCKS
    if name not in scenario.parameters:
        return UncertaintyOrigin.POLICY
    if name == "coordination-loss":
        return UncertaintyOrigin.POLICY
    return UncertaintyOrigin.DATA if stem_of(name) in _DATA else UncertaintyOrigin.PARAMETERS


def stem_of(name: str) -> str:
    """The name of a parameter without the group, programme or overlay it belongs to.

    >>> stem_of("ict.growth"), stem_of("rebound")
    ('growth', 'rebound')
    """
    return name.rpartition(".")[2]


def by_origin(scenario: Scenario) -> dict[UncertaintyOrigin, tuple[str, ...]]:
    """The varying quantities of each origin."""
    names = varying(scenario)
    return {o: tuple(n for n in names if origin(scenario, n) is o) for o in UncertaintyOrigin}


def assumed_base_data(scenario: Scenario) -> tuple[str, ...]:
    """Base-year figures without a source, which are drawn like the rest."""
    data = by_origin(scenario)[UncertaintyOrigin.DATA]
    return tuple(name for name in data if scenario.parameters[name].assumption)


def closed_index(first: Array, second: Array) -> float:
    """Share of the variance of `first` that the shared sources explain, cut to 0 and 1.

    `second` comes from runs that share those sources draw by draw. Without variance it is 0.
    """
    centre = (first.mean() + second.mean()) / 2
    variance = (first.var() + second.var()) / 2
    if variance == 0:
        return 0.0
    covariance = float(((first - centre) * (second - centre)).mean())
    return min(max(covariance / float(variance), 0.0), 1.0)
