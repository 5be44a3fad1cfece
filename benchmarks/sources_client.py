"""What one table costs from the server to the user, beside the client `cbsodata`.

Run `PYTHONPATH=src .venv/bin/python benchmarks/sources_client.py --client /tmp/venv/bin/python
[CELLS ...]`; the interpreter named must have `cbsodata` (`python -m venv`, `pip install cbsodata`).
Without it the line of the client says that it was not measured.

One table of 20 measures, served by this process on a loopback port. Every way runs three times, in
a process of its own, in turn with the others, and the fastest counts; seconds are of its processor
time, the server's not among them.

- `client`: `cbsodata.get_data`, pages of 10,000 rows as JSON, to a list of dicts with titles.
- `decode`: msgspec makes plain objects of the same pages: what any client in Python needs at least.
- `rows`: our reader on the same pages, to rows of the long table with period and status, that are
  counted and summed and not kept, as the client keeps nothing.
- `json`: the same pages, downloaded and imported.
- `bulk`: the zip with CSV of the fourth service, downloaded and imported.
- `duckdb`: the observations of that zip, unpacked before, read by DuckDB itself, to Parquet.

Downloads of ours are by urllib: `agdb fetch` adds a conditional request and the checks of counts.
"""

from __future__ import annotations

import argparse
import resource
import subprocess
import sys
import tempfile
import threading
import time
from dataclasses import replace
from datetime import UTC, date, datetime
from functools import partial
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from urllib.parse import parse_qs, urlsplit
from urllib.request import urlopen

import duckdb
import msgspec

import cbs_table
from agdb.files.recorded import RecordedFile
from agdb.sources.cbs.v3_json import V3Json
from agdb.sources.cbs.v4_csv import V4Csv
from agdb.sources.contract import Origin, Reader, Recording
from agdb.statistics.identifier import DatasetId
from agdb.warehouse.engine import Engine
from agdb.warehouse.warehouse import Warehouse

QUICK = ("20000",)

ROUNDS = 3
MOMENT = datetime(2026, 11, 24, 12, tzinfo=UTC)
SETS = ("TableInfos", "DataProperties", "RegioS", "Perioden", "TypedDataSet")
CLIENT = f"""
import cbsodata, resource, sys, time
cbsodata.options.use_https = False
began = time.process_time()
rows = cbsodata.get_data({cbs_table.TABLE!r}, catalog_url=sys.argv[1])
print(len(rows) * {cbs_table.MEASURES}, time.process_time() - began,
      resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024)
"""


class Handler(BaseHTTPRequestHandler):
    """Serves files of `folder`; `/feed/ID/Set?$skip=N` is the file `Set-N.json`.

    The client asks for one of the two sets of figures, we for the other; both have the same bytes.
    """

    def __init__(self, *arguments: object, folder: Path) -> None:
        self.folder = folder
        super().__init__(*arguments)  # type: ignore[arg-type]  # what socketserver passes

    def do_GET(self) -> None:
        """Send the file that the path names."""
        parts = urlsplit(self.path)
        skip = parse_qs(parts.query).get("$skip", ["0"])[0]
        name = Path(parts.path).name.replace("Untyped", "Typed")
        name = name if name.endswith(".zip") else f"{name}-{skip}.json"
        if parts.path.endswith("/"):
            name = "root.json"
        content = (self.folder / name).read_bytes()
        self.send_response(200)
        self.send_header("Content-Length", str(len(content)))
        self.end_headers()
        self.wfile.write(content)

    def log_message(self, *_: object) -> None:
        """Say nothing."""


def generate(folder: Path, cells: int, address: str) -> None:
    """Write the pages of the third service and the zip of the fourth."""
    cbs_table.v3_json(folder, cells, address=address)
    sets = [*SETS, "UntypedDataSet"]
    root = {"value": [{"name": name, "url": f"{address}/{name}"} for name in sets]}
    (folder / "root.json").write_bytes(msgspec.json.encode(root))
    csv = folder / "csv"
    csv.mkdir()
    cbs_table.v4_csv(csv, cells)
    cbs_table.bulk_zip(folder / "bulk.zip", csv)


def download(url: str, target: Path) -> bytes:
    """Download `url` to `target` and return its last bytes."""
    with urlopen(url) as answer, target.open("wb") as out:  # a loopback address of ours
        piece = b""
        while chunk := answer.read(1 << 20):
            out.write(chunk)
            piece = (piece + chunk)[-300:]
    return piece


def pages(address: str, room: Path) -> list[Path]:
    """Download every set, page by page."""
    paths = []
    for name in SETS:
        link: str | None = f"{address}/{name}"
        while link:
            paths.append(room / f"{name}-{len(paths)}.json")
            tail = download(link, paths[-1]).decode().rpartition('"odata.nextLink":"')
            link = tail[2].rstrip('"}') if tail[1] else None
    return paths


def recording(paths: list[Path]) -> Recording:
    """Return what was downloaded."""
    files = tuple(RecordedFile.at(path, name=path.name) for path in paths)
    table = DatasetId("cbs", cbs_table.TABLE)
    return Recording(table, files, date(2026, 11, 24), Origin.FETCH, "", "", "")


def run_decode(paths: list[Path]) -> int:
    """Make plain objects of every page; return the number of cells."""
    rows = 0
    kept = []
    for path in paths:
        kept.append(msgspec.json.decode(path.read_bytes()))
        rows += len(kept[-1]["value"]) if path.name.startswith("Typed") else 0
    return rows * cbs_table.MEASURES


def run_rows(paths: list[Path], room: Path) -> int:
    """Make rows of the long table and ask something of every column that holds figures."""
    files = tuple(RecordedFile(path.name, path, "", path.stat().st_size) for path in paths)
    with Engine(folders=(room,), spill=room, threads=1) as engine:
        draft = V3Json().read(replace(recording([]), files=files), scratch=room, ask=engine.rows)
        for name, words in draft.words.items():
            engine.words(name, words)
        counts = ", ".join(
            f'count("{name}")' for name in ("measure", "RegioS", "period", "start", "frequency")
        )
        asked = f"select count(*), {counts}, sum(value), min(status), min(finality), min(mark)"
        return int(engine.rows(f"{asked} from ({draft.select})")[0][0])


def run_import(paths: list[Path], reader: Reader, room: Path) -> int:
    """Import as a user does."""
    given = recording(paths)
    return Warehouse(room / "var").keep(given, reader=reader, received=MOMENT).rows


def run_duckdb(folder: Path, room: Path) -> int:
    """Read the unpacked observations and write Parquet."""
    with duckdb.connect(config={"threads": 1}) as connection:
        observations = folder / "csv" / "Observations.csv"
        source = f"read_csv('{observations}', delim=';', decimal_separator=',')"
        connection.execute(f"copy (from {source}) to '{room}/o.parquet' (compression zstd)")
        found = connection.execute(f"select count(*) from '{room}/o.parquet'").fetchall()
    return int(found[0][0])


def run_way(way: str, address: str, folder: Path) -> None:
    """Run one way and print cells, seconds and peak megabytes."""
    with tempfile.TemporaryDirectory(dir=folder) as name:
        room = Path(name)
        began = time.process_time()
        if way == "duckdb":
            cells = run_duckdb(folder, room)
        elif way == "bulk":
            download(f"{address}/bulk.zip", room / "bulk.zip")
            cells = run_import([room / "bulk.zip"], V4Csv(), room)
        elif way == "decode":
            cells = run_decode(pages(address, room))
        elif way == "rows":
            cells = run_rows(pages(address, room), room)
        else:
            cells = run_import(pages(address, room), V3Json(), room)
        seconds = time.process_time() - began
    print(cells, seconds, resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024)


def commands(client: str | None, host: str, address: str, folder: Path) -> dict[str, list[str]]:
    """Return the command of each way."""
    ours = [sys.executable, __file__, "--way"]
    names = ("decode", "rows", "json", "bulk", "duckdb")
    ways = {way: [*ours, way, address, str(folder)] for way in names}
    return ({"client": [client, "-c", CLIENT, host]} if client else {}) | ways


def measured(command: list[str], cells: int) -> tuple[float, float]:
    """Run a way; return its seconds and peak megabytes."""
    done = subprocess.run(command, check=True, stdout=subprocess.PIPE, text=True)
    found, seconds, peak = done.stdout.split()
    assert int(found) == cells, f"{command[-3:]} gave {found} cells, not {cells}"
    return float(seconds), float(peak)


def measure(client: str | None, cells: int) -> None:
    """Measure every way for one size and print one line for each."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        handler = partial(Handler, folder=folder)
        with ThreadingHTTPServer(("127.0.0.1", 0), handler) as server:
            threading.Thread(target=server.serve_forever, daemon=True).start()
            host = f"127.0.0.1:{server.server_port}"
            address = f"http://{host}/ODataFeed/odata/{cbs_table.TABLE}"
            subprocess.run(
                [sys.executable, __file__, "--generate", name, str(cells), address], check=True
            )
            ways = commands(client, host, address, folder)
            rounds = [
                {way: measured(command, cells) for way, command in ways.items()}
                for _ in range(ROUNDS)
            ]
            server.shutdown()
    for way in ways:
        seconds, peak = min(one[way] for one in rounds)
        times = f"{min(one['client'] for one in rounds)[0] / seconds:>6.2f}" if client else "     -"
        print(f"{cells:>12,}  {way:<8} {seconds:>8.2f} s  {peak:>6.0f} MB  {times}", flush=True)


def main() -> None:
    """Measure every size that is asked for."""
    parser = argparse.ArgumentParser()
    parser.add_argument("--client", help="an interpreter that has cbsodata")
    parser.add_argument("cells", nargs="*", type=int, default=[1_000_000, 10_000_000])
    given = parser.parse_args()
    if not given.client:
        print("client: NOT MEASURED, no --client with cbsodata was given")
    print("       cells  way       seconds       peak  times as fast as the client")
    for cells in given.cells:
        measure(given.client, cells)


if __name__ == "__main__":
    if sys.argv[1:2] == ["--way"]:
        run_way(sys.argv[2], sys.argv[3], Path(sys.argv[4]))
    elif sys.argv[1:2] == ["--generate"]:
        generate(Path(sys.argv[2]), int(sys.argv[3]), sys.argv[4])
    else:
        main()
