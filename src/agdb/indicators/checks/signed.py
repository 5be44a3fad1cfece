"""Whether a measure is a change or a balance, so that it may go below zero and above a hundred."""

from __future__ import annotations

import re
from typing import Final

from agdb.statistics.structure import Measure

# The unit does not tell: CBS writes "%" for a share and for a growth alike, so its titles must.
_CHANGES: Final = re.compile(
    r"ontwikkeling|mutatie|verandering|groei|toename|afname|saldo|verschil|stemming|vertrouwen"
    r"|t\.o\.v\.|ten opzichte|change|growth|balance|difference|increase|deviation|per 1[ .]?000?",
    re.IGNORECASE,
)


def may_be_negative(measure: Measure) -> bool:
    """Whether title or groups of a measure say that it is a change, a balance or a ratio of rates.

    >>> from agdb.statistics.structure import UnitOrigin
    >>> may_be_negative(Measure("a", "Ontwikkeling in een jaar", "%", UnitOrigin.RECORDED))
    True
    """
    return any(_CHANGES.search(text) for text in (measure.title, *measure.group))
