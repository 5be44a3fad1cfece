"""What is asked of whom, by when; and the reminders, which stop."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, datetime, timedelta
from enum import StrEnum
from typing import Final
from uuid import UUID

from django.db import transaction
from django.db.models import QuerySet

from agdb.register.fields import Fields
from agdb.web.desk.answers import ANSWERS
from agdb.web.desk.ledger import Deed, changed, conflict, made
from agdb.web.desk.messages import Letter, names, post
from agdb.web.desk.models import DataRequest
from agdb.web.desk.permissions import Act, PermissionObject, Subject, require
from agdb.web.desk.records import held, languages
from agdb.web.desk.refusals import InvalidError, Mistake, NotThereError, WrongStateError
from agdb.web.desk.roles import Actor
from agdb.web.desk.texts import cleaned, given_reason

KIND: Final = "request"


class RequestState(StrEnum):
    """State of a request; that one is late is worked out of its day, never written down."""

    OPEN = "open"
    ANSWERED = "answered"
    CLOSED = "closed"
    PASSED_ON = "passed-on"
    WITHDRAWN = "withdrawn"


WAITING: Final = (RequestState.OPEN, RequestState.PASSED_ON)
_MOVES: Final[Mapping[RequestState, frozenset[RequestState]]] = {
    RequestState.OPEN: frozenset(RequestState) - {RequestState.OPEN},
    RequestState.PASSED_ON: frozenset(RequestState) - {RequestState.PASSED_ON},
    RequestState.ANSWERED: frozenset({RequestState.OPEN, RequestState.CLOSED}),
}


def ask(
    actor: Actor,
    *,
    organisation: str,
    initiative: str,
    what: Mapping[str, str],
    answers: Mapping[str, str],
    due: date,
    at: datetime,
) -> DataRequest:
    """Ask an organisation for a figure about an initiative, and tell its contributors.

    `answers` are those that the form begins with, and perhaps the `indicator` that it is for.
    """
    capacity = require(
        actor, Act.CREATE, PermissionObject(Subject.REQUEST, frozenset({organisation}))
    )
    held("organisations", organisation)
    held("initiatives", initiative)
    texts = {code: cleaned(what.get(code, "")) for code in languages()}
    wrong = [Mistake("what", "language-missing") for text in texts.values() if not text]
    wrong += [
        Mistake(name, "no-such-field") for name in answers if name not in {*ANSWERS, "indicator"}
    ]
    if due < at.date():
        wrong.append(Mistake("due", "day-past"))
    if wrong:
        raise InvalidError(*wrong)
    row = DataRequest(
        organisation=organisation,
        initiative=initiative,
        what=texts,
        answers=dict(answers),
        due=due,
        state=RequestState.OPEN.value,
        asked=at,
    )
    with transaction.atomic():
        made(
            row, kind=KIND, ident=str(row.pk), after=_logged(row),
            deed=Deed(action="ask", by=capacity, at=at),
        )  # fmt: skip
        post(letter(row, "asked"), organisation)
    return row


def pass_on(actor: Actor, ident: UUID, *, reason: str, expected: int, at: datetime) -> DataRequest:
    """Say that another organisation has the answer: the secretary finds the reason in the log."""
    row = _read(actor, ident)
    capacity = require(actor, Act.UPDATE, target(row))
    deed = Deed(action="pass-on", by=capacity, at=at, reason=given_reason(reason))
    return _move(row, RequestState.PASSED_ON, deed, expected)


def withdraw(actor: Actor, ident: UUID, *, reason: str, expected: int, at: datetime) -> DataRequest:
    """Withdraw a request with a reason; nothing is asked any more."""
    row = _read(actor, ident)
    capacity = require(actor, Act.END, target(row))
    deed = Deed(action="withdraw", by=capacity, at=at, reason=given_reason(reason))
    return _move(row, RequestState.WITHDRAWN, deed, expected)


def answered(row: DataRequest, deed: Deed) -> None:
    """Note that an answer was handed in; the caller holds the transaction."""
    if RequestState(row.state) in WAITING:
        _move(row, RequestState.ANSWERED, deed, row.version)


def reopened(row: DataRequest, deed: Deed) -> None:
    """Note that there is no answer after all; the caller holds the transaction."""
    if row.state == RequestState.ANSWERED.value:
        _move(row, RequestState.OPEN, deed, row.version)


def closed(row: DataRequest, deed: Deed) -> None:
    """Note that the answer was approved; the caller holds the transaction."""
    if RequestState.CLOSED in _MOVES.get(RequestState(row.state), frozenset()):
        _move(row, RequestState.CLOSED, deed, row.version)


def target(row: DataRequest) -> PermissionObject:
    """Return a request as far as permissions go."""
    return PermissionObject(Subject.REQUEST, frozenset({row.organisation}))


def waiting(organisations: frozenset[str]) -> QuerySet[DataRequest]:
    """Return what waits for an answer of these organisations, what is due first in front."""
    states = [state.value for state in WAITING]
    return DataRequest.objects.filter(organisation__in=organisations, state__in=states).order_by(
        "due", "pk"
    )


def days_late(row: DataRequest, day: date) -> int:
    """Return by how many days a request is late on `day`; 0 where it is not or was answered."""
    return max((day - row.due).days, 0) if RequestState(row.state) in WAITING else 0


def letter(row: DataRequest, key: str) -> Letter:
    """Return the letter `key` about a request."""
    return Letter(
        key=key,
        what=row.what,
        initiative=names("initiatives", row.initiative),
        due=row.due,
        path=f"/desk/{{language}}/request/{row.pk}/",
    )


def _read(actor: Actor, ident: UUID) -> DataRequest:
    row = DataRequest.objects.filter(pk=ident).first()
    if row is None:
        raise NotThereError
    require(actor, Act.READ, target(row))
    return row


def _move(row: DataRequest, state: RequestState, deed: Deed, expected: int) -> DataRequest:
    if row.version != expected:
        raise conflict(DataRequest, row.pk, kind=KIND, ident=str(row.pk), expected=expected)
    if state not in _MOVES.get(RequestState(row.state), frozenset()):
        raise WrongStateError(row.state, state.value)
    before = _logged(row)
    row.state = state.value
    return changed(
        row, kind=KIND, ident=str(row.pk), expected=expected, before=before, after=_logged(row),
        deed=deed,
    )  # fmt: skip


def _logged(row: DataRequest) -> Fields:
    return {"what": row.what, "due": row.due.isoformat(), "state": row.state}


REMINDED: Final = (
    ("week-before", timedelta(days=-7)),
    ("on-the-day", timedelta()),
    ("two-weeks-after", timedelta(days=14)),
)
"""When a reminder is sent, from the day that an answer was wished by; after the last, none."""


def steps_due(due: date, *, today: date) -> tuple[str, ...]:
    """Return the steps of reminding that have come by `today`, for an answer wished by `due`.

    >>> steps_due(date(2026, 3, 10), today=date(2026, 3, 4))
    ('week-before',)
    """
    return tuple(name for name, after in REMINDED if today >= due + after)
