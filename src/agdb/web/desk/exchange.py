"""Between the files of the register and its database: loaded and exported, nothing lost.

A record that was changed at the desk since the files were last taken over is not overwritten: the
files may be older, which is seen from the log, or differ for a reason of their own, which is a
conflict that a person resolves. What is overwritten on purpose stays in the log.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Final

from django.db import transaction
from django.db.models import Max

from agdb.errors import DeskError
from agdb.register.consistency import faults
from agdb.register.entry import Entry
from agdb.register.fields import Fields, fields_of
from agdb.register.reading import register_files
from agdb.register.register import Register
from agdb.web.desk.ledger import Deed, note
from agdb.web.desk.models import Event, Link, Record
from agdb.web.desk.permissions import SYSTEM
from agdb.web.desk.records import fill, links_of, stored_register

Key = tuple[str, str]

EXCHANGE: Final = "register"
"""How the log calls the register as a whole."""

_BATCH: Final = 500
_NAMED: Final = 5


@dataclass(frozen=True, slots=True, kw_only=True)
class Loaded:
    """What loading did with the records: how many of each fate.

    `older` are those of which the files have what the desk has changed since; `only_here` those
    that the files do not have. Both stay as they are at the desk.
    """

    new: int = 0
    changed: int = 0
    same: int = 0
    older: int = 0
    only_here: int = 0


def load_register(register: Register, *, at: datetime, over: bool = False) -> Loaded:
    """Take the records of `register` into the database, all or none; a second time changes nothing.

    Records keep the order of the files. Raises `DeskError` where the desk and the files both
    changed a record, unless `over` says that the files win, and where the records together would
    contradict each other.
    """
    deed = Deed(action="load", by=SYSTEM, at=at)
    with transaction.atomic():
        rows = {(row.kind, row.ident): row for row in Record.objects.select_for_update()}
        given = {(kind, one.id): one for kind, some in register.kinds() for one in some.values()}
        differing = {
            key: fields_of(one)
            for key, one in given.items()
            if key not in rows or _text(fields_of(one)) != _text(rows[key].fields)
        }
        fresh = {key: fields for key, fields in differing.items() if key not in rows}
        moved = {key: fields for key, fields in differing.items() if key in rows}
        older = frozenset() if over else _older(moved)
        wanted = {key: fields for key, fields in moved.items() if key not in older}
        if not over:
            _require_no_conflict(wanted, rows)
        _write(fresh, wanted, given=given, rows=rows, deed=deed)
        _order(given, rows)
        _require_consistent()
        if fresh or wanted:
            _note_exchange(deed, given)
    return Loaded(
        new=len(fresh),
        changed=len(wanted),
        same=len(given) - len(differing),
        older=len(older),
        only_here=len(rows.keys() - given.keys()),
    )


def export_files(*, at: datetime) -> dict[str, bytes]:
    """Return the files of the register as the database has it; loading them changes nothing.

    The log remembers which version of each record the files have.
    """
    with transaction.atomic():
        register = stored_register()
        given = {(kind, one.id): one for kind, some in register.kinds() for one in some.values()}
        if _exchanged() != _versions(given):
            _note_exchange(Deed(action="export", by=SYSTEM, at=at), given)
    return register_files(register)


def last_event() -> int:
    """Return the number of the last event: nothing was changed at the desk while it is the same."""
    return Event.objects.aggregate(last=Max("id"))["last"] or 0


def unknown_here(register: Register) -> str:
    """Return the first record of which the database never had what `register` has, or nothing."""
    rows = {(row.kind, row.ident): row for row in Record.objects.all()}
    given = {(kind, one.id): one for kind, some in register.kinds() for one in some.values()}
    moved = {
        key: fields_of(one)
        for key, one in given.items()
        if key not in rows or _text(fields_of(one)) != _text(rows[key].fields)
    }
    unknown = sorted(moved.keys() - _older(moved))
    return " ".join(unknown[0]) if unknown else ""


def _text(fields: object) -> str:
    """Fields with the order of their keys, which the files have too."""
    return json.dumps(fields)


def _older(moved: Mapping[Key, Fields]) -> frozenset[Key]:
    """The records of which the desk once had exactly what the files have now."""
    found = set()
    for kind, ident in moved:
        past = Event.objects.filter(kind=kind, ident=ident).values_list("after", flat=True)
        if _text(moved[kind, ident]) in {_text(fields) for fields in past if fields}:
            found.add((kind, ident))
    return frozenset(found)


def _require_no_conflict(wanted: Mapping[Key, Fields], rows: Mapping[Key, Record]) -> None:
    """Refuse to change a record that changed at the desk since the files were last taken over."""
    exchanged = _exchanged()
    both = [
        f"{kind} {ident}"
        for kind, ident in wanted
        if exchanged.get(f"{kind}/{ident}") != rows[kind, ident].version
    ]
    if both:
        more = f" and {len(both) - _NAMED} more" if len(both) > _NAMED else ""
        raise DeskError(
            f"changed both at the desk and in the files: {', '.join(both[:_NAMED])}{more}",
            remedy="run agdb register export and bring the changes together there,"
            " or load with --over to take the files; the log keeps what stood here",
        )


def _write(
    fresh: Mapping[Key, Fields],
    wanted: Mapping[Key, Fields],
    *,
    given: Mapping[Key, Entry],
    rows: dict[Key, Record],
    deed: Deed,
) -> None:
    for key, fields in fresh.items():
        rows[key] = Record(kind=key[0], ident=key[1], position=0)
        fill(rows[key], given[key], fields, deed)
    Record.objects.bulk_create([rows[key] for key in fresh], batch_size=_BATCH)
    events = [_event(key, 1, None, fields, deed) for key, fields in fresh.items()]
    for key, fields in wanted.items():
        row = rows[key]
        before = row.fields
        fill(row, given[key], fields, deed)
        row.version += 1
        row.save()
        events.append(_event(key, row.version, before, fields, deed))
    Event.objects.bulk_create(events, batch_size=_BATCH)
    touched = {rows[key].pk: key for key in (*fresh, *wanted)}
    Link.objects.filter(record__in=[rows[key].pk for key in wanted]).delete()
    Link.objects.bulk_create(
        (
            Link(record_id=pk, kind=to, ident=name)
            for pk, key in touched.items()
            for to, name in links_of(key[0], given[key])
        ),
        batch_size=_BATCH,
    )


def _event(key: Key, version: int, before: Fields | None, after: Fields, deed: Deed) -> Event:
    return Event(
        at=deed.at, actor=None, role=deed.by.role, action=deed.action, kind=key[0], ident=key[1],
        version=version, before=before, after=after,
    )  # fmt: skip


def _order(given: Iterable[Key], rows: Mapping[Key, Record]) -> None:
    """Give the records the order of the files; those that the files lack come after them."""
    lacking = sorted(rows.keys() - set(given), key=lambda key: (key[0], rows[key].position))
    places: dict[str, int] = {}
    moved = []
    for kind, ident in (*given, *lacking):
        place = places.get(kind, 0)
        places[kind] = place + 1
        row = rows[kind, ident]
        if row.position != place:
            row.position = place
            moved.append(row)
    Record.objects.bulk_update(moved, ["position"], batch_size=_BATCH)


def _require_consistent() -> None:
    fault = next(faults(stored_register()), None)
    if fault is not None:
        raise DeskError(
            f"with these files the register would contradict itself: {fault.kind} {fault.ident},"
            f" {fault.where}: {fault.what}",
            remedy="mend the record or the one that it names",
        )


def _versions(given: Iterable[Key]) -> dict[str, int]:
    held = {
        f"{kind}/{ident}": version
        for kind, ident, version in Record.objects.values_list("kind", "ident", "version")
    }
    names = (f"{kind}/{ident}" for kind, ident in given)
    return {name: held[name] for name in names}


def _exchanged() -> dict[str, int]:
    """The version of each record that the files were last known to have."""
    last = Event.objects.filter(kind=EXCHANGE).order_by("-id").first()
    found: dict[str, Any] = (last.after if last else None) or {}
    return dict(found.get("versions", {}))


def _note_exchange(deed: Deed, given: Iterable[Key]) -> None:
    known = {**_exchanged(), **_versions(given)}
    count = Event.objects.filter(kind=EXCHANGE).count()
    note(
        kind=EXCHANGE, ident="files", version=count + 1, before=None, after={"versions": known},
        deed=deed,
    )  # fmt: skip
