"""Everything that is done to a recording before any of it becomes visible."""

from __future__ import annotations

import hashlib
import logging
from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import datetime
from functools import partial
from pathlib import Path
from typing import Final

from agdb.errors import Place, SourceError
from agdb.files.checksum import chunks_of, digest, file_checksum
from agdb.files.documents import encoded, sealed
from agdb.files.durable import SCRATCH_PREFIX
from agdb.files.recorded import RecordedFile
from agdb.sources.contract import Draft, Reader, Recording
from agdb.statistics.identifier import checked_column
from agdb.statistics.lists import column_lists
from agdb.statistics.structure import (
    COLUMNS_AFTER,
    COLUMNS_BEFORE,
    Structure,
    key_parts,
    observation_columns,
)
from agdb.warehouse.checks import check_loaded
from agdb.warehouse.engine import Engine
from agdb.warehouse.layout import SnapshotLayout
from agdb.warehouse.snapshot import Receipt
from agdb.warehouse.version import OBSERVATIONS, STRUCTURE, VERSION, VersionFile

_LOG: Final = logging.getLogger("agdb.import")
RECEIVED: Final = "received"
"""The folder in a scratch folder that holds what came in, each file under its checksum."""


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
    folders = {scratch, layout.root / "blobs", *(path.parent for path in blobs.values())}
    with Engine(folders=sorted(folders), spill=spill, memory="256MB", threads=1) as engine:
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
    (version / VERSION).write_bytes(sealed(file))
    (scratch / "receipt.json").write_bytes(sealed(receipt))
    return Staged(name, blobs, scratch / "receipt.json", version, draft.structure)


def _folder(scratch: Path, name: str) -> Path:
    folder = scratch / name
    folder.mkdir()
    return folder


def received(path: Path, *, name: str, folder: Path) -> RecordedFile:
    """Return the file at `path` as a copy in `folder`, with the checksum of what was written there.

    Raises `OSError` if it cannot be read or written.
    """
    inside = folder / RECEIVED
    inside.mkdir(exist_ok=True)
    coming = inside / "coming"
    with path.open("rb") as stream, coming.open("wb") as out:
        copied = digest(chunks_of(stream), out)
    return RecordedFile(name, coming.replace(inside / copied.sha256), *copied)


def _is_received(file: RecordedFile, layout: SnapshotLayout) -> bool:
    """Whether `received` made the file, in a scratch folder of this warehouse."""
    path = file.content
    return (
        isinstance(path, Path)
        and path.name == file.sha256
        and path.parent.name == RECEIVED
        and path.parents[1].name.startswith(SCRATCH_PREFIX)
        and path.parents[2] == layout.root
    )


def _stage_blobs(
    files: tuple[RecordedFile, ...], *, scratch: Path, layout: SnapshotLayout
) -> tuple[dict[str, Path], tuple[RecordedFile, ...]]:
    """Copy the files that are not here yet; return the new ones, and all with their place."""
    folder = _folder(scratch, "blobs")
    new: dict[str, Path] = {}
    placed: list[RecordedFile] = []
    for file in files:
        path = layout.blob(file.sha256)
        if not path.exists():
            ours = file.path if _is_received(file, layout) else folder / file.sha256
            path = new.setdefault(file.sha256, ours)
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


_OURS = frozenset(COLUMNS_BEFORE | COLUMNS_AFTER)


def load(engine: Engine, draft: Draft, *, receipt: Receipt, folder: Path) -> int:
    """Write observations and structure of `draft` into `folder`; return the number of observations.

    Raises `SourceError` if the data are not what the draft or the recording promises.
    """
    _check_names(draft, receipt.dataset)
    dimensions = draft.structure.dimensions
    columns = observation_columns(dimensions)
    metadata = {
        "dataset": receipt.dataset,
        "recorded": receipt.recorded.isoformat(),
        "snapshot": receipt.checksum,
        "licence": receipt.licence,
        "partial": draft.partial or "",
    }
    parquet = folder / OBSERVATIONS
    write = partial(
        engine.copy_to_parquet,
        path=parquet,
        columns=columns,
        order=key_parts(dimensions),
        metadata=metadata,
    )
    for name, words in draft.words.items():
        engine.words(name, words)
    try:
        lists = column_lists(draft.structure)
        if draft.rows:
            write(draft.rows, after=draft.after, lists=lists)
        else:
            write(draft.select, lists=lists)
    except SourceError:  # a word outside its list is written as it is: the check names its cell
        write(draft.careful or draft.select)
    (folder / STRUCTURE).write_bytes(encoded(draft.structure))
    return check_loaded(engine, parquet, draft=draft, dataset=receipt.dataset)


def _check_names(draft: Draft, dataset: str) -> None:
    seen = set(_OURS)
    for dimension in draft.structure.dimensions:
        name = checked_column(dimension.id).lower()
        if name in seen:
            raise SourceError(
                f"dimension {dimension.id!r} has the name of another column",
                place=Place(dataset),
                remedy="the reader of this publisher must give it another",
            )
        seen.add(name)
    lists = {
        "measure": [measure.id for measure in draft.structure.measures],
        **{item.id: [code.id for code in item.codes] for item in draft.structure.dimensions},
        "period": [code.id for code in draft.structure.periods],
    }
    for name, ids in lists.items():
        twice = next((id_ for id_, times in Counter(ids).items() if times > 1), None)
        if twice is not None:
            raise SourceError(
                f"the code list of {name} has {twice!r} twice",
                place=Place(dataset),
                remedy="record the code list again",
            )
