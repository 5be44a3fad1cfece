"""The reader for a recording that is kept, as it would be read if it came today."""

from __future__ import annotations

from agdb.programme.source import Source
from agdb.sources.contract import Origin, Reader, Recording
from agdb.sources.fetching.order import order_if_fetchable
from agdb.sources.fetching.slice import sliced
from agdb.sources.publishers import reader_for
from agdb.sources.translated import translated


def reader_today(recording: Recording, source: Source) -> Reader:
    """Return the reader for the form of `recording`, with what `source` says of it.

    Raises `SourceError` if no reader knows the form any more.
    """
    reader = reader_for(recording.dataset, recording.files)
    order = order_if_fetchable(source) if recording.origin is Origin.FETCH else None
    if order is not None and order.slice is not None:
        reader = sliced(reader, order.slice)
    return translated(reader, source)
