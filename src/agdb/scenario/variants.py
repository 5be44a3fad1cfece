"""Structural alternatives side by side; they are never mixed into the interval."""

from __future__ import annotations

from typing import TYPE_CHECKING

from agdb.scenario.doorrekening import compute
from agdb.scenario.headline import headline, headline_years

if TYPE_CHECKING:
    from agdb.scenario.scenario import Scenario


def variant_table(scenario: Scenario, *, draws: int, seed: int) -> list[dict[str, object]]:
    """The headline of the scenario as it stands and of each variant, on the same draws."""
    versions = [("as-is", {"nl": "Zoals opgegeven", "en": "As stated"}, scenario)]
    for variant in scenario.variants:
        label = {"nl": variant.label.nl, "en": variant.label.en}
        versions.append((variant.id, label, scenario.fixing(dict(variant.fixed))))
    table: list[dict[str, object]] = []
    for name, label, version in versions:
        result = compute(version, draws=draws, seed=seed)
        years = [headline(result, year) for year in headline_years(version)]
        table.append({"variant": name, "name": label, "headline": years})
    return table
