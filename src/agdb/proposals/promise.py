"""A promise in the register of the clerk's office, as a commitment.

The service has no deadline: `DatumNakoming` is the day on which a promise was met, and a term
stands in the text. Which words of the text are the term is for a person to say.
"""

from __future__ import annotations

from datetime import date
from typing import Any

from agdb.proposals.suggestion import Context, Suggestion, Words, evidence, filled, iso
from agdb.register.entry import Seen
from agdb.register.fields import Fields, fields_of
from agdb.register.paper import Commitment
from agdb.register.states import COMMITMENT, CommitmentState
from agdb.register.terms import deadline
from agdb.sources.service_record import Promise, ServiceRecord

_ANSWERED = frozenset({CommitmentState.ANSWERED, CommitmentState.FULFILLED, CommitmentState.PARTLY})


def from_promise(facts: Promise, record: ServiceRecord, context: Context) -> Suggestion:
    """Return what a promise says; it is the commitment of its number."""
    words = Words(context.door)
    state = words.one_of("Status", facts.status, CommitmentState)
    ministry = context.door.meaning("Ministerie", facts.ministry)
    some = context.register.commitments
    known = context.known_in(some, (one.id for one in some.values() if one.number == facts.number))
    letters, absent = _letters(facts, context)
    common = filled(number=facts.number, source_state=facts.status, answered_by=letters)
    made_to = context.door.made_to
    fields = common | filled(
        kind="oral",
        text=context.words(facts.text),
        made_by=context.words(facts.function) if facts.function else None,
        ministry=[ministry] if ministry else None,
        made_to=dict(made_to) if made_to else None,
        occasion=context.words(facts.activity) if facts.activity else "unknown",
        day=iso(facts.day) or "unknown",
        history=_history(state, facts, record, context.day),
        **_related(facts, context),
    )
    updates = dict(common)
    notes = [*absent, *_notes(facts, ministry, context)]
    if known is not None and state is not None:
        history, refusal = _next(some[known], state, facts, record, context.day)
        answers = dict.fromkeys((*some[known].answered_by, *letters))
        updates |= filled(history=history, answered_by=list(answers))
        notes += [refusal] if refusal else []
    return Suggestion(
        "commitments",
        facts.number.lower(),
        known,
        fields,
        updates,
        evidence(record, seen=Seen.WHOLE),
        words.unrecognised,
        tuple(notes),
    )


def _history(
    state: CommitmentState | None, facts: Promise, record: ServiceRecord, day: date
) -> list[Fields] | None:
    """The way from the promise to its state; where a day is not told it held by the last one."""
    if state is None:
        return None
    begun: Fields = {"state": "open", "since": iso(facts.day or record.changed or day)}
    if facts.day is None:
        begun["already"] = True
    return [begun] if state is CommitmentState.OPEN else [begun, _step(state, facts, record, day)]


def _step(state: CommitmentState, facts: Promise, record: ServiceRecord, day: date) -> Fields:
    met = facts.fulfilled if state in _ANSWERED else None
    step: Fields = {"state": state.value, "since": iso(met or record.changed or day)}
    if met is None:
        step["already"] = True
    return step


def _next(
    known: Commitment, state: CommitmentState, facts: Promise, record: ServiceRecord, day: date
) -> tuple[list[Any] | None, str]:
    """The history with one step more, if that is a move; what nobody moved has none."""
    if known.state is state:
        return None, ""
    if not COMMITMENT.may(known.state, state):
        return None, (
            f"the register has it as {known.state.value!r}, and the service as {facts.status!r}:"
            " a promise never goes that way; see which is right"
        )
    return [*fields_of(known)["history"], _step(state, facts, record, day)], ""


def _letters(facts: Promise, context: Context) -> tuple[list[str], list[str]]:
    """The documents of the register that answer it, and a note of each letter that is not there."""
    found, notes = [], []
    for letter in facts.letters:
        ident = context.document(letter)
        if ident is None:
            notes.append(
                f"answered by {letter.identifier}, which is not in documents: add it first"
            )
        else:
            found.append(ident)
    return found, notes


def _related(facts: Promise, context: Context) -> Fields:
    """The commitments of the register that it repeats, changes or supplements."""
    ids = {one.number: one.id for one in context.register.commitments.values() if one.number}
    return {
        name: next((ids[number] for number in numbers if number in ids), None)
        for name, numbers in (
            ("repeats", facts.repeats),
            ("changes", facts.changes),
            ("supplements", facts.supplements),
        )
    }


def _notes(facts: Promise, ministry: str | None, context: Context) -> list[str]:
    notes = []
    if facts.ministry and ministry is None:
        notes.append(f"the ministry is {facts.ministry!r}: it has no row in doors.yaml")
    if facts.parties or facts.persons:
        to = [*facts.parties, *(["others"] if facts.persons else [])]
        notes.append(f"made to {', '.join(to)}")
    term = deadline(facts.text, said=facts.day) if facts.day is not None else None
    if term is not None:
        notes.append(
            f"the text may hold a term ({term.rule}, {term.day.isoformat()}): write its words into"
            " term"
        )
    others = (*facts.repeats, *facts.changes, *facts.supplements)
    absent = {*others} - {one.number for one in context.register.commitments.values()}
    notes += [f"it belongs to {number}, which is not in commitments" for number in sorted(absent)]
    return notes
