"""The worker and the states before each job, made once."""

from __future__ import annotations

from collections.abc import Callable, Iterator

import pytest
from tests.broken_off.jobs import Before, Job, Worker
from tests.broken_off.tracing import reason_against
from tests.sources.fetching.conftest import small_table
from tests.transport.server import Server


@pytest.fixture(scope="session")
def worker() -> Iterator[Worker]:
    """The process that runs commands; skips where none can be traced."""
    reason = reason_against()
    if reason:
        pytest.skip(reason)
    with Server() as server, Worker(small_table(server)) as running:
        yield running


@pytest.fixture(scope="session")
def before(worker: Worker, tmp_path_factory: pytest.TempPathFactory) -> Callable[[Job], Before]:
    """The state before a job, and what the job makes of it where nobody disturbs it."""
    known: dict[str, Before] = {}

    def of(job: Job) -> Before:
        if job.name not in known:
            folder = tmp_path_factory.mktemp("before")
            place = folder / "place"
            place.mkdir()
            job.prepare(worker, place)
            known[job.name] = Before.of(worker, job, place)
        return known[job.name]

    return of
