"""What a release takes of the register, and how it is kept: the public facts as of one day."""

from __future__ import annotations

import json
from collections.abc import Mapping
from datetime import date
from typing import Any

from pydantic import ValidationError

from agdb.register.entry import Entry
from agdb.register.register import KINDS, Register, register_of
from agdb.register.states import MeetingState


def published(register: Register, day: date) -> Register:
    """Return what may be shown of `register`, as its facts stood at the end of `day`.

    Left out are results that nobody accepted, meetings that are only prepared, what a meeting
    decided before its report is approved, and the actions that follow from that. No record of any
    kind names a person.

    >>> published(Register(), date(2025, 7, 1)) == Register()
    True
    """
    then = register.as_of(day)
    meetings = {
        ident: one for ident, one in then.meetings.items() if one.state is not MeetingState.PREPARED
    }
    reported = {ident for ident, one in meetings.items() if one.state is MeetingState.REPORTED}
    decisions = {
        ident: one
        for ident, one in then.decisions.items()
        if one.meeting is None or one.meeting in reported
    }
    return register_of(
        dict(then.kinds())
        | {
            "results": {ident: one for ident, one in then.results.items() if one.public},
            "meetings": meetings,
            "decisions": decisions,
            "actions": {
                ident: one
                for ident, one in then.actions.items()
                if one.decision is None or one.decision in decisions
            },
        }
    )


def kept_bytes(register: Register) -> bytes:
    """Return `register` as one JSON object, a list of records for each kind that has any.

    The same records give the same bytes. Fields that have their default are left out.

    >>> kept_bytes(Register())
    b'{}\\n'
    """
    kinds: Mapping[str, Any] = {
        kind: [one.model_dump(mode="json", exclude_defaults=True) for one in some.values()]
        for kind, some in register.kinds()
        if some
    }
    return (json.dumps(kinds, ensure_ascii=False, indent=1) + "\n").encode()


def from_kept(body: bytes) -> Register:
    """Return the register that `kept_bytes` wrote.

    Raises `ValueError` for anything else. Whether its records fit each other was settled before
    they were kept; what one names may have been left out.

    >>> from_kept(b"{}").money
    {}
    """
    found = json.loads(body)
    if not isinstance(found, dict) or not set(found) <= set(KINDS):
        raise ValueError("it holds other kinds of records")
    return register_of({kind: _records(KINDS[kind], rows) for kind, rows in found.items()})


def _records(model: type[Entry], rows: list[object]) -> dict[str, Entry]:
    try:
        some = [model.model_validate_json(json.dumps(row)) for row in rows]
    except ValidationError as error:
        raise ValueError(f"one of its records does not read: {error}") from None
    return {one.id: one for one in some}
