"""What a CBS dimension is, beyond what its `Kind` says: some must never be added up."""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import Final

from agdb.statistics.structure import DimensionKind

_PUBLISHED: Final = {
    "TimeDimension": DimensionKind.TIME,
    "GeoDimension": DimensionKind.REGION,
    "GeoDetail": DimensionKind.REGION,
}
# Some tables list regions in a dimension that is not marked as one: 85792NED.
_REGION: Final = re.compile(r"(NL|LD|PV|CR|CP|CS|AM|AR|ES|RE|GM|WK|BU)\d\w*")
_VALUE_OF_MARGINS: Final = "MW00000"  # beside it stand the bounds MOG0095 and MBG0095


def kind_of(identifier: str, published: str, codes: Iterable[tuple[str, str]]) -> DimensionKind:
    """Return the kind of a dimension from its identifier, its published kind and its codes.

    `codes` are pairs of code and title. Totals, sex, age and education stand one below the other in
    the dimensions that CBS calls "Kenmerken"; elsewhere titles such as "Geslacht: mannen" and
    "Leeftijd: 15 tot 25 jaar" tell that there are several facets. A dimension of margins holds a
    value with its bounds.

    >>> kind_of("Persoonskenmerken", "Dimension", [("10000", "Totaal")]).value
    'facets'
    >>> kind_of("Marges", "Dimension", [("MW00000", "Waarde")]).summable
    False
    """
    if published in _PUBLISHED:
        return _PUBLISHED[published]
    name = identifier.lower()
    pairs = list(codes)
    if name.startswith("marge") or any(code == _VALUE_OF_MARGINS for code, _ in pairs):
        return DimensionKind.MARGIN
    if name.startswith(("seizoen", "seasonal")):
        return DimensionKind.SEASONAL_ADJUSTMENT
    if pairs and all(_REGION.fullmatch(code) for code, _ in pairs):
        return DimensionKind.REGION
    heads = {head for _, title in pairs for head, colon, _ in [title.partition(": ")] if colon}
    if "kenmerken" in name or "characteristics" in name or len(heads) > 1:
        return DimensionKind.FACETS
    return DimensionKind.ORDINARY
