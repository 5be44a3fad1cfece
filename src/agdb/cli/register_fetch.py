"""`agdb register fetch`: asks a service of records, or reads a recording of it."""

from __future__ import annotations

import hashlib
import os
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from datetime import date
from pathlib import Path
from typing import Annotated

import typer

from agdb.cli.context import now, programme
from agdb.cli.desk import current_register
from agdb.cli.network import NetworkSettings, network
from agdb.cli.options import Json, parse_date
from agdb.cli.output import put, put_json, warn
from agdb.cli.progress import progress
from agdb.cli.proposals import door_of, is_at_desk, plain, waiting
from agdb.cli.settings import Settings, current
from agdb.errors import Place, SourceError, UsageError, WarehouseError
from agdb.files.recorded import RecordedFile
from agdb.proposals.store import ProposalStore
from agdb.sources.fetching.staging import Staging
from agdb.sources.publishers import RECORD_SERVICES, record_service
from agdb.sources.service_record import Inquiry, RecordService, ServiceRecord
from agdb.transport.client import Client

Service = Annotated[str, typer.Argument(metavar="SERVICE", help=" | ".join(RECORD_SERVICES))]


def fetch(
    service: Service,
    *,
    since: Annotated[
        date | None,
        typer.Option(metavar="DATE", parser=parse_date, help="Only what changed since this day."),
    ] = None,
    recorded: Annotated[
        Path | None,
        typer.Option(metavar="FOLDER", help="Read this recording in place of asking."),
    ] = None,
    as_json: Json = False,
) -> None:
    """Ask a service, or read a recording of it, and keep what is new as proposals."""
    if since is not None and recorded is not None:
        raise UsageError("a recording is read whole", remedy="leave --since out")
    fetch_records(
        current(), network(os.environ), service, since=since, recorded=recorded, as_json=as_json
    )


def fetch_records(
    where: Settings,
    net: NetworkSettings,
    name: str,
    *,
    since: date | None,
    recorded: Path | None,
    as_json: bool,
    client: Client | None = None,
) -> None:
    """Keep what came as proposals, and hand over to the desk what can be decided on there.

    Tells how many are new, and each word that is not known.
    """
    plan, service = programme(where), record_service(name)
    door = door_of(plan, name)
    store = ProposalStore(where.data)
    if recorded is not None:
        received = store.receive(service.read(_recorded(recorded)), moment=now())
    else:
        inquiry = Inquiry(net.addresses[name.replace("-", "_")], door, since)
        with (
            client or Client(ip_version=net.ip_version) as asking,
            _fetched(where, service, inquiry, asking) as records,
        ):
            received = store.receive(records, moment=asking.clock.now())
    register = current_register(where, plan, at=now())  # which brings to a desk what can wait there
    made = [one for one in waiting(plan, store, register) if one.arrival.service == name]
    if as_json:
        counts = {"new": len(received.new), "known": received.known, "outside": received.outside}
        put_json(counts | {"waiting": [plain(one) for one in made]})
    else:
        put(f"new {len(received.new)}, known {received.known}, outside {received.outside}")
        if where.has_desk:
            at_desk = sum(is_at_desk(where, one) for one in waiting(plan, store, register))
            put(f"{at_desk} wait at the desk for a decision")
    for one in made:
        for word in one.unrecognised:
            met = f"{word.word!r} in {word.field!r} of {name}"
            warn(f"{one.id} waits: {met} has no row in doors.yaml")


@contextmanager
def _fetched(
    where: Settings, service: RecordService, inquiry: Inquiry, client: Client
) -> Iterator[tuple[ServiceRecord, ...]]:
    """Ask, and clear the disk when the records are kept; what is at fault is set aside."""
    question = hashlib.sha256(repr(inquiry).encode()).hexdigest()
    folder = where.data / "fetch" / service.id
    try:
        with (
            progress(f"asking {service.id}"),
            Staging.open(folder, client=client, question=question) as staging,
        ):
            try:
                files = service.fetch(inquiry, staging)
                yield service.read([RecordedFile.at(path, name=path.name) for path in files])
            except SourceError as error:
                aside = f"the answers are in {staging.reject()}"
                remedy = f"{error.remedy}; {aside}" if error.remedy else aside
                raise SourceError(error.what, place=error.place, remedy=remedy) from error
            staging.settle(version="", contents="")
    except OSError as error:
        raise WarehouseError(
            f"cannot write here ({error.strerror})",
            place=Place(str(folder)),
            remedy="make room on the disk, or set AGDB_DATA to another folder",
        ) from error


def _recorded(folder: Path) -> Sequence[RecordedFile]:
    if not folder.is_dir():
        raise UsageError(f"{folder} is not a folder", remedy="name the folder of a recording")
    paths = sorted(path for path in folder.iterdir() if path.is_file() and path.name[0] != ".")
    if not paths:
        raise UsageError(f"{folder} is empty", remedy="name the folder of a recording")
    return [RecordedFile.at(path, name=path.name) for path in paths]
