"""What arrives from open data, or is proposed by an organisation, and waits for a person."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import Any, Final, get_origin
from uuid import UUID

from django.db import transaction
from django.db.models import Q, QuerySet

from agdb.proposals.proposal import Proposal as Proposed
from agdb.proposals.proposal import Standing
from agdb.register.fields import Fields, fields_of
from agdb.register.register import KINDS
from agdb.web.desk.editing import read as read_record
from agdb.web.desk.ledger import Deed, changed, conflict, made
from agdb.web.desk.models import Proposal, Record
from agdb.web.desk.permissions import (
    SYSTEM,
    Act,
    Capacity,
    PermissionObject,
    Subject,
    permitted,
    readable,
    require,
)
from agdb.web.desk.records import Held, keep, proposed_entry
from agdb.web.desk.records import target as record_target
from agdb.web.desk.refusals import InvalidError, Mistake, NotThereError, WrongStateError
from agdb.web.desk.roles import Actor
from agdb.web.desk.texts import given_reason

KIND: Final = "proposal"


class ProposalState(StrEnum):
    """What became of a proposal; it is decided on once."""

    PROPOSED = "proposed"
    ACCEPTED = "accepted"
    OUT_OF_SCOPE = "out-of-scope"
    REJECTED = "rejected"


@dataclass(frozen=True, slots=True, kw_only=True)
class SourceRecord:
    """A record as a source has it: of which kind, its fields as far as they are known, and raw."""

    kind: str
    ident: str
    fields: Mapping[str, Any]
    raw: str


def receive(arrivals: Iterable[SourceRecord], *, origin: str, at: datetime) -> tuple[int, int]:
    """Keep what arrived from `origin` as proposals; return how many are new, and how many known.

    Known are the bytes of the newest arrival of a record: one that waits is held against the record
    as it is now, and one that was decided on changes nothing. So does a record that was put out of
    scope, whatever it says now. A newer arrival takes the place of one that waits.
    """
    new = known = 0
    deed = Deed(action="arrive", by=SYSTEM, at=at)
    with transaction.atomic():
        for one in arrivals:
            earlier = Proposal.objects.filter(origin=origin, kind=one.kind, ident=one.ident)
            newest = earlier.order_by("arrived").last()
            if newest is not None and (
                newest.raw == one.raw or newest.state == ProposalState.OUT_OF_SCOPE.value
            ):
                known += 1
                if newest.state == ProposalState.PROPOSED.value and newest.raw == one.raw:
                    _keep(newest, one, deed)
                continue
            new += 1
            waiting = earlier.filter(state=ProposalState.PROPOSED.value).first()
            _keep(waiting or Proposal(origin=origin, kind=one.kind, ident=one.ident), one, deed)
    return new, known


@dataclass(frozen=True, slots=True)
class ArrivalDecision:
    """What was decided on an arrival: its state, the reason, and the record that it became."""

    state: str
    reason: str
    record: str


def decided_on(origin: str, raw: str) -> ArrivalDecision | None:
    """Return what was decided on what arrived from `origin` as `raw`, None while it waits.

    A decision on the same bytes when they came before, with others after them, is none on these.
    """
    rows = Proposal.objects.filter(origin=origin)
    found = next((one for one in rows.iterator() if one.raw == raw), None)
    if found is None:
        return None
    row = rows.filter(kind=found.kind, ident=found.ident).order_by("arrived").last()
    if row is None or row.raw != raw or row.state == ProposalState.PROPOSED.value:
        return None
    accepted = row.state == ProposalState.ACCEPTED.value
    return ArrivalDecision(row.state, row.reason, row.ident if accepted else "")


def _keep(row: Proposal, one: SourceRecord, deed: Deed) -> None:
    """Keep an arrival in its row, new or waiting; nothing is written where nothing differs."""
    before, fields, is_new = _logged(row), dict(one.fields), row._state.adding
    current = Record.objects.filter(kind=one.kind, ident=one.ident).first()
    base = 0 if current is None else current.version
    if not is_new and (row.raw, row.base, row.fields) == (one.raw, base, fields):
        return
    if row.raw != one.raw:
        row.fingerprint = _fingerprint(row.origin, one.kind, one.ident, one.raw, deed.at)
        row.arrived = deed.at
    row.raw, row.base, row.fields, row.state = one.raw, base, fields, ProposalState.PROPOSED.value
    if is_new:
        made(row, kind=KIND, ident=str(row.pk), after=_logged(row), deed=deed)
        return
    changed(
        row, kind=KIND, ident=str(row.pk), expected=row.version, before=before,
        after=_logged(row), deed=deed,
    )  # fmt: skip


def arrival_of(proposal: Proposed) -> SourceRecord:
    """Return a proposal from open data as it waits at the desk.

    Of a record that the register has only what would change, with its sources and the moment that
    its facts describe.
    """
    fields = proposal.fields
    if proposal.standing is Standing.UPDATE:
        names = {*(change.field for change in proposal.changes), "as_of", "sources"}
        fields = {name: value for name, value in fields.items() if name in names}
    raw = proposal.arrival.raw.decode()
    return SourceRecord(kind=proposal.record_kind, ident=proposal.record_id, fields=fields, raw=raw)


def missing_fields(row: Proposal) -> dict[str, str]:
    """Return the fields that its record needs and that nobody says, each with how it is answered.

    `words` is a text in every language, `several` are names with a comma between them, `text` is
    one of anything else.
    """
    current = Record.objects.filter(kind=row.kind, ident=row.ident).first()
    there = {"id", "recorded", *row.fields, *(current.fields if current is not None else ())}
    ways: dict[object, str] = {dict: "words", tuple: "several"}
    found = {
        name: ways.get(get_origin(info.annotation), "text")
        for name, info in KINDS[row.kind].model_fields.items()
        if info.is_required() and name not in there
    }
    if row.kind == "money" and not there & {"initiative", "option"}:
        found["initiative"] = "text"
    return found


def propose(
    actor: Actor,
    kind: str,
    ident: str,
    *,
    changes: Mapping[str, Any],
    expected: int,
    at: datetime,
) -> Proposal:
    """Propose to change some fields of a record of the own organisation.

    Raises `InvalidError` for what would be no record.
    """
    found = read_record(actor, kind, ident)
    own = record_target(kind, found.entry)
    capacity = require(actor, Act.PROPOSE, own)
    if found.version != expected:
        raise conflict(Record, found.row.pk, kind=kind, ident=ident, expected=expected)
    wrong = [
        Mistake(name, "no-such-field")
        for name in changes
        if name in {"id", "history", "recorded"} or name not in KINDS[kind].model_fields
    ]
    if wrong:
        raise InvalidError(*wrong)
    proposed_entry(kind, {**fields_of(found.entry), **changes})
    text = json.dumps([dict(changes), str(actor.id)], sort_keys=True)
    row = Proposal(
        organisation=capacity.organisation,
        author=capacity.actor,
        kind=kind,
        ident=ident,
        base=expected,
        fields=dict(changes),
        fingerprint=_fingerprint(capacity.organisation, kind, ident, text, at),
        state=ProposalState.PROPOSED.value,
        arrived=at,
    )
    deed = Deed(action="propose", by=capacity, at=at)
    made(row, kind=KIND, ident=str(row.pk), after=_logged(row), deed=deed)
    return row


def visible(actor: Actor) -> QuerySet[Proposal]:
    """Return the proposals that `actor` may see, what waits longest in front."""
    through = readable(actor, Subject.PROPOSAL)
    own = Q() if through is None else Q(organisation__in=through)
    return Proposal.objects.filter(own, kind__in=KINDS).order_by("arrived", "pk")


def read(actor: Actor, ident: UUID) -> Proposal:
    """Return a proposal that `actor` may see; raises `NotThereError`."""
    row = Proposal.objects.filter(pk=ident, kind__in=KINDS).first()
    if row is None or not permitted(actor, Act.READ, target(row)):
        raise NotThereError
    return row


def target(row: Proposal) -> PermissionObject:
    """Return a proposal as far as permissions go; one from open data is of no organisation."""
    own = frozenset({row.organisation}) if row.organisation else frozenset[str]()
    return PermissionObject(Subject.PROPOSAL, own, author=row.author)


def accept(
    actor: Actor,
    ident: UUID,
    *,
    completed: Mapping[str, Any] | None = None,
    expected: int,
    at: datetime,
) -> Held:
    """Take a proposal over into the register.

    `completed` are fields that a person adds or words otherwise, such as a translation. Raises
    `InvalidError` where no record comes of it, and `ConflictError` where the record was changed
    since it was proposed.
    """
    row, capacity = _to_decide(actor, ident, expected)
    current = Record.objects.filter(kind=row.kind, ident=row.ident).first()
    merged = {
        **(current.fields if current is not None else {}),
        **row.fields,
        **(completed or {}),
        "id": row.ident,
        "recorded": at.date().isoformat(),
    }
    fields = {name: value for name, value in merged.items() if value is not None}
    deed = Deed(action="accept", by=capacity, at=at)
    with transaction.atomic():
        kept = keep(row.kind, proposed_entry(row.kind, fields), expected=row.base, deed=deed)
        _decide(row, ProposalState.ACCEPTED, deed)
    return kept


def set_aside(actor: Actor, ident: UUID, *, expected: int, at: datetime) -> Proposal:
    """Note that a proposal is out of scope: it does not belong to this plan."""
    row, capacity = _to_decide(actor, ident, expected)
    return _decide(row, ProposalState.OUT_OF_SCOPE, Deed(action="set-aside", by=capacity, at=at))


def reject(actor: Actor, ident: UUID, *, reason: str, expected: int, at: datetime) -> Proposal:
    """Reject a proposal with a reason."""
    row, capacity = _to_decide(actor, ident, expected)
    row.reason = given_reason(reason)
    deed = Deed(action="reject", by=capacity, at=at, reason=row.reason)
    return _decide(row, ProposalState.REJECTED, deed)


def deciding(
    actor: Actor, row: Proposal, *, kind: str, about: PermissionObject, expected: int
) -> Capacity:
    """Return in which capacity `actor` decides on what waits; `kind` is what the log calls it.

    Raises `ConflictError` where it was changed since it was shown, and `WrongStateError` where it
    was decided on before.
    """
    if row.version != expected:
        raise conflict(Proposal, row.pk, kind=kind, ident=str(row.pk), expected=expected)
    capacity = require(actor, Act.DECIDE, about)
    if row.state != ProposalState.PROPOSED.value:
        raise WrongStateError(row.state, "decided on")
    return capacity


def _to_decide(actor: Actor, ident: UUID, expected: int) -> tuple[Proposal, Capacity]:
    row = read(actor, ident)
    return row, deciding(actor, row, kind=KIND, about=target(row), expected=expected)


def _decide(row: Proposal, state: ProposalState, deed: Deed) -> Proposal:
    before = {**_logged(row), "state": row.state}
    row.state = state.value
    return changed(
        row, kind=KIND, ident=str(row.pk), expected=row.version, before=before,
        after=_logged(row), deed=deed,
    )  # fmt: skip


def _logged(row: Proposal) -> Fields:
    return {"record": f"{row.kind}/{row.ident}", "fields": row.fields, "state": row.state}


def _fingerprint(origin: str, kind: str, ident: str, raw: str, at: datetime) -> str:
    whole = "\n".join((origin, kind, ident, raw, at.isoformat()))
    return hashlib.sha256(whole.encode()).hexdigest()
