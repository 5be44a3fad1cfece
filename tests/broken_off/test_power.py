"""A power cut: what has its name is on the disk, and what is done stays done."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Final

import pytest
from tests.broken_off.flushing import Unflushed
from tests.broken_off.jobs import DATABASE, JOBS, Before, Job, Worker
from tests.broken_off.tracing import reason_against, traced

pytestmark = pytest.mark.slow

Find = Callable[[Job], Before]
_SHORT: Final = frozenset({"import", "backup"})


@pytest.mark.parametrize(
    "name",
    [pytest.param(one, marks=() if one in _SHORT else pytest.mark.long) for one in JOBS],
)
def test_what_has_its_name_is_on_the_disk(
    name: str, worker: Worker, before: Find, tmp_path: Path
) -> None:
    job = JOBS[name]
    place = before(job).again(tmp_path)

    ended = worker.run(job.order(place, follow=True))

    assert ended.code == 0, ended
    # The library of the database has an order of its own; what a fetch goes on from is checked by
    # its checksum, and asked for again.
    aside = (DATABASE.parent.as_posix(), *job.own)
    assert [one for one in ended.unflushed if not any(part in one for part in aside)] == []


def followed(work: Callable[[], object], place: Path) -> list[str]:
    """What a power cut could break of `work`."""
    if reason_against():
        pytest.skip(reason_against())
    follows = Unflushed(place)

    def run() -> int:
        work()
        return 0

    traced(run, place=place, follows=follows)
    return follows.faults()


def test_a_name_before_its_bytes_is_a_fault(tmp_path: Path) -> None:
    def work() -> None:
        (tmp_path / ".new").write_bytes(b"x")
        (tmp_path / ".new").rename(tmp_path / "done")

    assert followed(work, tmp_path) == [
        "done got its name before .new was flushed",
        "done is not flushed",
        "the name done is not flushed",
    ]
