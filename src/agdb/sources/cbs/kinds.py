"""What a CBS dimension is, beyond what its `Kind` says: some must never be added up."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Final

from agdb.statistics.structure import DimensionKind

_PUBLISHED: Final = {
    "TimeDimension": DimensionKind.TIME,
    "GeoDimension": DimensionKind.REGION,
    "GeoDetail": DimensionKind.REGION,
}
_VALUE_OF_MARGINS: Final = "MW00000"  # beside it stand the bounds MOG0095 and MBG0095


def kind_of(identifier: str, published: str, codes: Iterable[str]) -> DimensionKind:
    """Return the kind of a dimension from its identifier, its published kind and its codes.

    Totals, sex, age and education stand one below the other in the dimensions that CBS calls
    "Kenmerken", and a dimension of margins holds a value with its bounds.

    >>> kind_of("Persoonskenmerken", "Dimension", ["10000"]).value
    'facets'
    >>> kind_of("Marges", "Dimension", ["MW00000", "MOG0095"]).summable
    False
    """
    if published in _PUBLISHED:
        return _PUBLISHED[published]
    name = identifier.lower()
    if name == "marges" or _VALUE_OF_MARGINS in codes:
        return DimensionKind.MARGIN
    if name.startswith(("seizoen", "seasonal")):
        return DimensionKind.SEASONAL_ADJUSTMENT
    if "kenmerken" in name or "characteristics" in name:
        return DimensionKind.FACETS
    return DimensionKind.ORDINARY
