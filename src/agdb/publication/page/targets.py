"""The targets that stand beside an indicator: whose they are, and whether they may judge it."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal

from agdb.programme.plan import Unit
from agdb.programme.target import Target
from agdb.publication.reading.reading import Reading
from agdb.publication.wording.language import Language
from agdb.publication.wording.quantity import Quantity
from agdb.statistics.number import printed


@dataclass(frozen=True, slots=True)
class Beside:
    """One target with its value in words; `judges` if it counts the same thing as the series."""

    target: Target
    value: str
    judges: bool


def targets_beside(reading: Reading) -> tuple[Beside, ...]:
    """Return the targets of the programme that name the indicator of `reading`."""
    return tuple(
        Beside(
            one,
            target_value(one, reading.programme.units[one.unit], reading.language),
            one.same_definition,
        )
        for one in reading.programme.targets.values()
        if one.indicator == reading.definition.id
    )


def target_value(target: Target, unit: Unit, language: Language) -> str:
    """Return the value as the target says it: nothing of it is rounded away."""
    ends = [target.value] if target.upper is None else [target.value, target.upper]
    decimals = max(len(printed(end).partition(".")[2]) for end in ends)
    quantity = Quantity(unit, decimals, language)
    last = quantity.full(Decimal(printed(ends[-1])))
    if target.upper is None:
        return last
    return language.say(
        "target.range", low=quantity.short(Decimal(printed(target.value))), high=last
    )
