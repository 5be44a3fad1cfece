"""A process that has loaded the commands, and runs each order in a fork of itself.

Orders come as lines of JSON and are answered so. The clock of the commands stands at the moment
that an order names, so that the same work gives the same bytes.
"""

from __future__ import annotations

import os
import signal
import sys
import traceback
from collections.abc import Callable
from datetime import UTC, datetime
from importlib import import_module
from pathlib import Path
from tempfile import TemporaryFile
from typing import IO, Final

import msgspec
from tests.broken_off.flushing import Unflushed
from tests.broken_off.tracing import Stop, heed_rights, traced, untraced

_LOADED: Final = (
    "agdb.release.build", "agdb.release.inputs", "agdb.publication.site", "agdb.cli.doctor",
    "agdb.cli.build", "agdb.cli.publish", "agdb.cli.recording", "agdb.cli.report",
    "agdb.cli.fetch", "agdb.cli.backup", "agdb.cli.register", "agdb.release.scenario",
    "agdb.release.track", "agdb.sources.folder", "agdb.warehouse.doctor",
    "agdb.web.desk.setup", "agdb.web.desk.handins", "agdb.web.desk.exchange",
    "agdb.web.desk.examine", "django.core.management.commands.migrate",
)  # fmt: skip
_moment = datetime(2026, 11, 24, 12, tzinfo=UTC)


class Order(msgspec.Struct, frozen=True):
    """What to do in a folder: words of a command, or the name of a step of `steps`."""

    place: str
    words: tuple[str, ...] = ()
    step: str = ""
    moment: datetime | None = None
    settings: dict[str, str] = {}
    count: bool = False
    kind: str = ""
    at: int = 0
    refuse: int = 0
    sent: int = signal.SIGKILL
    follow: bool = False
    """Whether to tell what a power cut could break."""
    humble: bool = False
    """Whether the rights of files count, also for who is root."""


class Answer(msgspec.Struct, frozen=True):
    """How it ended: `code` is negative for a signal; what it said, and its calls by kind."""

    code: int
    out: str
    err: str
    calls: dict[str, int]
    unflushed: list[str] = []


def answered(order: Order) -> Answer:
    """Do what is ordered."""
    place = Path(order.place)
    stop = Stop(order.kind, order.at, order.refuse, order.sent) if order.kind else None
    with TemporaryFile() as out, TemporaryFile() as err:

        def work() -> int:
            for stream, number in ((out, 1), (err, 2)):
                os.dup2(stream.fileno(), number)
            return _work(order)

        follows = Unflushed(place) if order.follow else None
        counted = order.count or stop is not None or order.follow
        found = traced(work, place=place, stop=stop, follows=follows) if counted else untraced(work)
        faults = [] if follows is None else follows.faults()
        return Answer(found.code, _said(out), _said(err), dict(found.calls), faults)


def _said(stream: IO[bytes]) -> str:
    stream.seek(0)
    return stream.read().decode("utf-8", errors="replace")


def _work(order: Order) -> int:
    global _moment  # noqa: PLW0603 - the clock of this fork
    _moment = order.moment or _moment
    os.chdir(order.place)
    os.environ.update(AGDB_HOME=order.place, AGDB_DATA="var", AGDB_PROGRAMME="programme")
    os.environ.update(order.settings)
    sys.argv = ["agdb", *order.words]
    if order.humble:
        heed_rights()
    try:
        _call(order)
    except SystemExit as end:
        return int(end.code or 0)
    except BaseException:  # noqa: BLE001 - a test looks for it in what was said
        traceback.print_exc()
        return 70
    finally:
        sys.stdout.flush()
        sys.stderr.flush()
    return 0


def _call(order: Order) -> None:
    if order.step:
        work: Callable[[Path], None] = getattr(import_module("tests.broken_off.steps"), order.step)
        work(Path(order.place))
        return
    from agdb.cli.app import main

    main()


def _stand_still() -> None:
    """Give the commands a clock that stands, before any has taken the one of the machine."""
    from agdb.cli import context
    from agdb.transport.limits import SystemClock

    def still(*_: object) -> datetime:
        return _moment

    for owner in (context, SystemClock):
        setattr(owner, "now", still)  # noqa: B010 - of two kinds


if __name__ == "__main__":
    _stand_still()
    from agdb.web.settings import WebOptions, configure

    configure(WebOptions(site=Path("no-site")))
    for name in _LOADED:
        import_module(name)
    for line in sys.stdin:
        answer = answered(msgspec.json.decode(line, type=Order))
        sys.stdout.write(msgspec.json.encode(answer).decode() + "\n")
        sys.stdout.flush()
