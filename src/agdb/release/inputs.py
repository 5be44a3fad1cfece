"""Brings into the warehouse what the programme carries, and what it says of recordings."""

from __future__ import annotations

from datetime import datetime

from agdb.errors import ProgrammeError, SourceError
from agdb.programme.programme import Programme
from agdb.register.fitting import programme_register
from agdb.register.register import Register
from agdb.release.register import DATASET, register_figures
from agdb.sources.embedded.read import transcription
from agdb.sources.wrapped_reader import reader_today
from agdb.statistics.identifier import DatasetId
from agdb.warehouse.warehouse import Warehouse


def keep_embedded(
    *,
    programme: Programme,
    warehouse: Warehouse,
    received: datetime,
    register: Register | None = None,
) -> None:
    """Keep the embedded figures of every source, and the register, as snapshots and datasets.

    `register` is that of the programme's own folder if none is given. What was kept before is not
    written again. Raises `SourceError` with file and line for a row
    that does not read as a figure.
    """
    bodies = {
        source.id: (source.embedded, programme.figures[source.embedded])
        for source in programme.sources.values()
        if source.embedded is not None
    }
    counts = register_figures(programme, register or programme_register(programme))
    if counts:
        bodies[DATASET] = ("initiatives.csv", counts)
    for dataset, (name, body) in bodies.items():
        if dataset not in programme.sources:
            raise ProgrammeError(f"there is no source {dataset!r} to describe the initiatives")
        recording, reader = transcription(programme.sources[dataset], name=name, content=body)
        warehouse.keep(recording, reader=reader, received=received)


def read_again(
    *, programme: Programme, warehouse: Warehouse, received: datetime
) -> tuple[str, ...]:
    """Read again every kept recording that the reader or the programme now reads otherwise.

    The bytes are those that were received; a version is added for each, and none is changed.
    Returns a sentence for each recording that does not read any more: its last reading stays.
    """
    unread = []
    for source in programme.sources.values():
        newest = {v.receipt.checksum: v for v in warehouse.versions(DatasetId.parse(source.id))}
        for version in newest.values():
            if version.receipt.transcription:
                continue
            recording = warehouse.recording(version)
            try:
                reader = reader_today(
                    recording, source, revision=version.revision, partial=version.partial
                )
                if reader.revision != version.revision:
                    warehouse.keep(recording, reader=reader, received=received)
            except SourceError as error:
                why = f"{error}".rstrip(".")
                unread.append(f"{version.version} is used as it was read before: {why}")
    return tuple(unread)
