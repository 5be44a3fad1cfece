"""What pages and answers cost the server on a site with ten times the pages and values.

    PYTHONPATH=src python benchmarks/serving_growth.py [--copies 4 40] [--seconds 4] [--rounds 3]

The invented programme of the tests with so many sources more, each with two indicators (see
`enlarged.py`), built, published with packed copies and served by our server alone; client and
server share the processors, so what counts is the processor time that the server takes for one
request, the least of the rounds. Needs `wrk`. `page`, `pages and assets` and `answer` are those of
`serving.py`; `never asked` are answers about one indicator each, every one asked for once;
`opening` is what the first questions take until both processes have the release open; memory is
that of the server's processes together, at the end.
"""

from __future__ import annotations

import argparse
import shutil
import sys
import tempfile
import urllib.request
from pathlib import Path

from enlarged import agdb, enlarged
from serving import SERVE, Server, free_port, running, small_files, wrk

QUICK = ("--copies", "1", "2", "--seconds", "1", "--rounds", "1")
QUESTION = "/api/v1/observations?pageSize=100"


def asked(server: Server, paths: list[str]) -> float:
    """Microseconds of the server's processor for one of these, each asked for once."""
    before = server.seconds()
    for path in paths:
        urllib.request.urlopen(f"http://127.0.0.1:{server.port}{path}", timeout=60).read()
    return 1e6 * (server.seconds() - before) / len(paths)


def measured(copies: int, room: Path, *, seconds: int, rounds: int) -> dict[str, float]:
    """Serve a site of this size; return what each thing takes."""
    programme, data, site = enlarged(room / "programme", copies), room / "data", room / "site"
    agdb(programme, data, "build")
    agdb(programme, data, "publish", str(site), "--packed")
    pages = len(list(site.rglob("index.html")))
    names = sorted(one.stem for one in (programme / "indicators").rglob("bicycles-*.yaml"))
    never = [
        f"{QUESTION}&indicator={name.replace('bicycles', 'bicycles-number')}&region={region}"
        for name in names[:10]
        for region in ("NL01", "PV20", "PV27")
    ]
    port = free_port()
    command = [sys.executable, "-c", SERVE, str(site), str(data / "releases"), str(port)]
    cases = {"page": ["/nl/"], "pages and assets": small_files(site), "answer": [QUESTION]}
    with running("agdb", command, port) as server:
        found = {"pages": float(pages), "opening, ms": asked(server, [QUESTION] * 8) * 8 / 1000}
        for case, paths in cases.items():
            got = [wrk(server, paths, seconds) for _ in range(rounds)]
            assert not any(one.bad for one in got), case
            found[f"{case}, us"] = min(one.cost for one in got)
        found["never asked, us"] = asked(server, never)
        found["memory, MB"] = server.memory()
    return found


def main() -> None:
    """Measure both sizes, and print a line for each thing."""
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("--copies", type=int, nargs=2, default=[4, 40])
    options.add_argument("--seconds", type=int, default=4)
    options.add_argument("--rounds", type=int, default=3)
    chosen = options.parse_args()
    if shutil.which("wrk") is None:
        sys.exit("not measured: apt-get install wrk")
    sizes = []
    for copies in chosen.copies:
        with tempfile.TemporaryDirectory() as room:
            sizes.append(measured(copies, Path(room), seconds=chosen.seconds, rounds=chosen.rounds))
    small, large = sizes
    for what, less in small.items():
        print(f"{what:<24}{less:12,.0f}{large[what]:12,.0f}{large[what] / less:8.2f} times")


if __name__ == "__main__":
    main()
