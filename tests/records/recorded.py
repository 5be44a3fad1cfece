"""Record-level data, generated: the invented programme with its layout, and Parquet of records."""

from __future__ import annotations

import shutil
from pathlib import Path

import duckdb
from tests.conftest import ROOT

from agdb.programme.programme import Programme
from agdb.programme.reading import read_programme

RECORDS = ROOT / "specimens" / "records"
TABLES = {"demo:advertisements": "advertisements", "demo:job-spells": "job-spells"}
INDICATORS = sorted(path.stem for path in RECORDS.glob("indicators/*/*.yaml"))


def programme_with_records(folder: Path) -> Programme:
    """Write the invented programme with the layout of the records into `folder`, and read it."""
    shutil.copytree(ROOT / "specimens" / "programme", folder)
    units = (folder / "units.yaml").read_text("utf-8")
    shutil.copytree(RECORDS, folder, dirs_exist_ok=True, ignore=shutil.ignore_patterns("*.sql"))
    added = (RECORDS / "units.yaml").read_text("utf-8")
    (folder / "units.yaml").write_text(units + added, "utf-8")
    return read_programme(folder)


def written(folder: Path, rows: int) -> dict[str, str]:
    """Write `rows` records of each table as Parquet; return the files by data set."""
    folder.mkdir(parents=True, exist_ok=True)
    for name in TABLES.values():
        select = (RECORDS / f"{name}.sql").read_text("utf-8").format(rows=rows)
        duckdb.execute(f"copy ({select}) to '{folder / name}.parquet' (format parquet)")
    return {dataset: str(folder / f"{name}.parquet") for dataset, name in TABLES.items()}
