"""An error of a file says which dataset the file belongs to."""

from __future__ import annotations

from agdb.errors import Place, SourceError, StatisticsError


def placed(error: SourceError | StatisticsError, dataset: str) -> SourceError:
    """Return the same error with `dataset` at the head of its place.

    >>> print(placed(SourceError("the file is empty", place=Place("a.json")), "cbs:1"))
    cbs:1 a.json: the file is empty.
    """
    place = error.place
    if place is None:
        place = Place(dataset)
    elif not place.name.startswith(dataset):
        place = Place(f"{dataset} {place.name}", line=place.line, cell=place.cell)
    return SourceError(error.what, place=place, remedy=error.remedy)
