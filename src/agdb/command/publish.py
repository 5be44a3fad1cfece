"""`agdb publish`: writes a release as a folder of plain files, whole or not at all."""

from __future__ import annotations

import shutil
import tempfile
from collections.abc import Iterable
from pathlib import Path, PurePosixPath

from agdb.command.output import put
from agdb.command.settings import Settings
from agdb.command.workshop import archive, progress, releases
from agdb.errors import Place, ReleaseError, UsageError
from agdb.publication.site import site
from agdb.release.model import Release

FEED = "fetch.atom"
_MARK = ".agdb-site"
"""A folder that we wrote ourselves carries this file; no other folder is ever replaced."""


def publish_to(where: Settings, *, folder: Path, base: str) -> None:
    """Write the latest release to `folder`, replacing a site that was written there before.

    Every number is first run back to its source cells; one that does not get there stops it.
    """
    release = releases(where).open()
    count = write_release(where, release, folder=folder, name=release.id, base=base)
    put(f"{count} files of release {release.id} in {folder}")


def write_release(
    where: Settings, release: Release, *, folder: Path, name: str, base: str = "/"
) -> int:
    """Write the site of `release` as `write_site` does, once every number led to its cells."""
    with progress("writing the pages"), archive(where, release) as behind:
        behind.check()
        tracked = behind.store.with_track(release)
        pages = site(tracked, base=base, behind=behind, news=_news(where))
        return write_site(pages, folder=folder, name=name)


def _news(where: Settings) -> bytes | None:
    """Return the feed of what was fetched, None if nothing was yet."""
    feed = where.data / FEED
    return feed.read_bytes() if feed.is_file() else None


def published(folder: Path) -> str | None:
    """Return what the site in `folder` was named when it was written, or None if there is none."""
    mark = folder / _MARK
    return mark.read_text("utf-8") if mark.is_file() else None


def write_site(pages: Iterable[tuple[str, bytes]], *, folder: Path, name: str) -> int:
    """Write `pages` below `folder` and return how many there were.

    The new site is written beside the old one and takes its place at the end. Raises
    `UsageError` if the folder holds something that is not a site of ours.
    """
    folder = folder.absolute()
    if folder.exists() and any(folder.iterdir()) and published(folder) is None:
        raise UsageError(
            "this folder is not empty and not a site that agdb wrote",
            place=Place(str(folder)),
            remedy="name another folder, or empty this one",
        )
    folder.parent.mkdir(parents=True, exist_ok=True)
    scratch = Path(tempfile.mkdtemp(prefix=f".{folder.name}-", dir=folder.parent))
    try:
        count = 0
        for path, body in pages:
            target = scratch / _checked(path)
            target.parent.mkdir(parents=True, exist_ok=True)
            target.write_bytes(body)
            count += 1
        (scratch / _MARK).write_text(name, "utf-8")
        scratch.chmod(0o755)
        _swap(scratch, folder)
    finally:
        shutil.rmtree(scratch, ignore_errors=True)
    return count


def _checked(path: str) -> PurePosixPath:
    parts = PurePosixPath(path)
    if parts.is_absolute() or ".." in parts.parts:
        raise ReleaseError(f"a page may not be written to {path!r}")
    return parts


def _swap(new: Path, folder: Path) -> None:
    """Put `new` in the place of `folder`; what was there goes when the new site stands."""
    if not folder.exists():
        new.rename(folder)
        return
    old = Path(tempfile.mkdtemp(prefix=f".{folder.name}-old-", dir=folder.parent))
    folder.rename(old / "site")
    try:
        new.rename(folder)
    except OSError:
        (old / "site").rename(folder)
        raise
    finally:
        shutil.rmtree(old, ignore_errors=True)
