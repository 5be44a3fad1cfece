"""Promises to Parliament: their states as we read them, and which of them are late."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date, datetime
from typing import Any, cast

from agdb.register.entry import Entry
from agdb.register.paper import Commitment
from agdb.register.states import COMMITMENT, UNFINISHED, CommitmentState
from agdb.web.desk.editing import change
from agdb.web.desk.permissions import Act
from agdb.web.desk.records import Held, entry, of_kind
from agdb.web.desk.refusals import InvalidError, Mistake
from agdb.web.desk.roles import Actor
from agdb.web.desk.steps import Texts, in_log, stepped


def move_commitment(
    actor: Actor,
    ident: str,
    state: CommitmentState,
    *,
    answered_by: Sequence[str] = (),
    outcome: Texts | None = None,
    reason: Texts | None = None,
    expected: int,
    at: datetime,
) -> Held:
    """Bring a promise to another state; the word of its source stays beside it.

    `answered_by` adds the papers that answer it: what is fulfilled, partly or wholly, names one.
    Raises `InvalidError` without one, or without a reason where the state needs one.
    """

    def moved(one: Entry) -> Mapping[str, Any]:
        current = cast("Commitment", one)
        found = stepped(one, COMMITMENT, current.state, state, reason=reason, at=at)
        papers = list(dict.fromkeys((*current.answered_by, *answered_by)))
        needs_paper = {CommitmentState.PARTLY, CommitmentState.ANSWERED, CommitmentState.FULFILLED}
        if state in needs_paper and not papers:
            raise InvalidError(Mistake("answered_by", "paper-missing"))
        found |= {"answered_by": papers} if papers else {}
        return found | ({"outcome": dict(outcome)} if outcome else {})

    return change(
        actor, Act.UPDATE, "commitments", ident, by=moved, expected=expected, at=at,
        action=state.value, reason=in_log(reason),
    )  # fmt: skip


def late_commitments(day: date) -> tuple[Held, ...]:
    """Return the promises that are late on `day`, the latest in front; without a term none is."""
    rows = of_kind("commitments").filter(state__in=[state.value for state in UNFINISHED])
    found = [Held(row, entry(row)) for row in rows]
    days = {one.row.pk: cast("Commitment", one.entry).days_late(day) for one in found}
    late = [one for one in found if days[one.row.pk]]
    return tuple(sorted(late, key=lambda one: -days[one.row.pk]))
