"""Whether the tests notice a fault: a sample of mutants of a room, each against its tests.

`python tools/mutation_testing.py ROOM...` plants one fault after the other in a copy of this
checkout and runs the tests of the room that ran the changed line, until one falls. What no test
notices survives, and is printed. It ends with 1 where fewer than nine of ten are noticed.
"""

from __future__ import annotations

import argparse
import json
import math
import os
import random
import resource
import shutil
import signal
import sys
import tempfile
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from functools import partial
from importlib import import_module
from itertools import accumulate
from pathlib import Path
from typing import TYPE_CHECKING, Final

sys.path.insert(0, str(Path(__file__).parents[1]))
from tools.mutants import Mutant, mutants

if TYPE_CHECKING:
    import pytest

ROOT: Final = Path(__file__).parents[1]
ROOMS: Final = {
    "statistics": ("tests/statistics",),
    "indicators": ("tests/indicators",),
    "outlook": ("tests/outlook",),
    "scenario": ("tests/scenario",),
    "register": ("tests/register",),
    "publication/wording": ("tests/publication/wording",),
}
"""The rooms in which numbers and words are decided, and where their tests are."""
WANTED: Final = 0.9
_MOST_SECONDS: Final = 60.0
"""What the tests of one mutant may take together, as long as there is one."""
_LEAST_SECONDS: Final = 20.0
_FIRST: Final = 12
"""So many tests of a mutant are run before the others are looked at."""
_LATE: Final = 30
"""How many times the seconds of the processor a run may take by the clock of a busy machine."""
# Loaded once before a test run is split off, so that no run has to load them again.
_HEAVY: Final = ("numpy", "duckdb", "pydantic", "hypothesis", "msgspec", "babel.numbers", "yaml",
                 "jinja2", "markdown_it", "pytest", "coverage", "pytest_cov.plugin")  # fmt: skip


@dataclass(frozen=True, slots=True)
class Ran:
    """The tests of a room: the seconds of each, and which of them ran a line of a file."""

    seconds: dict[str, float]
    lines: dict[str, dict[int, frozenset[str]]]

    def of(self, mutant: Mutant) -> tuple[str, ...]:
        """Return the tests that ran the changed line, those of its own module first, then by time.

        What is worked out once when a module is loaded is held by every test that runs the module,
        and what is remembered from one test to the next by all of its own.
        """
        lines, own = self.lines.get(mutant.path, {}), f"test_{Path(mutant.path).stem}.py"
        found = lines.get(mutant.line) or lines.get(mutant.statement) or frozenset()
        found = found or frozenset().union(*lines.values())
        found |= {name for name in self.seconds if own in name}
        return tuple(sorted(found, key=lambda one: (own not in one, self.seconds[one])))

    def within(self, mutant: Mutant, seconds: float) -> tuple[str, ...]:
        """Return the first of these tests, as many as take so many seconds together."""
        names = self.of(mutant)
        ends = accumulate(self.seconds[name] for name in names)
        return tuple(
            name
            for nth, (name, end) in enumerate(zip(names, ends, strict=True))
            if not nth or end <= seconds
        )


@dataclass(frozen=True, slots=True)
class Outcome:
    """What became of a mutant: `killed`, `too long` (which is killed too), or `survived`."""

    mutant: Mutant
    end: str
    tests: int
    seconds: float

    @property
    def noticed(self) -> bool:
        """Whether a test fell."""
        return self.end != "survived"


@contextmanager
def copied(root: Path) -> Iterator[Path]:
    """Give a copy of the checkout at `root` in which faults may be planted, then remove it."""
    with tempfile.TemporaryDirectory(prefix="agdb-mutants-") as scratch:
        copy = Path(scratch).resolve() / "checkout"
        copy.mkdir()
        unwanted = shutil.ignore_patterns("__pycache__", "*.pyc")
        for name in ("src", "tests", "tools"):
            shutil.copytree(root / name, copy / name, ignore=unwanted)
        for name in ("programme", "specimens", "docs", "benchmarks", "changes", "pyproject.toml"):
            (copy / name).symlink_to(root / name)
        yield copy


def in_a_child(work: Callable[[], int], *, seconds: float) -> int | None:
    """Return what `work` returned in a process of its own; None if that took too long.

    `seconds` are of the processor, so that a busy machine is not taken for an endless loop.
    """
    child = os.fork()
    if child == 0:
        code = 70
        with suppress(BaseException):  # whatever a fault does, the child ends here
            os.setpgid(0, 0)
            limit = math.ceil(seconds)
            resource.setrlimit(resource.RLIMIT_CPU, (limit, limit))
            silent = os.open(os.devnull, os.O_WRONLY)
            os.dup2(silent, 1)
            os.dup2(silent, 2)
            code = work()
        os._exit(code)
    end = time.monotonic() + _LATE * seconds
    while time.monotonic() < end:
        done, status = os.waitpid(child, os.WNOHANG)
        if done:
            code = os.waitstatus_to_exitcode(status)
            return None if code in {-signal.SIGXCPU, -signal.SIGKILL} else code
        time.sleep(0.01)
    with suppress(ProcessLookupError):
        os.killpg(child, signal.SIGKILL)
    with suppress(ProcessLookupError):
        os.kill(child, signal.SIGKILL)
    os.waitpid(child, 0)
    return None


def run_tests(
    copy: Path,
    names: Sequence[str],
    *plugins: object,
    cover: str = "",
    whole: bool = False,
    quick: bool = False,
) -> int:
    """Run tests in the copy and return the exit code of pytest; with `cover`, note who ran what.

    The first that falls is the last, unless `whole` asks for all; `quick` leaves slow ones out.
    """
    import pytest  # noqa: PLC0415 - in the child alone

    os.chdir(copy)
    os.environ.pop("AGDB_TEST_LONG", None)
    os.environ["PYTHONPATH"] = str(copy / "src")
    sys.path[:] = [str(copy / "src"), str(copy), *(p for p in sys.path if "agdb" not in p)]
    sys.dont_write_bytecode = not cover
    doctests = any(name.startswith("src") for name in names)
    options = ["-q", *([] if whole else ["-x"]), "-W", "ignore::pytest.PytestAssertRewriteWarning"]
    options += ["-p", "no:randomly", "-p", "no:xdist", "-p", "no:cacheprovider"]
    if cover:
        options += [f"--cov={cover}", "--cov-context=test", "--cov-report=", "--cov-fail-under=0"]
    if doctests:
        options.append("--doctest-modules")
    marks = ["-m", f"not browser and not long and not specimens{' and not slow' * quick}"]
    return int(pytest.main([*options, *marks, *names], plugins=list(plugins)))


class Timed:
    """Notes which tests there are and how long each that passes takes, as a plugin of pytest."""

    def __init__(self, file: Path) -> None:
        self._file, self._names = file, list[str]()
        self._seconds, self._passed = dict[str, float](), set[str]()

    def pytest_collection_finish(self, session: pytest.Session) -> None:
        """Note the names."""
        self._names = [item.nodeid for item in session.items]

    def pytest_runtest_logreport(self, report: pytest.TestReport) -> None:
        """Add the time of a step of a test; what fell or was skipped did not pass."""
        before = self._seconds.get(report.nodeid, 0.0)
        self._seconds[report.nodeid] = before + report.duration
        if report.when == "call" and report.outcome == "passed":
            self._passed.add(report.nodeid)

    def pytest_sessionfinish(self) -> None:
        """Write what was noted to the file."""
        seconds = {name: took for name, took in self._seconds.items() if name in self._passed}
        self._file.write_text(json.dumps([self._names, seconds]), "utf-8")


def ran(copy: Path, room: str, *, quick: bool = False) -> Ran:
    """Run the tests of a room once, each called by its name, and return which of them runs what.

    `quick` leaves out those that are marked slow: what the others notice is the least.
    One that falls without any fault is left out, for that would be taken for a fault being noticed.
    Raises `SystemExit` if more than one in twenty does.
    """
    from coverage import CoverageData  # noqa: PLC0415

    where, timed, cover = ROOMS[room], copy / "timed.json", f"src/agdb/{room}"
    look = (*where, "--collect-only")
    in_a_child(lambda: run_tests(copy, look, Timed(timed), quick=quick), seconds=600)
    names: list[str] = json.loads(timed.read_text("utf-8"))[0]
    work = lambda: run_tests(copy, names, Timed(timed), cover=cover, whole=True)  # noqa: E731
    in_a_child(work, seconds=3600)
    seconds: dict[str, float] = json.loads(timed.read_text("utf-8"))[1]
    if len(seconds) < 0.95 * len(names):
        raise SystemExit(f"{len(names) - len(seconds)} tests of {room} fall without a fault")
    data = CoverageData(str(copy / ".coverage"))
    data.read()
    lines = {
        str(Path(file).relative_to(copy)): {
            line: frozenset(name for one in names if (name := one.split("|")[0]) in seconds)
            for line, names in data.contexts_by_lineno(file).items()
        }
        for file in data.measured_files()
    }
    return Ran(
        seconds, {file: {n: t for n, t in each.items() if t} for file, each in lines.items()}
    )


def tried(copy: Path, mutant: Mutant, known: Ran, *, seconds: float = _MOST_SECONDS) -> Outcome:
    """Plant a fault in the copy, run the tests that ran its line, and mend it again.

    `seconds` are what these tests may take together.
    """
    names = known.within(mutant, seconds)
    limit = _LEAST_SECONDS + 3 * sum(known.seconds[name] for name in names)
    file, started = copy / mutant.path, time.monotonic()
    source, kept = file.read_bytes(), file.stat()
    for stale in (file.parent / "__pycache__").glob(f"{file.stem}.*.pyc"):
        stale.unlink()
    file.write_bytes(mutant.planted(source))
    code: int | None = 0
    try:
        # most faults fall at once: only for the others are the test files of all of them read
        for some in filter(None, (names[:_FIRST], names[_FIRST:])):
            code = in_a_child(partial(run_tests, copy, some), seconds=limit)
            if code != 0:
                break
    finally:
        file.write_bytes(source)
        os.utime(file, ns=(kept.st_atime_ns, kept.st_mtime_ns))
    end = {0: "survived", None: "too long"}.get(code, "killed")
    return Outcome(mutant, end, len(names), time.monotonic() - started)


def sampled(room: str, *, size: int, seed: int) -> tuple[list[Mutant], int]:
    """Return a sample of the mutants of a room in the order drawn, and how many there are.

    As each part of it is a fair sample too, a run may end before it has tried all.
    """
    every = [
        mutant
        for file in sorted((ROOT / "src" / "agdb" / room).rglob("*.py"))
        for mutant in mutants(str(file.relative_to(ROOT)), file.read_bytes())
    ]
    chosen = random.Random(f"{room} {seed}").sample(every, min(size, len(every)))  # noqa: S311
    return chosen, len(every)


def tell(line: str) -> None:
    """Print a line at once."""
    sys.stdout.write(f"{line}\n")
    sys.stdout.flush()


def test_room(room: str, asked: argparse.Namespace) -> float:
    """Try a sample of the mutants of a room, print what survives, and return the part noticed."""
    chosen, count = sampled(room, size=asked.size, seed=asked.seed)
    end = time.monotonic() + 60 * asked.minutes
    with copied(ROOT) as copy:
        known = ran(copy, room, quick=asked.quick)
        tell(f"{room}: {len(known.seconds)} tests, {count} mutants, {len(chosen)} of them drawn")
        outcomes: list[Outcome] = []
        for mutant in chosen:
            if outcomes and time.monotonic() > end:
                break
            outcomes.append(tried(copy, mutant, known, seconds=asked.seconds))
            if not outcomes[-1].noticed:
                tell(f"  survived {outcomes[-1].tests} tests: {mutant}")
    noticed = sum(one.noticed for one in outcomes)
    slow = sum(one.end == "too long" for one in outcomes)
    tell(
        f"{room}: {noticed} of {len(outcomes)} noticed ({noticed / len(outcomes):.0%}),"
        f" {slow} of them by taking too long; {sum(one.seconds for one in outcomes):.0f} s"
    )
    return noticed / len(outcomes)


def main(words: Sequence[str]) -> int:
    """Try the rooms that are named, or all; return 1 where too few faults were noticed."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("rooms", nargs="*", choices=[*ROOMS, []], metavar="ROOM")
    parser.add_argument("--size", type=int, default=80)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument(
        "--seconds", type=float, default=_MOST_SECONDS, help="of one mutant's tests"
    )
    parser.add_argument("--minutes", type=float, default=math.inf, help="of a room; no more after")
    parser.add_argument("--quick", action="store_true", help="without tests that are marked slow")
    asked = parser.parse_args(words)
    for name in _HEAVY:
        with suppress(ImportError):
            import_module(name)
    parts = [test_room(room, asked) for room in asked.rooms or ROOMS]
    return int(min(parts) < WANTED)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
