"""What people write into the papers of the report: proposed by one, approved by another.

A text waits as a proposal; the newest that was approved is what the next release has. Nothing is
removed: what was written before stays, with who approved it and when.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Final
from uuid import UUID

from django.conf import settings
from django.db.models import QuerySet

from agdb.programme.model import Words
from agdb.programme.report.written import WrittenText
from agdb.register.fields import Fields
from agdb.web.desk.ledger import Deed, changed, made
from agdb.web.desk.messages import names
from agdb.web.desk.models import Proposal
from agdb.web.desk.permissions import (
    Act,
    Capacity,
    PermissionObject,
    Subject,
    permitted,
    require,
)
from agdb.web.desk.proposals import ProposalState, deciding
from agdb.web.desk.refusals import InvalidError, Mistake, NotThereError
from agdb.web.desk.roles import Actor
from agdb.web.desk.texts import cleaned, given_reason

KIND: Final = "text"


@dataclass(frozen=True, slots=True)
class TextStanding:
    """A text that the papers ask for: what was approved, and what waits for a second person."""

    place: WrittenText
    approved: Proposal | None
    waiting: Proposal | None


def places() -> Mapping[str, WrittenText]:
    """Return the texts that the papers of the programme ask for, by id."""
    found: Mapping[str, WrittenText] = settings.AGDB_TEXTS
    return found


def standings(actor: Actor) -> tuple[TextStanding, ...]:
    """Return how every text stands, in the order of the programme."""
    require(actor, Act.READ, target(None))
    return tuple(_standing(one) for one in places().values())


def standing(actor: Actor, ident: str) -> TextStanding:
    """Return how one text stands; raises `NotThereError` for one that no paper asks for."""
    require(actor, Act.READ, target(None))
    if ident not in places():
        raise NotThereError
    return _standing(places()[ident])


def target(row: Proposal | None) -> PermissionObject:
    """Return a text as far as permissions go: whoever wrote it does not decide on it."""
    return PermissionObject(Subject.OPTION, author=None if row is None else row.author)


def write(
    actor: Actor,
    ident: str,
    *,
    text: Words,
    quotes: Sequence[Fields],
    expected: int,
    at: datetime,
) -> Proposal:
    """Propose a text, or change the own one that still waits; `expected` is 0 for a new one.

    `quotes` are the fields of each figure that it repeats. Raises `InvalidError` for an empty
    text, and where a text of somebody else waits already.
    """
    place = standing(actor, ident)
    capacity = require(actor, Act.SUBMIT, target(None))
    said = {code: cleaned(words) for code, words in text.items()}
    empty = [Mistake(f"text-{code}", "language-missing") for code in said if not said[code]]
    if empty:
        raise InvalidError(*empty)
    fields: dict[str, Any] = {"text": said, "by": _function(capacity), "quotes": list(quotes)}
    row, deed = place.waiting, Deed(action="write", by=capacity, at=at)
    if row is None:
        row = Proposal(
            organisation=capacity.organisation,
            author=capacity.actor,
            kind=KIND,
            ident=ident,
            base=_rows().filter(ident=ident, state=ProposalState.ACCEPTED.value).count(),
            fields=fields,
            fingerprint=_fingerprint(ident, fields, at),
            state=ProposalState.PROPOSED.value,
            arrived=at,
        )
        made(row, kind=KIND, ident=str(row.pk), after=_logged(row), deed=deed)
        return row
    if row.author != capacity.actor:
        raise InvalidError(Mistake("text", "text-waits"))
    before, row.fields = _logged(row), fields
    return changed(
        row, kind=KIND, ident=str(row.pk), expected=expected, before=before, after=_logged(row),
        deed=deed,
    )  # fmt: skip


def read(actor: Actor, ident: UUID) -> Proposal:
    """Return a text that waits or was decided on, to who may write or approve one."""
    row = _rows().filter(pk=ident).first()
    if row is None or row.ident not in places():
        raise NotThereError
    if not any(permitted(actor, act, target(row)) for act in (Act.SUBMIT, Act.DECIDE)):
        raise NotThereError
    return row


def approve(actor: Actor, ident: UUID, *, expected: int, at: datetime) -> Proposal:
    """Approve a text of somebody else: the next release has it, with who approved it and when."""
    row, capacity = _to_decide(actor, ident, expected)
    before = _logged(row)
    review = {"by": _function(capacity), "day": at.date().isoformat()}
    row.fields = {**row.fields, "reviewed": review}
    row.state = ProposalState.ACCEPTED.value
    return _decided(row, before, Deed(action="approve", by=capacity, at=at))


def reject(actor: Actor, ident: UUID, *, reason: str, expected: int, at: datetime) -> Proposal:
    """Send a text back with a reason; what was approved before stays."""
    row, capacity = _to_decide(actor, ident, expected)
    before = _logged(row)
    row.reason, row.state = given_reason(reason), ProposalState.REJECTED.value
    return _decided(row, before, Deed(action="reject", by=capacity, at=at, reason=row.reason))


def approved_texts() -> tuple[Fields, ...]:
    """Return the approved texts as a programme has them: id, text, by, reviewed, quotes."""
    found = (_standing(one) for one in places().values())
    return tuple(
        {"id": one.place.id, **one.approved.fields} for one in found if one.approved is not None
    )


def _standing(place: WrittenText) -> TextStanding:
    rows = _rows().filter(ident=place.id).order_by("base")
    return TextStanding(
        place,
        approved=rows.filter(state=ProposalState.ACCEPTED.value).last(),
        waiting=rows.filter(state=ProposalState.PROPOSED.value).last(),
    )


def _rows() -> QuerySet[Proposal]:
    return Proposal.objects.filter(kind=KIND)


def _to_decide(actor: Actor, ident: UUID, expected: int) -> tuple[Proposal, Capacity]:
    row = read(actor, ident)
    return row, deciding(actor, row, kind=KIND, about=target(row), expected=expected)


def _decided(row: Proposal, before: Fields, deed: Deed) -> Proposal:
    return changed(
        row, kind=KIND, ident=str(row.pk), expected=row.version, before=before,
        after=_logged(row), deed=deed,
    )  # fmt: skip


def _function(capacity: Capacity) -> dict[str, str]:
    """By which function something was done: the organisation in every language, and no person."""
    return dict(names("organisations", capacity.organisation))


def _logged(row: Proposal) -> Fields:
    return {"text": row.ident, **row.fields, "state": row.state}


def _fingerprint(ident: str, fields: Fields, at: datetime) -> str:
    whole = json.dumps([KIND, ident, dict(fields), at.isoformat()], sort_keys=True)
    return hashlib.sha256(whole.encode()).hexdigest()
