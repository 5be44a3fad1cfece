"""The goals of an initiative, part by part: what the papers say, and what is missing."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal

from agdb.publication.edition import Link
from agdb.publication.page.registered.wording import RegisterWording
from agdb.publication.wording.language import raised
from agdb.register.initiative import Goal, Initiative


@dataclass(frozen=True, slots=True)
class GoalPart:
    """A part of a goal; `lacking` is the key of the word for a part that is not there."""

    name: str
    text: str
    lacking: str


@dataclass(frozen=True, slots=True)
class GoalTable:
    """A goal with its parts, and one sentence on whether it can be measured."""

    what: str
    parts: tuple[GoalPart, ...]
    answer: str


def goals(one: Initiative, said: RegisterWording) -> tuple[GoalTable, ...]:
    """Return the goals of an initiative, in their order."""
    return tuple(_table(goal, said) for goal in one.goals)


def _table(goal: Goal, said: RegisterWording) -> GoalTable:
    say = said.edition.language.say
    parts = tuple(
        GoalPart(say(f"goal.part.{name}"), _text(name, value, said), _lacking(value))
        for name, value in goal
        if name != "what"
    )
    gaps = sum(bool(part.lacking) for part in parts)
    key = "goal.measurable" if goal.measurable else "goal.not-measurable"
    return GoalTable(raised(said.words(goal.what)), parts, say(key, n=gaps, parts=len(parts)))


def _lacking(value: object) -> str:
    return value if isinstance(value, str) and value in {"missing", "unknown"} else ""


def _text(name: str, value: object, said: RegisterWording) -> str:
    if _lacking(value):
        return ""
    edition = said.edition
    if name == "owner":
        return said.organisation(str(value)).text
    if name == "unit":
        return said.words(edition.programme.units[str(value)].names)
    if name == "indicator":
        found = said.indicators([str(value)])
        return found[0].text if found else str(value)
    if isinstance(value, Decimal):
        exponent = value.as_tuple().exponent
        decimals = max(0, -exponent) if isinstance(exponent, int) else 0
        return edition.language.figure(value, decimals=decimals)
    return str(value)


def measured_by(one: Initiative, said: RegisterWording) -> tuple[Link, ...]:
    """Return the indicators that goals name, besides those that the initiative names itself."""
    named = (goal.indicator for goal in one.goals if goal.indicator != "missing")
    return said.indicators(dict.fromkeys((*one.indicators, *named)))
