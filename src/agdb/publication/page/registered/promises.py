"""Promises and motions as pages show them: a state as a shape and a word, the words of the term."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from agdb.publication.edition import Link
from agdb.publication.page.registered.wording import FactSource, RegisterWording
from agdb.publication.wording.language import raised
from agdb.register.paper import Commitment, Motion, Vote, VoteShare
from agdb.register.states import CommitmentState

_SHAPES = {
    CommitmentState.OPEN: "none",
    CommitmentState.PARTLY: "half",
    CommitmentState.ANSWERED: "half",
    CommitmentState.FULFILLED: "full",
    CommitmentState.DROPPED: "none",
    CommitmentState.HANDED_OVER: "none",
}


@dataclass(frozen=True, slots=True)
class PromiseEntry:
    """A promise beside its answer. `days_late` is 0 where it is not, or has no deadline."""

    ident: str
    text: str
    kind: str
    state: str
    shape: str
    days_late: int
    source_state: str
    by: str
    to: str
    occasion: str
    day: str
    number: str
    term: str
    deadline: str
    derived: str
    outcome: str
    answers: tuple[Link, ...]
    ministries: tuple[Link, ...]
    initiatives: tuple[Link, ...]
    sources: tuple[FactSource, ...]
    remark: str


def promise(one: Commitment, said: RegisterWording, *, day: date) -> PromiseEntry:
    """Return a promise as it stands on `day`."""
    say = said.edition.language.say
    due, late = one.deadline, one.days_late(day)
    derived = due is not None and due.rule != "written"
    beside = said.edition.links.beside("commitments", one.id, wanted="initiatives")
    return PromiseEntry(
        ident=one.id,
        text=said.words(one.text),
        kind=said.code("commitment-kind", one.kind),
        state=say("register.late", n=late) if late else said.code("commitment", one.state),
        shape="late" if late else _SHAPES[one.state],
        days_late=late,
        source_state=one.source_state or "",
        by=said.words(one.made_by),
        to=said.words(one.made_to),
        occasion=said.words(one.occasion),
        day=said.moment(one.day),
        number=one.number or "",
        term=one.term or "",
        deadline="" if due is None else said.edition.language.date(due.day),
        derived=said.code("term", due.rule) if derived and due is not None else "",
        outcome=said.words(one.outcome),
        answers=tuple(said.document(paper) for paper in one.answered_by),
        ministries=tuple(said.organisation(name) for name in one.ministry),
        initiatives=said.initiatives(beside),
        sources=said.sources(one),
        remark=said.words(one.remark),
    )


def promises(
    some: Iterable[Commitment], said: RegisterWording, *, day: date
) -> tuple[PromiseEntry, ...]:
    """Return promises as they stand on `day`: what is late first, then what is open."""
    order = list(CommitmentState)
    ranked = sorted(some, key=lambda one: (-one.days_late(day), order.index(one.state)))
    return tuple(promise(one, said, day=day) for one in ranked)


@dataclass(frozen=True, slots=True)
class MotionRow:
    """A motion with its vote, and the papers that answer it."""

    ident: str
    name: str
    title: str
    movers: str
    day: str
    result: str
    vote: str
    advice: str
    requests: tuple[str, ...]
    answers: tuple[Link, ...]
    execution: str
    initiatives: tuple[Link, ...]
    sources: tuple[FactSource, ...]
    remark: str


def motion(one: Motion, said: RegisterWording) -> MotionRow:
    """Return a motion as a row; what is not known is empty."""
    answers = dict.fromkeys(paper for request in one.requests for paper in request.answered_by)
    say = said.edition.language.say
    number = (
        "" if one.dossier is None else say("motion.number", dossier=one.dossier, number=one.number)
    )
    beside = said.edition.links.beside("motions", one.id, wanted="initiatives")
    return MotionRow(
        ident=one.id,
        name=number,
        title=raised(said.words(one.title)),
        movers=said.edition.language.listing(list(one.movers)),
        day=said.moment(one.day),
        result="" if one.result == "unknown" else said.code("motion-result", one.result),
        vote=_vote(one, said),
        advice=said.words(one.advice),
        requests=tuple(raised(said.words(request.text)) for request in one.requests),
        answers=tuple(said.document(paper) for paper in answers),
        execution=said.words(one.execution),
        initiatives=said.initiatives(beside),
        sources=said.sources(one),
        remark=said.words(one.remark),
    )


def _vote(one: Motion, said: RegisterWording) -> str:
    say, vote = said.edition.language.say, one.vote
    if isinstance(vote, Vote):
        seats = {"yes": vote.seats_for, "no": vote.seats_against, "listed": vote.listed}
        return say("motion.seats", None, **seats)
    if isinstance(vote, VoteShare):
        figure = said.edition.language.figure
        yes, no = (figure(one, decimals=1) for one in (vote.percent_for, vote.percent_against))
        return say("motion.shares", yes=yes, no=no)
    return ""
