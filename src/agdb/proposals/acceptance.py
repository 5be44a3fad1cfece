"""From a proposal that a person accepts to a record, and to the register with it.

Pure: commands write the register to files with the result, the desk to its database. Whoever calls
says which day it is, and notes who decided; the record itself names no person.
"""

from __future__ import annotations

import copy
from collections.abc import Mapping
from datetime import date
from typing import Any

from agdb.errors import AgdbError, Place
from agdb.proposals.proposal import Proposal, Standing
from agdb.register.consistency import faults
from agdb.register.entry import Entry
from agdb.register.fields import Fields, FieldsError, entry_of
from agdb.register.register import Register, register_of


class ProposalError(AgdbError):
    """A proposal that cannot be accepted as it is; `missing` are the fields to be answered."""

    def __init__(
        self, what: str, *, proposal: str, remedy: str | None = None, missing: tuple[str, ...] = ()
    ) -> None:
        super().__init__(what, place=Place(proposal), remedy=remedy)
        self.missing = missing


def accepted(
    proposal: Proposal,
    *,
    register: Register,
    answers: Mapping[str, Any],
    day: date,
    languages: tuple[str, ...],
) -> Entry:
    """Return the record that the proposal becomes, with `answers` at their paths.

    A path is as in `Proposal.missing`: `relation`, `text.en`, `history.1.reason.nl`; an answer may
    also put another value in the place of a proposed one. `day` is when it is written down. Raises
    `ProposalError` while a word of the service is not known, for what the register has already or
    the service deleted, for a path that leads nowhere, while a field is missing or wrong, and for a
    record that would contradict the rest of the register.
    """
    _check_acceptable(proposal)
    fields = copy.deepcopy(proposal.fields) | {"recorded": day.isoformat()}
    for path, value in answers.items():
        _put(fields, path, value, proposal.id)
    try:
        entry = entry_of(proposal.record_kind, fields, languages=languages)
    except FieldsError as error:
        missing = tuple(path for path in proposal.missing if path not in answers)
        first = "; ".join(f"{path}: {what}" if path else what for path, what in _first(error))
        raise ProposalError(
            f"it is not yet a record ({first})",
            proposal=proposal.id,
            remedy=f"answer {', '.join(missing)}" if missing else "answer these fields",
            missing=missing,
        ) from None
    before = set(faults(register))
    for fault in faults(with_record(register, proposal.record_kind, entry)):
        if fault not in before:
            raise ProposalError(
                f"{fault.ident}.{fault.where}: {fault.what}",
                proposal=proposal.id,
                remedy="answer this field otherwise, or mend the record that it names first",
            )
    return entry


def with_record(register: Register, kind: str, entry: Entry) -> Register:
    """Return the register with `entry` in the place of the record of its id, or as the last."""
    kinds = {name: dict(some) for name, some in register.kinds()}
    kinds[kind][entry.id] = entry
    return register_of(kinds)


def _check_acceptable(proposal: Proposal) -> None:
    if proposal.standing is Standing.WITHDRAWN:
        raise ProposalError(
            "the service deleted this record, and nothing in the register is ever deleted",
            proposal=proposal.id,
            remedy="change the record of the register by hand, then reject this with the reason",
        )
    if proposal.standing is Standing.SAME:
        raise ProposalError(
            f"the register says all of this already, in {proposal.record_id!r}",
            proposal=proposal.id,
            remedy="nothing is to be done",
        )
    if proposal.waits:
        words = ", ".join(f"{one.word!r} in {one.field!r}" for one in proposal.unrecognised)
        raise ProposalError(
            f"words of the service are not known: {words}",
            proposal=proposal.id,
            remedy=f"write what they mean into doors.yaml, under {proposal.arrival.service}",
        )


def _first(error: FieldsError) -> list[tuple[str, str]]:
    """The first mistake of each of the first fields: a union has one for every branch."""
    found: dict[str, str] = {}
    for path, what in error.mistakes.items():
        found.setdefault(path.partition(".")[0], what)
    return list(found.items())[:3]


def _put(fields: Fields, path: str, value: object, proposal: str) -> None:
    """Put `value` at `path`; what lies on the way is a mapping, or an item of a list by number."""
    *steps, last = path.split(".")
    place: Any = fields
    for step in steps:
        if isinstance(place, list) and step.isdecimal() and int(step) < len(place):
            place = place[int(step)]
        elif isinstance(place, dict):
            place = place.setdefault(step, {})
        else:
            place = None
    if isinstance(place, list) and last.isdecimal() and int(last) < len(place):
        place[int(last)] = value
    elif isinstance(place, dict) and last:
        place[last] = value
    else:
        raise ProposalError(
            f"there is no field {path!r}",
            proposal=proposal,
            remedy="name a field as the proposal does: relation, text.en, history.1.reason.nl",
        )
