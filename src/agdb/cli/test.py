"""`agdb test` and `agdb fix`: static checks, then tests; what is quick comes first."""

from __future__ import annotations

import os
import subprocess
import sys
import time
from collections.abc import Mapping
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from subprocess import PIPE, STDOUT
from types import MappingProxyType
from typing import Annotated, Final

import typer

from agdb.cli.output import put
from agdb.cli.settings import Settings, current
from agdb.errors import UsageError

_PYTHON = (sys.executable, "-m")
_CONTRACTS = "from importlinter.cli import lint_imports_command as c; c()"
_Steps = Mapping[str, tuple[str, ...]]
_STATIC: Final[_Steps] = {
    "types": (*_PYTHON, "mypy"),  # first, for it takes longest
    "lint": (*_PYTHON, "ruff", "check"),
    "format": (*_PYTHON, "ruff", "format", "--check"),
    "spelling": (*_PYTHON, "codespell_lib"),
    "contracts": (sys.executable, "-c", _CONTRACTS),
}
# What `--fast` leaves out: a browser, the real recordings read cell by cell, and all that is slow.
_FAST = "not browser and not slow and not long and not specimens"


@dataclass(frozen=True, slots=True, kw_only=True)
class CheckChoice:
    """Which checks are asked for.

    `paths` and `keyword` choose among the tests and leave the static checks out; `fast` leaves the
    browser and slow tests out; `long` adds the tests that take long.
    """

    paths: tuple[str, ...] = ()
    keyword: str | None = None
    fast: bool = False
    long: bool = False

    @property
    def whole(self) -> bool:
        """Whether no test was chosen, so that the static checks run too."""
        return not self.paths and self.keyword is None


def test(
    paths: Annotated[
        list[str] | None, typer.Argument(metavar="[PATH]...", help="Only these files or folders.")
    ] = None,
    *,
    keyword: Annotated[
        str | None, typer.Option("-k", metavar="WORDS", help="Only tests with these words.")
    ] = None,
    fast: Annotated[bool, typer.Option("--fast", help="Without browser and slow tests.")] = False,
    long: Annotated[bool, typer.Option("--long", help="Also the tests that take long.")] = False,
) -> None:
    """Run the checks of the checkout that the settings name."""
    choice = CheckChoice(paths=tuple(paths or ()), keyword=keyword, fast=fast, long=long)
    run_checks(current(), choice=choice)


def run_checks(where: Settings, *, choice: CheckChoice) -> None:
    """Run the checks from the root of the checkout; ends with 1 if one of them fails.

    Raises `UsageError` outside of a checkout, and where `fast` and `long` are both asked for.
    """
    if choice.fast and choice.long:
        raise UsageError("--fast and --long exclude each other", remedy="give one of them")
    _require_checkout(where)
    # Tests are kept as they were compiled, also where Python is told to keep nothing: compiling
    # them again takes longer than most of them.
    environment = {"AGDB_TEST_LONG": "1" if choice.long else "", "PYTHONDONTWRITEBYTECODE": ""}
    tests = (*_PYTHON, "pytest", *pytest_options(choice, processors=os.cpu_count() or 1))
    beside = _STATIC if choice.whole else {}
    _run(where, {"tests": tests}, beside=beside, environment=environment)


def fix() -> None:
    """Mend what the linter can mend and format every file; ends with 1 if a fault is left."""
    where = current()
    _require_checkout(where)
    lint = (*_PYTHON, "ruff", "check", "--fix", "--quiet")
    _run(where, {"format": (*_PYTHON, "ruff", "format"), "lint": lint})


def pytest_options(choice: CheckChoice, *, processors: int) -> tuple[str, ...]:
    """Return the options of pytest for this choice on a machine with `processors`.

    >>> pytest_options(CheckChoice(paths=("tests/web",), keyword="head"), processors=2)
    ('-q', '-k', 'head', 'tests/web')
    >>> pytest_options(CheckChoice(fast=True), processors=1)[3:]
    ('--ignore=tests/programme_data', 'tests')
    """
    chosen: tuple[str, ...] = ("-m", _FAST) if choice.fast else ()
    if choice.keyword is not None:
        chosen += ("-k", choice.keyword)
    if choice.paths or choice.keyword is not None:
        return ("-q", *chosen, *(choice.paths or ("tests",)))
    workers: tuple[str, ...] = ()
    if processors > 1 and not choice.long:
        # A file of tests stays together, so that what its tests share is made once.
        workers = ("-n", str(processors), "--dist", "loadfile")
    if choice.fast:
        return ("-q", *workers, *chosen, "--ignore=tests/programme_data", "tests")
    coverage = ("--cov", "--cov-report=term")
    return ("-q", *workers, *chosen, "--doctest-modules", *coverage, "tests", "src", "tools")


def _require_checkout(where: Settings) -> None:
    if not (where.home / "tests").is_dir():
        raise UsageError(
            "there are no tests beside this installation", remedy="run it from a clone"
        )


def _run(
    where: Settings,
    steps: _Steps,
    *,
    beside: _Steps = MappingProxyType({}),
    environment: Mapping[str, str] = MappingProxyType({}),
) -> None:
    """Run the steps in turn, each shown as it works; before them those that go `beside` each other.

    Ends with 1 if one of them fails.
    """
    surroundings = {**os.environ, "PYTHONPATH": str(where.home / "src"), **environment}

    def run(step: tuple[str, ...], output: int | None = None) -> tuple[str, bool, float]:
        started = time.monotonic()
        done = subprocess.run(  # noqa: S603 - our own list
            step,
            cwd=where.home,
            env=surroundings,
            check=False,
            stdout=output,
            stderr=output and STDOUT,
            text=True,
        )
        return done.stdout or "", not done.returncode, time.monotonic() - started

    failed = []
    with ThreadPoolExecutor(os.cpu_count()) as pool:
        running = {name: pool.submit(run, step, PIPE) for name, step in beside.items()}
        for name in (*beside, *steps):
            put(f"== {name}")
            sys.stdout.flush()
            told, passed, seconds = running[name].result() if name in running else run(steps[name])
            put(f"{told}== {name}: {seconds:.1f} s")
            if not passed:
                failed.append(name)
    if failed:
        put(f"failed: {', '.join(failed)}")
        raise typer.Exit(1)
