"""A second process that makes half of a site beside the first, where there is a core for it.

It makes its part into the memory of publications, from which the first takes it over: the bytes
are those of one process. A mistake that it meets is left to the first, which then meets it too.
"""

from __future__ import annotations

import os
import signal
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from hashlib import sha256
from multiprocessing import get_context
from typing import Final

from agdb.cli.context import archive, releases
from agdb.cli.output import warn
from agdb.cli.settings import Settings
from agdb.errors import AgdbError
from agdb.publication.site import SiteOptions, make_beside
from agdb.results.release import Release

WORTH_IT: Final = 40
"""Indicators; a smaller site is made before a second process has begun."""


@contextmanager
def made_beside(
    where: Settings, release: Release, told: SiteOptions
) -> Iterator[Callable[[], None] | None]:
    """Start the process and give what waits for it; None where it would gain nothing.

    That is so with one core, for a small site, and after a publication by the same code on the
    same day, with the same programme apart from definitions: then most is remembered. Nothing that
    has threads may be open yet.
    """
    cache = releases(where).site_cache()
    programme = release.programme
    decides = (told, release.day, programme.around or programme.hash)
    key = sha256(f"made\n{told.base}".encode()).hexdigest()
    mark = sha256(repr(decides).encode()).digest()
    if _cores() < 2 or len(release.computed) < WORTH_IT or cache.get(key) == mark:
        yield None
        return
    forking = sys.platform == "linux"  # then the process has the release that is open here
    context = get_context("fork") if forking else get_context("spawn")
    opened = release if forking else release.id
    process = context.Process(target=_make, args=(where, opened, told), daemon=True)
    process.start()

    def wait() -> None:
        process.join()
        if process.exitcode:
            warn(f"the second process ended with {process.exitcode}; its pages are made again")

    try:
        yield wait
    finally:
        process.terminate()
        process.join()
    cache.put(key, mark)


def _make(where: Settings, opened: Release | str, told: SiteOptions) -> None:
    """Make the part of the second process; the first is who hears of an interrupt."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    try:
        release = releases(where).open(opened) if isinstance(opened, str) else opened
        # The first process checks every value meanwhile, and publishes nothing if one is wrong.
        with archive(where, release, checked=release.computed) as provenance:
            make_beside(
                provenance.tracked(),
                told,
                provenance=provenance,
                memory=provenance.store.site_cache(),
            )
    except AgdbError:
        sys.exit(1)


def _cores() -> int:
    """The cores that this process may use."""
    return len(os.sched_getaffinity(0)) if sys.platform == "linux" else os.cpu_count() or 1
