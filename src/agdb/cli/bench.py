"""`agdb bench`: repeats the measurements of `benchmarks/`, and notes the machine and the day."""

from __future__ import annotations

import ast
import os
import platform
import subprocess
import sys
import time
from collections.abc import Mapping
from dataclasses import dataclass
from importlib.util import find_spec
from pathlib import Path
from typing import Annotated

import msgspec
import typer

from agdb.cli.context import now
from agdb.cli.options import Json
from agdb.cli.output import put, put_json, put_table
from agdb.cli.settings import current
from agdb.cli.supply import commit_of
from agdb.errors import UsageError

FOLDER = "benchmarks"


@dataclass(frozen=True, slots=True)
class Benchmark:
    """One program of the folder: what it measures, and its words for a first look (`QUICK`).

    `needs` is a package that is in no lock and without which it cannot run (`NEEDS`), or `""`.
    """

    path: Path
    what: str
    quick: tuple[str, ...]
    needs: str

    @property
    def lacks(self) -> str:
        """The package that it needs and that is not installed here, or `""`."""
        return self.needs if self.needs and find_spec(self.needs) is None else ""


class Measurement(msgspec.Struct, frozen=True):
    """One run: seconds by the clock and of the processor, its peak of memory in MB, how it ended.

    `ended` is the exit code, None if it was not run, of which `why` says the reason.
    """

    name: str
    words: tuple[str, ...]
    seconds: float
    processor_seconds: float
    peak_mb: float
    ended: int | None
    why: str = ""
    output: str = ""


class Measured(msgspec.Struct, frozen=True):
    """What was measured, when, on what machine, and at which commit."""

    machine: str
    day: str
    commit: str | None
    measurements: list[Measurement]


def bench(
    name: Annotated[
        str | None, typer.Argument(help="One benchmark; without it, all of them.")
    ] = None,
    words: Annotated[
        list[str] | None,
        typer.Argument(metavar="[-- WORDS]...", help="What that benchmark is told, after --."),
    ] = None,
    *,
    only_list: Annotated[bool, typer.Option("--list", help="Only say which there are.")] = False,
    quick: Annotated[bool, typer.Option("--quick", help="A first look, on little data.")] = False,
    as_json: Json = False,
) -> None:
    """Run the benchmarks of the checkout that the settings name; ends with 1 if one breaks off.

    Each prints its own table; with `as_json` that is a text in the answer.
    """
    home = current().home
    every = benchmarks(home)
    if name is not None and name not in every:
        raise UsageError(
            f"there is no benchmark {name!r}", remedy=f"take one of: {', '.join(every)}"
        )
    chosen = every if name is None else {name: every[name]}
    if only_list:
        put_table(("name", "measures"), ((key, one.what) for key, one in chosen.items()))
        return
    machine, day = machine_of(os.environ), now().date().isoformat()
    if not as_json:
        put(f"{machine}, {day}")
    found = [
        _run(home, key, one, one.quick if quick else tuple(words or ()), quiet=as_json)
        for key, one in chosen.items()
    ]
    if as_json:
        put_json(Measured(machine, day, commit_of(home), found))
    else:
        put("")
        put_table(("name", "seconds", "processor", "peak MB", "ended"), map(_row, found))
    if any(one.ended for one in found):
        raise typer.Exit(1)


def benchmarks(home: Path) -> dict[str, Benchmark]:
    """Return the programs in `benchmarks/` of a checkout by name; none is loaded.

    What cannot be called by itself is a part of another one. Raises `UsageError` outside of a
    checkout.
    """
    if not (home / FOLDER).is_dir():
        raise UsageError(
            "there are no benchmarks beside this installation", remedy="run it from a clone"
        )
    found = {}
    for path in sorted((home / FOLDER).glob("*.py")):
        text = path.read_text("utf-8")
        if '\nif __name__ == "__main__":' not in text:
            continue
        tree = ast.parse(text)
        told = {
            target.id: ast.literal_eval(node.value)
            for node in tree.body
            if isinstance(node, ast.Assign)
            for target in node.targets
            if isinstance(target, ast.Name) and target.id in {"QUICK", "NEEDS"}
        }
        what = (ast.get_docstring(tree) or "").partition("\n")[0]
        found[path.stem] = Benchmark(path, what, told.get("QUICK", ()), told.get("NEEDS", ""))
    return found


def machine_of(environment: Mapping[str, str]) -> str:
    """Return what a measurement depends on: processors, memory, system, Python, and other work.

    AGDB_MACHINE in `environment` is put in front, where a machine has a name.
    """
    memory = os.sysconf("SC_PAGE_SIZE") * os.sysconf("SC_PHYS_PAGES") / 1e9
    parts = [
        environment.get("AGDB_MACHINE", ""),
        f"{os.cpu_count()} cores {platform.machine()}",
        f"{memory:.0f} GB",
        platform.system(),
        f"Python {platform.python_version()}",
        f"load {os.getloadavg()[0]:.1f}",
    ]
    return ", ".join(filter(None, parts))


def _run(
    home: Path, name: str, benchmark: Benchmark, words: tuple[str, ...], *, quiet: bool
) -> Measurement:
    if benchmark.lacks:
        why = f"not run: needs {benchmark.lacks}, which is in no lock"
        return Measurement(name, words, 0.0, 0.0, 0.0, None, why)
    if not quiet:
        put(f"\n== {' '.join((name, *words))}")
        sys.stdout.flush()
    paths = os.pathsep.join((str(home / "src"), str(home)))
    started = time.monotonic()
    process = subprocess.Popen(  # noqa: S603 - a program of this checkout
        (sys.executable, str(benchmark.path), *words),
        cwd=home,
        env=os.environ | {"PYTHONPATH": paths},
        stdout=subprocess.PIPE if quiet else None,
        text=True,
    )
    output = "" if process.stdout is None else process.stdout.read()
    _, status, used = os.wait4(process.pid, 0)
    process.returncode = os.waitstatus_to_exitcode(status)
    if process.stdout is not None:
        process.stdout.close()
    return Measurement(
        name=name,
        words=words,
        seconds=round(time.monotonic() - started, 2),
        processor_seconds=round(used.ru_utime + used.ru_stime, 2),
        # macOS counts bytes here, Linux kilobytes
        peak_mb=round(used.ru_maxrss / (1 << 20 if sys.platform == "darwin" else 1 << 10), 1),
        ended=process.returncode,
        output=output,
    )


def _row(one: Measurement) -> tuple[str, ...]:
    if one.ended is None:
        return one.name, "-", "-", "-", one.why
    ended = "well" if one.ended == 0 else f"broke off with {one.ended}"
    numbers = (f"{one.seconds:.1f}", f"{one.processor_seconds:.1f}", f"{one.peak_mb:.0f}")
    return one.name, *numbers, ended
