"""Days of the register: amounts, results, papers, states, meetings and promises, oldest first."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from agdb.publication.edition import Link
from agdb.publication.page.registered.amounts import in_words
from agdb.publication.page.registered.results import counted
from agdb.publication.page.registered.wording import RegisterWording
from agdb.publication.wording.language import raised
from agdb.register.entry import Entry
from agdb.register.meeting import Decision, Meeting
from agdb.register.moment import first_day, last_day
from agdb.register.money import Money
from agdb.register.paper import Commitment, Document, Motion
from agdb.register.party import Body
from agdb.register.result import Result


@dataclass(frozen=True, slots=True)
class RegisterEvent:
    """What happened at a moment; `moment` is as sure as it is known."""

    moment: str
    when: str
    text: str
    link: Link | None
    kind: str


def events(records: Iterable[Entry], said: RegisterWording) -> tuple[RegisterEvent, ...]:
    """Return the events of these records, oldest first; what has no moment is in none."""
    found = [event for one in records for event in _events(one, said)]
    return tuple(sorted(found, key=lambda one: (last_day(one.moment), first_day(one.moment))))


def _events(one: Entry, said: RegisterWording) -> Iterator[RegisterEvent]:
    say = said.edition.language.say
    match one:
        case Money() if not one.unread:
            link = said.initiative(one.initiative) if one.initiative else None
            yield _event(one.as_of, raised(in_words(one, said)), link, "money", said)
        case Result() if not one.unread:
            text = f"{raised(counted(one, said))} ({said.code('result', one.kind)})"
            yield _event(one.as_of, text, None, "result", said)
        case Document():
            link = said.document(one.id)
            yield _event(one.day, link.text, link if link.href else None, "document", said)
        case Commitment() if one.day != "unknown":
            text = say("event.promised", what=said.words(one.text))
            yield _event(one.day, text, None, "promise", said)
        case Motion() if one.day != "unknown":
            text = say("event.moved", what=said.words(one.title))
            yield _event(one.day, text, None, "motion", said)
        case Body() if one.history != "unknown":
            for step in one.history:
                key = "event.already" if step.already else "event.state"
                state = say(f"register.body-status.{step.state}")
                text = say(key, name=said.words(one.names), state=state)
                yield _event(step.since, text, said.body(one.id), "body", said)
        case Meeting():
            text = say("event.meeting.of", name=said.words(said.register.bodies[one.body].names))
            day = one.start.date().isoformat()
            yield _event(day, text, said.body(one.body), "meeting", said)
        case Decision():
            text = say("event.decided", what=said.words(one.text))
            yield _event(one.day, text, None, "decision", said)


def _event(
    moment: str, text: str, link: Link | None, kind: str, said: RegisterWording
) -> RegisterEvent:
    return RegisterEvent(
        moment, said.moment(moment), text, link, said.edition.language.say(f"event.{kind}")
    )
