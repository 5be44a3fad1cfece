"""Measures how long the papers of the report take: whole commands, and what is made within one.

    PYTHONPATH=src .venv/bin/python benchmarks/papers.py [--times 3]

Commands are new processes: starting, opening the newest release, composing and writing. What is
made is measured in this process, after the release was opened. Of each the fastest of so many
`--times`.
"""

from __future__ import annotations

import argparse
import os
import resource
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path
from tempfile import TemporaryDirectory

from agdb.cli.context import releases
from agdb.cli.paper_file import Printer, office_document, office_look
from agdb.cli.report import chosen, edition_of
from agdb.cli.settings import current
from agdb.publication.report.composing import paper_of
from agdb.publication.report.document import ReportPaper
from agdb.publication.report.material import Material
from agdb.results.release import Release

QUICK = ("--times", "1")

FACTSHEETS = 48
REGION = "PV20"

Measured = tuple[float, float]
"""Seconds by the clock, and of the processor with those of the commands that were started."""


def processor() -> float:
    """Seconds of the processor so far, of this process and of those that it started."""
    used = (resource.getrusage(who) for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN))
    return sum(one.ru_utime + one.ru_stime for one in used)


def fastest(work: Callable[[], object], times: int) -> Measured:
    """The least that the work took, by the clock and of the processor."""
    found = []
    for _ in range(times):
        clock, before = time.perf_counter(), processor()
        work()
        found.append((time.perf_counter() - clock, processor() - before))
    return min(one[0] for one in found), min(one[1] for one in found)


def command(folder: Path, *words: str) -> Callable[[], object]:
    """One run of `agdb report`."""
    line = [sys.executable, "-m", "agdb", "report", *words, "-o", str(folder)]
    return lambda: subprocess.run(line, check=True, capture_output=True)


class Bench:
    """The newest release, and papers of it that are made again each time."""

    def __init__(self) -> None:
        where = current()
        store = releases(where)
        self.release: Release = store.with_track(store.open())
        self.edition = edition_of(self.release, "nl", where)

    def papers(self, what: str, region: str | None = None) -> list[ReportPaper]:
        """The papers of a name, composed by a material that remembers nothing."""
        material = Material(self.edition, region=region)
        return [paper_of(material, plan) for plan in chosen(self.release, what)]

    def printed(self, what: str, regions: tuple[str | None, ...] = (None,)) -> None:
        """Compose and print."""
        with Printer() as printer:
            for region in regions:
                for paper in self.papers(what, region):
                    printer.printed(paper, self.edition)

    def written(self) -> None:
        """Compose the set and write it for an office."""
        look = office_look(None, language="nl")
        for paper in self.papers("set"):
            office_document(paper, self.edition, look=look)


def main() -> None:
    """Print a table of what was measured, with how much else the machine had to do."""
    parser = argparse.ArgumentParser(description="How long the papers of the report take.")
    parser.add_argument("--times", type=int, default=3, help="of so many the fastest")
    times: int = parser.parse_args().times
    one = ("factsheet", "--region", REGION, "--format", "pdf")
    commands = [*(("set", "--format", form) for form in ("pdf", "docx", "html")), one]
    with TemporaryDirectory() as held:
        rows = [
            (f"agdb report {' '.join(words)}", fastest(command(Path(held), *words), times))
            for words in commands
        ]
    bench = Bench()
    regions: tuple[str | None, ...] = tuple(bench.edition.regions)[:FACTSHEETS]
    made: dict[str, Callable[[], object]] = {
        "composing the set": lambda: bench.papers("set"),
        "the set as PDF": lambda: bench.printed("set"),
        "the set as DOCX": bench.written,
        "a factsheet as PDF": lambda: bench.printed("factsheet", (REGION,)),
    }
    rows += [(what, fastest(work, times)) for what, work in made.items()]
    every = fastest(lambda: bench.printed("factsheet", regions), 1)
    print(f"load {os.getloadavg()[0]:.0f}, {os.cpu_count()} cores")
    for what, (clock, used) in (*rows, (f"{len(regions)} factsheets as PDF, once", every)):
        print(f"| {what} | {clock:.1f} s | {used:.2f} s |")


if __name__ == "__main__":
    main()
