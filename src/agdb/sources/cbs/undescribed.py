"""What can be said of a table of which the metadata were not recorded, and what cannot."""

from __future__ import annotations

import re
from typing import Final

from agdb.sources.cbs.metadata import DimensionRow

UNCOUNTED: Final = "the count of observations was not recorded, so nothing tells whether this is all"
_TIME: Final = re.compile(r"period(en|s|e)?|jaren|years", re.IGNORECASE)
_REGION: Final = re.compile(
    r"regio(?!.*kenmerken)|region|gemeente|provincie|landsde|woonplaats|wijkenenbuurten",
    re.IGNORECASE,
)


def described_dimension(identifier: str) -> DimensionRow:
    """Return the dimension that a column is, judged by its name alone.

    >>> described_dimension("RegioS").kind
    'GeoDimension'
    """
    kind = "Dimension"
    if _TIME.fullmatch(identifier):
        kind = "TimeDimension"
    elif _REGION.match(identifier):
        kind = "GeoDimension"
    return DimensionRow(identifier, identifier, kind)
