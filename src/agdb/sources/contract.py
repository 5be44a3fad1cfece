"""What a publisher's reader is given and what it owes: a recording in, a draft of a dataset out."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum
from pathlib import Path
from typing import Any, Protocol

from agdb.files.checksum import set_checksum
from agdb.files.recorded import RecordedFile
from agdb.statistics.identifier import DatasetId
from agdb.statistics.structure import Structure


class Origin(StrEnum):
    """How a recording came to us."""

    FETCH = "fetch"  # from the publisher, over the network
    IMPORT = "import"  # the publisher's own bytes, brought by hand
    TRANSCRIPTION = "transcription"  # our copy of figures published elsewhere


@dataclass(frozen=True, slots=True)
class Recording:
    """Files that were recorded together, and what is known about where they come from.

    `recorded` is the day on which the publisher showed these bytes. `publisher_date` is the day on
    which it published them, in its own words, ISO 8601 where it has one. `vintage` is its name for
    the edition, empty for a data set that is simply updated.
    """

    dataset: DatasetId
    files: tuple[RecordedFile, ...]
    recorded: date
    origin: Origin
    address: str
    publisher_date: str
    licence: str
    vintage: str = ""

    @property
    def checksum(self) -> str:
        """SHA-256 of the recording: of its one file, or of the list that `sha256sum *` prints.

        >>> from datetime import date
        >>> one = (RecordedFile.of("a.csv", b"a"),)
        >>> Recording(DatasetId("cbs", "X"), one, date(2025, 1, 1), Origin.IMPORT, "", "", "")\
            .checksum == one[0].sha256
        True
        """
        return set_checksum((file.name, file.sha256) for file in self.files)


@dataclass(frozen=True, slots=True)
class Label:
    """What the files of a recording say about themselves; None or empty where they are silent."""

    name: str | None = None
    recorded: date | None = None
    address: str = ""
    publisher_date: str = ""
    licence: str = ""
    vintage: str = ""

    @property
    def published(self) -> date | None:
        """The day of `publisher_date`, None where there is none."""
        return day_of(self.publisher_date)


def day_of(publisher_date: str) -> date | None:
    """Return the day of a publisher's own date, None where it does not begin as in ISO 8601.

    >>> day_of("2026-06-30T02:00:00+02:00"), day_of("about the end of June")
    (datetime.date(2026, 6, 30), None)
    """
    try:
        return date.fromisoformat(publisher_date[:10])
    except ValueError:
        return None


@dataclass(frozen=True)
class Draft:
    """A dataset as a reader proposes it; the warehouse loads it and checks every promise.

    `select` is one SQL query over files of the recording or of the scratch folder, and yields
    exactly `observation_columns(structure.dimensions)`; a column of text may come as one of the
    types in `words`, each of which the warehouse makes an ENUM, in the order of the text. `careful`
    yields the same rows in more time, also of what `select` fails on: a code not in its list.
    `rows` and `after` are `select` in two steps: what cannot be made of other columns, and SQL for
    each column that is made of those. Only the former is ordered, which takes less memory.

    `expected_rows` is the number that the publisher claims. `partial` says why the recording is a
    declared slice of the data set.
    """

    structure: Structure
    select: str
    expected_rows: int | None
    partial: str | None
    words: Mapping[str, Sequence[str]] = field(default_factory=dict)
    careful: str | None = None
    rows: str = ""
    after: Mapping[str, str] = field(default_factory=dict)


Ask = Callable[[str], Sequence[tuple[Any, ...]]]
"""Runs an SQL query over files of the recording or of the scratch folder, and returns its rows.

A reader needs it for what it cannot read itself, such as Parquet; the engine is passed in, so that
readers know no engine.
"""


class Reader(Protocol):
    """Reads one form in which one publisher's data sets are recorded."""

    @property
    def proven(self) -> bool:
        """Whether a recording of the publisher's own bytes was read; if not, the docs say so."""
        ...

    @property
    def revision(self) -> str:
        """All that decides the draft besides the files: a new one asks for a new reading."""
        ...

    def recognises(self, files: tuple[RecordedFile, ...]) -> bool:
        """Whether these files have this form; looks at names and first bytes, never raises."""
        ...

    def label(self, files: tuple[RecordedFile, ...]) -> Label:
        """Return what the files say about themselves; raises `SourceError` if they contradict."""
        ...

    def read(self, recording: Recording, *, scratch: Path, ask: Ask) -> Draft:
        """Return the draft; writes only inside `scratch`, and may `ask` what files hold.

        Raises `SourceError` for bad data.
        """
        ...
