"""Build, publication, doctor, backup and restore of a whole monitor, at two sizes.

    PYTHONPATH=src python benchmarks/monitor_size.py [--copies 4 40] [--rounds 3]

The invented programme of the tests with so many sources more, each with two indicators (see
`enlarged.py`). Every command is a process of its own, starting and opening included; seconds of the
processor and the peak of its memory, the least of so many rounds where a command can be repeated.
`fixed` is what the command takes of the programme without copies. One line for each job says what
the larger size costs in times the smaller, with and without what is fixed.
"""

from __future__ import annotations

import argparse
import tempfile
from pathlib import Path

from enlarged import Spent, agdb, enlarged

QUICK = ("--copies", "1", "2", "--rounds", "1")


def measured(copies: int, room: Path, rounds: int) -> dict[str, Spent]:
    """What each job takes on a programme with so many copies."""
    programme, data, site = enlarged(room / "programme", copies), room / "data", str(room / "site")
    found = {
        "build from nothing": agdb(programme, data, "build"),
        "publish from nothing": agdb(programme, data, "publish", site),
    }
    for turn in range(rounds):
        backup = room / f"{turn}.tar"
        again = {
            "publish, nothing changed": agdb(programme, data, "publish", site),
            "doctor": agdb(programme, data, "doctor"),
            "backup": agdb(programme, data, "backup", str(backup)),
        }
        found |= {name: min(spent, found.get(name, spent)) for name, spent in again.items()}
    found["restore"] = agdb(programme, room / "restored", "restore", str(room / "0.tar"))
    files = [one for one in (room / "site").rglob("*") if one.is_file()]
    kept = [one for one in data.rglob("*") if one.is_file()]
    print(
        f"{copies:,} copies: {len(files):,} files of the site, {_megabytes(files):.0f} MB;"
        f" {len(kept):,} files of data, {_megabytes(kept):.0f} MB",
        flush=True,
    )
    return found


def _megabytes(files: list[Path]) -> float:
    return sum(one.stat().st_size for one in files) / 1e6


def main() -> None:
    """Measure every size, and print a line for each job."""
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("--copies", type=int, nargs=2, default=[4, 40])
    options.add_argument("--rounds", type=int, default=3)
    chosen = options.parse_args()
    sizes = []
    for copies in (0, *chosen.copies):
        with tempfile.TemporaryDirectory() as room:
            sizes.append(measured(copies, Path(room), chosen.rounds))
    fixed, small, large = sizes
    print(f"{'job':<26}{'fixed':>8}{'small':>8}{'large':>8}{'times':>7}{'beyond fixed':>14}  MB")
    for job in small:
        least, less, more = (one[job] for one in (fixed, small, large))
        beyond = (more.seconds - least.seconds) / max(less.seconds - least.seconds, 0.01)
        print(
            f"{job:<26}{least.seconds:8.2f}{less.seconds:8.2f}{more.seconds:8.2f}"
            f"{more.seconds / less.seconds:7.1f}{beyond:14.1f}  {less.peak:.0f} to {more.peak:.0f}"
        )


if __name__ == "__main__":
    main()
