"""How fast a v4 table is read and imported, beside msgspec and DuckDB over the same bytes.

Run `PYTHONPATH=src .venv/bin/python benchmarks/sources_cbs.py [OBSERVATIONS ...]`. Tables are
generated in pages of 100,000 observations with the field order and padding of the real service.
Each way runs in a process of its own, so that its peak memory is its own. One thread each; seconds
are of processor time, which others on the machine do not change much.

- `msgspec`: pages decoded into typed records, then columns; nothing is written.
- `duckdb`: the list already cut out of its envelope, read and written as Parquet.
- `read`: our reader on the pages as received: cut, joined with periods, written as Parquet.
- `import`: all that `agdb import` does: checksums, bytes kept, ordered, every check, made durable.
"""

from __future__ import annotations

import json
import resource
import subprocess
import sys
import tempfile
import time
from array import array
from datetime import UTC, date, datetime
from pathlib import Path

import duckdb
import msgspec

from agdb.sources.cbs.envelope import cut_list
from agdb.sources.cbs.v4_json import V4Json
from agdb.sources.contract import Draft, Origin, RecordedFile, Recording
from agdb.statistics.identifier import DatasetId
from agdb.warehouse.engine import Engine
from agdb.warehouse.warehouse import Warehouse

PAGE = 100_000
SIZES = (100_000, 1_000_000, 10_000_000)
WAYS = ("msgspec", "duckdb", "read", "import")
BASE = "https://datasets.cbs.nl/odata/v1/CBS/99990NED"
MEASURES, REGIONS, PERIODS = 20, 2500, 1000
MOMENT = datetime(2026, 11, 24, 12, tzinfo=UTC)


class Observation(msgspec.Struct, rename="pascal"):
    """One observation, as msgspec reads it."""

    id: int
    measure: str
    value_attribute: str
    value: float | None
    string_value: str | None
    regio_s: str
    perioden: str


class Page(msgspec.Struct):
    """One page, as msgspec reads it."""

    value: list[Observation]


def main() -> None:
    """Measure every way for each size and print one line for each."""
    sizes = [int(word) for word in sys.argv[1:]] or SIZES
    print("observations   bytes MB  way       seconds    MB/s  peak MB  x duckdb")
    for size in sizes:
        with tempfile.TemporaryDirectory() as name:
            folder = Path(name) / "recording"
            generate(folder, size)
            megabytes = sum(path.stat().st_size for path in folder.iterdir()) / 1e6
            measured = {way: measure(way, Path(name)) for way in WAYS}
            for way, (seconds, peak) in measured.items():
                ratio = seconds / measured["duckdb"][0]
                print(
                    f"{size:>12,}  {megabytes:>9.1f}  {way:<8}  {seconds:>7.2f}"
                    f"  {megabytes / seconds:>6.0f}  {peak:>7.0f}  {ratio:>8.2f}",
                    flush=True,
                )


def generate(folder: Path, size: int) -> None:
    """Write a recording of `size` observations."""
    folder.mkdir()

    def put(name: str, entity_set: str, content: dict[str, object]) -> None:
        context = {"@odata.context": f"{BASE}/$metadata#{entity_set}"}
        (folder / name).write_text(json.dumps(context | content), "utf-8")

    def codes(ids: list[str]) -> dict[str, object]:
        return {
            "value": [
                {"Identifier": id_, "Index": n, "Title": id_, "DimensionGroupId": None}
                for n, id_ in enumerate(ids)
            ]
        }

    regions = [f"GM{n:04d}" for n in range(REGIONS)]
    periods = [f"{1940 + n // 12}MM{n % 12 + 1:02d}" for n in range(PERIODS)]
    measures = [f"M{n:06d}_{n % 3 + 1}" for n in range(MEASURES)]
    properties = {"Identifier": "99990NED", "Title": "Benchmark", "ObservationCount": size}
    put("properties.json", "Properties", properties)
    dimensions = [
        {"Identifier": "Perioden", "Title": "Perioden", "Kind": "TimeDimension"},
        {"Identifier": "RegioS", "Title": "Regio's", "Kind": "GeoDimension"},
    ]
    put("dimensions.json", "Dimensions", {"value": dimensions})
    put("codes-RegioS.json", "RegioSCodes", codes(regions))
    put("codes-Perioden.json", "PeriodenCodes", codes(periods))
    units = [
        {"Identifier": id_, "Index": n, "Title": id_, "Unit": "aantal", "Decimals": 1}
        for n, id_ in enumerate(measures)
    ]
    put("measure-codes.json", "MeasureCodes", {"value": units})
    for first in range(0, size, PAGE):
        rows = ",".join(
            f'{{"Id":{n},"Measure":"{measures[n % MEASURES]}",'
            f'"ValueAttribute":"None","Value":{n % 99991 / 10},"StringValue":null,'
            f'"RegioS":"{regions[n // MEASURES // PERIODS]}",'
            f'"Perioden":"{periods[n // MEASURES % PERIODS]}"}}'
            for n in range(first, min(first + PAGE, size))
        )
        number = first // PAGE + 1
        follows = first + PAGE < size
        link = f',"@odata.nextLink":"{BASE}/Observations?$skip={number * PAGE}"' if follows else ""
        page = f'{{"@odata.context":"{BASE}/$metadata#Observations","value":[{rows}]{link}}}'
        (folder / f"observations-page-{number}.json").write_text(page, "utf-8")


def measure(way: str, folder: Path) -> tuple[float, float]:
    """Run one way in a process of its own; return seconds and peak megabytes."""
    command = [sys.executable, __file__, "--way", way, str(folder)]
    done = subprocess.run(command, check=True, capture_output=True, text=True)
    seconds, peak = done.stdout.split()
    return float(seconds), float(peak)


def recording(folder: Path) -> Recording:
    """Return the generated recording."""
    files = tuple(RecordedFile.at(p, name=p.name) for p in sorted(folder.iterdir()))
    day = date(2026, 11, 24)
    return Recording(DatasetId("cbs", "99990NED"), files, day, Origin.IMPORT, "", "", "")


def run_msgspec(folder: Path, _: Path) -> None:
    """Decode every page and make columns of it."""
    decoder = msgspec.json.Decoder(Page)
    values = array("d")
    for path in sorted((folder / "recording").glob("observations-*")):
        page = decoder.decode(path.read_bytes())
        values.extend(float("nan") if o.value is None else o.value for o in page.value)
        _columns = ([o.measure for o in page.value], [o.regio_s for o in page.value])


def cut(folder: Path, room: Path) -> list[Path]:
    """Cut the list out of every page."""
    targets = []
    for path in sorted((folder / "recording").glob("observations-*")):
        targets.append(room / path.name)
        cut_list(RecordedFile.at(path, name=path.name), targets[-1])
    return targets


def run_duckdb(_: Path, room: Path) -> None:
    """Read lists that were cut before, and write Parquet."""
    fields = "'Measure':'VARCHAR','ValueAttribute':'VARCHAR','StringValue':'VARCHAR'"
    fields += ",'RegioS':'VARCHAR','Perioden':'VARCHAR','Value':'DOUBLE'"
    files = ", ".join(f"'{path}'" for path in sorted(room.glob("*.json")))
    with duckdb.connect(config={"threads": 1}) as connection:
        connection.execute(
            f"copy (select * from read_json([{files}], format='array', columns={{{fields}}}))"
            f" to '{room / 'out.parquet'}' (format parquet, compression zstd)"
        )


def run_read(folder: Path, room: Path) -> None:
    """Read as our reader does, and write Parquet in the order of the pages."""
    draft = V4Json().read(recording(folder / "recording"), scratch=room)
    assert isinstance(draft, Draft)
    with Engine(folders=(folder,), spill=room, threads=1) as engine:
        engine.rows(
            f"copy ({draft.select}) to '{room / 'out.parquet'}' (format parquet, compression zstd)"
        )


def run_import(folder: Path, room: Path) -> None:
    """Import as a user does."""
    given = recording(folder / "recording")
    Warehouse(room / "var").keep(given, reader=V4Json(), received=MOMENT)


def run_way(way: str, folder: Path) -> None:
    """Run one way and print seconds and peak megabytes."""
    runs = {
        "msgspec": run_msgspec,
        "duckdb": run_duckdb,
        "read": run_read,
        "import": run_import,
    }
    with tempfile.TemporaryDirectory(dir=folder) as name:
        room = Path(name)
        if way == "duckdb":
            cut(folder, room)
        began = time.process_time()
        runs[way](folder, room)
        seconds = time.process_time() - began
    print(seconds, resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024)


if __name__ == "__main__":
    if sys.argv[1:2] == ["--way"]:
        run_way(sys.argv[2], Path(sys.argv[3]))
    else:
        main()
