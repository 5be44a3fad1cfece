"""Of which measures the parts add up to the whole, apart from rounding."""

from __future__ import annotations

import re
from typing import Final

from agdb.indicators.checks.data import Data
from agdb.statistics.identifier import sql_text
from agdb.statistics.structure import DimensionKind

ADDED: Final = ("count", "money")
"""Kinds of unit of which parts add up; a share, an index or a rate has no parts that do."""

PARTITION: Final = 0.75
"""Parts that add up in fewer cells than this overlap or leave something out: they are no parts."""

_NOT_ADDITIVE: Final = re.compile(
    r"volume|kettin|chain|prijzen van|prijsniveau|gecorrigeerd|adjusted|gemiddeld|average|mediaan"
    r"|median|per inwoner|per capita|afgerond|rounded",
    re.IGNORECASE,
)
_ADJUSTED: Final = re.compile(r"gecorrigeerd|adjusted", re.IGNORECASE)
_UNADJUSTED: Final = re.compile(r"\bniet\b|\bnot\b|ongecorrigeerd|unadjusted", re.IGNORECASE)


def additive_measures(data: Data) -> list[str]:
    """Return the measures looked at whose parts add up.

    Not those in prices of another year (chain-linked volumes do not add up by construction; System
    of National Accounts 2008, 15.58), seasonally adjusted, averaged or rounded ones.
    """
    named = {name: (m.title, *m.group) for name, m in data.structure.measure_by_id.items()}
    return [
        name
        for name in data.of_kind(*ADDED)
        if not any(_NOT_ADDITIVE.search(text) for text in named[name])
    ]


def unadjusted(data: Data) -> str:
    """Return the condition that leaves seasonally adjusted observations out."""
    conditions = [
        f'"{dimension.id}" not in ({", ".join(sql_text(code) for code in adjusted)})'
        for dimension in data.structure.dimensions
        if dimension.kind is DimensionKind.SEASONAL_ADJUSTMENT
        and (adjusted := [c.id for c in dimension.codes if _is_adjusted(c.title)])
    ]
    return " and ".join(conditions) or "1 = 1"


def _is_adjusted(title: str) -> bool:
    """Whether a title says adjusted, and not unadjusted."""
    return bool(_ADJUSTED.search(title)) and not _UNADJUSTED.search(title)
