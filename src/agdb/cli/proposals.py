"""`agdb register proposals, accept, reject, outside`: what came from open data is decided on."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import asdict, replace
from typing import Annotated

import typer

from agdb.cli.context import now, programme
from agdb.cli.desk import current_register
from agdb.cli.options import Json
from agdb.cli.output import put, put_json, put_table
from agdb.cli.settings import Settings, current
from agdb.errors import Place, ProgrammeError, UsageError
from agdb.programme.door import Door
from agdb.programme.located import read
from agdb.programme.programme import Programme
from agdb.proposals.acceptance import accepted
from agdb.proposals.files import write_record
from agdb.proposals.proposal import Proposal, ProposalArrival, Standing, proposed
from agdb.proposals.store import ProposalStore, ProposalVerdict
from agdb.register.fitting import programme_register
from agdb.register.register import Register

Ident = Annotated[str, typer.Argument(metavar="ID", help="The name of the proposal.")]
Reason = Annotated[str, typer.Option(metavar="WHY", help="Why, for whoever asks later.")]


def proposals(
    *,
    as_json: Json = False,
    every: Annotated[
        bool, typer.Option("--all", help="Also those of which the register has everything.")
    ] = False,
) -> None:
    """List what waits for a decision."""
    where = current()
    plan = programme(where)
    register = current_register(where, plan, at=now())
    made = list(waiting(plan, ProposalStore(where.data), register))
    shown = [one for one in made if every or one.standing is not Standing.SAME]
    if as_json:
        put_json([plain(one) for one in shown])
        return
    if shown:
        put_table(("proposal", "what", "record", "waits for"), [_row(one) for one in shown])
    hidden = len(made) - len(shown)
    put(f"{len(shown)} wait" + (f", and {hidden} say nothing new" if hidden else ""))


def _row(one: Proposal) -> tuple[str, str, str, str]:
    words = [f"the meaning of {word.word!r}" for word in one.unrecognised]
    changed = [f"changes {change.field}" for change in one.changes]
    waits = "; ".join((*words, *changed, *one.missing)) or "-"
    return one.id, one.standing.value, f"{one.record_kind} {one.record_id}".strip(), waits


def accept(
    ident: Ident,
    *,
    answers: Annotated[
        list[str] | None,
        typer.Option("--set", metavar="FIELD=VALUE", help="A field; text.en=... for a part."),
    ] = None,
    known: Annotated[
        str | None, typer.Option("--as", metavar="RECORD", help="It is this record.")
    ] = None,
    as_json: Json = False,
) -> None:
    """Write the record into the register, whole or not at all."""
    where = current()
    plan, store = programme(where), ProposalStore(where.data)
    register, languages = programme_register(plan), plan.plan.languages
    if where.has_desk:
        raise UsageError(
            "the register is kept at the desk, and its files are written from there",
            remedy="decide there, under what came in",
        )
    with store.deciding(ident) as undecided:
        arrival = undecided.arrival
        proposal = _proposal(plan, register, arrival, known or store.became().get(arrival.subject))
        _check_known(proposal, register, known)
        if proposal.standing is Standing.SAME:  # or a command was killed behind its first step
            record, path = proposal.record_id, None
        else:
            entry = accepted(
                proposal,
                register=register,
                answers=_answers(answers or ()),
                day=now().date(),
                languages=languages,
            )
            path = write_record(
                where.programme / "register",
                register=register,
                kind=proposal.record_kind,
                entry=entry,
                check=lambda path, text: programme_register(
                    replace(plan, register={**plan.register, str(path): text})
                ),
            )
            record = entry.id
        undecided.decide(ProposalVerdict.ACCEPTED, moment=now(), record=proposal.fields["id"])
    if as_json:
        put_json({"id": ident, "record": record, "file": None if path is None else str(path)})
    elif path is None:
        put(f"the register says all of this already, in {record}")
    else:
        put(f"{record} is in {path}")


def reject(ident: Ident, *, reason: Reason, as_json: Json = False) -> None:
    """Say that this arrival is not taken over; a later one of the same record is proposed again."""
    _refuse(ident, ProposalVerdict.REJECTED, reason, as_json=as_json)


def outside(ident: Ident, *, reason: Reason, as_json: Json = False) -> None:
    """Say that the record does not belong to this plan: it is not proposed again."""
    _refuse(ident, ProposalVerdict.OUTSIDE, reason, as_json=as_json)


def _refuse(ident: str, verdict: ProposalVerdict, reason: str, *, as_json: bool) -> None:
    if not reason.strip():
        raise UsageError("a reason is missing", remedy="write it behind --reason")
    where = current()
    plan, store = programme(where), ProposalStore(where.data)
    register = current_register(where, plan, at=now())
    if any(one.id == ident and is_at_desk(where, one) for one in waiting(plan, store, register)):
        raise UsageError(f"{ident} waits at the desk", remedy="decide there, under what came in")
    with store.deciding(ident) as undecided:
        undecided.decide(verdict, moment=now(), reason=reason.strip())
    if as_json:
        put_json({"id": ident, "verdict": verdict})
        return
    put(f"{ident} is {verdict}")


def is_at_desk(where: Settings, proposal: Proposal) -> bool:
    """Whether it waits at a desk: there is one, and nothing stands in the way of a decision."""
    decidable = not proposal.waits and proposal.standing in {Standing.NEW, Standing.UPDATE}
    return where.has_desk and decidable


def waiting(plan: Programme, store: ProposalStore, register: Register) -> Iterator[Proposal]:
    """Every arrival that waits, as it would change `register`."""
    became = store.became()
    for kept in store.waiting():
        arrival = kept.arrival
        yield _proposal(plan, register, arrival, became.get(arrival.subject))


def _proposal(
    plan: Programme, register: Register, arrival: ProposalArrival, known: str | None
) -> Proposal:
    return proposed(
        arrival,
        register=register,
        door=door_of(plan, arrival.service),
        languages=plan.plan.languages,
        known=known,
    )


def door_of(plan: Programme, service: str) -> Door:
    """Return what the programme says of a service; raises `ProgrammeError` if that is nothing."""
    if service not in plan.doors:
        raise ProgrammeError(
            f"the programme does not say what to ask of {service!r}",
            place=Place("doors.yaml"),
            remedy="write an entry for it, see docs/methods/register.md",
        )
    return plan.doors[service]


def _check_known(proposal: Proposal, register: Register, known: str | None) -> None:
    records = dict(register.kinds()).get(proposal.record_kind, {})
    if known is not None and known not in records:
        raise UsageError(
            f"there is no {known!r} in {proposal.record_kind}",
            remedy="name a record that is there, or leave --as out for a new one",
        )


def _answers(words: Sequence[str]) -> dict[str, object]:
    """Answers by the path of their field; a value is read as in a file of the programme."""
    found: dict[str, object] = {}
    for word in words:
        path, sign, value = word.partition("=")
        if not sign or not path:
            raise UsageError(f"{word!r} is not FIELD=VALUE", remedy="write relation=direct")
        found[path] = read(f"--set {path}", value).content
    return found


def plain(one: Proposal) -> dict[str, object]:
    """A proposal for a program, with its bytes as text."""
    return {
        "id": one.id,
        "service": one.arrival.service,
        "kind": one.arrival.kind,
        "ident": one.arrival.ident,
        "address": one.arrival.address,
        "moment": one.arrival.moment,
        "sha256": one.arrival.sha256,
        "raw": one.arrival.raw.decode(),
        "standing": one.standing,
        "record_kind": one.record_kind,
        "record_id": one.record_id,
        "fields": one.fields,
        "changes": [asdict(change) for change in one.changes],
        "missing": one.missing,
        "unrecognised": [asdict(word) for word in one.unrecognised],
        "notes": one.notes,
    }
