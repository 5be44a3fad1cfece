"""The whole programme, read and checked: the one object that the floors above are given."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property

from agdb.programme.classification import Classification
from agdb.programme.indicator import Indicator
from agdb.programme.initiative import Initiative
from agdb.programme.plan import Plan, Region, Unit
from agdb.programme.source import Source


@dataclass(frozen=True)
class Programme:
    """Everything in the programme folder, each kind by its id and in the order of the files.

    `texts` holds markdown by language and page name. `figures` holds the bytes of the embedded
    figures by the path that a source names. `hash` is the SHA-256 over all files.
    """

    plan: Plan
    units: Mapping[str, Unit]
    regions: Mapping[str, Region]
    sources: Mapping[str, Source]
    classifications: Mapping[str, Classification]
    indicators: Mapping[str, Indicator]
    initiatives: Mapping[str, Initiative]
    texts: Mapping[str, Mapping[str, str]]
    figures: Mapping[str, bytes]
    hash: str

    @cached_property
    def by_pillar(self) -> Mapping[str, tuple[Indicator, ...]]:
        """The indicators of each pillar, in reading order."""
        return {
            pillar.id: tuple(
                sorted(
                    (i for i in self.indicators.values() if i.pillar == pillar.id),
                    key=lambda i: (i.order, i.catalogue, i.id),
                )
            )
            for pillar in self.plan.pillars
        }
