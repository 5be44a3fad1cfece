"""What a publication was made with, read from the checkout: its locks, licences and commit."""

from __future__ import annotations

import csv
import hashlib
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Final

import agdb
from agdb.errors import UsageError
from agdb.files.lock import locked
from agdb.publication import address
from agdb.publication.download.bill_of_materials import bill_of_materials
from agdb.publication.download.provenance_statement import MadeBy, provenance_statement
from agdb.release.code import code_hash
from agdb.results.release import Release

LOCK: Final = "requirements.lock"
LICENCES: Final = "docs/licences.csv"
CHECKOUT: Final = Path(agdb.__file__).parents[2]
"""Where the lock lies that this code is installed from."""


@dataclass(frozen=True, slots=True)
class Supply:
    """The bill of materials of this checkout, and by what it makes its publications."""

    bill: bytes
    made_by: MadeBy

    def stated(
        self, pages: Iterable[tuple[str, bytes]], release: Release, *, base: str
    ) -> Iterator[tuple[str, bytes]]:
        """Yield the files of a site, and at the end the statement about all of them."""
        sums: dict[str, str] = {}
        for path, body in pages:
            sums[path] = hashlib.sha256(body).hexdigest()
            yield path, body
        yield address.STATEMENT, provenance_statement(sums, release, self.made_by, base=base)


def supply_of(checkout: Path) -> Supply | None:
    """Return what a publication from this checkout is made with, None where it has no lock.

    Raises `UsageError` for a package of the lock whose licence is not in the list.
    """
    lock, listed = checkout / LOCK, checkout / LICENCES
    if not lock.is_file() or not listed.is_file():
        return None
    body = lock.read_bytes()
    packages = locked(body.decode("utf-8"))
    with listed.open(encoding="utf-8", newline="") as stream:
        licences = {row["package"]: row["licence"] for row in csv.DictReader(stream)}
    for one in packages:
        if one.name not in licences:
            raise UsageError(
                f"{LICENCES} has no licence of {one.name}, which {LOCK} installs",
                remedy="run tools/licences.py",
            )
    made_by = MadeBy(
        version=agdb.__version__,
        code=code_hash("agdb"),
        commit=commit_of(checkout),
        locks={LOCK: hashlib.sha256(body).hexdigest()},
    )
    return Supply(bill_of_materials(packages, licences, version=agdb.__version__), made_by)


def commit_of(checkout: Path) -> str | None:
    """Return the commit that is checked out, None outside of git.

    Files may have changed since; which code ran, its hash tells.
    """
    folder = checkout / ".git"
    if folder.is_file():  # a second checkout of one repository has a pointer in its place
        folder = checkout / _text(folder).removeprefix("gitdir: ")
    head = _text(folder / "HEAD")
    name = head.removeprefix("ref: ")
    if name == head:
        return head or None
    shared = folder / (_text(folder / "commondir") or ".")
    if found := _text(folder / name) or _text(shared / name):
        return found
    packed = _text(shared / "packed-refs").splitlines()
    return next((line.partition(" ")[0] for line in packed if line.endswith(f" {name}")), None)


def _text(path: Path) -> str:
    try:
        return path.read_text("utf-8").strip()
    except OSError:
        return ""
