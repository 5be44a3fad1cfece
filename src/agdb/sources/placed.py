"""An error of a file says which dataset the file belongs to."""

from __future__ import annotations

from collections.abc import Iterable

from agdb.errors import Place, SourceError, StatisticsError
from agdb.sources.contract import RecordedFile


def placed(
    error: SourceError | StatisticsError, dataset: str, files: Iterable[RecordedFile] = ()
) -> SourceError:
    """Return the same error with `dataset` at the head of its place.

    A recording is read from our stored copy, which is called after its checksum: where an error
    names that, the result names the file as its sender calls it.

    >>> print(placed(SourceError("the file is empty", place=Place("a.json")), "cbs:1"))
    cbs:1 a.json: the file is empty.
    """
    files, what, place = tuple(files), error.what, error.place or Place(dataset)
    where = place.name
    for file in files:
        for ours in (f"plain-{file.sha256}", file.sha256):
            what, where = what.replace(ours, file.name), where.replace(ours, file.name)
    if where == dataset and len(files) == 1 and place.line is None and place.cell is None:
        where = f"{dataset} {files[0].name}"
    elif not where.startswith(dataset):
        where = f"{dataset} {where}"
    place = Place(where, line=place.line, cell=place.cell)
    return SourceError(what, place=place, remedy=error.remedy)
