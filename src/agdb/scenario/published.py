"""Published figures that stand beside ours: read as they are, checked, never repaired."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from agdb.scenario.quantity import Words

_CLASSES: Final = (
    (0.85, "very good"),
    (1.00, "good"),
    (1.05, "fair"),
    (1.15, "moderate"),
)


def ita_class(indicator: float) -> str:
    """Prospects of newcomers by ROA's ITA, supply over demand for newcomers in six years.

    Classes: https://arbeidsmarktinzicht.nl/content/states/index/99270?region=4&sector=45

    >>> ita_class(1.06)
    'moderate'
    """
    return next((word for bound, word in _CLASSES if indicator <= bound), "poor")


@dataclass(frozen=True, slots=True)
class Claim:
    """A published total with its published parts.

    >>> Claim("eib", {}, "", "thousand", 94, (("school", 52), ("side-entry", 34))).unexplained
    8
    """

    id: str
    label: Words
    source: str
    unit: str
    total: float
    parts: tuple[tuple[str, float], ...]

    @property
    def unexplained(self) -> float:
        """What the parts leave of the total; anything but 0 is shown, not smoothed away."""
        return self.total - sum(amount for _, amount in self.parts)


def claim_table(claims: tuple[Claim, ...]) -> list[dict[str, object]]:
    """Every claim with what it leaves unexplained, as plain data."""
    return [
        {
            "id": claim.id,
            "name": dict(claim.label),
            "source": claim.source,
            "unit": claim.unit,
            "total": claim.total,
            "parts": dict(claim.parts),
            "unexplained": claim.unexplained,
            "adds_up": abs(claim.unexplained) < 1e-9 * max(abs(claim.total), 1.0),
        }
        for claim in claims
    ]
