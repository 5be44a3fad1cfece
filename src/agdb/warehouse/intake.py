"""Everything that is done to a recording before any of it becomes visible."""

from __future__ import annotations

import hashlib
import logging
from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import datetime
from pathlib import Path
from typing import Final

from agdb.errors import Place, SourceError
from agdb.files.checksum import digest, file_checksum
from agdb.files.documents import encoded
from agdb.files.recorded import RecordedFile
from agdb.sources.contract import Reader, Recording
from agdb.statistics.structure import Structure
from agdb.warehouse.engine import Engine
from agdb.warehouse.layout import SnapshotLayout
from agdb.warehouse.load import load
from agdb.warehouse.receipt import Receipt
from agdb.warehouse.version import OBSERVATIONS, STRUCTURE, VERSION, VersionFile

_LOG: Final = logging.getLogger("agdb.import")


@dataclass(frozen=True)
class Staged:
    """Files in a scratch folder, ready to be moved: new blobs by checksum, receipt, version."""

    name: str
    blobs: Mapping[str, Path]
    receipt: Path
    version: Path
    structure: Structure


def version_name(receipt: Receipt, reader: Reader) -> str:
    """Return the name of the version that `reader` makes of a snapshot."""
    whole = hashlib.sha256(f"{receipt.checksum} {reader.revision}".encode()).hexdigest()
    return f"{receipt.recorded}-{whole[:12]}"


def stage(
    recording: Recording,
    reader: Reader,
    receipt: Receipt,
    *,
    kept: datetime,
    scratch: Path,
    layout: SnapshotLayout,
) -> Staged:
    """Copy, read, load and check `recording` inside `scratch`.

    Raises `SourceError` if it is not what it claims; nothing outside `scratch` has changed then.
    """
    blobs, files = _stage_blobs(recording.files, scratch=scratch, layout=layout)
    work, spill, version = (_folder(scratch, name) for name in ("work", "spill", "version"))
    stored = replace(recording, files=files, recorded=receipt.recorded, licence=receipt.licence)
    with Engine(
        folders=(scratch, layout.root / "blobs"), spill=spill, memory="256MB", threads=1
    ) as engine:
        _LOG.debug("%s: reading as %s", receipt.dataset, reader.revision)
        draft = reader.read(stored, scratch=work, ask=engine.rows)
        _LOG.debug("%s: ordering and checking", receipt.dataset)
        rows = load(engine, draft, receipt=receipt, folder=version)
    name = version_name(receipt, reader)
    file = VersionFile(
        dataset=receipt.dataset,
        version=name,
        snapshot=receipt.checksum,
        revision=reader.revision,
        rows=rows,
        partial=draft.partial,
        kept=kept,
        files={made: file_checksum(version / made) for made in (OBSERVATIONS, STRUCTURE)},
    )
    (version / VERSION).write_bytes(encoded(file))
    (scratch / "receipt.json").write_bytes(encoded(receipt))
    return Staged(name, blobs, scratch / "receipt.json", version, draft.structure)


def _folder(scratch: Path, name: str) -> Path:
    folder = scratch / name
    folder.mkdir()
    return folder


def _stage_blobs(
    files: tuple[RecordedFile, ...], *, scratch: Path, layout: SnapshotLayout
) -> tuple[dict[str, Path], tuple[RecordedFile, ...]]:
    """Copy the files that are not stored yet; return the new ones, and all with their place."""
    folder = _folder(scratch, "blobs")
    new: dict[str, Path] = {}
    placed: list[RecordedFile] = []
    for file in files:
        path = layout.blob(file.sha256)
        if not path.exists():
            path = new.setdefault(file.sha256, folder / file.sha256)
            if not path.exists():
                _copy(file, path)
        placed.append(replace(file, content=path))
    return new, tuple(placed)


def _copy(file: RecordedFile, target: Path) -> None:
    with target.open("wb") as out:
        copied = digest(file.chunks(), out)
    if copied.sha256 != file.sha256:
        raise SourceError(
            "the file changed while it was read",
            place=Place(file.name),
            remedy="wait until the recording is complete and import it again",
        )
