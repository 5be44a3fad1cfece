"""What one table costs from the server to the user, beside the client `cbsodata`.

Run `PYTHONPATH=src .venv/bin/python benchmarks/sources_client.py --client /tmp/venv/bin/python
[CELLS ...]`; the interpreter named must have `cbsodata` (`python -m venv`, `pip install cbsodata`).
Without it the line of the client says that it was not measured.

One table of 20 measures, served by this process on a loopback port, every way in a process of its
own; seconds are of its processor time, the server's not among them.

- `client`: `cbsodata.get_data`, pages of 10,000 rows as JSON, to a list of dicts with titles.
- `json`: the same pages, downloaded and imported.
- `bulk`: the zip with CSV of the fourth service, downloaded and imported.
- `duckdb`: the observations of that zip, unpacked before, read and written as Parquet.

Downloads of ours are by urllib: `agdb fetch` adds a conditional request and the checks of counts.
"""

from __future__ import annotations

import argparse
import json
import resource
import subprocess
import sys
import tempfile
import threading
import time
import zipfile
from datetime import UTC, date, datetime
from functools import partial
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from urllib.parse import parse_qs, urlsplit
from urllib.request import urlopen

import duckdb

from agdb.sources.cbs.v3_json import V3Json
from agdb.sources.cbs.v4_csv import V4Csv
from agdb.sources.contract import Origin, Reader, RecordedFile, Recording
from agdb.statistics.identifier import DatasetId
from agdb.warehouse.warehouse import Warehouse

PAGE, MEASURES, PERIODS = 10_000, 20, 500
TABLE = "99991NED"
MOMENT = datetime(2026, 11, 24, 12, tzinfo=UTC)
CLIENT = f"""
import cbsodata, resource, sys, time
cbsodata.options.use_https = False
began = time.process_time()
rows = cbsodata.get_data({TABLE!r}, catalog_url=sys.argv[1])
print(len(rows) * {MEASURES}, time.process_time() - began,
      resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024)
"""


class Handler(BaseHTTPRequestHandler):
    """Serves files of `folder`; `/feed/ID/Set?$skip=N` is the file `Set-N.json`."""

    def __init__(self, *arguments: object, folder: Path) -> None:
        self.folder = folder
        super().__init__(*arguments)  # type: ignore[arg-type]  # what socketserver passes

    def do_GET(self) -> None:
        """Send the file that the path names."""
        parts = urlsplit(self.path)
        skip = parse_qs(parts.query).get("$skip", ["0"])[0]
        name = Path(parts.path).name
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
    """Write the pages of the third service and the zip of the fourth; both hold `cells` figures."""
    regions = [f"GM{n:04d}" for n in range(cells // MEASURES // PERIODS)]
    periods = [f"{1960 + n // 12}MM{n % 12 + 1:02d}" for n in range(PERIODS)]
    topics = [f"Topic_{n}" for n in range(1, MEASURES + 1)]

    def put(name: str, rows: list[dict[str, object]], follows: int | None = None) -> None:
        set_name = name.partition("-")[0]
        answer: dict[str, object] = {"odata.metadata": f"{address}/$metadata#Cbs.{set_name}"}
        answer["value"] = rows
        if follows is not None:
            answer["odata.nextLink"] = f"{address}/{set_name}?$format=json&$skip={follows}"
        (folder / f"{name}.json").write_text(json.dumps(answer, separators=(",", ":")), "utf-8")

    sets = ("TableInfos", "DataProperties", "TypedDataSet", "UntypedDataSet", "RegioS", "Perioden")
    put("root", [{"name": name, "url": f"{address}/{name}"} for name in sets])
    put("TableInfos-0", [{"Identifier": TABLE, "Title": "Benchmark"}])
    dimensions = (("RegioS", "GeoDimension"), ("Perioden", "TimeDimension"))
    kinds = [*dimensions, *((topic, "Topic") for topic in topics)]
    put(
        "DataProperties-0",
        [
            {"ID": n, "Key": key, "Title": key, "Type": kind, "Datatype": "Float", "Unit": "aantal"}
            for n, (key, kind) in enumerate(kinds)
        ],
    )
    put("RegioS-0", [{"Key": code, "Title": f"Gemeente {code}"} for code in regions])
    put("Perioden-0", [{"Key": code, "Title": f"Maand {code}"} for code in periods])
    total = len(regions) * PERIODS
    for first in range(0, total, PAGE):
        last = min(first + PAGE, total)
        rows: list[dict[str, object]] = [
            {"ID": n, "RegioS": f"{regions[n // PERIODS]:<10}", "Perioden": periods[n % PERIODS]}
            | {topic: (n * MEASURES + k) % 99991 / 10 for k, topic in enumerate(topics)}
            for n in range(first, last)
        ]
        # The client asks for one of the two sets of figures; both have the same bytes.
        for name in ("TypedDataSet", "UntypedDataSet"):
            put(f"{name}-{first}", rows, last if last < total else None)
    bulk(folder, regions, periods, topics)


def bulk(folder: Path, regions: list[str], periods: list[str], topics: list[str]) -> None:
    """Write the zip with CSV, and its observations beside it."""
    total = len(regions) * len(periods) * len(topics)
    tables = {
        "Properties.csv": ["Identifier;Title;ObservationCount", f"{TABLE};Benchmark;{total}"],
        "Dimensions.csv": [
            "Identifier;Title;Kind",
            "RegioS;Regio's;GeoDimension",
            "Perioden;Perioden;TimeDimension",
        ],
        "MeasureCodes.csv": ["Identifier;Index;Title;Unit;Decimals"]
        + [f"{topic};{n};{topic};aantal;1" for n, topic in enumerate(topics)],
        "RegioSCodes.csv": ["Identifier;Index;Title"]
        + [f"{code};{n};Gemeente {code}" for n, code in enumerate(regions)],
        "PeriodenCodes.csv": ["Identifier;Index;Title;Status"]
        + [f"{code};{n};{code};Definitief" for n, code in enumerate(periods)],
    }
    observations = folder / "Observations.csv"
    with observations.open("w") as out:
        out.write("Id;Measure;RegioS;Perioden;Value;StringValue;ValueAttribute\n")
        for n in range(total):
            k, row = n % len(topics), n // len(topics)
            value = f"{n % 99991 / 10}".replace(".", ",")
            region, period = regions[row // len(periods)], periods[row % len(periods)]
            out.write(f"{n};{topics[k]};{region};{period};{value};;None\n")
    with zipfile.ZipFile(folder / "bulk.zip", "w", zipfile.ZIP_DEFLATED) as archive:
        for name, lines in tables.items():
            archive.writestr(name, "\n".join(lines) + "\n")
        archive.write(observations, "Observations.csv")


def download(url: str, target: Path) -> bytes:
    """Download `url` to `target` and return its last bytes."""
    with urlopen(url) as answer, target.open("wb") as out:  # a loopback address of ours
        piece = b""
        while chunk := answer.read(1 << 20):
            out.write(chunk)
            piece = (piece + chunk)[-300:]
    return piece


def run_json(address: str, room: Path) -> tuple[Reader, list[Path]]:
    """Download every set, page by page."""
    paths = []
    for name in ("TableInfos", "DataProperties", "RegioS", "Perioden", "TypedDataSet"):
        link: str | None = f"{address}/{name}"
        while link:
            paths.append(room / f"{name}-{len(paths)}.json")
            tail = download(link, paths[-1]).decode().rpartition('"odata.nextLink":"')
            link = tail[2].rstrip('"}') if tail[1] else None
    return V3Json(), paths


def run_bulk(address: str, room: Path) -> tuple[Reader, list[Path]]:
    """Download the zip."""
    download(f"{address}/bulk.zip", room / "bulk.zip")
    return V4Csv(), [room / "bulk.zip"]


def run_duckdb(folder: Path, room: Path) -> int:
    """Read the unpacked observations and write Parquet."""
    with duckdb.connect(config={"threads": 1}) as connection:
        source = f"read_csv('{folder}/Observations.csv', delim=';', decimal_separator=',')"
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
        else:
            reader, paths = (run_json if way == "json" else run_bulk)(address, room)
            files = tuple(RecordedFile.at(path, name=path.name) for path in paths)
            day, table = date(2026, 11, 24), DatasetId("cbs", TABLE)
            given = Recording(table, files, day, Origin.FETCH, "", "", "")
            cells = Warehouse(room / "var").keep(given, reader=reader, received=MOMENT).rows
        seconds = time.process_time() - began
    print(cells, seconds, resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024)


def commands(client: str | None, host: str, address: str, folder: Path) -> dict[str, list[str]]:
    """Return the command of each way."""
    ours = [sys.executable, __file__, "--way"]
    ways = {way: [*ours, way, address, str(folder)] for way in ("json", "bulk", "duckdb")}
    return ({"client": [client, "-c", CLIENT, host]} if client else {}) | ways


def main() -> None:
    """Measure every way for each size and print one line for each."""
    parser = argparse.ArgumentParser()
    parser.add_argument("--client", help="an interpreter that has cbsodata")
    parser.add_argument("cells", nargs="*", type=int, default=[100_000, 1_000_000])
    given = parser.parse_args()
    for size in given.cells:
        with tempfile.TemporaryDirectory() as name:
            folder = Path(name)
            handler = partial(Handler, folder=folder)
            with ThreadingHTTPServer(("127.0.0.1", 0), handler) as server:
                threading.Thread(target=server.serve_forever, daemon=True).start()
                host = f"127.0.0.1:{server.server_port}"
                address = f"http://{host}/ODataFeed/odata/{TABLE}"
                generate(folder, size, address)
                if not given.client:
                    print("client: NOT MEASURED, no --client with cbsodata was given")
                for way, command in commands(given.client, host, address, folder).items():
                    done = subprocess.run(command, check=True, stdout=subprocess.PIPE, text=True)
                    cells, seconds, peak = done.stdout.split()
                    assert int(cells) == size, f"{way} gave {cells} cells, not {size}"
                    line = f"{size:>12,}  {way:<8} {float(seconds):>8.2f} s  {float(peak):>7.0f} MB"
                    print(line, flush=True)
                server.shutdown()


if __name__ == "__main__":
    if sys.argv[1:2] == ["--way"]:
        run_way(sys.argv[2], sys.argv[3], Path(sys.argv[4]))
    else:
        main()
