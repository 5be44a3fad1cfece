"""Everything of a release in one file, and all its values in one table."""

from __future__ import annotations

import csv
import json
from io import BytesIO
from pathlib import Path
from zipfile import ZipFile

import pytest

from agdb.publication.download.observations import rows_of_csv
from agdb.publication.site import site
from agdb.results.release import Release
from agdb.statistics.columns import OBSERVATION
from agdb.warehouse.engine import Engine
from agdb.warehouse.parquet_bytes import parquet_bytes


@pytest.fixture(scope="module")
def files(release: Release) -> dict[str, bytes]:
    return dict(site(release, parquet=parquet_bytes))


def test_the_zip_has_the_package_and_all_that_it_describes_as_on_the_site(
    files: dict[str, bytes],
) -> None:
    with ZipFile(BytesIO(files["release.zip"])) as whole:
        inside = {name: whole.read(name) for name in whole.namelist()}

    described = {one["path"] for one in json.loads(inside["datapackage.json"])["resources"]}
    assert described <= set(inside)
    assert {"observations.parquet", "sdmx/structures.json"} <= set(inside)
    assert all(files[name] == body for name, body in inside.items())


def test_the_table_has_every_value_of_every_file(files: dict[str, bytes], tmp_path: Path) -> None:
    path = tmp_path / "observations.parquet"
    path.write_bytes(files["observations.parquet"])
    told = []
    for name, body in files.items():
        if name.startswith("nl/indicator/") and Path(name).suffixes == [".csv"]:
            rows = csv.DictReader(one for one in body.decode().splitlines() if one[:1] != "#")
            ident = Path(name).stem
            told += [(ident, row["region"], row["period"], row["value"]) for row in rows]

    with Engine(folders=(tmp_path,)) as engine:
        kept = engine.rows(f"select indicator, region, period, value from '{path}' order by place")

    assert [(one, two, three) for one, two, three, _ in kept] == [row[:3] for row in told]
    assert [four for *_, four in kept] == [float(row[3]) if row[3] else None for row in told]


def test_a_row_of_a_table_is_an_observation_with_its_breakdowns_in_one_cell(
    files: dict[str, bytes],
) -> None:
    names = [column.name for column in OBSERVATION]

    row = dict(
        zip(names, next(rows_of_csv(files["en/indicator/bicycles-to-school.csv"])), strict=True)
    )

    assert (row["indicator"], row["breakdown"]) == ("bicycles-to-school", "sex=T")
    assert (row["value"], row["lower_95"]) == ("61.0", None)


@pytest.mark.slow
def test_without_a_writer_of_tables_no_page_promises_one(release: Release) -> None:
    files = dict(site(release))

    assert "observations.parquet" not in files
    assert b"observations.parquet" not in files["nl/data/index.html"]
