"""The publishers we can read, each with its readers. Publishers do not know each other.

A new publisher is a room beside `cbs`, and one line here. A delivery says itself that it is one,
and may be of any publisher.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from agdb.errors import Place, SourceError
from agdb.files.recorded import RecordedFile
from agdb.sources import cbs, delivery, duo, eurostat, oecd, roa, uwv, worldbank
from agdb.sources.contract import Reader
from agdb.sources.foreign import foreign
from agdb.statistics.identifier import DatasetId

READERS: Final[Mapping[str, tuple[Reader, ...]]] = {
    "cbs": cbs.READERS,
    "delivery": delivery.READERS,
    "duo": duo.READERS,
    "eurostat": eurostat.READERS,
    "oecd": oecd.READERS,
    "roa": roa.READERS,
    "uwv": uwv.READERS,
    "worldbank": worldbank.READERS,
}


def reader_for(
    dataset: DatasetId,
    files: tuple[RecordedFile, ...],
    *,
    readers: Mapping[str, tuple[Reader, ...]] = READERS,
) -> Reader:
    """Return the first reader of the publisher that recognises `files`; a delivery goes first.

    Raises `SourceError` for a publisher that we do not know, or a form that it does not; a form of
    another publisher, or one that nobody should import, is told as what it is.

    >>> reader_for(DatasetId("abc", "1"), (), readers={"cbs": ()})
    Traceback (most recent call last):
    agdb.errors.SourceError: abc:1: publisher 'abc' has no readers; the publishers are: cbs.
    """
    if delivery.DELIVERY.recognises(files):
        return delivery.DELIVERY
    place = Place(str(dataset))
    if dataset.publisher not in readers:
        raise SourceError(
            f"publisher {dataset.publisher!r} has no readers",
            place=place,
            remedy=f"the publishers are: {', '.join(sorted(readers))}",
        )
    for reader in readers[dataset.publisher]:
        if reader.recognises(files):
            return reader
    names = sorted(file.name for file in files)
    shown = ", ".join(names[:3]) + (" ..." if len(names) > 3 else "")
    known, other = foreign(files), _publisher_of(files, readers)
    if other is not None and (known is None or not known[1].sure):
        raise SourceError(
            f"the files ({shown}) are in a form of publisher {other!r} and not of"
            f" {dataset.publisher!r}",
            place=place,
            remedy=f"import them as {other}:<its own id>",
        )
    if known is not None:
        file, form = known
        place = Place(f"{dataset} {file.name}")
        raise SourceError(form.what, place=place, remedy=form.remedy)
    raise SourceError(
        f"the files are in no form that we read from this publisher ({shown or 'no files'})",
        place=place,
        remedy="see docs/methods/sources.md for the forms",
    )


def _publisher_of(
    files: tuple[RecordedFile, ...], readers: Mapping[str, tuple[Reader, ...]]
) -> str | None:
    """The first publisher one of whose readers knows the form of the files, None if none does."""
    for publisher, some in sorted(readers.items()):
        if files and any(reader.recognises(files) for reader in some):
            return publisher
    return None


def unproven_readers() -> tuple[str, ...]:
    """Return the readers that no real recording has proven, as `publisher/Reader`.

    >>> "uwv/Tension" in unproven_readers()
    True
    """
    return tuple(
        f"{publisher}/{type(reader).__name__}"
        for publisher, readers in sorted(READERS.items())
        for reader in readers
        if not reader.proven
    )
