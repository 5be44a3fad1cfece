"""The invented programme of the tests with many sources and indicators, so that sizes can differ.

Every copy is a source of its own with figures of its own, 40 quarters of three kinds in three
regions, and the two indicators that are made of it.
"""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
from pathlib import Path
from typing import NamedTuple

ROOT = Path(__file__).parents[1]
INVENTED = ROOT / "specimens" / "programme"
HEAD = (
    "dataset,measure,RegioS,Kind,period,value,unit,unit_origin,unit_source,status,recorded,citation"
)
QUARTERS = [f"{2014 + n // 4}-Q{n % 4 + 1}" for n in range(40)]
PARTS = {"T": 1.0, "K100": 0.25, "S": 0.75}
REGIONS = {"NL01": 100.0, "PV20": 12.0, "PV27": 30.0}
YAML = (
    ("sources/bicycles.yaml", "sources"),
    ("indicators/roads/bicycles.yaml", "indicators/roads"),
    ("indicators/roads/electric-share.yaml", "indicators/roads"),
)


class Spent(NamedTuple):
    """What a command took: seconds of the processor, and the peak of its memory in MB."""

    seconds: float
    peak: float


def enlarged(folder: Path, copies: int) -> Path:
    """Write the programme with so many copies to `folder`, which is not there yet; return it."""
    shutil.copytree(INVENTED, folder)
    for number in range(1, copies + 1):
        for path, target in YAML:
            text = (INVENTED / path).read_text("utf-8")
            name = f"{Path(path).stem}-{number:04}"
            (folder / target / f"{name}.yaml").write_text(_renamed(text, number), "utf-8")
        lines = "\n".join((HEAD, *_figures(number), ""))
        (folder / "figures" / f"bicycles-{number:04}.csv").write_text(lines, "utf-8")
    return folder


def _renamed(text: str, number: int) -> str:
    """The source or indicator under another id and name."""
    text = re.sub(r"demo:bicycles", f"demo:bicycles-{number:04}", text)
    text = re.sub(r"figures/bicycles", f"figures/bicycles-{number:04}", text)
    text = re.sub(r"^id: (bicycles\S*)", rf"id: \1-{number:04}", text, flags=re.MULTILINE)
    return re.sub(
        r"^names: \{nl: (.*), en: (.*)\}",
        rf"names: {{nl: \1 {number}, en: \2 {number}}}",
        text,
        flags=re.MULTILINE,
    )


def _figures(number: int) -> list[str]:
    return [
        f"demo:bicycles-{number:04},Bicycles,{region},{kind},{quarter},"
        f"{size * share * (1 + (place * 7919 + number * 104729) % 997 / 4000):.1f}"
        ",,not-recorded,,,2025-01-10,Invented table"
        for region, size in REGIONS.items()
        for place, quarter in enumerate(QUARTERS)
        for kind, share in PARTS.items()
    ]


def agdb(programme: Path, data: Path, *words: str) -> Spent:
    """Run a command on this programme and data folder; whatever goes wrong ends the measurement."""
    process = subprocess.Popen(
        [sys.executable, "-m", "agdb", *words],
        env=os.environ | {"AGDB_PROGRAMME": str(programme), "AGDB_DATA": str(data)},
        stdout=subprocess.DEVNULL,
    )
    _, status, used = os.wait4(process.pid, 0)
    process.returncode = os.waitstatus_to_exitcode(status)
    if process.returncode:
        sys.exit(f"agdb {' '.join(words)} ended with {process.returncode}")
    return Spent(used.ru_utime + used.ru_stime, used.ru_maxrss / 1024)
