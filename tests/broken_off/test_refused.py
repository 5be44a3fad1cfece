"""A full disk, one that may only be read, Ctrl-C: a sentence, nothing lost, and it goes on later.

The system refuses every call that writes below the folder from a chosen one on, to whichever
library makes it.
"""

from __future__ import annotations

import errno
import random
import shutil
import signal
from collections.abc import Callable
from pathlib import Path
from typing import Final

import pytest
from tests.broken_off.jobs import JOBS, Before, Job, Worker, contents, hidden
from tests.broken_off.test_killed import check_after, moments
from tests.broken_off.tracing import NEEDS_ROOM

pytestmark = pytest.mark.slow

Find = Callable[[Job], Before]
_AT_THE_DESK: Final = frozenset({"submit", "review", "migrate"})
"""Steps that have no command of their own: a page answers there, and the error is its own."""


def check_refused(
    worker: Worker, job: Job, state: Before, place: Path, at: int, reason: int, kind: str = "write"
) -> bool:
    """Whether the work was stopped by the refusal; one sentence, and then all as after a kill."""
    ended = worker.run(job.order(place, kind=kind, at=at, refuse=reason))
    if ended.code and job.name not in _AT_THE_DESK:
        assert ended.code in {1, 2}, ended  # 2 where the user named the folder
        assert "Traceback" not in ended.err, ended
        last = ended.err.strip().splitlines()[-1]
        assert last.startswith("agdb: "), ended
        assert last.endswith("."), ended
    check_after(worker, job, state, place, f"{kind} {at}, {errno.errorcode[reason]}")
    return ended.code != 0


def check_full(name: str, worker: Worker, before: Find, folder: Path, number: int) -> int:
    """Fill the disk at a number of writes of a job; return how often it was stopped by that."""
    job, stopped = JOBS[name], 0
    state = before(job)
    writes = list(range(state.calls["write"]))
    random.shuffle(writes)
    for at in writes[:number]:
        place = state.again(folder)
        stopped += check_refused(worker, job, state, place, at, errno.ENOSPC)
        shutil.rmtree(place)
    return stopped


@pytest.mark.parametrize("name", JOBS)
def test_a_full_disk_loses_nothing(name: str, worker: Worker, before: Find, tmp_path: Path) -> None:
    check_full(name, worker, before, tmp_path, 1)


@pytest.mark.long
@pytest.mark.parametrize("name", JOBS)
def test_a_disk_that_is_full_at_any_of_thirty_writes(
    name: str, worker: Worker, before: Find, tmp_path: Path
) -> None:
    assert check_full(name, worker, before, tmp_path, 30) > 0


@pytest.mark.parametrize("kind", sorted(NEEDS_ROOM))
def test_a_disk_that_is_full_at_any_kind_of_call_loses_nothing(
    kind: str, worker: Worker, before: Find, tmp_path: Path
) -> None:
    job = JOBS["import"]
    state = before(job)
    stopped = 0
    for at in {0, state.calls[kind] - 1}:
        place = state.again(tmp_path)
        stopped += check_refused(worker, job, state, place, at, errno.ENOSPC, kind)
        shutil.rmtree(place)
    assert stopped > 0  # the last one may be for a folder that is there


@pytest.mark.parametrize("name", JOBS)
def test_what_may_only_be_read_is_told_and_stays_as_it_is(
    name: str, worker: Worker, before: Find, tmp_path: Path
) -> None:
    job = JOBS[name]
    state = before(job)
    place = state.again(tmp_path)

    ended = worker.run(job.order(place, kind="any", refuse=errno.EROFS))

    assert ended.code in ({70} if name in _AT_THE_DESK else {1, 2}), ended
    if name not in _AT_THE_DESK:
        assert ended.err.strip().splitlines()[-1].startswith("agdb: "), ended
        assert "Traceback" not in ended.err
    assert contents(place, own=job.own) == state.was
    assert hidden(place) <= state.hidden


COMMANDS: Final = [name for name in JOBS if name not in _AT_THE_DESK]


def signals(state: Before, number: int) -> list[tuple[str, int]]:
    """Choose moments for a signal; half a write is none, for only a kill is sent there."""
    calls = {kind: count for kind, count in state.calls.items() if kind != "torn"}
    return moments(calls, number, random.Random(random.getrandbits(32)))


def check_interrupted(worker: Worker, job: Job, state: Before, place: Path, moment: str) -> bool:
    """Whether Ctrl-C at this moment ended the work; all must be so then, and after the next run."""
    kind, at = moment.split()
    ended = worker.run(job.order(place, kind=kind, at=int(at), sent=signal.SIGINT))
    assert ended.code in {0, 130}, (moment, ended)  # 0: it was done when the signal came
    assert "Traceback" not in ended.err, (moment, ended)
    if ended.code:
        assert "agdb: stopped; nothing is half done" in ended.err, (moment, ended)
    check_after(worker, job, state, place, moment)
    return ended.code != 0


@pytest.mark.parametrize("name", COMMANDS)
def test_an_interrupt_leaves_nothing_half(
    name: str, worker: Worker, before: Find, tmp_path: Path
) -> None:
    job = JOBS[name]
    state = before(job)
    (moment,) = signals(state, 1)

    check_interrupted(worker, job, state, state.again(tmp_path), " ".join(map(str, moment)))


@pytest.mark.long
@pytest.mark.parametrize("name", COMMANDS)
def test_nor_does_one_at_any_of_twenty_moments(
    name: str, worker: Worker, before: Find, tmp_path: Path
) -> None:
    job, ended = JOBS[name], 0
    state = before(job)
    for kind, at in signals(state, 20):
        place = state.again(tmp_path)
        ended += check_interrupted(worker, job, state, place, f"{kind} {at}")
        shutil.rmtree(place)
    assert ended > 0
