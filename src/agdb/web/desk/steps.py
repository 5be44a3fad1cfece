"""The steps of a record from state to state: which are allowed, and which need a reason."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from agdb.register.entry import Entry
from agdb.register.fields import fields_of
from agdb.register.states import Machine, S
from agdb.web.desk.refusals import InvalidError, Mistake, WrongStateError

Texts = Mapping[str, str]
"""A text in every language of the programme."""


def stepped(
    one: Entry, machine: Machine[S], before: S, after: S, *, reason: Texts | None, at: datetime
) -> dict[str, Any]:
    """Return the history of a record with one more step.

    Raises `WrongStateError` where the machine has no such step, `InvalidError` where `after` needs
    a reason and none is given.
    """
    if not machine.may(before, after):
        raise WrongStateError(str(before), str(after))
    if after in machine.needs_reason:
        require_texts("reason", reason, "reason-missing")
    step: dict[str, Any] = {"state": str(after), "since": at.date().isoformat()}
    step |= {"reason": dict(reason)} if reason else {}
    return {"history": [*fields_of(one)["history"], step]}


def require_texts(field: str, texts: Texts | None, key: str) -> None:
    """Raise `InvalidError` with `key` at the field if nothing is written in any language."""
    if not any(text.strip() for text in (texts or {}).values()):
        raise InvalidError(Mistake(field, key))


def in_log(reason: Texts | None) -> str:
    """Return a reason as the log keeps it: in the first language; empty without one."""
    return next(iter((reason or {}).values()), "")
