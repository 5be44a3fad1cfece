"""Keeps releases on disk: one immutable folder each, and which of them is the newest.

The folder holds the values and their inputs as JSON, one file an indicator, and the programme as it
was, so that a release can be read, published and explained for as long as it is kept.
"""

from __future__ import annotations

import hashlib
import shutil
from collections.abc import Callable
from contextlib import suppress
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Final, TypeVar

import msgspec

from agdb.errors import Place, ProgrammeError, ReleaseError
from agdb.files.durable import held_folder, left_behind, remove_left, replace_durably, write_durably
from agdb.files.ignored import is_ignored
from agdb.programme.reading.folder import read_programme
from agdb.release.frozen import read_forecasts
from agdb.release.memory import DiskMemory
from agdb.release.track import track_of
from agdb.results.alerts import Alerts
from agdb.results.backtest import FrequencyScore
from agdb.results.outlook import SeriesOutlook
from agdb.results.release import PassedOver, Release
from agdb.results.scenario_answers import ScenarioAnswer
from agdb.results.value import Computed, Input, Value, Waiting

LATEST: Final = "latest"
MANIFEST: Final = "release.json"
SCRATCH_PREFIX: Final = ".new-"
_SCENARIO = "scenario.json"


class _Manifest(msgspec.Struct, frozen=True):
    id: str
    recorded: date
    programme_hash: str
    indicators: list[str]
    backtest: tuple[FrequencyScore, ...] = ()
    unread: tuple[str, ...] = ()
    alerts: dict[str, Alerts] = {}
    content: str = ""
    built: date | None = None  # without it in older releases
    passed_over: tuple[PassedOver, ...] = ()
    files: dict[str, str] = {}  # SHA-256 of every other file, by its path; empty in older releases


class _Frozen(msgspec.Struct, frozen=True):
    """One indicator as it is written down, without its definition: the programme holds that."""

    values: tuple[Value, ...]
    inputs: tuple[Input, ...]
    waiting: Waiting | None
    outlook: tuple[SeriesOutlook, ...] = ()


class ReleaseStore:
    """The releases below a folder."""

    def __init__(self, root: Path) -> None:
        self._root = root
        self._read: dict[str, Release] = {}

    def keep(self, release: Release, *, programme_folder: Path) -> bool:
        """Keep `release` and make it the latest; return whether it was new.

        Either the whole release is there afterwards, or nothing has changed.
        """
        folder = self._root / release.id
        new = not folder.exists()
        if new:
            self._root.mkdir(parents=True, exist_ok=True)
            for left in self._root.glob(f"{SCRATCH_PREFIX}*"):
                remove_left(left)
            try:
                with held_folder(self._root, prefix=SCRATCH_PREFIX) as scratch:
                    self._write(release, programme_folder, scratch)
                    scratch.rename(folder)
            except FileExistsError:
                new = False  # another process kept the same release a moment ago
            except OSError as error:
                if not folder.exists():
                    raise ReleaseError(f"the release cannot be written: {error}") from error
                new = False
        self._point(release.id)
        return new

    def _write(self, release: Release, programme_folder: Path, scratch: Path) -> None:
        shutil.copytree(programme_folder, scratch / "programme", ignore=_clutter)
        for name, computed in release.computed.items():
            outlook = release.outlook.get(name, ())
            frozen = _Frozen(computed.values, computed.inputs, computed.waiting, outlook)
            body = msgspec.json.encode(frozen, order="deterministic")
            write_durably(scratch / "indicators" / f"{name}.json", body)
        if release.scenario is not None:
            write_durably(scratch / _SCENARIO, msgspec.json.encode(release.scenario))
        manifest = _Manifest(
            id=release.id,
            recorded=release.recorded,
            programme_hash=release.programme.hash,
            indicators=list(release.computed),
            backtest=release.backtest,
            unread=release.unread,
            alerts=dict(release.alerts),
            built=release.built,
            content=release.content,
            passed_over=release.passed_over,
            files=self._shared(checksums(scratch), scratch),
        )
        body = msgspec.json.format(msgspec.json.encode(manifest), indent=1)
        write_durably(scratch / MANIFEST, body)

    def _shared(self, sums: dict[str, str], scratch: Path) -> dict[str, str]:
        """Let what is in the latest release already be the same file there and here.

        Most of a release is that of the day before; without this a build a day fills the disk.
        Files of a release are never changed. Returns `sums`.
        """
        latest = self.latest_id()
        path = self._root / (latest or "") / MANIFEST
        known = _decode(path, _Manifest).files if latest and path.exists() else {}
        for name, checksum in sums.items():
            if known.get(name) == checksum == _checksum(path.parent / name):
                _link(path.parent / name, scratch / name)
        return sums

    def remembered(self, key: str, work_out: Callable[[], ScenarioAnswer]) -> ScenarioAnswer:
        """Return what `work_out` gave for this key before, or let it work and remember it.

        `key` is a hash of everything that decides the result.
        """
        memory = DiskMemory(self._root / ".remembered")
        with suppress(msgspec.DecodeError, UnicodeDecodeError):  # of another layout
            body = memory.get(key)
            if body is not None:
                return msgspec.json.decode(body, type=ScenarioAnswer)
        body = msgspec.json.encode(work_out())
        memory.put(key, body)
        return msgspec.json.decode(body, type=ScenarioAnswer)

    def memory(self) -> DiskMemory:
        """Return what builds remember of each other; all of it can be removed at any time."""
        return DiskMemory(self._root / ".reuse")

    def _point(self, name: str) -> None:
        """Make `name` the latest, in one step that another process sees whole or not at all."""
        replace_durably(self._root / LATEST, name.encode())
        for path in self._root.glob(f".{LATEST}-*"):
            if left_behind(path):
                path.unlink(missing_ok=True)

    def point_to(self, name: str) -> bool:
        """Make a kept release the latest, if every file of it is as it was kept; tell whether."""
        try:
            _check(self._root / name, _decode(self._root / name / MANIFEST, _Manifest))
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
        return tuple(sorted(p.parent.name for p in self._root.glob(f"[!.]*/{MANIFEST}")))

    def kept(self) -> tuple[str, ...]:
        """Return the ids of all releases in the order in which they were kept."""
        written = {name: (self._root / name / MANIFEST).stat().st_mtime_ns for name in self.ids()}
        return tuple(sorted(written, key=lambda name: (written[name], name)))

    def telling(self) -> tuple[str, ...]:
        """Return the ids of the releases that tell something, in the order in which they were kept.

        Of those that differ in nothing but the day of building only the first does: its forecasts
        hold those of the others, and all else is the same.
        """
        first: dict[str, str] = {}
        for name in self.kept():
            try:
                content = _decode(self._root / name / MANIFEST, _Manifest).content
            except ReleaseError:  # whoever opens it says what is the matter
                content = ""
            first.setdefault(content or name, name)
        return tuple(first.values())

    def with_track(self, release: Release) -> Release:
        """Return `release` with the track record of all that was kept before it.

        The forecasts that the programme carries are part of it. A release that cannot be read any
        more is named in the record. Raises `OutlookError` or `ProgrammeError` for a forecast that
        is not as it was published.
        """
        found, unread = [], []
        kept = self.kept()
        before = kept[: kept.index(release.id)] if release.id in kept else kept
        for name in self.telling():
            if name not in before:
                continue
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
        manifest = _decode(folder / MANIFEST, _Manifest)
        _check(folder, manifest)
        same = like is not None and like.programme.hash == manifest.programme_hash
        programme = like.programme if like and same else read_programme(folder / "programme")
        frozen = {
            indicator: _decode(folder / "indicators" / f"{indicator}.json", _Frozen)
            for indicator in manifest.indicators
        }
        scenario = _scenario(folder / _SCENARIO)
        return Release(
            id=manifest.id,
            recorded=manifest.recorded,
            programme=programme,
            computed={
                indicator: Computed(programme.indicators[indicator], f.values, f.inputs, f.waiting)
                for indicator, f in frozen.items()
            },
            backtest=manifest.backtest,
            unread=manifest.unread,
            alerts=manifest.alerts,
            passed_over=manifest.passed_over,
            outlook={indicator: f.outlook for indicator, f in frozen.items() if f.outlook},
            scenario=scenario,
            scenario_of_older=scenario is None and (folder / _SCENARIO).exists(),
            built=manifest.built,
            content=manifest.content,
        )


def _check(folder: Path, manifest: _Manifest) -> None:
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


T = TypeVar("T", _Manifest, _Frozen)


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


def _decode(path: Path, kind: type[T]) -> T:
    try:
        return msgspec.json.decode(path.read_bytes(), type=kind)
    except FileNotFoundError:
        raise ReleaseError(
            "this file of the release is missing",
            place=Place(str(path)),
            remedy="run agdb build, which writes a whole one",
        ) from None
    except (msgspec.DecodeError, UnicodeDecodeError) as error:
        raise ReleaseError(
            f"this file of the release is damaged ({error})",
            place=Place(str(path)),
            remedy="remove that folder and run agdb build",
        ) from None


def checksums(folder: Path) -> dict[str, str]:
    """Return the SHA-256 of every file below a release, by its path, except of its manifest."""
    found = {}
    for path in sorted(path for path in folder.rglob("*") if path.is_file()):
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
