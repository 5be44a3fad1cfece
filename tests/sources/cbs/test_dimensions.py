"""Dimensions of which nobody may add up the members are marked."""

from __future__ import annotations

import pytest

from agdb.sources.cbs.dimensions import kind_of
from agdb.statistics.structure import DimensionKind


@pytest.mark.parametrize(
    ("identifier", "published", "codes", "kind"),
    [
        ("Perioden", "TimeDimension", [], DimensionKind.TIME),
        ("RegioS", "GeoDimension", [], DimensionKind.REGION),
        ("WijkenEnBuurten", "GeoDetail", [], DimensionKind.REGION),
        ("Marges", "Dimension", [], DimensionKind.MARGIN),
        (
            "Waarden",
            "Dimension",
            [("MW00000", "Waarde"), ("MOG0095", "Ondergrens")],
            DimensionKind.MARGIN,
        ),
        (
            "SeizoenEnWerkdagcorrectie",
            "Dimension",
            [("A042501", "Oorspronkelijk")],
            DimensionKind.SEASONAL_ADJUSTMENT,
        ),
        ("Persoonskenmerken", "Dimension", [("10000", "Totaal")], DimensionKind.FACETS),
        ("KenmerkenVanBedrijven", "Dimension", [], DimensionKind.FACETS),
        ("Geslacht", "Dimension", [("T001038", "Totaal")], DimensionKind.ORDINARY),
    ],
)
def test_the_kind_follows_from_name_published_kind_and_codes(
    identifier: str, published: str, codes: list[tuple[str, str]], kind: DimensionKind
) -> None:
    assert kind_of(identifier, published, codes) is kind
