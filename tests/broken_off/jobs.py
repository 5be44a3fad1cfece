"""The work that must survive: what is there before it, what it does, and what must be so after."""

from __future__ import annotations

import hashlib
import re
import shutil
import sqlite3
import subprocess
import sys
from collections.abc import Callable, Iterator
from contextlib import closing
from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path
from types import TracebackType
from typing import Final, Self

import msgspec
from tests.broken_off.worker import Answer, Order
from tests.cli.test_report import PILLARS, QUESTIONS
from tests.conftest import NOON, ROOT
from tests.sources.fetching.conftest import CbsTable
from tests.transport.server import say

LATER: Final = NOON + timedelta(days=1)
SPECIMEN: Final = ROOT / "specimens" / "cbs" / "v4-json"
_MOMENT: Final = re.compile(r"'\d{4}-\d\d-\d\d \d\d:\d\d:\d\d(\.\d+)?'")
DATABASE: Final = Path("var/desk/desk.sqlite3")


class Worker:
    """The process that runs commands, with orders and answers; it fetches from `table`."""

    def __init__(self, table: CbsTable) -> None:
        self.table = table

    def __enter__(self) -> Self:
        environment = {
            "PYTHONPATH": f"{ROOT}:{ROOT / 'src'}", "PATH": "/usr/bin:/bin",
            "OPENBLAS_NUM_THREADS": "1", "LC_ALL": "C.UTF-8",
            "AGDB_CBS_URL": self.table.server.url,
        }  # fmt: skip
        self._process = subprocess.Popen(
            [sys.executable, "-m", "tests.broken_off.worker"],
            cwd=ROOT,
            env=environment,
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
        )
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self._process.communicate()

    def run(self, order: Order) -> Answer:
        """Have an order done."""
        assert self._process.stdin is not None
        assert self._process.stdout is not None
        self._process.stdin.write(msgspec.json.encode(order) + b"\n")
        self._process.stdin.flush()
        return msgspec.json.decode(self._process.stdout.readline(), type=Answer)

    def done(self, place: Path, *words: str, step: str = "", **more: str) -> Answer:
        """Have something done before or after, which must succeed."""
        answer = self.run(Order(str(place), words, step, NOON, settings=more))
        assert answer.code == 0, answer
        return answer


@dataclass(frozen=True)
class Job:
    """`prepare` makes the state before; `words` or `step` is the work.

    `own` are beginnings of paths that differ each time (a packed file; answers of a publisher from
    which a fetch goes on); `sound` fails for one that is bad.
    """

    name: str
    prepare: Callable[[Worker, Path], None]
    words: tuple[str, ...] = ()
    step: str = ""
    own: tuple[str, ...] = ()
    sound: Callable[[Worker, Path], None] = lambda _, __: None
    again: str = ""
    """What the work says if it was done and must not be done twice."""

    def examination(self, place: Path) -> Order:
        """What finds every contradiction in `place`."""
        step, words = ("examine", ()) if self.step else ("", ("doctor", "--json"))
        return Order(str(place), words, step, LATER)

    def order(self, place: Path, **more: object) -> Order:
        """The work as an order."""
        base = Order(str(place), self.words, self.step, LATER)
        return msgspec.structs.replace(base, **more)


def programme(place: Path) -> None:
    """The invented programme with papers."""
    shutil.copytree(ROOT / "specimens" / "programme", place / "programme")
    folder = place / "programme" / "report"
    folder.mkdir()
    for name in ("papers", "sentences", "money", "words", "written"):
        shutil.copy(ROOT / "programme" / "report" / f"{name}.yaml", folder)
    (folder / "pillars.yaml").write_text(PILLARS, "utf-8")
    (folder / "questions.yaml").write_text(QUESTIONS, "utf-8")


def replace(path: Path, old: str, new: str) -> None:
    """Change a text in a file."""
    text = path.read_text("utf-8")
    assert old in text
    path.write_text(text.replace(old, new), "utf-8")


def imported(worker: Worker, place: Path) -> None:
    """A table of CBS is there, and a newer one has come."""
    programme(place)
    shutil.copytree(SPECIMEN, place / "newer")
    shutil.copytree(SPECIMEN, place / "older")
    for file in (place / "older").iterdir():
        file.write_bytes(file.read_bytes().replace(b"7888.2", b"7888.3"))
    worker.done(place, "import", "cbs:99999NED", "older")


def fetched(worker: Worker, place: Path) -> None:
    """A table of CBS was fetched, and is published anew with another figure."""
    programme(place)
    worker.table.serve()
    worker.done(place, "fetch", "cbs:99999NED")
    first = worker.table.observations(1)
    first["value"][0]["Value"] = 7888.3
    worker.table.sets["Properties"] = {**worker.table.sets["Properties"], "Version": "2"}
    worker.table.serve()
    worker.table.on_page(1, say(first))


def published(worker: Worker, place: Path) -> None:
    """A release was built and published, its papers are written, and a figure has changed since."""
    programme(place)
    worker.done(place, "build")
    worker.done(place, "publish", "www")
    (place / "www" / "CNAME").write_bytes(b"theirs")
    worker.done(place, "report", "-o", "papers")
    replace(place / "programme" / "figures" / "bicycles.csv", "2024-Q2,110.0", "2024-Q2,111.0")
    replace(place / "programme" / "figures" / "bicycles.csv", "2025-01-10", "2025-01-11")


def built(worker: Worker, place: Path) -> None:
    """The same, and the release with the new figure is built."""
    published(worker, place)
    worker.done(place, "build")


def backed_up(worker: Worker, place: Path) -> None:
    """A backup and no data."""
    published(worker, place)
    worker.done(place, "backup", "kept.tgz")
    shutil.rmtree(place / "var")


def loaded(worker: Worker, place: Path) -> None:
    """The desk has the register of before."""
    programme(place)
    worker.done(place, "register", "load")
    replace(place / "programme" / "register" / "initiatives.yaml", "Snelfietspad", "Fietspad")


def desk(step: str) -> Callable[[Worker, Path], None]:
    """A desk as a step leaves it."""

    def prepare(worker: Worker, place: Path) -> None:
        worker.done(place, step=step)

    return prepare


def handed_in(worker: Worker, place: Path) -> None:
    """A desk with a hand-in that waits."""
    worker.done(place, step="desk_with_a_draft")
    worker.done(place, step="submit")


def sound_database(_: Worker, place: Path) -> None:
    """A database that goes from one state to the next in several steps is whole after each."""
    said(place / DATABASE)


def sound_backup(worker: Worker, place: Path) -> None:
    """A backup that is there is whole."""
    if (place / "kept.tgz").exists():
        worker.done(place, "restore", "kept.tgz", AGDB_DATA="again")
        assert contents(place / "again") == contents(place / "var")
        shutil.rmtree(place / "again")


JOBS: Final = {
    job.name: job
    for job in (
        Job("import", imported, ("import", "cbs:99999NED", "newer")),
        Job("fetch", fetched, ("fetch", "cbs:99999NED"), own=("var/fetch/cbs/",)),
        Job("build", published, ("build",)),
        Job("publish", built, ("publish", "www")),
        Job("report", built, ("report", "-o", "papers")),
        Job(
            "backup", published, ("backup", "kept.tgz"), own=("kept.tgz",), sound=sound_backup,
            again="the file exists",
        ),
        Job("restore", backed_up, ("restore", "kept.tgz"), again="the data folder is not empty"),
        Job("register load", loaded, ("register", "load")),
        Job(
            "submit", desk("desk_with_a_draft"), step="submit", own=(DATABASE.as_posix(),),
            sound=sound_database,
        ),
        Job("review", handed_in, step="review"),
        Job(
            "migrate", desk("desk_of_before"), step="migrate", own=(DATABASE.as_posix(),),
            sound=sound_database,
        ),
    )
}  # fmt: skip


def contents(folder: Path, *, own: tuple[str, ...] = ()) -> dict[str, str]:
    """The checksum of every file that has a name of its own; the database as what it says."""
    found = {}
    for path in files(folder):
        name = path.relative_to(folder).as_posix()
        if name.startswith((DATABASE.as_posix(), *own)):
            continue
        if not any(part.startswith(".") for part in Path(name).parts):
            found[name] = hashlib.sha256(path.read_bytes()).hexdigest()
    if (folder / DATABASE).is_file() and DATABASE.as_posix() not in own:
        found[DATABASE.as_posix()] = said(folder / DATABASE)
    return found


def hidden(folder: Path) -> frozenset[str]:
    """The outermost files and folders of which the name begins with a dot."""
    found = set()
    for path in folder.rglob(".*"):
        inside = path.relative_to(folder)
        if not any(part.startswith(".") for part in inside.parts[:-1]):
            found.add(inside.as_posix())
    return frozenset(found)


def files(folder: Path) -> Iterator[Path]:
    """Every plain file below a folder."""
    return (path for path in sorted(folder.rglob("*")) if path.is_file())


def said(database: Path) -> str:
    """What a database of SQLite holds, without when; it is whole, or this fails."""
    with closing(sqlite3.connect(database)) as connection:
        assert connection.execute("pragma integrity_check").fetchall() == [("ok",)]
        lines = "\n".join(_MOMENT.sub("", line) for line in connection.iterdump())
    return hashlib.sha256(lines.encode()).hexdigest()


@dataclass(frozen=True)
class Before:
    """A folder as it is before a job, and what the job makes of it where nobody disturbs it."""

    place: Path
    was: dict[str, str]
    becomes: dict[str, str]
    hidden: frozenset[str]
    calls: dict[str, int]

    @classmethod
    def of(cls, worker: Worker, job: Job, place: Path) -> Self:
        """Do the job in a copy of `place`."""
        was, copy = contents(place, own=job.own), place.with_name("undisturbed")
        shutil.copytree(place, copy, symlinks=True)
        answer = worker.run(job.order(copy, count=True))
        assert answer.code == 0, answer
        becomes, left = contents(copy, own=job.own), hidden(copy) | hidden(place)
        shutil.rmtree(copy)
        return cls(place, was, becomes, left, answer.calls)

    def again(self, folder: Path) -> Path:
        """Return a copy of the state before."""
        return Path(shutil.copytree(self.place, folder / "place", symlinks=True))
