"""How fast tables of CBS are read and imported in each form, beside DuckDB over the same bytes.

Run `PYTHONPATH=src .venv/bin/python benchmarks/sources_cbs.py [--forms FORM,...] [--rounds N]
[CELLS ...]`. Each way runs three times, each time in a process of its own, in turn with the others,
and the fastest counts; one thread each; seconds are of processor time.

- `duckdb`: what DuckDB itself needs for the same bytes, every field of them, to Parquet with one
  row for each cell. JSON is cut out of its envelope before; of that, `decode` is msgspec's part.
- `six`: the same of v4 JSON without its running number, which we pass over too.
- `read`: our reader on the files as received, to Parquet: cut, looked at, with periods and status.
- `import`: all that `agdb import` does: checksums, bytes kept, ordered, every check, made durable.
"""

from __future__ import annotations

import argparse
import resource
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from datetime import UTC, date, datetime
from pathlib import Path

import duckdb
import msgspec

import cbs_table
from agdb.files.recorded import RecordedFile, TakeFile
from agdb.sources.cbs.dumps.parquet import V3Parquet, V4Parquet
from agdb.sources.cbs.pages import cut_list
from agdb.sources.cbs.v3_json import V3Json
from agdb.sources.cbs.v4_csv import V4Csv
from agdb.sources.cbs.v4_json import V4Json
from agdb.sources.contract import Origin, Reader, Recording
from agdb.statistics.identifier import DatasetId
from agdb.warehouse.engine import Engine
from agdb.warehouse.warehouse import Warehouse

QUICK = ("--rounds", "1", "20000")

READERS: dict[str, Reader] = {
    "v4-json": V4Json(),
    "v4-csv": V4Csv(),
    "v4-parquet": V4Parquet(),
    "v3-json": V3Json(),
    "v3-parquet": V3Parquet(),
}
WAYS = ("duckdb", "read", "import")
MORE = {"v4-json": ("decode", "six"), "v3-json": ("decode",)}
MOMENT = datetime(2026, 11, 24, 12, tzinfo=UTC)
TO = "(format parquet, compression zstd)"


def main() -> None:
    """Measure every way for each form and size and print one line for each."""
    parser = argparse.ArgumentParser()
    parser.add_argument("--forms", default=",".join(READERS))
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("cells", nargs="*", type=int, default=[1_000_000, 10_000_000])
    given = parser.parse_args()
    print("form             cells       MB  way      seconds  peak MB  x duckdb")
    for cells in given.cells:
        with tempfile.TemporaryDirectory() as name:
            for form in given.forms.split(","):
                folder = generated_apart(form, cells, Path(name))
                measure_form(form, cells, folder, rounds=given.rounds)


def measure_form(form: str, cells: int, folder: Path, *, rounds: int) -> None:
    """Measure every way of one form and print one line for each."""
    megabytes = sum(path.stat().st_size for path in folder.iterdir()) / 1e6
    ways = (*WAYS, *MORE.get(form, ()))
    done = [{way: measure(form, way, folder) for way in ways} for _ in range(rounds)]
    measured = {way: min(one[way] for one in done) for way in ways}
    for way, (seconds, peak) in measured.items():
        ratio = seconds / measured["duckdb"][0]
        print(
            f"{form:<11} {cells:>10,}  {megabytes:>7.1f}  {way:<7}  {seconds:>7.2f}"
            f"  {peak:>7.0f}  {ratio:>8.2f}",
            flush=True,
        )


def generated(form: str, cells: int, room: Path) -> Path:
    """Return a folder with a recording of the table in `form`, written once."""
    folder = room / form
    if folder.exists():
        return folder
    made: dict[str, Callable[[], None]] = {
        "v4-json": lambda: cbs_table.v4_json(folder, cells),
        "v4-csv": lambda: cbs_table.v4_csv(folder, cells),
        "v3-json": lambda: cbs_table.v3_json(folder, cells),
        "v4-parquet": lambda: cbs_table.v4_parquet(folder, generated("v4-csv", cells, room)),
        "v3-parquet": lambda: cbs_table.v3_parquet(folder, generated("v3-json", cells, room)),
    }
    folder.mkdir()
    made[form]()
    return folder


def generated_apart(form: str, cells: int, room: Path) -> Path:
    """Do so in a process of its own: the peak memory of ours would count for those it starts."""
    command = [sys.executable, __file__, "--generate", form, str(cells), str(room)]
    subprocess.run(command, check=True)
    return room / form


def measure(form: str, way: str, folder: Path) -> tuple[float, float]:
    """Run one way in a process of its own; return seconds and peak megabytes."""
    command = [sys.executable, __file__, "--way", form, way, str(folder)]
    done = subprocess.run(command, check=True, capture_output=True, text=True)
    seconds, peak = done.stdout.split()
    return float(seconds), float(peak)


def recording(folder: Path, take: TakeFile = RecordedFile.at) -> Recording:
    """Return the generated recording, its checksums computed."""
    files = tuple(take(p, name=p.name) for p in sorted(folder.iterdir()))
    table = DatasetId("cbs", cbs_table.TABLE)
    return Recording(table, files, date(2026, 11, 24), Origin.IMPORT, "", "", "")


def cut(form: str, folder: Path, room: Path) -> list[Path]:
    """Return the lists of figures, cut out of their pages into `room`."""
    pages = "observations-*" if form == "v4-json" else "TypedDataSet-*"
    targets = []
    for path in sorted(folder.glob(pages)):
        targets.append(room / path.name)
        cut_list(RecordedFile.at(path, name=path.name), targets[-1])
    return targets


def own(form: str, way: str, folder: Path, room: Path) -> str:
    """Return the statement with which DuckDB reads the figures itself, to a row for each cell."""
    topics = ", ".join(cbs_table.TOPICS)
    long = f"unpivot include nulls (Value for Measure in ({topics}))"
    lists = [str(path) for path in sorted(room.glob("*.json"))]
    texts = ("Measure", "ValueAttribute", "StringValue", "RegioS", "Perioden")
    v4 = dict.fromkeys(texts, "VARCHAR") | {"Value": "DOUBLE"}
    v3 = {"ID": "BIGINT", "RegioS": "VARCHAR", "Perioden": "VARCHAR"}
    v3 |= dict.fromkeys(cbs_table.TOPICS, "DOUBLE")
    if form == "v4-json":
        fields = v4 if way == "six" else {"Id": "BIGINT"} | v4
        return f"from read_json({lists}, format='array', columns={fields})"
    if form == "v3-json":
        return f"from (from read_json({lists}, format='array', columns={v3})) {long}"
    if form == "v4-csv":
        return f"from read_csv('{folder}/Observations.csv', delim=';', decimal_separator=',')"
    figures = next(
        path
        for path in folder.iterdir()
        if "TypedDataSet" in path.name or "Observations" in path.name
    )
    return f"from (from '{figures}') {long}" if form == "v3-parquet" else f"from '{figures}'"


def run_duckdb(statement: str, room: Path) -> None:
    """Run DuckDB's own read and write Parquet."""
    with duckdb.connect(config={"threads": 1}) as connection:
        connection.execute(f"copy ({statement}) to '{room / 'out.parquet'}' {TO}")


def run_decode(lists: list[Path]) -> None:
    """Decode every list into plain objects."""
    decoder = msgspec.json.Decoder()
    for path in lists:
        decoder.decode(path.read_bytes())


def run_read(reader: Reader, given: Recording, room: Path) -> None:
    """Read as our reader does, and write Parquet in the order of the pages."""
    folders = (room, given.files[0].path.parent)
    with Engine(folders=folders, spill=room, threads=1) as engine:
        answer = reader.read(given, scratch=room, ask=engine.rows)
        for name, words in answer.words.items():
            engine.words(name, words)
        engine.rows(f"copy ({answer.select}) to '{room / 'out.parquet'}' {TO}")


def run_way(form: str, way: str, folder: Path) -> None:
    """Run one way and print seconds and peak megabytes."""
    with tempfile.TemporaryDirectory(dir=folder.parent) as name:
        room = Path(name)
        given = recording(folder) if way == "read" else None
        lists = cut(form, folder, room) if way in {"duckdb", "six", "decode"} else []
        began = time.process_time()
        if way == "decode":
            run_decode(lists)
        elif way == "import":
            store = Warehouse(room / "var")
            with store.receiving() as take:
                store.keep(recording(folder, take), reader=READERS[form], received=MOMENT)
        elif given is not None:
            run_read(READERS[form], given, room)
        else:
            run_duckdb(own(form, way, folder, room), room)
        seconds = time.process_time() - began
    print(seconds, resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024)


if __name__ == "__main__":
    if sys.argv[1:2] == ["--way"]:
        run_way(sys.argv[2], sys.argv[3], Path(sys.argv[4]))
    elif sys.argv[1:2] == ["--generate"]:
        generated(sys.argv[2], int(sys.argv[3]), Path(sys.argv[4]))
    else:
        main()
