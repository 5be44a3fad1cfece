"""How strong the evidence behind a number is, and what weak evidence costs it.

Grades follow the order of designs in policy evaluation: an experiment or strong quasi-experiment
that transfers (A), a quasi-experiment elsewhere (B), before/after (C), expert judgement (D), no
evidence (E). Grades C to E put part of the belief about a measure exactly at "no effect".
"""

from __future__ import annotations

from enum import StrEnum
from typing import Final


class Grade(StrEnum):
    """Evidence grade; `GIVEN` marks a stipulated number in a worked example."""

    A = "A"
    B = "B"
    C = "C"
    D = "D"
    E = "no evidence"
    GIVEN = "given"

    @property
    def spike_at_zero(self) -> float:
        """Prior probability that a measure of this grade does nothing at all.

        >>> Grade.E.spike_at_zero
        0.5
        """
        return _SPIKE[self]

    @property
    def strength(self) -> float:
        """From 0 (no evidence) to 1 (experiment); weighs the value of information.

        >>> Grade.B.strength
        0.75
        """
        return _STRENGTH[self]


_SPIKE: Final = {
    Grade.A: 0.0,
    Grade.B: 0.0,
    Grade.C: 0.2,
    Grade.D: 0.35,
    Grade.E: 0.5,
    Grade.GIVEN: 0.0,
}
_STRENGTH: Final = {
    Grade.A: 1.0,
    Grade.B: 0.75,
    Grade.C: 0.5,
    Grade.D: 0.25,
    Grade.E: 0.0,
    Grade.GIVEN: 1.0,
}
