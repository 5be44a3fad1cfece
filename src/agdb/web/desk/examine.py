"""Every way in which the database of the desk can contradict itself, each as one sentence."""

from __future__ import annotations

from collections.abc import Iterator

from django.conf import settings
from django.db import DatabaseError, connection
from django.db.models import Max

from agdb.errors import AgdbError, DeskError
from agdb.register.consistency import faults
from agdb.web.desk.models import Event, Link, Record
from agdb.web.desk.records import entry, links_of, stored_register
from agdb.web.desk.setup import unreadable, where

_BACKUP = "restore it from a backup"


def examine_desk() -> Iterator[AgdbError]:
    """Yield what is wrong with the database; nothing is changed."""
    try:
        yield from _bytes()
        yield from _log()
        yield from _records()
    except DatabaseError as error:
        yield unreadable(error)


def _bytes() -> Iterator[AgdbError]:
    if connection.vendor != "sqlite":
        return
    with connection.cursor() as cursor:
        cursor.execute("PRAGMA integrity_check(5)")
        for (said,) in cursor.fetchall():
            if said != "ok":
                yield _finding(f"the file is damaged: {said}", _BACKUP)
        cursor.execute("PRAGMA foreign_key_check")
        for table, *_ in cursor.fetchmany(5):
            yield _finding(f"a row of {table} belongs to one that is not there", _BACKUP)


def _log() -> Iterator[AgdbError]:
    """Whether the log knows of every change: the last event of a record has its version."""
    last = {
        (kind, ident): version
        for kind, ident, version in Event.objects.values_list("kind", "ident").annotate(
            version=Max("version")
        )
    }
    for kind, ident, version in Record.objects.values_list("kind", "ident", "version"):
        known = last.get((kind, ident), 0)
        if known != version:
            what = f"{kind} {ident} is at version {version}, and the log knows {known}"
            yield _finding(what, "somebody changed it past the desk; " + _BACKUP)


def _records() -> Iterator[AgdbError]:
    linked: dict[int, set[tuple[str, str]]] = {}
    for record, kind, ident in Link.objects.values_list("record_id", "kind", "ident"):
        linked.setdefault(record, set()).add((kind, ident))
    broken = False
    for row in Record.objects.iterator():
        try:
            one = entry(row)
        except AgdbError as error:
            broken = True
            yield _finding(error.what, _BACKUP)
            continue
        if links_of(row.kind, one) != linked.get(row.pk, set()):
            yield _finding(f"the links of {row.kind} {row.ident} are not those it names", _BACKUP)
    if broken:
        return
    register = stored_register()
    misfits = settings.AGDB_MISFITS
    for fault in (*faults(register), *(misfits(register) if misfits else ())):
        what = f"{fault.kind} {fault.ident}, {fault.where}: {fault.what}"
        yield _finding(what, "mend the record at the desk, or the programme")


def _finding(what: str, remedy: str) -> AgdbError:
    return DeskError(what, place=where(), remedy=remedy)
