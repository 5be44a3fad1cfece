"""A figure made of several datasets needs one vintage of them; see decision 0017."""

from __future__ import annotations

from collections.abc import Collection

from agdb.arrivals.published import published, published_on, vintage
from agdb.errors import IndicatorError, Place
from agdb.programme.programme import Programme
from agdb.programme.source import Source
from agdb.warehouse.version import DatasetVersion


def check_vintages(
    versions: Collection[DatasetVersion], *, programme: Programme, place: Place
) -> None:
    """Raise `IndicatorError` if what is divided or added up here is not of one vintage.

    Versions are of one vintage if their publishers give them the same name of an edition; or, where
    one has no such name, if there was a day on which all of them were the newest figures: each was
    published on or before it, and recorded on or after it.
    """
    some = {str(version.id): version for version in versions}
    sources = {name: programme.source_of(version.id) for name, version in some.items()}
    named = {name: vintage(version, sources[name]) for name, version in some.items()}
    names = set(named.values())
    if len(some) < 2 or (len(names) == 1 and "" not in names):
        return
    begin = max(published_on(version, sources[name]) for name, version in some.items())
    if "" in names and begin <= min(version.recorded for version in some.values()):
        return
    told = " and ".join(
        f"{name} {_told(version, sources[name], named[name])}" for name, version in some.items()
    )
    raise IndicatorError(
        f"the datasets are of different vintages ({told})",
        place=place,
        remedy="fetch or import both again, name the edition with --vintage where they are of one,"
        " or build --as-of a day on which both were the newest",
    )


def _told(version: DatasetVersion, source: Source | None, name: str) -> str:
    if name:
        return f"of {name!r}"
    recorded, day = f"recorded on {version.recorded}", published(version, source)
    return f"published on {day} and {recorded}" if day else recorded
