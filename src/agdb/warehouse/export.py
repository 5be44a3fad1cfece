"""The long table of a dataset version as a file for others, in pieces that fit any memory."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator
from datetime import date
from typing import Literal

import msgspec

from agdb.files.checksum import CHUNK, chunks_of
from agdb.statistics.cell_text import cell_text
from agdb.statistics.identifier import sql_text
from agdb.statistics.number import printed
from agdb.statistics.structure import key_parts, observation_columns
from agdb.warehouse.engine import Engine
from agdb.warehouse.version import DatasetVersion

Form = Literal["csv", "json", "parquet"]


def export(version: DatasetVersion, *, form: Form) -> Iterator[bytes]:
    """Yield the observations of `version`, ordered by their key, and where they come from.

    CSV has the columns of the long table between `dataset` and `recorded` before, and `partial`
    after them; JSON has them once, around the observations; Parquet has them in its metadata.
    """
    match form:
        case "csv":
            yield from _csv(version)
        case "json":
            yield from _json(version)
        case "parquet":
            with version.parquet.open("rb") as stream:
                yield from chunks_of(stream)


def _rows(version: DatasetVersion) -> Iterator[tuple[object, ...]]:
    dimensions = version.structure.dimensions
    columns = ", ".join(f'"{name}"' for name in observation_columns(dimensions))
    order = ", ".join(f'"{name}"' for name in key_parts(dimensions))
    table = f"read_parquet({sql_text(str(version.parquet))})"
    with Engine(folders=(version.folder,)) as engine:
        yield from engine.stream(f"select {columns} from {table} order by {order}")


def _csv(version: DatasetVersion) -> Iterator[bytes]:
    buffer = io.StringIO(newline="")
    writer = csv.writer(buffer, lineterminator="\r\n")  # as RFC 4180 asks
    names = observation_columns(version.structure.dimensions)
    writer.writerow(["dataset", "recorded", *names, "partial"])
    before, after = (
        (str(version.id), version.recorded.isoformat()),
        cell_text(version.partial or ""),
    )
    for row in _rows(version):
        writer.writerow([*before, *map(_cell, row), after])
        if buffer.tell() > CHUNK:
            yield _taken(buffer)
    yield _taken(buffer)


def _taken(buffer: io.StringIO) -> bytes:
    content = buffer.getvalue().encode()
    buffer.seek(0)
    buffer.truncate()
    return content


def _cell(value: object) -> str:
    if value is None:
        return ""
    if isinstance(value, float):
        return printed(value)
    return value.isoformat() if isinstance(value, date) else cell_text(str(value))


def _json(version: DatasetVersion) -> Iterator[bytes]:
    names = list(observation_columns(version.structure.dimensions))
    head = {
        "dataset": str(version.id),
        "version": version.version,
        "recorded": version.recorded,
        "snapshot": version.receipt.checksum,
        "transcription": version.receipt.transcription,
        "licence": version.receipt.licence,
        "partial": version.partial,
        "structure": version.structure,
    }
    yield msgspec.json.encode(head).removesuffix(b"}") + b',"observations":['
    separator = b"\n"
    for row in _rows(version):
        yield separator + msgspec.json.encode(dict(zip(names, row, strict=True)))
        separator = b",\n"
    yield b"\n]}\n"
