"""The licence of every locked package, as an SPDX expression, into `docs/licences.csv`.

`python tools/licences.py` reads them from the packages that are installed. What their makers did
not write as an expression is translated here, and what says nothing was read by a person; a package
that no row can be made of stops it.
"""

from __future__ import annotations

import csv
import io
import re
import sys
from collections.abc import Iterator
from importlib.metadata import PackageMetadata, distributions
from pathlib import Path
from typing import Final

from agdb.files.lock import LockedPackage, locked

ROOT: Final = Path(__file__).parents[1]
LIST: Final = ROOT / "docs" / "licences.csv"
LOCKS: Final = (
    "requirements.lock", "requirements-server.lock", "requirements-papers.lock",
    "requirements-dev.lock",
)  # fmt: skip
COLUMNS: Final = ("package", "version", "licence", "read_from", "lock")
# What makers write in place of an expression.
_WORDS: Final = {
    "2-clause BSD": "BSD-2-Clause",
    "3-Clause BSD License": "BSD-3-Clause",
    "Apache 2.0": "Apache-2.0",
    "Apache Software License 2.0": "Apache-2.0",
    "BSD 2-Clause License": "BSD-2-Clause",
    "ISC License": "ISC",
    "OSI Approved :: Apache Software License": "Apache-2.0",
    "OSI Approved :: MIT License": "MIT",
    "OSI Approved :: Mozilla Public License 2.0 (MPL 2.0)": "MPL-2.0",
}
_EXPRESSION: Final = re.compile(r"[A-Za-z0-9.+-]+(?: (?:AND|OR|WITH) [A-Za-z0-9.+-]+)*")
_NO_EXPRESSION: Final = frozenset({"BSD"})  # which of them is not said
# Read by a person in the text of the licence that the package carries, or that its source has.
READ: Final = {
    "colorama": "BSD-3-Clause",
    "fido2": "BSD-2-Clause AND MPL-2.0 AND Apache-2.0",
    "httpx2-jsfetch": "BSD-3-Clause",
    "jinja2": "BSD-3-Clause",
    "pandas": "BSD-3-Clause",
    "qrcode": "BSD-3-Clause AND MIT",
    "scipy": "BSD-3-Clause",
    "sqlparse": "BSD-3-Clause",
    "axe-playwright-python": "MIT",
}


def packages() -> Iterator[tuple[LockedPackage, str]]:
    """Yield every package once, with the first lock that has it."""
    seen = set()
    for lock in LOCKS:
        for one in locked((ROOT / lock).read_text("utf-8")):
            if (one.name, one.version) not in seen:
                seen.add((one.name, one.version))
                yield one, lock


def licence_of(package: LockedPackage, metadata: PackageMetadata | None) -> tuple[str, str]:
    """Return the expression for a package and where it was read.

    Of a version that is for another Python it is read from the one that is installed.

    Raises `SystemExit` with the name of one that nobody has read.
    """
    name = package.name
    if name in READ:
        return READ[name], "text of the licence"
    if metadata is not None:
        other = metadata["Version"] != package.version
        where = f"metadata of {metadata['Version']}" if other else "metadata"
        said = [*_all(metadata, "License-Expression"), *_all(metadata, "License")]
        said += [one.removeprefix("License :: ") for one in _all(metadata, "Classifier")]
        for words in said:
            known = _WORDS.get(words, words)
            if _EXPRESSION.fullmatch(known) and known not in _NO_EXPRESSION:
                return known, where
    raise SystemExit(f"{name}: read its licence and write it into READ of tools/licences.py")


def _all(metadata: PackageMetadata, field: str) -> list[str]:
    return [str(one) for one in metadata.get_all(field) or ()]


def table() -> str:
    """Return the list as CSV, in the order of the names."""
    installed = {
        re.sub(r"[-_.]+", "-", one.metadata["Name"]).lower(): one.metadata
        for one in distributions()
    }
    stream = io.StringIO()
    rows = csv.writer(stream, lineterminator="\n")
    rows.writerow(COLUMNS)
    for one, lock in sorted(packages(), key=lambda pair: (pair[0].name, pair[0].version)):
        rows.writerow((one.name, one.version, *licence_of(one, installed.get(one.name)), lock))
    return stream.getvalue()


if __name__ == "__main__":
    LIST.write_text(table(), "utf-8")
    sys.stdout.write(f"{LIST.relative_to(ROOT)} written\n")
