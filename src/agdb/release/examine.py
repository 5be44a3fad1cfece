"""Finds every way in which the kept releases can be damaged, and says how to mend it."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path
from typing import Final

from agdb.errors import AgdbError, Place, ReleaseError, StatisticsError
from agdb.files.durable import in_use
from agdb.release.manifest import (
    MANIFEST,
    IndicatorFile,
    indicator_path,
    read_manifest,
    read_release_file,
)
from agdb.release.publications import Publications
from agdb.release.shelf import Shelf
from agdb.release.store import LATEST, SCRATCH_PREFIX, checksums
from agdb.results.value import Input
from agdb.statistics.identifier import DatasetId
from agdb.warehouse.layout import SnapshotLayout

_AGAIN: Final = "remove that folder and run agdb build, or restore it from a backup"


def examine_releases(root: Path, *, data: Path) -> Iterator[AgdbError]:
    """Yield every inconsistency of the releases below `root` with the warehouse in `data`.

    What another process is writing at this moment is left alone.
    """
    if not root.is_dir():
        return
    layout = SnapshotLayout(data.resolve())
    for folder in sorted(path for path in root.iterdir() if path.is_dir()):
        if folder.name.startswith(SCRATCH_PREFIX):
            if not in_use(folder):
                yield _finding("a release was broken off half-way", folder, "delete the folder")
        elif not folder.name.startswith("."):
            yield from _release(folder, layout)
    yield from _latest(root)
    yield from _published(root, data / "shelf")


def unvouched_releases(root: Path) -> Iterator[AgdbError]:
    """Yield the releases of earlier versions, of which nobody can tell whether they changed."""
    for path in sorted(root.glob(f"[!.]*/{MANIFEST}")):
        with suppress(ReleaseError):  # what is damaged is a finding
            if not read_manifest(path.parent).files:
                yield _finding(
                    "this release was made before releases had checksums",
                    path.parent,
                    "delete the folder if nothing cites it, and run agdb build; or keep it, with"
                    " its backup",
                )


def _published(root: Path, folder: Path) -> Iterator[AgdbError]:
    """Whether what readers had is as they had it, and the list of it is there."""
    shelf = Shelf(folder)
    yield from shelf.examine()
    kept = Publications(root)
    if kept.lost is not None:
        if shelf.names():
            yield kept.lost
        return
    try:
        known = kept.published()
    except ReleaseError as error:
        yield error
        return
    for name in shelf.names():
        if name not in known:
            yield _finding(
                "this release is on the shelf, and the list of publications does not know it",
                folder / name,
                "publish again, or delete the folder if no reader had it",
            )


def _latest(root: Path) -> Iterator[AgdbError]:
    pointer = root / LATEST
    if not pointer.exists():
        if any(root.glob(f"[!.]*/{MANIFEST}")):
            yield _finding("no release is the latest", pointer, "run agdb build")
    else:
        name = pointer.read_text("utf-8", errors="replace")
        if not name or "/" in name or not (root / name / MANIFEST).is_file():
            yield _finding(f"the latest release, {name!r}, is not there", pointer, "run agdb build")


def _release(folder: Path, layout: SnapshotLayout) -> Iterator[AgdbError]:
    try:
        manifest = read_manifest(folder)
    except ReleaseError as error:
        yield error
        return
    if manifest.files:
        yield from _compared(folder, told=manifest.files, found=checksums(folder))
    gone: dict[str, None] = {}
    for name in manifest.indicators:
        try:
            document = read_release_file(indicator_path(folder, name), IndicatorFile)
        except ReleaseError as error:
            yield error
            continue
        gone |= {
            f"{part.dataset} {part.version}": None
            for part in document.inputs
            if not _there(part, layout)
        }
    for version in gone:
        yield _finding(
            f"it was made of {version}, which is not in the warehouse", folder,
            "restore that version from a backup: without it nothing explains the numbers",
        )  # fmt: skip


def _compared(folder: Path, *, told: dict[str, str], found: dict[str, str]) -> Iterator[AgdbError]:
    for name in sorted(told.keys() | found.keys()):
        if name not in found:
            yield _finding("this file of the release is missing", folder / name, _AGAIN)
        elif name not in told:
            yield _finding("this file is not of the release", folder / name, "move it elsewhere")
        elif told[name] != found[name]:
            yield _finding("the bytes are not those that were kept", folder / name, _AGAIN)


def _there(part: Input, layout: SnapshotLayout) -> bool:
    try:
        return (layout.versions(DatasetId.parse(part.dataset)) / part.version).is_dir()
    except StatisticsError:
        return False


def _finding(what: str, path: Path, remedy: str) -> AgdbError:
    return ReleaseError(what, place=Place(str(path)), remedy=remedy)
