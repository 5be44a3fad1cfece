"""What changed of the figures and judgements of a release, in words."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal
from typing import Final

from agdb.publication.edition import Edition, Link
from agdb.publication.reading.reading import Reading
from agdb.publication.wording.period import period_name
from agdb.results.release_changes import ReleaseChanges, RevisedValue
from agdb.statistics.period import Period

SHOWN: Final = 40
"""So many revised figures are listed; the command has them all."""


@dataclass(frozen=True, slots=True)
class NewFigures:
    """An indicator with its newest period before and now."""

    indicator: Link
    was: str
    now: str
    count: int


@dataclass(frozen=True, slots=True)
class RevisedFigure:
    """A figure that is another one now. `loud` tells that it moved further than is usual."""

    indicator: Link
    of: str
    period: str
    was: str
    now: str
    moved: str
    usual: str
    loud: bool
    reasons: str


@dataclass(frozen=True, slots=True)
class RevisedFigures:
    """The revised figures in front of their indicators, and how many others there are."""

    rows: tuple[RevisedFigure, ...]
    others: int


@dataclass(frozen=True, slots=True)
class OtherDefinition:
    """An indicator that is defined otherwise, and in what."""

    indicator: Link
    parts: str


@dataclass(frozen=True, slots=True)
class OtherJudgement:
    """A judgement that moved: from what to what, and what is new since then."""

    indicator: Link
    of: str
    target: str
    was: str
    now: str
    why: str


def new_figures(edition: Edition, changes: ReleaseChanges) -> tuple[NewFigures, ...]:
    """Return the indicators with new periods, in the order of the programme."""
    language = edition.language

    def name(text: str) -> str:
        return period_name(Period.parse(text), language)

    return tuple(
        NewFigures(
            edition.link(edition.readings[one.indicator]),
            name(one.newest),
            name(max((one.newest, *one.periods), key=lambda text: Period.parse(text).end)),
            len(one.periods),
        )
        for one in changes.periods
    )


def revisions(edition: Edition, changes: ReleaseChanges) -> RevisedFigures:
    """Return what was revised of the figures in front, what moved unusually far first."""
    front = [one for one in changes.revised if _in_front(edition.readings[one.indicator], one)]
    ranked = sorted(front, key=lambda one: not one.unusual)
    rows = tuple(_revision(edition, one) for one in ranked[:SHOWN])
    return RevisedFigures(rows, len(changes.revised) - len(rows))


def _in_front(reading: Reading, one: RevisedValue) -> bool:
    return any((one.region, one.breakdown) == (s.region, s.member) for s in reading.headlines)


def _revision(edition: Edition, one: RevisedValue) -> RevisedFigure:
    reading, say = edition.readings[one.indicator], edition.language.say
    quantity = reading.quantity

    def shown(number: float | None) -> str:
        if number is None:
            return say("changes.not-published")
        return quantity.full(quantity.round(number))

    usual = say("changes.usual.unknown")
    if one.usual is not None:
        usual = say("changes.usual", size=quantity.difference(quantity.round(one.usual)))
    both = one.was is not None and one.became is not None
    moved = quantity.round(one.became or 0.0) - quantity.round(one.was or 0.0) if both else None
    return RevisedFigure(
        indicator=edition.link(reading),
        of=reading.names.member(reading.definition, one.breakdown),
        period=period_name(Period.parse(one.period), edition.language),
        was=shown(one.was),
        now=shown(one.became),
        moved="" if moved is None else _moved(reading, moved),
        usual=usual,
        loud=bool(one.unusual),
        reasons=edition.language.listing([say(f"reason.{reason}") for reason in one.reasons]),
    )


def _moved(reading: Reading, moved: Decimal) -> str:
    """How far the printed figures lie apart, and in which direction."""
    if not moved:
        return reading.language.say("changes.same")
    key = "changes.up" if moved > 0 else "changes.down"
    return reading.language.say(key, size=reading.quantity.difference(moved))


def other_definitions(edition: Edition, changes: ReleaseChanges) -> tuple[OtherDefinition, ...]:
    """Return the indicators that are defined otherwise."""
    language = edition.language
    return tuple(
        OtherDefinition(
            edition.link(edition.readings[one.indicator]),
            language.listing([language.say(f"changes.part.{part}") for part in one.parts]),
        )
        for one in changes.definitions
    )


def other_judgements(edition: Edition, changes: ReleaseChanges) -> Iterator[OtherJudgement]:
    """Yield the judgements that moved."""
    say = edition.language.say
    for one in changes.statuses:
        reading = edition.readings[one.indicator]
        target = edition.programme.targets.get(one.target)
        yield OtherJudgement(
            indicator=edition.link(reading),
            of=reading.names.member(reading.definition, one.breakdown),
            target=one.target if target is None else edition.language.words(target.names),
            was=say(f"track.status.{one.was}"),
            now=say(f"track.status.{one.became}"),
            why=say(f"track.cause.{one.cause}"),
        )
