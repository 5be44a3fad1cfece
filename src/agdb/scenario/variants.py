"""Other ways to reckon side by side with the main one; they are never mixed into the interval."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from agdb.scenario.answers import VariantResult
from agdb.scenario.headline import end_gaps, headlines

if TYPE_CHECKING:
    from agdb.scenario.run import Sample

MAIN: Final = "as-is"


def variant_table(those: Sample) -> list[VariantResult]:
    """The headline of the scenario as it stands and of each variant, on the same draws."""
    scenario = those.scenario
    main = headlines(*end_gaps(those), scenario)
    found = [VariantResult(MAIN, {}, "", main=True, headline=main)]
    for variant in scenario.variants:
        version = scenario.varied(variant)
        block = headlines(*end_gaps(those.under(version)), version)
        label, asks = dict(variant.label), variant.asks.value
        found.append(VariantResult(variant.id, label, asks, main=False, headline=block))
    return found
