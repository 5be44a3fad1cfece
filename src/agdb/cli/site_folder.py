"""Writes a site into a folder: whole or not at all, and nothing of anybody else is touched.

The new site is written beside the old one and takes its place in one step. Where it cannot (a mount
point, a disk without such a step), every file takes the place of its predecessor in one step, pages
last, and what is no longer part of the site goes at the end: there is a site at every moment.
"""

from __future__ import annotations

import os
import shutil
from collections.abc import Iterable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path, PurePosixPath
from typing import Final

from agdb.cli.exchange import exchange, flush_disk
from agdb.cli.former_site import FormerSite
from agdb.cli.site_mark import MARK, SCRATCH, Ours, mark_of, of_others, read_mark
from agdb.errors import Place, ReleaseError, UsageError
from agdb.files.durable import flush, held, held_folder, in_use

_SITE: Final = "site"
_NEW: Final = "new"  # the number that the disk gives to the new folder, whatever its name becomes
_LONGEST: Final = 100
_OPEN: Final = (0o755, 0o644)  # folders and files: a web server reads them, whatever the umask


def published(folder: Path) -> str | None:
    """Return what the site in `folder` was named when it was written, or None if there is none."""
    ours = read_mark(folder)
    return None if ours is None else ours.name


def write_site(
    pages: Iterable[tuple[str, bytes]], *, folder: Path, name: str, former: FormerSite | None = None
) -> int:
    """Write `pages` below `folder`, or where that link leads; return how many there were.

    Files of others in the folder (CNAME, .git, .well-known) stay as they are. Raises `UsageError`
    if the folder holds something that is not a site of ours, or a file of theirs stands in the way
    of a page, `ReleaseError` if the disk refuses; what was there is unchanged then. `former` is the
    site in that folder, where somebody else reads it too.
    """
    try:
        target = folder.resolve()
        _check(target)
        _sweep(target)
        with _room(target) as room:
            written = _write(pages, room / _SITE, target, former or FormerSite(target))
            (room / _SITE / MARK).write_bytes(mark_of(name, written))
            (room / _NEW).write_text(str((room / _SITE).stat().st_ino), "utf-8")
            flush_disk(room)
            _take_place(room / _SITE, target, written)
    except (OSError, RuntimeError) as error:  # a link that leads to itself is a RuntimeError
        raise ReleaseError(
            f"the site cannot be written ({getattr(error, 'strerror', None) or error})",
            place=Place(str(folder)),
            remedy="check the rights and the room there, or name another folder",
        ) from None
    return len(written)


def _check(target: Path) -> None:
    if target.exists() and not target.is_dir():
        raise UsageError(
            "this is a file", place=Place(str(target)), remedy="name a folder for the site"
        )
    if not target.exists() or read_mark(target) is not None:
        return
    strangers = [path.name for path in target.iterdir() if not path.name.startswith(".")]
    if strangers and strangers != ["lost+found"]:  # of an empty disk
        raise UsageError(
            "this folder is not empty and not a site that agdb wrote",
            place=Place(str(target)),
            remedy="name another folder, or empty this one",
        )


@contextmanager
def _room(target: Path) -> Iterator[Path]:
    """A folder on the disk of `target`: beside it if that can be, so that both can change names."""
    target.parent.mkdir(parents=True, exist_ok=True)
    mounted = os.path.ismount(target)
    beside = not target.exists() or (not mounted and os.access(target.parent, os.W_OK))
    place, prefix = (target.parent, _prefix(target)) if beside else (target, SCRATCH)
    with held_folder(place, prefix=prefix) as room:
        yield room


def _prefix(target: Path) -> str:
    return f".{target.name[:_LONGEST]}{SCRATCH}"


def _write(
    pages: Iterable[tuple[str, bytes]], folder: Path, old: Path, former: FormerSite
) -> frozenset[str]:
    """Write the pages below `folder`; one that the site in `old` has is the same file in both."""
    ours = read_mark(old)
    known = frozenset() if ours is None or ours.files is None else ours.files
    written: set[str] = set()
    folder.mkdir()
    folders = {"."}
    for path, body in pages:
        relative = _checked(path)
        name = relative.as_posix()
        if str(relative.parent) not in folders:
            (folder / relative.parent).mkdir(parents=True, exist_ok=True)
            folders.update(map(str, relative.parents))
        target = folder / name
        if name not in known or former.body(name) != body or not _linked(old / name, target):
            target.write_bytes(body)
        target.chmod(_OPEN[1])
        written.add(name)
    for parent in folders:
        (folder / parent).chmod(_OPEN[0])
    return frozenset(written)


def _linked(old: Path, target: Path) -> bool:
    """Make `target` a second name of the file at `old`; False for a link, which is not ours."""
    if old.is_symlink():
        return False
    try:
        os.link(old, target)
    except OSError:  # it is gone, or the disk cannot
        return False
    return True


def _checked(path: str) -> PurePosixPath:
    parts = PurePosixPath(path)
    if parts.is_absolute() or ".." in parts.parts or not parts.parts or parts.name == MARK:
        raise ReleaseError(f"a page may not be written to {path!r}")
    return parts


def _take_place(new: Path, target: Path, written: frozenset[str]) -> None:
    if not target.exists():
        new.rename(target)
        flush(target.parent)
        return
    with held(target):
        ours = read_mark(target)
        others = tuple(of_others(target, ours, new=written))
        for path in others:
            _check_way(path, written, target)
        if new.parent.parent == target or not _joined(others, target, new):
            _merge(new, target, written, ours)
            return
        if others:
            flush_disk(new)  # their names in the new site, before the old one goes
        if not exchange(new, target):
            for path in others:
                _forget(new / path)
            _merge(new, target, written, ours)
            return
    flush(target.parent)
    _rescue(new, target)


def _check_way(path: str, written: frozenset[str], target: Path) -> None:
    plain = path.rstrip("/")
    if plain in written or any(page.startswith(f"{plain}/") for page in written):
        raise UsageError(
            "this is not of the site, and a page of it is to stand here",
            place=Place(str(target / plain)),
            remedy="move it elsewhere, or name another folder",
        )


def _joined(others: Iterable[str], old: Path, new: Path) -> bool:
    """Give the new site the files of others too, as second names of the same files.

    Returns False, with none of them given, where the disk cannot.
    """
    given: list[str] = []
    for path in others:
        given.append(path)
        try:
            _join(old / path, new / path)
        except OSError:
            for each in given:
                _forget(new / each)
            return False
    return True


def _join(source: Path, target: Path) -> None:
    target.parent.mkdir(parents=True, exist_ok=True)
    if source.is_symlink():
        target.symlink_to(source.readlink())
    elif source.is_dir():
        target.mkdir(exist_ok=True)
        for path in source.iterdir():
            _join(path, target / path.name)
        _as_it_was(source, target)
    else:
        os.link(source, target)


def _as_it_was(source: Path, target: Path) -> None:
    """Rights, times and owner of a folder; the owner only where we may give it."""
    status = source.stat()
    with suppress(PermissionError):
        os.chown(target, status.st_uid, status.st_gid)
    shutil.copystat(source, target)


def _forget(path: Path) -> None:
    if path.is_dir() and not path.is_symlink():
        shutil.rmtree(path, ignore_errors=True)
    else:
        path.unlink(missing_ok=True)


def _merge(new: Path, target: Path, written: frozenset[str], ours: Ours | None) -> None:
    """Let every file take the place of its predecessor; pages last, so that what they use is there.

    Until the end the mark has the files of both sites: whoever goes on after a power cut knows them
    all for ours.
    """
    former = frozenset() if ours is None or ours.files is None else ours.files
    interim = new / f"{MARK}-interim"
    interim.write_bytes(mark_of("", written | former))
    interim.replace(target / MARK)
    for path in sorted(written, key=lambda path: (path.endswith(".html"), path)):
        (target / path).parent.mkdir(parents=True, exist_ok=True)
        (target / path).parent.chmod(_OPEN[0])
        (new / path).replace(target / path)
    (new / MARK).replace(target / MARK)
    for path in former - written:
        (target / path).unlink(missing_ok=True)
        for parent in (target / path).relative_to(target).parents:
            with suppress(OSError):  # something is left in it
                if parent.parts:
                    (target / parent).rmdir()
    flush_disk(target)


def _sweep(target: Path) -> None:
    """Take away what a publication that was killed left; files of others that are in it come back.

    One that is under way holds its folder, and is left alone.
    """
    places = ((target.parent, _prefix(target)), (target, SCRATCH))
    for folder, prefix in places:
        for left in folder.iterdir() if folder.is_dir() else ():
            if left.name.startswith(prefix) and left.is_dir() and not in_use(left):
                if _changed_names(left):
                    _rescue(left / _SITE, target)
                shutil.rmtree(left, ignore_errors=True)


def _changed_names(room: Path) -> bool:
    """Whether the new site got its place before the end came, so that the old one lies here."""
    new, here = room / _NEW, room / _SITE
    if not new.is_file() or not here.is_dir():
        return False
    return new.read_text("utf-8") != str(here.stat().st_ino)


def _rescue(old: Path, target: Path) -> None:
    """Bring over what others put into the old site while the new one took its place."""
    for path in of_others(old, read_mark(old), new=frozenset()):
        if not os.path.lexists(target / path):
            _join(old / path, target / path)
