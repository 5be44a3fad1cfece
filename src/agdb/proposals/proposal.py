"""What a record of a service would change in the register; nothing of it is in there yet."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal, InvalidOperation
from enum import StrEnum
from typing import Any, Final

from agdb.programme.door import Door
from agdb.proposals.budget_line import from_budget_line
from agdb.proposals.motion import from_motion
from agdb.proposals.paper import from_paper, from_publication
from agdb.proposals.promise import from_promise
from agdb.proposals.suggestion import Context, Suggestion, Unrecognised
from agdb.register.entry import Entry
from agdb.register.fields import Fields, FieldsError, entry_of, fields_of
from agdb.register.moment import first_day
from agdb.register.register import Register
from agdb.sources.publishers import RECORD_SERVICES
from agdb.sources.service_record import (
    BudgetLine,
    MotionCase,
    Paper,
    Promise,
    Publication,
    ServiceRecord,
)


@dataclass(frozen=True, slots=True)
class ProposalArrival:
    """A record as it came at `moment`: `raw` are its bytes as the service sent them.

    `ident` and `kind` are the service's own, `address` is where it shows the record, and `sha256`
    the checksum of `raw`. `turn` counts how often these bytes came before, with others in between:
    a service can take a change back.
    """

    service: str
    kind: str
    ident: str
    address: str
    moment: datetime
    raw: bytes
    sha256: str
    turn: int = 0

    @classmethod
    def of(cls, record: ServiceRecord, *, moment: datetime) -> ProposalArrival:
        """Return the arrival of `record` at `moment`."""
        return cls(
            record.service,
            record.kind,
            record.ident,
            record.address,
            moment,
            record.raw,
            record.sha256,
        )

    @property
    def id(self) -> str:
        """The name of this arrival: the same bytes of the same record in the same turn."""
        turn = [str(self.turn)] if self.turn else []
        whole = "\n".join((self.service, self.kind, self.ident, self.sha256, *turn))
        return f"{self.service}-{hashlib.sha256(whole.encode()).hexdigest()[:12]}"

    @property
    def subject(self) -> tuple[str, str, str]:
        """The record that it is about, whatever its bytes: service, kind and the service's id."""
        return self.service, self.kind, self.ident


class Standing(StrEnum):
    """What a proposal is to the register as it is now."""

    NEW = "new"
    UPDATE = "update"
    SAME = "same"  # the register says all of it already
    WITHDRAWN = "withdrawn"  # the service deleted the record


@dataclass(frozen=True, slots=True)
class ProposedChange:
    """A field of a record that the register has, as it is and as it would become."""

    field: str
    before: Any
    after: Any


@dataclass(frozen=True)
class Proposal:
    """An arrival, and what it would make of the register.

    `fields` are those of the whole record as it would become, as `agdb.register.fields` has them,
    without what the service does not tell: the paths in `missing`, which a person answers.
    `changes` is what differs from the record that the register has. With `unrecognised` words it
    waits: nobody can accept it before `doors.yaml` says what they mean. `notes` are sentences for
    the person who decides.
    """

    arrival: ProposalArrival
    standing: Standing
    record_kind: str
    record_id: str
    fields: Fields
    changes: tuple[ProposedChange, ...] = ()
    missing: tuple[str, ...] = ()
    unrecognised: tuple[Unrecognised, ...] = ()
    notes: tuple[str, ...] = ()

    @property
    def id(self) -> str:
        """The name by which it is accepted or rejected."""
        return self.arrival.id

    @property
    def waits(self) -> bool:
        """Whether a word of it is not known, so that it cannot be accepted yet."""
        return bool(self.unrecognised)


def proposed(
    arrival: ProposalArrival,
    *,
    register: Register,
    door: Door,
    languages: tuple[str, ...],
    known: str | None = None,
) -> Proposal:
    """Return what `arrival` would change in `register`, by the words of `door`.

    A record is one of the register by its number; `known` is the id of the record that an earlier
    arrival of the same subject became, or that a person says it is. Raises `SourceError` if the
    bytes are not in the layout that we know, and `ProgrammeError` for a row of `door` whose meaning
    no record has.
    """
    record = RECORD_SERVICES[arrival.service].parse(arrival.kind, arrival.raw)
    if record.facts is None:
        note = "the service deleted this record; nothing in the register is ever deleted"
        kind = KIND_OF.get(arrival.kind, "")
        return Proposal(arrival, Standing.WITHDRAWN, kind, known or "", {}, notes=(note,))
    made = _suggestion(record, Context(register, door, languages, known, arrival.moment.date()))
    before = dict(register.kinds())[made.record_kind].get(made.known or "")
    as_of = (record.changed or arrival.moment.date()).isoformat()
    if before is None:
        fields = {"id": made.record_id, **made.fields, "as_of": as_of, "sources": [made.evidence]}
        standing, ident, changes = Standing.NEW, made.record_id, tuple[ProposedChange, ...]()
    else:
        changes = _changes(made, before)
        fields = _updated(fields_of(before), changes, made.evidence, as_of)
        standing, ident = Standing.UPDATE if changes else Standing.SAME, before.id
    lacking, against = _lacking(made.record_kind, fields, languages, arrival.moment.date())
    asked = tuple(name for name in made.asks if name not in fields)
    return Proposal(
        arrival,
        standing,
        made.record_kind,
        ident,
        fields,
        changes,
        tuple(dict.fromkeys((*lacking, *asked))),
        made.unrecognised,
        (*made.notes, *against),
    )


KIND_OF: Final[Mapping[str, str]] = {
    "Toezegging": "commitments",
    "Zaak": "motions",
    "Document": "documents",
    "publicatie": "documents",
    "begrotingsregel": "money",
}
"""The kind of record in the register by the service's own kind."""


def _suggestion(record: ServiceRecord, context: Context) -> Suggestion:
    match record.facts:
        case Promise() as facts:
            return from_promise(facts, record, context)
        case MotionCase() as facts:
            return from_motion(facts, record, context)
        case Paper() as facts:
            return from_paper(facts, record, context)
        case Publication() as facts:
            return from_publication(facts, record, context)
        case BudgetLine() as facts:
            return from_budget_line(facts, record, context)
    raise TypeError(f"nothing is made of {type(record.facts).__name__}")


def _changes(made: Suggestion, before: Entry) -> tuple[ProposedChange, ...]:
    """What the service knows better, and what the register did not know; its own words stay."""
    was = fields_of(before)
    gaps = {name: value for name, value in made.fields.items() if _is_gap(before, name)}
    news = {**gaps, **made.updates}
    return tuple(
        ProposedChange(name, was.get(name), value)
        for name, value in news.items()
        if value != "unknown" and not _equal(was.get(name), value)
    )


def _is_gap(before: Entry, name: str) -> bool:
    """Whether the record has nothing in a field, or says that nobody knows."""
    value = getattr(before, name)
    return value is None or value == "unknown" or value == ()  # noqa: PLR1714 - some have no hash


def _equal(before: object, after: object) -> bool:
    """Whether two fields say the same: 12.50 and 12.5 are one amount."""
    try:
        return before == after or Decimal(str(before)) == Decimal(str(after))
    except InvalidOperation:
        return False


def _updated(
    was: Fields, changes: tuple[ProposedChange, ...], evidence: Fields, as_of: str
) -> Fields:
    if not changes:
        return was
    sources = [*was["sources"], *([evidence] if evidence not in was["sources"] else [])]
    news = {change.field: change.after for change in changes}
    latest = max(was["as_of"], as_of, key=first_day)
    return {**was, **news, "as_of": latest, "sources": sources}


def _lacking(
    kind: str, fields: Fields, languages: tuple[str, ...], day: date
) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """The paths of the fields that are still to be answered, and what else speaks against them."""
    try:
        entry_of(kind, fields | {"recorded": day.isoformat()}, languages=languages)
    except FieldsError as error:
        paths: dict[str, None] = {}
        for path in error.mistakes:
            paths |= dict.fromkeys(_unsaid(fields, path.partition(".")[0], path, languages))
        against = tuple(what for path, what in error.mistakes.items() if not path)
        return tuple(filter(None, paths)), against
    return (), ()


def _unsaid(fields: Fields, name: str, path: str, languages: tuple[str, ...]) -> Iterator[str]:
    """The path of a field; of a text that has some languages, those of the others."""
    text = fields.get(name)
    if isinstance(text, dict) and set(text) < set(languages):
        yield from (f"{name}.{language}" for language in languages if language not in text)
    else:
        yield path
