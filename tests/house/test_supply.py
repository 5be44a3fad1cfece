"""What we install: every package has a licence that somebody read, and one we may use."""

from __future__ import annotations

import csv

from tools.licences import COLUMNS, LIST, READ, packages

# Of what is installed to run; LGPL for psycopg, which is used as a library and not changed.
FREE = {
    "0BSD", "Apache-2.0", "BSD-2-Clause", "BSD-3-Clause", "CC0-1.0", "ISC", "LGPL-3.0-only", "MIT",
    "MIT-0", "MPL-2.0", "PSF-2.0", "Zlib",
}  # fmt: skip
# Tools that are run in tests and never shipped.
ONLY_RUN = {"GPL-2.0-only"}


def rows() -> list[dict[str, str]]:
    with LIST.open(encoding="utf-8", newline="") as stream:
        return list(csv.DictReader(stream))


def test_every_locked_package_stands_in_the_list_of_licences_in_its_version() -> None:
    wanted = {(one.name, one.version, lock) for one, lock in packages()}

    found = {(row["package"], row["version"], row["lock"]) for row in rows()}

    assert found == wanted
    assert tuple(rows()[0]) == COLUMNS
    assert {row["package"] for row in rows()} >= set(READ)


def test_every_licence_is_one_that_we_may_use() -> None:
    strange = [
        (row["package"], part)
        for row in rows()
        for part in row["licence"].replace(" AND ", "|").replace(" OR ", "|").split("|")
        if part not in FREE | (ONLY_RUN if row["lock"] == "requirements-dev.lock" else set())
    ]

    assert strange == []
