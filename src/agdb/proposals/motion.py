"""The case of a motion, as a motion: its number, who moved it, and how it was voted.

What it asks stands in its paper, not in these data. Whether it was carried out is nobody's field.
"""

from __future__ import annotations

import re
from enum import StrEnum
from typing import Final

from agdb.proposals.suggestion import Context, Suggestion, Words, evidence, filled, iso
from agdb.register.entry import Seen
from agdb.register.fields import Fields
from agdb.register.paper import DOSSIER, MotionResult
from agdb.sources.service_record import MotionCase, Paper, Ruling, ServiceRecord

_DECIDED: Final = "Besluit"
_SEATS: Final = 150


class MotionOutcome(StrEnum):
    """What a decision did with a motion; `nothing` of one that only put it off."""

    CARRIED = MotionResult.CARRIED.value
    REJECTED = MotionResult.REJECTED.value
    ADJOURNED = MotionResult.ADJOURNED.value
    WITHDRAWN = MotionResult.WITHDRAWN.value
    LAPSED = MotionResult.LAPSED.value
    NOTHING = "nothing"


class Counting(StrEnum):
    """What a row of a vote stands for: a party with all its seats, or one member."""

    PARTIES = "parties"
    MEMBERS = "members"


class Choice(StrEnum):
    """What was voted."""

    FOR = "for"
    AGAINST = "against"
    ABSENT = "absent"


def from_motion(facts: MotionCase, record: ServiceRecord, context: Context) -> Suggestion:
    """Return what the case of a motion says; it is the motion of its dossier and number."""
    words = Words(context.door)
    notes: list[str] = []
    paper = _paper(facts, notes)
    some = context.register.motions
    cited = None if paper is None else paper.identifier
    known = context.known_in(
        some, (one.id for one in some.values() if cited and one.paper == cited)
    )
    advice = words.text("Kabinetsappreciatie", facts.advice) if facts.advice else None
    result, vote = _decision(facts, words, notes)
    both = filled(
        result=result,
        vote=vote,
        advice=_in_languages(facts.advice, advice, context) if advice else None,
    )
    fields: Fields = (
        {"day": "unknown", "result": "unknown"}
        | both
        | filled(
            title=context.words(facts.title) if facts.title else None,
            movers=list(facts.movers),
            dossier=None if paper is None else paper.dossier,
            number=None if paper is None else paper.sequence,
            **({"day": iso(paper.day)} if paper is not None and paper.day is not None else {}),
        )
    )
    notes.append("what it asks stands in its paper: read it, and write it into requests")
    return Suggestion(
        "motions",
        (cited or f"motie-{facts.number}").lower(),
        known,
        fields,
        both,
        evidence(record, seen=Seen.PART),
        words.unrecognised,
        tuple(notes),
    )


def _paper(facts: MotionCase, notes: list[str]) -> Paper | None:
    """The one paper of the motion itself that has a number in a dossier."""
    found = [
        one
        for one in facts.papers
        if one.kind.startswith("Motie")
        and one.sequence is not None
        and re.fullmatch(DOSSIER, one.dossier)
    ]
    if len(found) == 1:
        return found[0]
    notes.append(
        f"{len(found)} of its papers are a motion with a number in a dossier: find dossier and"
        " number yourself"
    )
    return None


def _decision(
    facts: MotionCase, words: Words, notes: list[str]
) -> tuple[str | None, Fields | None]:
    """The result and vote of the one decision that settled it; of several nothing is chosen."""
    settled: list[tuple[MotionOutcome, Ruling]] = []
    for ruling in facts.rulings:
        if ruling.status != _DECIDED or not ruling.kind:
            continue
        outcome = words.one_of("BesluitSoort", ruling.kind, MotionOutcome)
        if outcome is not None and outcome is not MotionOutcome.NOTHING:
            settled.append((outcome, ruling))
    if len(settled) > 1:
        notes.append(f"it was decided {len(settled)} times: choose the one that holds")
    if len(settled) != 1:
        return None, None
    outcome, ruling = settled[0]
    return outcome.value, _vote(ruling, words, notes) if ruling.ballots else None


def _vote(ruling: Ruling, words: Words, notes: list[str]) -> Fields | None:
    way = words.one_of("StemmingsSoort", ruling.way_of_voting, Counting)
    votes = [(words.one_of("Stemming.Soort", one.choice, Choice), one) for one in ruling.ballots]
    if way is None or any(choice is None for choice, _ in votes):
        return None
    if any(ballot.mistake for ballot in ruling.ballots):
        notes.append("a party said afterwards that it had voted by mistake; the vote stands")
    if way is Counting.PARTIES and any(ballot.seats is None for _, ballot in votes):
        notes.append("a party of the vote has no number of seats: the vote is not counted")
        return None

    def seats(wanted: Choice) -> int:
        rows = [ballot for choice, ballot in votes if choice is wanted]
        return len(rows) if way is Counting.MEMBERS else sum(one.seats or 0 for one in rows)

    counted = {"seats_for": seats(Choice.FOR), "seats_against": seats(Choice.AGAINST)}
    if sum(counted.values()) > _SEATS:
        notes.append(f"the rows of the vote add up to more than {_SEATS} seats: it is not counted")
        return None
    return counted | ({"show_of_hands": False} if way is Counting.MEMBERS else {})


def _in_languages(word: str, means: str, context: Context) -> Fields:
    """The word of the service, and its translation from the table for the other language."""
    others = [one for one in context.languages if one != context.door.language]
    return {context.door.language: word} | ({others[0]: means} if len(others) == 1 else {})
