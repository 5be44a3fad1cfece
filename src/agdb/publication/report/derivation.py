"""Where a number of a paper comes from: the facts of a release behind it, and the arithmetic."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum


class FactKind(StrEnum):
    """In which part of a release a fact stands."""

    VALUE = "value"
    RECORD = "record"
    TARGET = "target"
    SCENARIO = "scenario"
    CHANCE = "chance"
    OUTCOME = "outcome"
    DEFINITION = "definition"


@dataclass(frozen=True, slots=True)
class FactPlace:
    """One fact of a release.

    `ident` is the indicator, the record as `money/pps-granted`, or the target; `part` tells which
    fact of it: region, period and codes of a value, the path to a field, the target of a chance.
    """

    kind: FactKind
    ident: str
    part: str = ""

    def __str__(self) -> str:
        """The place as one line, as `record:money/pps-granted#amount`."""
        return f"{self.kind}:{self.ident}#{self.part}"


class Arithmetic(StrEnum):
    """What was done with the facts."""

    AS_IT_IS = "as-it-is"
    COUNT = "count"
    PRODUCT = "product"
    STEPPED = "stepped"
    A_YEAR = "a-year"
    DAYS = "days"
    DIFFERENCE = "difference"
    SHARE = "share"
    GROWTH = "growth"
    MARGIN = "margin"


@dataclass(frozen=True, slots=True)
class Derivation:
    """The facts behind a number in the order of the arithmetic.

    What is stepped is rounded to the steps in which such numbers are printed, or is the difference
    of two that are. What is needed a year is the first, a target, less the second, a
    value, over the years between them. Days are those from a day to that of the release. A share is
    the first in per cent of the second, growth the difference in per cent of the second; both are
    rounded to one decimal. A margin is half the width of the 95 per cent interval around a value,
    by the rule of its survey in the programme.
    """

    arithmetic: Arithmetic
    facts: tuple[FactPlace, ...]
