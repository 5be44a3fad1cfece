"""How many requests a second the server answers and how fast, beside nginx and datasette.

Run `PYTHONPATH=src .venv/bin/python benchmarks/serving.py [SITE RELEASES] [--datasette PROGRAM]
[--seconds 4] [--rounds 3]`; SITE is what `agdb publish SITE --packed` wrote, RELEASES the folder
`releases` of the data folder that it was made from; without them it is the invented programme.
Needs `wrk` and `nginx` (Debian has both); datasette in an environment of its own
(`python -m venv`, `pip install datasette`). What is not there is said to be not measured.

All servers and the client share the same processors, in turn, and every figure is the best of the
rounds: the machine may do other work. What a request costs the server in processor time does not
depend on that. nginx reads the recipe of `deploy/static`, with two processes as we have. datasette
answers from SQLite with the same observations, 100 of them as JSON.

- `page`, `pages and assets`: one page, and 20 pages with 5 assets in turn, packed by gzip, on 50
  connections that stay open.
- `answer`: 100 observations as JSON, asked before (ours) or not kept anywhere (datasette).
- `at 1,000/s`: requests on 50 connections at a fixed pace, from the moment that each was due.
- `200 x`: clients of each kind that holds a connection, and how long 20 others wait at most.
"""

from __future__ import annotations

import argparse
import asyncio
import contextlib
import os
import random
import re
import shutil
import socket
import sqlite3
import subprocess
import sys
import tempfile
import time
import urllib.request
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

ROOT = Path(__file__).parents[1]
QUICK = ("--seconds", "1", "--rounds", "1")
CONNECTIONS = 50
PACE = 1000  # a second
SECONDS_OF_PACE = 10
SLOW = {
    "idle": b"",
    "slow headers": b"GET /nl/ HTTP/1.1\r\nHost: 127.0.0.1\r\n",
    "slow form": b"POST /nl/ HTTP/1.1\r\nHost: a\r\nContent-Length: 999\r\n\r\na",
    "slow reading": b"GET /release.zip HTTP/1.1\r\nHost: 127.0.0.1\r\n\r\n",
}
SERVE = """
import sys
from pathlib import Path
from agdb.release.store import ReleaseStore
from agdb.web.server import run_server
from agdb.web.settings import WebOptions
run_server(
    WebOptions(site=Path(sys.argv[1]), releases=ReleaseStore(Path(sys.argv[2]))),
    port=int(sys.argv[3]),
    ready=lambda address: None,
)
"""


class Server(NamedTuple):
    """A server that runs."""

    name: str
    port: int
    pid: int

    def seconds(self) -> float:
        """The processor time that it took so far, with the processes that it started."""
        found = 0
        for pid in (str(self.pid), *_children(self.pid)):
            told = Path(f"/proc/{pid}/stat").read_text("utf-8").rpartition(") ")[2].split()
            found += int(told[11]) + int(told[12])
        return found / os.sysconf("SC_CLK_TCK")

    def memory(self) -> float:
        """The megabytes that it holds now, with the processes that it started."""
        return sum(
            int(line.split()[1]) / 1024
            for pid in (str(self.pid), *_children(self.pid))
            for line in Path(f"/proc/{pid}/smaps_rollup").read_text("utf-8").splitlines()
            if line.startswith("Pss:")
        )


class Got(NamedTuple):
    """What a server did: requests a second, the slowest in a hundred, failures, cost of one."""

    rate: float
    tail: float
    bad: int
    cost: float


def _children(pid: int) -> list[str]:
    return Path(f"/proc/{pid}/task/{pid}/children").read_text("utf-8").split()


def free_port() -> int:
    with socket.socket() as one:
        one.bind(("127.0.0.1", 0))
        return int(one.getsockname()[1])


@contextlib.contextmanager
def running(name: str, command: list[str], port: int) -> Iterator[Server]:
    """A server, as long as it runs."""
    process = subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    try:
        for _ in range(600):
            with socket.socket() as one:
                if one.connect_ex(("127.0.0.1", port)) == 0:
                    break
            if process.poll() is not None:
                sys.exit(f"{command[0]} ended with {process.returncode}")
            time.sleep(0.1)
        yield Server(name, port, process.pid)
    finally:
        process.terminate()
        process.wait()


def nginx(site: Path, scratch: Path, port: int) -> list[str]:
    """The command that serves `site` by the recipe for plain files."""
    recipe = (ROOT / "deploy" / "static" / "nginx.conf").read_text("utf-8")
    temporary = "".join(
        f"{name}_temp_path {scratch}/{name};"
        for name in ("client_body", "proxy", "fastcgi", "uwsgi", "scgi")
    )
    (scratch / "nginx.conf").write_text(
        f"daemon off; pid {scratch}/pid; error_log {scratch}/log; user root; worker_processes 2;\n"
        f"events {{}}\nhttp {{ access_log off; sendfile on; {temporary}\n"
        f"server {{ listen 127.0.0.1:{port};\n"
        f"{recipe.replace('/var/lib/agdb/www', str(site))}\n}} }}",
        "utf-8",
    )
    return ["nginx", "-c", str(scratch / "nginx.conf"), "-p", str(scratch)]


def datasette(program: str, releases: Path, scratch: Path, port: int) -> list[str]:
    """The command that serves the values of the newest release from SQLite."""
    import duckdb

    newest = (releases / "latest").read_text("utf-8").strip()
    (table,) = (releases / newest).glob("*.parquet")
    found = duckdb.execute(f"select * exclude (keys, keys_hash, corrections) from '{table}'")
    names = [f'"{column[0]}"' for column in found.description or ()]
    with sqlite3.connect(scratch / "figures.db") as database:
        database.execute(f"create table observations ({', '.join(names)})")
        marks = ", ".join("?" * len(names))
        rows = ([str(one) if one is not None else None for one in row] for row in found.fetchall())
        database.executemany(f"insert into observations values ({marks})", rows)
    # without the facets that it looks for on every page, which cost a hundred times the answer
    return [
        program, "serve", str(scratch / "figures.db"), "--port", str(port), "--nolock",
        "--setting", "suggest_facets", "off",
    ]  # fmt: skip


def wrk(server: Server, paths: list[str], seconds: int) -> Got:
    """Ask these paths in turn, as fast as they are answered."""
    with tempfile.NamedTemporaryFile("w", suffix=".lua") as script:
        listed = ", ".join(f'"{path}"' for path in paths)
        script.write(
            f"local paths = {{{listed}}}\nlocal at = 0\n"
            "request = function() at = at % #paths + 1\n"
            "return wrk.format('GET', paths[at]) end\n"
        )
        script.flush()
        before = server.seconds()
        out = subprocess.run(
            ["wrk", "-t1", f"-c{CONNECTIONS}", f"-d{seconds}", "--timeout", "20", "--latency",
             "-s", script.name, "-H", "Accept-Encoding: gzip", f"http://127.0.0.1:{server.port}"],
            capture_output=True, text=True, check=True,
        ).stdout  # fmt: skip
        taken = server.seconds() - before
    rate = re.search(r"Requests/sec:\s+([\d.]+)", out)
    tail = re.search(r"99%\s+([\d.]+)(\w+)", out)
    bad = re.search(r"Non-2xx or 3xx responses: (\d+)", out)
    count = re.search(r"(\d+) requests in", out)
    assert rate and tail and count, out  # noqa: PT018
    scale = {"us": 0.001, "ms": 1.0, "s": 1000.0}[tail[2]]
    return Got(
        float(rate[1]),
        float(tail[1]) * scale,
        int(bad[1]) if bad else 0,
        1e6 * taken / max(int(count[1]), 1),
    )


async def paced(port: int, path: str) -> list[float]:
    """Milliseconds from the moment that each request was due until its whole answer was there."""
    waiting: asyncio.Queue[float] = asyncio.Queue()
    taken: list[float] = []
    asked = f"GET {path} HTTP/1.1\r\nHost: 127.0.0.1\r\nAccept-Encoding: gzip\r\n\r\n".encode()

    async def client() -> None:
        reader, writer = await asyncio.open_connection("127.0.0.1", port)
        while (due := await waiting.get()) >= 0:
            writer.write(asked)
            head = await reader.readuntil(b"\r\n\r\n")
            assert head.startswith(b"HTTP/1.1 200"), head
            length = re.search(rb"content-length: (\d+)", head.lower())
            assert length is not None
            await reader.readexactly(int(length[1]))
            taken.append(1000 * (time.perf_counter() - due))
        writer.close()

    clients = [asyncio.create_task(client()) for _ in range(CONNECTIONS)]
    began = time.perf_counter()
    for number in range(PACE * SECONDS_OF_PACE):
        due = began + number / PACE
        while time.perf_counter() < due:
            await asyncio.sleep(max(due - time.perf_counter(), 0))
        waiting.put_nowait(due)
    for _ in clients:
        waiting.put_nowait(-1)
    await asyncio.gather(*clients)
    return sorted(taken)


def slow(port: int, said: bytes) -> tuple[int, float]:
    """Of 20 requests beside 200 slow clients: how many were answered within a second; the worst."""
    times = []
    with contextlib.ExitStack() as held:
        for _ in range(200):
            one = held.enter_context(socket.create_connection(("127.0.0.1", port), timeout=60))
            one.sendall(said)
        for _ in range(20):
            began = time.perf_counter()
            with contextlib.suppress(OSError):
                urllib.request.urlopen(f"http://127.0.0.1:{port}/nl/", timeout=5).read()
            times.append(time.perf_counter() - began)
    return sum(one < 1 for one in times), max(times)


def small_files(site: Path) -> list[str]:
    """20 pages and 5 assets, chosen by chance that is always the same."""
    draw = random.Random(1)
    pages = sorted(site.glob("nl/**/index.html"))
    assets = sorted(one for one in (site / "assets").iterdir() if one.suffix in {".css", ".js"})
    chosen = [one.parent.relative_to(site).as_posix() + "/" for one in draw.sample(pages, 20)]
    return [f"/{one}" for one in chosen] + [f"/assets/{one.name}" for one in (assets * 5)[:5]]


def throughput(cases: dict[str, list[tuple[Server, list[str]]]], rounds: int, seconds: int) -> None:
    """Print what each server does in a second; the first of a case is ours."""
    for case, asked in cases.items():
        got: dict[str, list[Got]] = {server.name: [] for server, _ in asked}
        for _ in range(rounds):
            for server, paths in asked:
                got[server.name].append(wrk(server, paths, seconds))
        ours = max(got[asked[0][0].name])
        for name, found in got.items():
            best, cost = max(found), min(one.cost for one in found)
            ratio = f"{ours.rate / best.rate:.2f}" if best.rate else "-"
            print(f"{case:18} {name:10} {best.rate:9,.0f}/s  p99 {best.tail:7.1f} ms"
                  f"  not well {best.bad}  processor {cost:7.0f} us  agdb/{name} {ratio}",
                  flush=True)  # fmt: skip


def at_a_pace(server: Server, path: str, rounds: int) -> None:
    """Print how long requests take that come at a fixed pace."""
    taken = min((asyncio.run(paced(server.port, path)) for _ in range(rounds)), key=p99)
    print(f"at {PACE:,}/s  {path[:24]:24} {server.name:10} p50 {taken[len(taken) // 2]:.1f} ms"
          f"  p99 {p99(taken):.1f} ms  most {taken[-1]:.1f} ms", flush=True)  # fmt: skip


def p99(taken: list[float]) -> float:
    return taken[len(taken) * 99 // 100]


def invented(scratch: Path) -> tuple[Path, Path]:
    """The site of the invented programme, and the folder of its releases."""
    surroundings = os.environ | {
        "AGDB_DATA": str(scratch / "data"),
        "AGDB_PROGRAMME": str(ROOT / "specimens" / "programme"),
    }
    for words in (["build"], ["publish", str(scratch / "site"), "--packed"]):
        command = [sys.executable, "-m", "agdb", *words]
        subprocess.run(command, env=surroundings, check=True, stdout=subprocess.DEVNULL)
    return scratch / "site", scratch / "data" / "releases"


def main() -> None:
    parser = argparse.ArgumentParser()
    parser.add_argument("folders", type=Path, nargs="*", metavar="SITE RELEASES")
    parser.add_argument("--datasette")
    parser.add_argument("--seconds", type=int, default=4)
    parser.add_argument("--rounds", type=int, default=3)
    given = parser.parse_args()
    if shutil.which("wrk") is None or shutil.which("nginx") is None:
        sys.exit("not measured: apt-get install wrk nginx-light")
    question = "/api/v1/observations?pageSize=100"
    with contextlib.ExitStack() as stack:
        scratch = Path(stack.enter_context(tempfile.TemporaryDirectory()))
        site, releases = given.folders or invented(scratch)
        port = free_port()
        command = [sys.executable, "-c", SERVE, str(site), str(releases), str(port)]
        ours = stack.enter_context(running("agdb", command, port))
        port = free_port()
        theirs = stack.enter_context(running("nginx", nginx(site, scratch, port), port))
        files = small_files(site)
        cases = {
            "page": [(ours, ["/nl/"]), (theirs, ["/nl/"])],
            "pages and assets": [(ours, files), (theirs, files)],
            "answer": [(ours, [question])],
        }
        for _ in range(8):  # until both processes have opened the release
            urllib.request.urlopen(f"http://127.0.0.1:{ours.port}{question}", timeout=60).close()
        throughput(cases, given.rounds, given.seconds)
        at_a_pace(ours, "/nl/", given.rounds)
        at_a_pace(theirs, "/nl/", given.rounds)
        at_a_pace(ours, question, given.rounds)
        for kind, said in SLOW.items():
            for server in (ours, theirs):
                answered, worst = slow(server.port, said)
                print(f"200 x {kind:14} {server.name:10} {answered} of 20 within 1 s,"
                      f" worst {1000 * worst:.0f} ms", flush=True)  # fmt: skip
        if given.datasette:  # last: it goes on answering when nobody waits any more
            port = free_port()
            command = datasette(given.datasette, releases, scratch, port)
            other = stack.enter_context(running("datasette", command, port))
            table = "/figures/observations.json?_size=100&_nocount=1"
            throughput({"answer again": [(ours, [question]), (other, [table])]}, 1, given.seconds)
        else:
            print("datasette not measured (--datasette PROGRAM)")


if __name__ == "__main__":
    main()
