"""The reader for a recording that is kept, as it would be read if it came today."""

from __future__ import annotations

from agdb.programme.source import Source
from agdb.sources.contract import Reader, Recording
from agdb.sources.fetching.slice import sliced_as_before
from agdb.sources.publishers import reader_for
from agdb.sources.translated import translated


def reader_today(
    recording: Recording, source: Source, *, revision: str, partial: str | None
) -> Reader:
    """Return the reader for the form of `recording`, with what `source` says of it.

    `revision` and `partial` are those of the reading that there is. Raises `SourceError` if no
    reader knows the form any more.
    """
    reader = reader_for(recording.dataset, recording.files)
    return translated(sliced_as_before(reader, revision=revision, partial=partial), source)
