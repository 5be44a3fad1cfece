"""A figure made of several datasets needs one vintage of them; see decision 0018."""

from __future__ import annotations

from collections.abc import Collection

from agdb.errors import IndicatorError, Place
from agdb.warehouse.version import DatasetVersion


def check_vintages(versions: Collection[DatasetVersion], *, place: Place) -> None:
    """Raise `IndicatorError` if what is divided or added up here is not of one vintage.

    Versions are of one vintage if their publishers give them the same name of an edition; or, where
    one has no such name, if there was a day on which all of them were the newest figures: each was
    published on or before it, and recorded on or after it.
    """
    some = tuple({str(version.id): version for version in versions}.values())
    names = {version.vintage for version in some}
    if len(some) < 2 or (len(names) == 1 and "" not in names):
        return
    begin = max(version.published or version.recorded for version in some)
    end = min(version.recorded for version in some)
    if "" in names and begin <= end:
        return
    told = " and ".join(f"{version.id} {_told(version)}" for version in some)
    raise IndicatorError(
        f"the datasets are of different vintages ({told})",
        place=place,
        remedy="fetch or import both again, name the edition with --vintage where they are of one,"
        " or build --as-of a day on which both were the newest",
    )


def _told(version: DatasetVersion) -> str:
    if version.vintage:
        return f"of {version.vintage!r}"
    if version.published is None:
        return f"recorded on {version.recorded}"
    return f"published on {version.published} and recorded on {version.recorded}"
