"""One version of a dataset, the reading of one snapshot, and which of several is the newest.

The publisher's own date decides. A recording that comes in today can hold the figures of two years
ago, so the day on which we got it says little. Versions whose publisher says when it published them
go in that order. A version that does not say, such as our transcription, was shown on its recorded
day, and goes by that one: behind a version that the publisher still showed on that day or later,
before one that came after it.

The publisher stops showing what it has replaced. So a version counts as shown until the day on
which it was recorded, or until the next one was published, if that was earlier: a wrong recorded
day cannot put old figures before newer ones.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from functools import cached_property
from itertools import pairwise
from pathlib import Path
from typing import Final

import msgspec

from agdb.errors import Place, WarehouseError
from agdb.files.checksum import file_checksum
from agdb.files.documents import read_document, sealed
from agdb.sources.contract import Origin
from agdb.statistics.identifier import DatasetId
from agdb.statistics.structure import Structure
from agdb.warehouse.snapshot import Receipt, WithdrawalStep

OBSERVATIONS: Final = "observations.parquet"
STRUCTURE: Final = "structure.json"
VERSION: Final = "version.json"


class VersionFile(msgspec.Struct, frozen=True):
    """What `version.json` holds. `kept` is when this reading was last asked for again.

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
    """Return `version.json` for a version that was asked for again at the moment `kept`."""
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
    return sealed(file)


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


def in_order(versions: Iterable[DatasetVersion]) -> tuple[DatasetVersion, ...]:
    """Return versions of one dataset, the one that wins last.

    Of what was shown on one day the publisher's own bytes win over a transcription, then the later
    recorded, the later received, and the later reading.
    """
    some = tuple(versions)
    until = _shown_until(some)

    def place(version: DatasetVersion) -> tuple[object, ...]:
        shown = version.recorded if version.published is None else until[version.published]
        own = version.receipt.origin is not Origin.TRANSCRIPTION
        published = version.published or date.min
        received = version.receipt.received
        return (shown, own, published, version.recorded, received, version.kept)

    return tuple(sorted(some, key=place))


def _shown_until(versions: Iterable[DatasetVersion]) -> Mapping[date, date]:
    """By the day of publication, the last day on which the publisher showed that state."""
    until: dict[date, date] = {}
    for version in versions:
        if version.published is not None:
            day = max(until.get(version.published, date.min), version.recorded, version.published)
            until[version.published] = day
    days = sorted(until)
    for day, following in pairwise(days):
        until[day] = min(until[day], following)
    return until
