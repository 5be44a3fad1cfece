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
    OUTLOOK = "outlook"
    DEFINITION = "definition"


@dataclass(frozen=True, slots=True)
class FactPlace:
    """One fact of a release.

    `ident` is the indicator, the record as `money/pps-granted`, or the target; `part` tells which
    fact of it: region, period and codes of a value, or the name of a field.
    """

    kind: FactKind
    ident: str
    part: str

    def __str__(self) -> str:
        """The place as one line, as `record:money/pps-granted#amount`."""
        return f"{self.kind}:{self.ident}#{self.part}"


class Arithmetic(StrEnum):
    """What was done with the facts: nothing, counting them, or one step of arithmetic."""

    AS_IT_IS = "as-it-is"
    COUNT = "count"
    DIFFERENCE = "difference"
    PERCENT = "percent"
    SUM = "sum"
    PRODUCT = "product"


@dataclass(frozen=True, slots=True)
class Derivation:
    """The facts behind a number in the order of the arithmetic.

    A difference is the size of the first less the second, a percentage that difference in per cent
    of the second.
    """

    arithmetic: Arithmetic
    facts: tuple[FactPlace, ...]
