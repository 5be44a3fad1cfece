"""The documents of a kept release, with the version of their layout, and how each is read.

Layout 1 is that of agdb 0.1.0: the values stand in the JSON of their indicator, and nothing tells
which releases were kept before. It is read like the present one.
"""

from __future__ import annotations

from datetime import date
from functools import partial
from pathlib import Path
from typing import Final, TypeVar

import msgspec

from agdb.errors import Place, ReleaseError
from agdb.files.documents import decoded, unsealed
from agdb.results.alerts import Alerts
from agdb.results.backtest import FrequencyScore
from agdb.results.outlook import SeriesOutlook
from agdb.results.release import ExcludedVersion
from agdb.results.value import Input, Value, Waiting

MANIFEST: Final = "release.json"
VALUES: Final = "values.parquet"
TRACK: Final = "track.json"
SCENARIO: Final = "scenario.json"
REGISTER: Final = "register.json"
REGISTER_SINCE: Final = 3
"""The layout since which a release holds the register."""
SCHEMA: Final = 3
"""The layout that is written; this one and all below it are read."""


class _Schema(msgspec.Struct, frozen=True):
    schema: int = 1


class Heading(msgspec.Struct, frozen=True):
    """What is to be known of a release without opening it.

    `before` has the releases that were kept before it, oldest first; None in layout 1, which does
    not say. `content` is the same for releases that differ in nothing but the day of building.
    `recorded` is None of a release that is damaged.
    """

    schema: int = 1
    content: str = ""
    before: tuple[str, ...] | None = None
    recorded: date | None = None
    built: date | None = None

    @property
    def day(self) -> date | None:
        """The day of building, that of the newest input for one that was kept without it."""
        return self.built or self.recorded


class Manifest(msgspec.Struct, frozen=True):
    """`release.json`: what the release is, and the SHA-256 of every other file of it by its path.

    `rows` has the number of values of each indicator that stands in the table of values. The fields
    with a default are those that the first releases did not have; `excluded` keeps the name that it
    had in them.
    """

    id: str
    recorded: date
    programme_hash: str
    indicators: list[str]
    schema: int = 1
    before: tuple[str, ...] | None = None
    rows: dict[str, int] = {}
    backtest: tuple[FrequencyScore, ...] = ()
    unread: tuple[str, ...] = ()
    alerts: dict[str, Alerts] = {}
    content: str = ""
    built: date | None = None
    excluded: tuple[ExcludedVersion, ...] = msgspec.field(default=(), name="passed_over")
    files: dict[str, str] = {}


class IndicatorFile(msgspec.Struct, frozen=True, omit_defaults=True):
    """An indicator without its definition, which the programme holds; `values` in layout 1 only."""

    inputs: tuple[Input, ...]
    waiting: Waiting | None
    outlook: tuple[SeriesOutlook, ...] = ()
    values: tuple[Value, ...] = ()


T = TypeVar("T")


def read_manifest(folder: Path) -> Manifest:
    """Return the manifest of a release.

    Raises `ReleaseError` if it is missing or damaged, or of a layout that is newer than ours.
    """
    path = folder / MANIFEST
    content = _content(path)
    refused = partial(_damaged, path)
    layout = decoded(content, _Schema, refused=refused).schema
    if layout > SCHEMA:
        raise ReleaseError(
            f"a newer agdb made this release (layout {layout}; this one reads up to {SCHEMA})",
            place=Place(str(path)),
            remedy="start that version of agdb again, or run agdb build to make a release with"
            " this one",
        )
    return unsealed(content, Manifest, refused=refused)


def read_heading(folder: Path) -> Heading:
    """Return what a manifest says in front; raises as `read_manifest`."""
    told = read_manifest(folder)
    return Heading(told.schema, told.content, told.before, told.recorded, told.built)


def indicator_path(folder: Path, indicator: str) -> Path:
    """Return where the document of an indicator stands."""
    return folder / "indicators" / f"{indicator}.json"


def read_release_file(path: Path, kind: type[T]) -> T:
    """Return a document of a release; raises `ReleaseError` if it is missing or damaged."""
    return decoded(_content(path), kind, refused=partial(_damaged, path))


def _content(path: Path) -> bytes:
    try:
        return path.read_bytes()
    except FileNotFoundError:
        raise ReleaseError(
            "this file of the release is missing",
            place=Place(str(path)),
            remedy="run agdb build, which writes a whole one",
        ) from None


def _damaged(path: Path, reason: str) -> ReleaseError:
    return ReleaseError(
        f"this file of the release is damaged ({reason})",
        place=Place(str(path)),
        remedy="remove that folder and run agdb build",
    )
