"""Keeps releases on disk: one immutable folder each, and which of them is the newest.

The folder holds the values and their inputs as JSON, one file an indicator, and the programme as it
was, so that a release can be read, published and explained for as long as it is kept.
"""

from __future__ import annotations

import os
import shutil
import tempfile
from collections.abc import Mapping
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, TypeVar

import msgspec

from agdb.errors import Place, ReleaseError
from agdb.indicators.value import Computed, Input, Value, Waiting
from agdb.programme.programme import Programme
from agdb.programme.reading import read_programme
from agdb.release.model import Release

if TYPE_CHECKING:
    from agdb.release.outlook_model import OutlookOfRelease

_LATEST = "latest"
_MANIFEST = "release.json"
_OUTLOOK = "outlook.json"


class _Manifest(msgspec.Struct, frozen=True):
    id: str
    recorded: date
    programme_hash: str
    indicators: list[str]


class _Frozen(msgspec.Struct, frozen=True):
    """One indicator as it is written down, without its definition: the programme holds that."""

    values: tuple[Value, ...]
    inputs: tuple[Input, ...]
    waiting: Waiting | None


class ReleaseStore:
    """The releases below a folder."""

    def __init__(self, root: Path) -> None:
        self._root = root

    def keep(
        self,
        release: Release,
        *,
        programme_folder: Path,
        outlook: OutlookOfRelease | None = None,
    ) -> bool:
        """Keep `release` and its outlook and make it the latest; return whether it was new.

        Either the whole release is there afterwards, or nothing has changed. A release that was
        kept before without an outlook gets it; one that has it keeps what was published.
        """
        folder = self._root / release.id
        new = not folder.exists()
        if new:
            self._root.mkdir(parents=True, exist_ok=True)
            scratch = Path(tempfile.mkdtemp(prefix=".new-", dir=self._root))
            try:
                self._write(release, programme_folder, scratch)
                scratch.rename(folder)
            except FileExistsError:
                new = False  # another process kept the same release a moment ago
            except OSError as error:
                if not folder.exists():
                    raise ReleaseError(f"the release cannot be written: {error}") from error
                new = False
            finally:
                shutil.rmtree(scratch, ignore_errors=True)
        if outlook is not None and not self.has_outlook(release.id):
            scratch = folder / f".{_OUTLOOK}-{os.getpid()}"
            _write_durably(scratch, msgspec.json.encode(outlook))
            scratch.replace(folder / _OUTLOOK)
        self._point(release.id)
        return new

    def _write(self, release: Release, programme_folder: Path, scratch: Path) -> None:
        shutil.copytree(programme_folder, scratch / "programme", ignore=_hidden)
        for name, computed in release.computed.items():
            frozen = _Frozen(computed.values, computed.inputs, computed.waiting)
            body = msgspec.json.encode(frozen, order="deterministic")
            _write_durably(scratch / "indicators" / f"{name}.json", body)
        manifest = _Manifest(
            release.id, release.recorded, release.programme.hash, list(release.computed)
        )
        body = msgspec.json.format(msgspec.json.encode(manifest), indent=1)
        _write_durably(scratch / _MANIFEST, body)

    def _point(self, name: str) -> None:
        """Make `name` the latest, in one step that another process sees whole or not at all."""
        scratch = self._root / f".{_LATEST}-{os.getpid()}"
        _write_durably(scratch, name.encode())
        scratch.replace(self._root / _LATEST)

    def latest_id(self) -> str | None:
        """Return the id of the latest release, or None if there is none yet."""
        pointer = self._root / _LATEST
        return pointer.read_text("utf-8") if pointer.exists() else None

    def ids(self) -> tuple[str, ...]:
        """Return the ids of all releases, oldest recorded date first."""
        if not self._root.is_dir():
            return ()
        return tuple(sorted(p.parent.name for p in self._root.glob(f"[!.]*/{_MANIFEST}")))

    def open(self, name: str | None = None) -> Release:
        """Return the release called `name`, or the latest; raises `ReleaseError` if it is not."""
        name = name or self.latest_id()
        if name is None:
            raise ReleaseError("there is no release yet", remedy="run agdb build")
        folder = self._root / name
        manifest = decode_file(folder / _MANIFEST, _Manifest)
        programme = read_programme(folder / "programme")
        return Release(
            id=manifest.id,
            recorded=manifest.recorded,
            programme=programme,
            computed=_computed(folder, programme, manifest),
        )

    def has_outlook(self, name: str) -> bool:
        """Return whether release `name` was kept with an outlook."""
        return (self._root / name / _OUTLOOK).exists()

    def outlook_file(self, name: str | None = None) -> Path:
        """Return where the outlook of the release called `name`, or of the latest, is kept.

        Raises `ReleaseError` if there is no such release, or if it was kept without an outlook.
        """
        name = name or self.latest_id()
        if name is None:
            raise ReleaseError("there is no release yet", remedy="run agdb build")
        folder = self._root / name
        decode_file(folder / _MANIFEST, _Manifest)
        if not self.has_outlook(name):
            raise ReleaseError(
                f"release {name} was kept without an outlook",
                remedy="run agdb build, which adds it to the newest release",
            )
        return folder / _OUTLOOK


def _computed(folder: Path, programme: Programme, manifest: _Manifest) -> Mapping[str, Computed]:
    computed: dict[str, Computed] = {}
    for name in manifest.indicators:
        frozen = decode_file(folder / "indicators" / f"{name}.json", _Frozen)
        definition = programme.indicators[name]
        computed[name] = Computed(definition, frozen.values, frozen.inputs, frozen.waiting)
    return computed


T = TypeVar("T")


def decode_file(path: Path, kind: type[T]) -> T:
    """Return the `kind` in a file of a release; raises `ReleaseError` if it is not there, whole."""
    try:
        return msgspec.json.decode(path.read_bytes(), type=kind)
    except FileNotFoundError:
        raise ReleaseError(
            "this file of the release is missing",
            place=Place(str(path)),
            remedy="name a release that agdb releases lists, or run agdb build",
        ) from None
    except msgspec.DecodeError as error:
        raise ReleaseError(
            f"this file of the release is damaged ({error})",
            place=Place(str(path)),
            remedy="remove that folder and run agdb build",
        ) from None


def _write_durably(path: Path, body: bytes) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    with path.open("wb") as stream:
        stream.write(body)
        stream.flush()
        os.fsync(stream.fileno())


def _hidden(_folder: str, names: list[str]) -> set[str]:
    return {name for name in names if name.startswith(".")}
