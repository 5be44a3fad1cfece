"""`agdb test`: lint, types, import contracts, tests, in the order in which they are quick."""

from __future__ import annotations

import os
import subprocess
import sys
import time

import typer

from agdb.command.output import put
from agdb.command.settings import Settings
from agdb.errors import UsageError


def run_checks(where: Settings, *, long: bool, select: list[str]) -> None:
    """Run every check from the root of the checkout; ends with 1 if one of them fails."""
    if not (where.home / "tests").is_dir():
        raise UsageError(
            "there are no tests beside this installation", remedy="run it from a clone"
        )
    python = [sys.executable, "-m"]
    steps = {
        "lint": [*python, "ruff", "check"],
        "format": [*python, "ruff", "format", "--check"],
        "types": [*python, "mypy"],
        "contracts": [
            sys.executable,
            "-c",
            "from importlinter.cli import lint_imports_command as c; c()",
        ],
        "tests": [*python, "pytest", *_pytest_options(long=long, select=select)],
    }
    environment = os.environ | {
        "PYTHONPATH": str(where.home / "src"),
        "AGDB_TEST_LONG": "1" if long else "",
    }
    failed = []
    for name, step in steps.items():
        if select and name != "tests":
            continue
        started = time.monotonic()
        put(f"== {name}")
        sys.stdout.flush()
        done = subprocess.run(step, cwd=where.home, env=environment, check=False)  # noqa: S603 - our own list
        if done.returncode:
            failed.append(name)
        put(f"== {name}: {time.monotonic() - started:.1f} s")
    if failed:
        put(f"failed: {', '.join(failed)}")
        raise typer.Exit(1)


def _pytest_options(*, long: bool, select: list[str]) -> list[str]:
    if select:
        return ["-q", *select]
    workers = ["-n", "2"] if (os.cpu_count() or 1) > 1 and not long else []
    return ["-q", *workers, "--doctest-modules", "--cov", "--cov-report=term", "tests", "src"]
