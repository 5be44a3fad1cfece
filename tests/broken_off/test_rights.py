"""What may not be read or written is told in a sentence, and nothing is lost or left out."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Final

import pytest
from tests.broken_off.jobs import JOBS, Before, Job, Worker, contents
from tests.broken_off.worker import Order

pytestmark = pytest.mark.slow

Find = Callable[[Job], Before]
ALL: Final = (("doctor",), ("datasets",), ("build",), ("publish", "www"), ("indicators",))
CLOSED: Final[dict[str, tuple[str, int, tuple[tuple[str, ...], ...]]]] = {
    "the data folder": ("var", 0, ALL),
    "the folder of releases to write in": ("var/releases", 0o555, (("publish", "www"),)),
    "a folder of the programme": ("programme/indicators", 0, (("build",), ("check",))),
    "what came in": ("var/blobs", 0, (("doctor",), ("backup", "kept.tgz"))),
    "a receipt": ("var/snapshots/*/*/*.json", 0, (("doctor",), ("datasets",), ("build",))),
    "a version": ("var/datasets/*/*/*/version.json", 0, (("doctor",), ("datasets",), ("build",))),
    "figures": ("var/datasets/*/*/*/observations.parquet", 0, (("doctor",), ("backup", "k.tgz"))),
    "a release": ("var/releases/*/release.json", 0, (("doctor",), ("publish", "www"))),
    "the list of what must be there": ("var/ledger/kept.json", 0, (("doctor",), ("build",))),
    "the list of publications": ("var/releases/publications.json", 0, (("publish", "www"),)),
    "the shelf": ("var/shelf", 0, (("publish", "www"), ("doctor",))),
    "the programme": ("programme/programme.yaml", 0, (("build",), ("check",))),
    "the site": ("www", 0o555, (("publish", "www"),)),
    "where the site is": (".", 0o555, (("publish", "elsewhere"), ("backup", "kept.tgz"))),
}
_SHORT: Final = frozenset({"the data folder", "a version", "the list of what must be there"})
_MAY: Final = frozenset({("the site", "publish")})
"""What needs no right of that: a site is replaced in the folder around it."""


@pytest.mark.parametrize(
    "what",
    [pytest.param(one, marks=() if one in _SHORT else pytest.mark.long) for one in CLOSED],
)
def test_what_may_not_be_read_or_written_is_told_and_stays(
    what: str, worker: Worker, before: Find, tmp_path: Path
) -> None:
    pattern, mode, commands = CLOSED[what]
    place = before(JOBS["publish"]).again(tmp_path)
    closed = sorted(place.glob(pattern))[-1] if pattern != "." else place
    was, rights = contents(place / "var"), closed.stat().st_mode
    site = contents(place / "www")
    for words in commands:
        closed.chmod(mode)
        ended = worker.run(Order(str(place), words, humble=True))
        closed.chmod(rights)

        assert "Traceback" not in ended.err, (words, ended)
        if (what, words[0]) in _MAY and ended.code == 0:
            continue
        assert ended.code in {1, 2}, (words, ended)
        last = ended.err.strip().splitlines()[-1]
        assert last.startswith("agdb: "), (words, ended)
        assert "Permission denied" in ended.err + ended.out, (words, ended)
        assert contents(place / "var").items() >= was.items(), words
        # A site does not stand whose decision cannot be written
        if what == "the folder of releases to write in":
            assert not (place / "www").exists() or contents(place / "www") == site, words
