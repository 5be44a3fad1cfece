"""Keeps releases on disk: one immutable folder each, and which of them is the newest.

The folder holds one table of values, their inputs as JSON, one file an indicator, the track record,
and the programme as it was, so that a release can be read, published and explained for as long as
it is kept. Nothing of it depends on its neighbours or on the times of files.
"""

from __future__ import annotations

import hashlib
import shutil
from collections.abc import Callable, Mapping, Sequence
from contextlib import suppress
from dataclasses import replace
from datetime import date, datetime
from pathlib import Path
from typing import Final

import msgspec

from agdb.errors import Place, ProgrammeError, ReleaseError, UsageError
from agdb.files.documents import sealed
from agdb.files.durable import (
    held_folder,
    put,
    replace_durably,
)
from agdb.files.ignored import is_ignored
from agdb.files.tree import below
from agdb.programme.programme import Programme
from agdb.programme.reading import read_programme
from agdb.register.kept import from_kept, kept_bytes
from agdb.register.register import Register
from agdb.release.cache import DiskCache
from agdb.release.manifest import (
    MANIFEST,
    REGISTER,
    REGISTER_SINCE,
    SCENARIO,
    SCHEMA,
    TRACK,
    VALUES,
    Heading,
    IndicatorFile,
    Manifest,
    indicator_path,
    read_heading,
    read_manifest,
    read_release_file,
)
from agdb.release.publications import Publications
from agdb.release.value_table import ValueTable, write_table
from agdb.results.cache import cached
from agdb.results.publication import PublicationState, PublishedRelease
from agdb.results.release import Release
from agdb.results.scenario_answers import ScenarioAnswer
from agdb.results.track import Track
from agdb.results.value import Computed, Value

LATEST: Final = "latest"
SCRATCH_PREFIX: Final = ".new-"


class ReleaseStore:
    """The releases below a folder."""

    def __init__(self, root: Path) -> None:
        self._root = root
        self._read: dict[str, Release] = {}
        self._figures: dict[str, Mapping[str, Sequence[Value]]] = {}

    @property
    def folder(self) -> Path:
        """The folder; it changes when a release comes, and whenever it is decided what is shown."""
        return self._root

    def keep(
        self,
        release: Release,
        *,
        programme_folder: Path,
        added: Mapping[str, bytes] | None = None,
    ) -> bool:
        """Keep `release` with its track record and make it the latest; return whether it was new.

        Either the whole release is there afterwards, or nothing has changed. Raises `OutlookError`
        or `ProgrammeError` for a forecast of an earlier one that is not as it was published.
        """
        folder = self._root / release.id
        new = not folder.exists()
        if new:
            release = self.with_track(release)
            self._root.mkdir(parents=True, exist_ok=True)
            try:
                with held_folder(self._root, prefix=SCRATCH_PREFIX) as scratch:
                    shutil.copytree(programme_folder, scratch / "programme", ignore=_clutter)
                    for name, body in (added or {}).items():
                        (scratch / "programme" / name).write_bytes(body)
                    self._write(release, scratch)
                    put(scratch, folder)
            except FileExistsError:
                new = False  # another process kept the same release a moment ago
            except OSError as error:
                if not folder.exists():
                    raise ReleaseError(f"the release cannot be written: {error}") from error
                new = False
        self._point(release.id)
        return new

    def _write(self, release: Release, scratch: Path) -> None:
        encode = msgspec.json.Encoder(order="deterministic").encode
        rows = write_table(scratch / VALUES, release.computed, scratch=scratch)
        indicator_path(scratch, "any").parent.mkdir()
        for name, computed in release.computed.items():
            outlook = release.outlook.get(name, ())
            document = IndicatorFile(computed.inputs, computed.waiting, outlook)
            indicator_path(scratch, name).write_bytes(encode(document))
        (scratch / TRACK).write_bytes(encode(release.track))
        if release.scenario is not None:
            (scratch / SCENARIO).write_bytes(msgspec.json.encode(release.scenario))
        (scratch / REGISTER).write_bytes(kept_bytes(release.register))
        manifest = Manifest(
            schema=SCHEMA,
            before=self.kept(),
            id=release.id,
            recorded=release.recorded,
            programme_hash=release.programme.hash,
            indicators=list(release.computed),
            rows=rows,
            backtest=release.backtest,
            unread=release.unread,
            alerts=dict(release.alerts),
            built=release.built,
            content=release.content,
            excluded=release.excluded,
            files=self._shared(checksums(scratch), scratch),
        )
        (scratch / MANIFEST).write_bytes(sealed(manifest))

    def _shared(self, sums: dict[str, str], scratch: Path) -> dict[str, str]:
        """Let what is in the latest release already be the same file there and here.

        Most of a release is that of the day before; without this a build a day fills the disk.
        Files of a release are never changed. Returns `sums`.
        """
        latest = self._root / (self.latest_id() or "")
        try:
            known = read_manifest(latest).files
        except ReleaseError:  # there is none, or none that we can read
            known = {}
        for name, checksum in sums.items():
            if known.get(name) == checksum == _checksum(latest / name):
                _link(latest / name, scratch / name)
        return sums

    def remembered(self, key: str, work_out: Callable[[], ScenarioAnswer]) -> ScenarioAnswer:
        """Return what `work_out` gave for this key before, or let it work and remember it.

        `key` is a hash of everything that decides the result.
        """
        cache = DiskCache(self._root / ".remembered")
        decode = msgspec.json.Decoder(ScenarioAnswer).decode
        known = cached(cache, key, decode)
        if known is not None:
            return known
        body = msgspec.json.encode(work_out())
        cache.put(key, body)
        return decode(body)

    def cache(self) -> DiskCache:
        """Return what builds remember of each other; all of it can be removed at any time."""
        return DiskCache(self._root / ".reuse")

    def site_cache(self) -> DiskCache:
        """Return what publications remember of each other; all of it can be removed at any time."""
        return DiskCache(self._root / ".site")

    def _point(self, name: str) -> None:
        """Make `name` the latest, in one step that another process sees whole or not at all."""
        replace_durably(self._root / LATEST, name.encode())

    def point_to(self, name: str) -> bool:
        """Make a kept release the latest, if every file of it is as it was kept; tell whether."""
        try:
            _check(self._root / name, read_manifest(self._root / name))
        except ReleaseError:
            return False
        if self.latest_id() != name:
            self._point(name)
        return True

    def latest_id(self) -> str | None:
        """Return the id of the latest release, or None if there is none yet."""
        pointer = self._root / LATEST
        return pointer.read_text("utf-8", errors="replace") if pointer.exists() else None

    def ids(self) -> tuple[str, ...]:
        """Return the ids of all releases, oldest recorded date first."""
        if not self._root.is_dir():
            return ()
        return tuple(
            sorted(
                one.name
                for one in self._root.iterdir()
                if not one.name.startswith(".") and (one / MANIFEST).is_file()
            )
        )

    def kept(self) -> tuple[str, ...]:
        """Return the ids of all releases in the order in which they were kept.

        Each names those before it. Releases of layout 1 do not: they come first, and what no later
        one names by the time of their file.
        """
        headings = self._headings()
        by_length = sorted(
            (len(one.before), name) for name, one in headings.items() if one.before is not None
        )
        last = by_length[-1][1] if by_length else ""
        listed = (headings[last].before or ()) if last else ()
        loose = [
            ((self._root / name / MANIFEST).stat().st_mtime_ns, name)
            for name, one in headings.items()
            if one.before is None and name not in listed
        ]
        return (
            *(name for _, name in sorted(loose)),
            *(name for name in listed if name in headings),
            *(name for _, name in by_length if name not in listed),
        )

    def _headings(self) -> dict[str, Heading]:
        """What every release says of itself; of one that is damaged nothing is known."""
        found = {}
        for name in self.ids():
            try:
                found[name] = read_heading(self._root / name)
            except ReleaseError:  # whoever opens it says what is the matter
                found[name] = Heading()
        return found

    @property
    def publications(self) -> Publications:
        """What was decided about the publication of these releases."""
        return Publications(self._root)

    def shown(self, now: datetime) -> str | None:
        """Return the release that readers may have at the moment `now`, None if there is none.

        The latest, unless it is held back or was withdrawn; then the last that was kept before it.
        """
        hidden = self.publications.hidden(now)
        latest = self.latest_id()
        names = (*((latest,) if latest else ()), *reversed(self.kept()))
        return next((name for name in names if name not in hidden), None)

    def published(self) -> tuple[PublishedRelease, ...]:
        """Return every release that readers ever had, the first in front."""
        last, headings = self.publications.last(), self._headings()
        return tuple(
            PublishedRelease(
                name,
                headings.get(name, Heading()).day or date.fromisoformat(name[:10]),
                moment,
                last[name] if last[name].state is PublicationState.WITHDRAWN else None,
            )
            for name, moment in self.publications.published().items()
        )

    def before(self, release: Release) -> tuple[str, ...]:
        """Return the releases before `release` that tell something, in the order of keeping.

        Of those that differ in nothing but the day of building only the first does: its forecasts
        hold those of the others, and all else is the same.
        """
        headings = self._headings()
        own = headings.get(release.id, Heading()).before
        kept = self.kept() if own is None else own
        earlier = kept[: kept.index(release.id)] if release.id in kept else kept
        first: dict[str, str] = {}
        for name in earlier:
            first.setdefault(headings.get(name, Heading()).content or name, name)
        return tuple(first.values())

    def with_track(self, release: Release) -> Release:
        """Return `release` with the track record of all that was kept before it.

        One that is kept has it written down; for others it is worked out, with the forecasts that
        the programme carries. A release that cannot be read any more is named in it. Raises
        `OutlookError` or `ProgrammeError` for a forecast that is not as it was published.
        """
        written = self._root / release.id / TRACK
        if written.exists():
            return replace(release, track=read_release_file(written, Track))
        # Forecasts are scored when a release is kept; who only reads one needs nothing of that.
        from agdb.release.frozen import read_forecasts  # noqa: PLC0415
        from agdb.release.track import track_of  # noqa: PLC0415

        found, unread = [], []
        for name in self.before(release):
            try:
                found.append(self.other(name, like=release))
            except (ReleaseError, ProgrammeError) as error:
                unread.append(f"{name}: {error}")
        files = release.programme.forecasts.items()
        frozen = [read_forecasts(name, body) for name, body in files]
        track = track_of((*found, release), frozen=frozen)
        return replace(release, track=replace(track, unread=tuple(unread)))

    def other(self, name: str, *, like: Release) -> Release:
        """Return another release than `like`; it is read once, however many look at it.

        Raises what `open` raises.
        """
        if name not in self._read:
            self._read[name] = self.open(name, like=like)
        return self._read[name]

    def has_figures_of(self, name: str, other: str) -> bool:
        """Whether two kept releases have the same table of values, byte for byte.

        Raises `ReleaseError` for one that is not there.
        """
        one, two = (read_manifest(self._root / each) for each in (name, other))
        told = one.files.get(VALUES)
        return told is not None and told == two.files.get(VALUES) and one.rows == two.rows

    def figures(self, name: str) -> Mapping[str, Sequence[Value]]:
        """Return the values of a release by indicator, without reading its programme.

        Raises `ReleaseError` if it is not there, or not as it was kept.
        """
        if name not in self._figures:
            folder = self._root / name
            manifest = read_manifest(folder)
            _check(folder, manifest)
            table = ValueTable(folder / VALUES, manifest.rows)
            self._figures[name] = {
                one: table.values(one)
                if manifest.schema > 1
                else read_release_file(indicator_path(folder, one), IndicatorFile).values
                for one in manifest.indicators
            }
        return self._figures[name]

    def named(self, text: str) -> str:
        """Return the id of the release that `text` means: an id, its beginning, or a day.

        A day means the last release that was built by then. Raises `UsageError` if there is none,
        or more than one begins so.
        """
        kept = self.kept()
        if text in kept:
            return text
        with suppress(ValueError):
            day, headings = date.fromisoformat(text), self._headings()
            built = [name for name in kept if (then := headings[name].day) and then <= day]
            if built:
                return max(built, key=lambda name: (headings[name].day, kept.index(name)))
            raise UsageError(
                f"no release was built by {text}",
                remedy=f"the first one is {kept[0]}" if kept else "run agdb build",
            )
        found = [name for name in kept if text and name.startswith(text)]
        if len(found) == 1:
            return found[0]
        what = "more than one release begins with" if found else "there is no release"
        raise UsageError(
            f"{what} {text!r}", remedy="give an id or a day; agdb release list has the releases"
        )

    def find(self, name: str) -> Release | None:
        """Return the release called `name`, or None if it is not kept."""
        return self.open(name) if (self._root / name / MANIFEST).exists() else None

    def open(self, name: str | None = None, *, like: Release | None = None) -> Release:
        """Return the release called `name`, or the latest; raises `ReleaseError` if it is not.

        The programme of `like` is not read again where it is that of this release too.
        """
        name = name or self.latest_id()
        if name is None:
            raise ReleaseError("there is no release yet", remedy="run agdb build")
        folder = self._root / name
        manifest = read_manifest(folder)
        _check(folder, manifest)
        same = like is not None and like.programme.hash == manifest.programme_hash
        programme = like.programme if like and same else _programme(folder)
        documents = {
            indicator: read_release_file(indicator_path(folder, indicator), IndicatorFile)
            for indicator in manifest.indicators
        }
        table = ValueTable(folder / VALUES, manifest.rows) if manifest.schema > 1 else None
        computed = {
            indicator: Computed(
                definition=programme.indicators[indicator],
                values=one.values if table is None else table.values(indicator),
                inputs=one.inputs,
                waiting=one.waiting,
            )
            for indicator, one in documents.items()
        }
        scenario = _scenario(folder / SCENARIO)
        return Release(
            id=manifest.id,
            recorded=manifest.recorded,
            programme=programme,
            computed=computed,
            backtest=manifest.backtest,
            track=Track() if table is None else read_release_file(folder / TRACK, Track),
            unread=manifest.unread,
            alerts=manifest.alerts,
            excluded=manifest.excluded,
            outlook={indicator: one.outlook for indicator, one in documents.items() if one.outlook},
            scenario=scenario,
            scenario_of_older=scenario is None and (folder / SCENARIO).exists(),
            built=manifest.built,
            content=manifest.content,
            register=_register(folder, manifest),
        )


def _programme(folder: Path) -> Programme:
    """The programme of a release, which a version with other rules may have written."""
    try:
        return read_programme(folder / "programme", kept=True)
    except ProgrammeError as error:
        raise ReleaseError(
            f"the programme of this release does not fit this version of agdb ({error})",
            place=Place(folder.name),
            remedy="run agdb build, which makes a release of the programme as it is now",
        ) from error


def _check(folder: Path, manifest: Manifest) -> None:
    """Raise `ReleaseError` for a file of a release that is not as it was kept."""
    found = checksums(folder) if manifest.files else {}
    for name, told in manifest.files.items():
        if found.get(name) != told:
            what = "is missing" if name not in found else "is not as it was kept"
            raise ReleaseError(
                f"this file of the release {what}",
                place=Place(str(folder / name)),
                remedy="restore it from a backup, or remove the folder of the release and run agdb"
                " build",
            )


def _link(known: Path, copy: Path) -> None:
    """Put the file that is known in the place of its copy; a disk that cannot keeps the copy."""
    linked = copy.with_name(f"{copy.name}.linked")
    with suppress(OSError):
        linked.hardlink_to(known)
        linked.replace(copy)


def _scenario(path: Path) -> ScenarioAnswer | None:
    """The doorrekening of a release; None where there is none, or one of another layout."""
    try:
        return msgspec.json.decode(path.read_bytes(), type=ScenarioAnswer)
    except (FileNotFoundError, msgspec.ValidationError):
        return None


def _register(folder: Path, manifest: Manifest) -> Register:
    """The register of a release; without records in a layout of before it was kept."""
    if manifest.schema < REGISTER_SINCE:
        return Register()
    path = folder / REGISTER
    try:
        return from_kept(path.read_bytes())
    except (FileNotFoundError, ValueError) as error:
        raise ReleaseError(
            f"the register of this release cannot be read ({error})",
            place=Place(str(path)),
            remedy="restore it from a backup, or remove that folder and run agdb build",
        ) from None


def checksums(folder: Path) -> dict[str, str]:
    """Return the SHA-256 of every file below a release, by its path, except of its manifest."""
    found = {}
    for path in sorted(path for path in below(folder) if path.is_file()):
        name = path.relative_to(folder).as_posix()
        if name != MANIFEST:
            found[name] = _checksum(path)
    return found


def _checksum(path: Path) -> str:
    """The SHA-256 of a file, empty where there is none."""
    try:
        with path.open("rb") as stream:
            return hashlib.file_digest(stream, "sha256").hexdigest()
    except FileNotFoundError:
        return ""


def _clutter(_folder: str, names: list[str]) -> set[str]:
    return {name for name in names if is_ignored(Path(name))}
