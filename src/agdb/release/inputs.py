"""Brings into the warehouse what the programme itself carries: figures and the register."""

from __future__ import annotations

from datetime import datetime

from agdb.errors import ProgrammeError
from agdb.programme.programme import Programme
from agdb.release.register import DATASET, register_figures
from agdb.sources.embedded import transcription
from agdb.warehouse.warehouse import Warehouse


def keep_embedded(*, programme: Programme, warehouse: Warehouse, received: datetime) -> None:
    """Keep the embedded figures of every source, and the register, as snapshots and datasets.

    What was kept before is not written again. Raises `SourceError` with file and line for a row
    that does not read as a figure.
    """
    bodies = {
        source.id: (source.embedded, programme.figures[source.embedded])
        for source in programme.sources.values()
        if source.embedded is not None
    }
    register = register_figures(programme)
    if register:
        bodies[DATASET] = ("initiatives.csv", register)
    for dataset, (name, body) in bodies.items():
        if dataset not in programme.sources:
            raise ProgrammeError(f"there is no source {dataset!r} to describe the initiatives")
        recording, reader = transcription(programme.sources[dataset], name=name, content=body)
        warehouse.keep(recording, reader=reader, received=received)
