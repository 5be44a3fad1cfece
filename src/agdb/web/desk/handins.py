"""Hand-ins: drafted, handed in, taken back, sent back, approved or rejected; step by step.

Every step names the version that its actor saw. A step that was taken already, or that is not the
actor's to take, changes nothing.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import datetime
from typing import Any, Final
from uuid import UUID

from django.db import transaction
from django.db.models import Q, QuerySet

from agdb.register.fields import Fields
from agdb.register.result import Result
from agdb.register.states import RESULT, ResultState
from agdb.web.desk.answers import ANSWERS, Answers, doubts, mistakes, typed
from agdb.web.desk.ledger import Deed, changed, conflict, made
from agdb.web.desk.messages import Letter, names, post
from agdb.web.desk.models import DataRequest, HandIn
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
from agdb.web.desk.records import entry, languages, of_kind, owners
from agdb.web.desk.refusals import (
    ConflictError,
    InvalidError,
    NotThereError,
    WrongStateError,
)
from agdb.web.desk.requests import answered, closed, reopened
from agdb.web.desk.results import keep_result, try_result
from agdb.web.desk.roles import Actor, Role
from agdb.web.desk.texts import given_reason

KIND: Final = "hand-in"
"""How the log calls a hand-in."""

_SUBJECTS: Final = {
    ResultState.DRAFT: Subject.DRAFT,
    ResultState.HANDED_IN: Subject.WAITING,
    ResultState.RETURNED: Subject.WAITING,
    ResultState.APPROVED: Subject.DECIDED,
    ResultState.REJECTED: Subject.DECIDED,
    ResultState.PUBLISHED: Subject.DECIDED,
}


class DoubtError(InvalidError):
    """What was handed in is unlikely: it is taken once its author says that it is right."""


def target(row: HandIn) -> PermissionObject:
    """Return a hand-in as far as permissions go."""
    owned = frozenset({row.organisation})
    return PermissionObject(_SUBJECTS[ResultState(row.state)], owned, author=row.author)


def read(actor: Actor, ident: UUID) -> HandIn:
    """Return a hand-in that `actor` may see; raises `NotThereError`."""
    row = HandIn.objects.filter(pk=ident).select_related("request").first()
    if row is None or not permitted(actor, Act.READ, target(row)):
        raise NotThereError
    return row


def visible(actor: Actor) -> QuerySet[HandIn]:
    """Return the hand-ins that `actor` may see, the one changed last in front."""
    wanted = Q(pk__in=[])
    for state, subject in _SUBJECTS.items():
        through = readable(actor, subject)
        own = Q() if through is None else Q(organisation__in=through)
        wanted |= Q(state=state.value) & own
    return HandIn.objects.filter(wanted).select_related("request").order_by("-changed", "pk")


def last_time(organisation: str, initiative: str, *, before: HandIn | None = None) -> Result | None:
    """Return the result of this initiative that this organisation handed in last, None without."""
    earlier = HandIn.objects.filter(
        organisation=organisation, initiative=initiative, state=ResultState.APPROVED.value
    ).order_by("-changed")
    row = (earlier if before is None else earlier.exclude(pk=before.pk)).first()
    record = of_kind("results").filter(ident=row.result).first() if row else None
    found = entry(record) if record else None
    return found if isinstance(found, Result) else None


def draft(
    actor: Actor,
    *,
    organisation: str,
    initiative: str,
    request: UUID | None = None,
    language: str,
    at: datetime,
) -> HandIn:
    """Return a new draft for an initiative, or the one that is open for the same `request`.

    It begins with the answers that the request gives. Raises `NotThereError` for an initiative that
    does not exist, or is not one of the organisation.
    """
    capacity = require(
        actor, Act.CREATE, PermissionObject(Subject.DRAFT, frozenset({organisation}))
    )
    asked = None
    if request is not None:
        asked = DataRequest.objects.filter(
            pk=request, organisation=organisation, initiative=initiative
        ).first()
        if asked is None:
            raise NotThereError
        there = _open_answer(asked)
        if there is not None:
            return there
    if organisation not in owners(initiative) and asked is None:
        raise NotThereError
    if language not in languages() or capacity.actor is None:
        raise NotThereError
    row = HandIn(
        request=asked,
        organisation=organisation,
        initiative=initiative,
        author=capacity.actor,
        language=language,
        answers=_begun(asked, language),
        state=ResultState.DRAFT.value,
        steps=[_step(ResultState.DRAFT, at)],
        changed=at,
    )
    deed = Deed(action="draft", by=capacity, at=at)
    try:
        made(row, kind=KIND, ident=str(row.pk), after=_logged(row), deed=deed)
    except ConflictError:  # somebody else began to answer at this very moment
        there = None if asked is None else _open_answer(asked)
        if there is None:
            raise
        return there
    return row


def _open_answer(request: DataRequest) -> HandIn | None:
    decided = [ResultState.REJECTED.value, ResultState.APPROVED.value]
    return HandIn.objects.filter(request=request).exclude(state__in=decided).first()


def _begun(asked: DataRequest | None, language: str) -> Answers:
    if asked is None:
        return {}
    given = {name: str(text) for name, text in asked.answers.items() if name in ANSWERS}
    return {"what": str(asked.what[language]), **given}


def save(
    actor: Actor, ident: UUID, *, answers: Mapping[str, str], expected: int, at: datetime
) -> HandIn:
    """Keep what was typed so far, whether or not it could be handed in."""
    row = read(actor, ident)
    act = Act.UPDATE if row.state == ResultState.DRAFT.value else Act.SUBMIT
    capacity = _ready(actor, row, act, expected)
    if ResultState(row.state) not in {ResultState.DRAFT, ResultState.RETURNED}:
        raise WrongStateError(row.state, "changed")
    before = _logged(row)
    row.answers = {**row.answers, **typed(answers)}
    return _change(row, before, Deed(action="save", by=capacity, at=at), expected)


def hand_in(
    actor: Actor,
    ident: UUID,
    *,
    answers: Mapping[str, str],
    expected: int,
    confirmed: bool = False,
    at: datetime,
) -> HandIn:
    """Hand in for review. What was typed is kept first, so that a refusal loses nothing.

    Raises `InvalidError` with every mistake, and unless `confirmed` a `DoubtError` for what is
    unlikely; the draft has the next version then.
    """
    row = save(actor, ident, answers=answers, expected=expected, at=at)
    capacity = _ready(actor, row, Act.SUBMIT, row.version)
    wrong = tuple(mistakes(row.answers, today=at.date()))
    if wrong:
        raise InvalidError(*wrong)
    try_result(row, on=at.date())
    unlikely = doubts(row.answers, last_time(row.organisation, row.initiative, before=row))
    if unlikely and not confirmed:
        raise DoubtError(*unlikely)
    return _move(row, ResultState.HANDED_IN, Deed(action="hand-in", by=capacity, at=at))


def take_back(actor: Actor, ident: UUID, *, expected: int, at: datetime) -> HandIn:
    """Make what was handed in a draft again, as long as no reviewer has opened it."""
    row = read(actor, ident)
    capacity = _ready(actor, row, Act.TAKE_BACK, expected)
    if row.opened is not None:
        raise WrongStateError("opened", "taken back")
    return _move(row, ResultState.DRAFT, Deed(action="take-back", by=capacity, at=at))


def open_for_review(actor: Actor, ident: UUID, *, at: datetime) -> HandIn:
    """Return a hand-in to who may decide on it; it can no longer be taken back."""
    row = read(actor, ident)
    capacity = require(actor, Act.DECIDE, target(row))
    if row.opened is not None or row.state != ResultState.HANDED_IN.value:
        return row
    before = _logged(row)
    row.opened = at
    return _change(row, before, Deed(action="open", by=capacity, at=at), row.version)


def send_back(
    actor: Actor,
    ident: UUID,
    *,
    question: str,
    about: Iterable[str] = (),
    expected: int,
    at: datetime,
) -> HandIn:
    """Send a hand-in back with a question about some of its answers."""
    row, capacity = _to_decide(actor, ident, expected)
    asked = given_reason(question)
    named = [name for name in about if name in ANSWERS]
    deed = Deed(action="send-back", by=capacity, at=at, reason=asked)
    return _move(row, ResultState.RETURNED, deed, question=asked, asked_of=named)


def reject(actor: Actor, ident: UUID, *, reason: str, expected: int, at: datetime) -> HandIn:
    """Reject a hand-in; nothing of it becomes part of the register."""
    row, capacity = _to_decide(actor, ident, expected)
    why = given_reason(reason)
    deed = Deed(action="reject", by=capacity, at=at, reason=why)
    return _move(row, ResultState.REJECTED, deed, question=why)


def approve(
    actor: Actor,
    ident: UUID,
    *,
    translations: Mapping[str, Mapping[str, str]],
    expected: int,
    at: datetime,
) -> HandIn:
    """Approve a hand-in: its result is a record of the register from then on.

    `translations` has the texts in the other languages, by answer and language. Raises
    `InvalidError` where one is missing, or where the result contradicts the register.
    """
    row, capacity = _to_decide(actor, ident, expected)
    deed = Deed(action="approve", by=capacity, at=at)
    with transaction.atomic():
        result = keep_result(row, translations, deed=deed)
        return _move(row, ResultState.APPROVED, deed, result=result)


def stood_in(release: str, results: Iterable[str], *, at: datetime) -> int:
    """Note which hand-ins stand in a published release, and tell it; return how many are new."""
    wanted = HandIn.objects.filter(result__in=list(results), release="")
    rows = list(wanted)
    for row in rows:
        before = _logged(row)
        row.release = release
        deed = Deed(action="publish", by=SYSTEM, at=at)
        with transaction.atomic():
            _change(row, before, deed, row.version)
            post(letter(row, "published"), row.organisation)
    return len(rows)


def _to_decide(actor: Actor, ident: UUID, expected: int) -> tuple[HandIn, Capacity]:
    row = read(actor, ident)
    return row, _ready(actor, row, Act.DECIDE, expected)


def _ready(actor: Actor, row: HandIn, act: Act, expected: int) -> Capacity:
    """Whether the actor saw the newest version and may do this to it."""
    if row.version != expected and permitted(actor, Act.READ, target(row)):
        raise conflict(HandIn, row.pk, kind=KIND, ident=str(row.pk), expected=expected)
    return require(actor, act, target(row))


def _move(row: HandIn, state: ResultState, deed: Deed, **values: object) -> HandIn:
    before = _logged(row)
    if not RESULT.may(ResultState(row.state), state):
        raise WrongStateError(row.state, state.value)
    row.state = state.value
    row.steps = [*row.steps, _step(state, deed.at)]
    if state is ResultState.HANDED_IN:
        row.opened = None
    for name, value in values.items():
        setattr(row, name, value)
    with transaction.atomic():
        _change(row, before, deed, row.version)
        if row.request is not None:
            _request_follows(row.request, state, deed)
        post(letter(row, state.value), row.organisation)
    return row


def _request_follows(request: DataRequest, state: ResultState, deed: Deed) -> None:
    match state:
        case ResultState.HANDED_IN:
            answered(request, deed)
        case ResultState.APPROVED:
            closed(request, deed)
        case _:
            reopened(request, deed)


def letter(row: HandIn, key: str) -> Letter:
    """Return the letter `key` about a hand-in."""
    path = f"/desk/{{language}}/hand-in/{row.pk}/"
    if key == "published":
        path = f"/{{language}}/initiative/{row.initiative}/"
    asked = row.request.what if row.request is not None else {}
    what = {code: asked.get(code) or row.answers.get("what", "") for code in languages()}
    initiative = names("initiatives", row.initiative)
    return Letter(key=key, what=what, initiative=initiative, due=None, path=path)


def _change(row: HandIn, before: Fields, deed: Deed, expected: int) -> HandIn:
    row.changed = deed.at
    return changed(
        row, kind=KIND, ident=str(row.pk), expected=expected, before=before, after=_logged(row),
        deed=deed,
    )  # fmt: skip


def _logged(row: HandIn) -> Fields:
    """What the log keeps of a hand-in: its answers, its state, and what was asked about it."""
    kept: dict[str, Any] = {**row.answers, "state": row.state}
    if row.question:
        kept |= {"question": row.question, "asked_of": row.asked_of}
    if row.result:
        kept["result"] = row.result
    if row.release:
        kept["release"] = row.release
    return kept


def _step(state: ResultState, at: datetime) -> Fields:
    return {"state": state.value, "since": at.date().isoformat()}


def may_decide(actor: Actor, row: HandIn) -> bool:
    """Return whether `actor` may decide on a hand-in: a button is shown only then."""
    decided = permitted(actor, Act.DECIDE, target(row))
    return decided and Role.REVIEWER in actor.roles
