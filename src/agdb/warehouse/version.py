"""One version of a dataset: the reading of one snapshot."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from functools import cached_property
from pathlib import Path
from typing import Final

import msgspec

from agdb.errors import Place, WarehouseError
from agdb.files.checksum import file_checksum
from agdb.files.documents import encoded, read_document
from agdb.statistics.identifier import DatasetId
from agdb.statistics.structure import Structure
from agdb.warehouse.receipt import Receipt
from agdb.warehouse.withdrawal import WithdrawalStep

OBSERVATIONS: Final = "observations.parquet"
STRUCTURE: Final = "structure.json"
VERSION: Final = "version.json"


class VersionFile(msgspec.Struct, frozen=True):
    """What `version.json` holds. `kept` is when this reading was last asked for anew.

    `files` are the SHA-256 of the observations and the structure; empty in versions from before.
    """

    dataset: str
    version: str
    snapshot: str
    revision: str
    rows: int
    partial: str | None
    kept: datetime
    files: dict[str, str] = {}


def version_bytes(version: DatasetVersion, *, kept: datetime) -> bytes:
    """Return `version.json` for a version that was asked for anew at the moment `kept`."""
    file = VersionFile(
        dataset=str(version.id),
        version=version.version,
        snapshot=version.receipt.checksum,
        revision=version.revision,
        rows=version.rows,
        partial=version.partial,
        kept=kept,
        files=dict(version.files),
    )
    return encoded(file)


@dataclass(frozen=True)
class DatasetVersion:
    """A dataset as it was on one recorded date.

    `partial` says why it is a slice, `withdrawn` why it is not to be used any more; or None.
    """

    id: DatasetId
    version: str
    recorded: date
    receipt: Receipt
    revision: str
    rows: int
    partial: str | None
    kept: datetime
    folder: Path
    withdrawn: WithdrawalStep | None = None
    files: Mapping[str, str] = field(default_factory=dict)

    @property
    def published(self) -> date | None:
        """The day on which the publisher published these figures, None if it does not say."""
        return self.receipt.published

    @property
    def vintage(self) -> str:
        """The publisher's name for the edition, empty for a data set that is simply updated."""
        return self.receipt.vintage

    @property
    def parquet(self) -> Path:
        """The long table: `observation_columns(structure.dimensions)`, ordered by its key.

        Raises `WarehouseError` if it is not what was read from the recording.
        """
        return self._as_kept(OBSERVATIONS)

    @cached_property
    def structure(self) -> Structure:
        """Measures, dimensions and code lists; raises `WarehouseError` if the file is damaged."""
        return read_document(self._as_kept(STRUCTURE), Structure)

    def _as_kept(self, name: str) -> Path:
        path, told = self.folder / name, self.files.get(name)
        if told is not None and path.is_file() and file_checksum(path) != told:
            raise WarehouseError(
                "this file is not as it was kept",
                place=Place(str(path)),
                remedy=f"delete its folder and import {self.id} again, or restore a backup",
            )
        return path
