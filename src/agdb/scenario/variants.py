"""Structural alternatives side by side; they are never mixed into the interval."""

from __future__ import annotations

from typing import TYPE_CHECKING

from agdb.scenario.draws import central, draw, varying
from agdb.scenario.headline import end_gaps, headline_of, headline_years

if TYPE_CHECKING:
    from agdb.scenario.scenario import Scenario


def variant_table(scenario: Scenario, *, draws: int, seed: int) -> list[dict[str, object]]:
    """The headline of the scenario as it stands and of each variant, on the same draws."""
    versions = [("as-is", {"nl": "Zoals opgegeven", "en": "As stated"}, scenario)]
    for variant in scenario.variants:
        label = dict(variant.label)
        versions.append((variant.id, label, scenario.fixing(dict(variant.fixed))))
    return [
        {"variant": name, "name": label, "headline": _headlines(version, draws=draws, seed=seed)}
        for name, label, version in versions
    ]


def _headlines(scenario: Scenario, *, draws: int, seed: int) -> list[dict[str, object]]:
    drawn = draw(scenario, draws=draws, seed=seed) if varying(scenario) else central(scenario)
    baseline, plan = end_gaps(scenario, drawn)
    size, first = scenario.structure.persons_per_unit, scenario.structure.base_year
    return [
        headline_of(baseline[:, year - first] * size, plan[:, year - first] * size, year=year)
        for year in headline_years(scenario)
    ]
