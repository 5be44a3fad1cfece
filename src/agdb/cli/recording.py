"""`agdb import` and `agdb withdraw`: recordings come into use, and go out of it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from functools import partial
from pathlib import Path
from typing import Annotated

import typer

from agdb.arrivals.difference import newest_period
from agdb.cli.context import now, programme, releases, warehouse
from agdb.cli.datasets import account, edition
from agdb.cli.options import Json, parse_date
from agdb.cli.output import put, put_json, warn
from agdb.cli.progress import progress
from agdb.cli.settings import Settings, current
from agdb.errors import AgdbError, SourceError
from agdb.indicators.inputs import check_fit
from agdb.programme.programme import Programme
from agdb.sources.contract import Label, Origin, Reader, Recording, day_of
from agdb.sources.folder import open_recording
from agdb.sources.wrapped_reader import translated
from agdb.statistics.identifier import DatasetId
from agdb.statistics.structure import Structure
from agdb.warehouse.version import DatasetVersion


@dataclass(frozen=True)
class RecordingDetails:
    """What the user says of a recording: its day and edition, and to keep it in any case."""

    recorded: date | None = None
    vintage: str = ""
    anyway: bool = False


def import_(
    dataset: Annotated[str, typer.Argument(metavar="DATASET", help="As in cbs:85224NED.")],
    path: Annotated[Path, typer.Argument(help="Folder or file with the recording.")],
    *,
    recorded: Annotated[
        date | None,
        typer.Option(
            metavar="DATE",
            parser=parse_date,
            help="When it was downloaded, if the files do not say.",
        ),
    ] = None,
    vintage: Annotated[
        str, typer.Option(metavar="NAME", help="The publisher's name for this edition.")
    ] = "",
    anyway: Annotated[
        bool, typer.Option(help="Keep it even if the programme cannot use it.")
    ] = False,
    as_json: Json = False,
) -> None:
    """Keep a recording in the warehouse that the settings name."""
    said = RecordingDetails(recorded, vintage, anyway)
    import_recording(current(), dataset=dataset, path=path, said=said, as_json=as_json)


def import_recording(
    where: Settings, *, dataset: str, path: Path, said: RecordingDetails, as_json: bool
) -> None:
    """Keep the recording at `path` as a snapshot and a dataset, or change nothing.

    One that would become the newest version and lacks what the programme reads is refused, unless
    it is kept `anyway`. Warnings about the version are printed with it.
    """
    moment, id_ = now(), DatasetId.parse(dataset)
    plan, store = programme(where), warehouse(where)
    before = store.find(id_)
    alone = before is None and plan.source_of(id_) is None
    with progress(f"reading {path}"), store.receiving() as take:
        recording, reader = open_recording(
            id_,
            path,
            today=moment.date(),
            recorded=said.recorded,
            vintage=said.vintage,
            otherwise=moment.date() if alone else None,
            take=take,
        )
        label = reader.label(recording.files)
        version = store.keep(
            recording,
            reader=translated(reader, plan.source_of(id_)),
            received=moment,
            judge=partial(_judge, recording, plan=plan, before=before, anyway=said.anyway),
        )
    remarks = (
        *_undated(recording, label, said=said),
        *_unproven(reader),
        *remarks_on(version, before=before, now=store.find(id_), plan=plan),
    )
    if as_json:
        put_json(account(version) | {"warnings": remarks})
        return
    put(f"{version.id} version {version.version}: {version.rows} observations, {edition(version)}")
    if version.partial:
        put(f"partial: {version.partial}")
    for remark in remarks:
        warn(remark)


def _undated(recording: Recording, label: Label, *, said: RecordingDetails) -> Iterator[str]:
    """Warn that nothing gives the date of the files, so that the day of receipt is used."""
    fetched = recording.origin is Origin.FETCH  # a report of a probe has its date
    if said.recorded is None and label.recorded is None and label.published is None and not fetched:
        yield (
            "nothing in these files says when they were published or recorded, so they count as of"
            f" today, {recording.recorded}; if they are older, agdb withdraw this version and give"
            " --recorded"
        )


def _unproven(reader: Reader) -> Iterator[str]:
    """Warn that the layout is known from documents alone."""
    if not reader.proven:
        yield (
            "the reader of this form has never read a file of the publisher itself: compare some"
            " figures with those that the publisher shows (docs/limits-sources.md)"
        )


def _judge(
    recording: Recording,
    structure: Structure,
    *,
    plan: Programme,
    before: DatasetVersion | None,
    anyway: bool,
) -> None:
    if not anyway and (before is None or _later(recording, before)):
        check_fit(structure, dataset=recording.dataset, programme=plan)


def _later(recording: Recording, before: DatasetVersion) -> bool:
    """Whether the recording will win: by the publishers' dates, or the recorded ones without."""
    published = day_of(recording.publisher_date)
    if published is not None and before.published is not None:
        return published >= before.published
    return recording.recorded >= before.recorded


def remarks_on(
    version: DatasetVersion,
    *,
    before: DatasetVersion | None,
    now: DatasetVersion | None,
    plan: Programme,
) -> Iterator[str]:
    """Yield what a user should know about a version that came in; most need no remark.

    `before` was in use until it came, `now` is in use since then.
    """
    if version.withdrawn is not None:
        yield (
            f"this recording was withdrawn on {version.withdrawn.moment:%Y-%m-%d}"
            f" ({version.withdrawn.reason}) and stays out of use; agdb withdraw {version.id}"
            f" {version.version} --undo --reason WHY puts it back"
        )
        return
    if now is not None and now.version != version.version:
        yield (
            f"it is not the newest: {now.version} ({edition(now)}) stays in use,"
            " and this is an older vintage beside it"
        )
        return
    try:
        check_fit(version.structure, dataset=version.id, programme=plan)
    except SourceError as error:
        yield f"version {version.version} is kept and not used: {error.what}"
        return
    if before is not None and before.version != version.version:
        yield from _receding(before, version)


def _receding(before: DatasetVersion, version: DatasetVersion) -> Iterator[str]:
    """The newest version should not end earlier than the one before it."""
    was, is_ = newest_period(before), newest_period(version)
    if was is not None and (is_ is None or (is_.dated and is_.end < was.end)):
        end = "no period with a figure" if is_ is None else is_.text
        yield (
            f"the newest figures go back from {was.text} to {end}, against {before.version};"
            f" if this is an old file, agdb withdraw {version.id} {version.version} --reason WHY"
            " takes it out, and --recorded or --vintage say what it is"
        )


def withdraw(
    dataset: Annotated[str, typer.Argument(metavar="DATASET", help="As in cbs:85224NED.")],
    version: Annotated[str, typer.Argument(help="As agdb datasets shows it, or its beginning.")],
    *,
    reason: Annotated[str, typer.Option(help="Why, for whoever asks later.")],
    undo: Annotated[bool, typer.Option("--undo", help="Put it back into use.")] = False,
    as_json: Json = False,
) -> None:
    """Take a version of a dataset out of use, or back into it; nothing is deleted."""
    where = current()
    store = warehouse(where)
    found = store.version(DatasetId.parse(dataset), version)
    done = store.withdraw(found, reason=reason, moment=now(), undo=undo)
    left = store.find(done.id)
    remarks = () if undo else tuple(_consequences(where, done, left=left))
    if as_json:
        put_json(
            account(done)
            | {"in_use": None if left is None else left.version, "warnings": list(remarks)}
        )
        return
    put(f"{done.id} version {done.version} is {'back in use' if undo else 'withdrawn'}")
    if left is not None:
        put(f"the newest version in use is {left.version}, {edition(left)}")
    for remark in remarks:
        warn(remark)


def _consequences(
    where: Settings, version: DatasetVersion, *, left: DatasetVersion | None
) -> Iterator[str]:
    kept = releases(where)
    latest = kept.latest_id()
    readers: tuple[str, ...] = ()
    try:
        if latest is not None:
            readers = kept.open(latest).made_of(version.id, version.version)
    except AgdbError as error:  # it is withdrawn all the same
        yield f"whether the latest release was made of it is unknown: {error}"
    if readers:
        yield (
            f"release {latest} was made of it ({', '.join(readers[:5])}"
            f"{' ...' if len(readers) > 5 else ''}) and can no longer be published;"
            " agdb build makes one without it"
        )
    if left is None:
        yield f"no version of {version.id} is left in use: what reads it will wait for data"
