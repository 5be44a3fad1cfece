"""kill -9 at any moment of any work: nothing is lost, nothing is half, and the next run does it.

A moment is a system call before which the process ends, or a write of which half is done. Every
file under a name of its own is as it was or as it becomes; what else lies there is named by
`agdb doctor` with a remedy, and gone after the next run.
"""

from __future__ import annotations

import json
import random
import shutil
from collections.abc import Callable
from pathlib import Path
from typing import Final

import pytest
from tests.broken_off.jobs import JOBS, Before, Job, Worker, contents, hidden
from tests.broken_off.worker import Answer

pytestmark = pytest.mark.slow

MOMENTS: Final = 100
_HARMLESS: Final = (
    "broken off",
    "no receipt names these bytes",
    "no dataset was read from this snapshot",
    "the list of publications does not know it",
)
Find = Callable[[Job], Before]


def moments(calls: dict[str, int], number: int, chance: random.Random) -> list[tuple[str, int]]:
    """Choose moments: the first and the last call of every kind, and any others by chance."""
    edges = [(kind, at) for kind, count in calls.items() for at in {0, count - 1}]
    others = [(kind, at) for kind, count in calls.items() for at in range(1, count - 1)]
    chance.shuffle(edges)
    chance.shuffle(others)
    return [*edges, *others][:number]


def check_moment(worker: Worker, job: Job, state: Before, place: Path, moment: str) -> bool:
    """Whether the job was killed at this moment; all must be so then, and after the next run."""
    kind, at = moment.split()
    ended = worker.run(job.order(place, kind=kind, at=int(at)))
    assert ended.code in {0, -9}, f"{moment}: {ended}"
    check_after(worker, job, state, place, moment)
    return ended.code == -9


def check_after(worker: Worker, job: Job, state: Before, place: Path, moment: str) -> None:
    """Fail if something is lost, half, or left and not named; or if the next run does not do it."""
    found = contents(place, own=job.own)
    # Nothing is half: each file is as it was or as it becomes
    whole = {*state.was.items(), *state.becomes.items()}
    half = [name for name, sum_ in found.items() if (name, sum_) not in whole]
    assert not half, (moment, half)
    # Nothing is lost: what was there and stays is there
    lost = [name for name in state.was if name in state.becomes and name not in found]
    assert not lost, (moment, lost)
    job.sound(worker, place)
    # What is left over is named with a remedy
    told = findings(worker, job, place)
    assert all(any(one in what for one in _HARMLESS) for _, what, _ in told), (moment, told)
    assert all(remedy for *_, remedy in told), (moment, told)
    left = [name for name in hidden(place) - state.hidden if name.startswith("var/")]
    unnamed = [name for name in left if not any(str(place / name) in where for where, *_ in told)]
    assert not unnamed, (moment, unnamed, told)
    # The next run does it, and nothing is left
    again = worker.run(job.order(place))
    assert again.code == 0 or (job.again and job.again in again.err), (moment, again)
    job.sound(worker, place)
    done = contents(place, own=job.own)
    other = [name for name in done | state.becomes if done.get(name) != state.becomes.get(name)]
    assert not other, (moment, other)
    assert hidden(place) <= state.hidden, (moment, hidden(place) - state.hidden)
    assert findings(worker, job, place) == [], moment


def findings(worker: Worker, job: Job, place: Path) -> list[tuple[str, str, str]]:
    """What doctor says: place, fault and remedy of each; an error that is not one fails."""
    if not (place / "var").exists():
        return []
    answer: Answer = worker.run(job.examination(place))
    if answer.code == 0:
        return []
    assert not job.step, answer
    assert answer.code == 1, answer
    assert "Traceback" not in answer.err, answer
    return [(one["where"], one["what"], one["remedy"]) for one in json.loads(answer.out)]


def check_job(name: str, worker: Worker, before: Find, folder: Path, number: int) -> int:
    """Kill a job at a number of moments; return at how many of them it was."""
    job = JOBS[name]
    state, killed = before(job), 0
    chosen = moments(state.calls, number, random.Random(random.getrandbits(32)))
    for kind, at in chosen:
        killed += check_moment(worker, job, state, state.again(folder), f"{kind} {at}")
        shutil.rmtree(folder / "place")
    return killed


@pytest.mark.parametrize("name", JOBS)
def test_work_that_is_killed_loses_nothing_and_leaves_nothing_half(
    name: str, worker: Worker, before: Find, tmp_path: Path
) -> None:
    assert check_job(name, worker, before, tmp_path, 1) == 1


@pytest.mark.long
@pytest.mark.parametrize("name", JOBS)
def test_work_that_is_killed_at_a_hundred_moments(
    name: str, worker: Worker, before: Find, tmp_path: Path
) -> None:
    killed = check_job(name, worker, before, tmp_path, MOMENTS)
    assert killed >= min(MOMENTS, sum(before(JOBS[name]).calls.values())) * 0.9
