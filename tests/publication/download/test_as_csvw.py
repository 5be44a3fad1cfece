"""The description of a CSV file for machines."""

from __future__ import annotations

import csv
import json
from typing import Any

from agdb.publication.address import FOR_PEOPLE


def described(files: dict[str, bytes]) -> dict[str, dict[str, Any]]:
    return {
        name.removesuffix("-metadata.json"): json.loads(body)
        for name, body in files.items()
        if name.endswith(".csv-metadata.json")
    }


def rows_of(body: bytes) -> list[dict[str, str]]:
    return list(csv.DictReader(one for one in body.decode().splitlines() if one[:1] != "#"))


def test_every_csv_has_its_description_beside_it(files: dict[str, bytes]) -> None:
    """But for the table for people, which is no data for machines."""
    tables = {n for n in files if n.endswith(".csv") and not n.endswith(FOR_PEOPLE)}

    assert set(described(files)) == {name for name in tables if not name.startswith("sdmx/")}


def test_the_columns_are_those_of_the_header(files: dict[str, bytes]) -> None:
    for name, found in described(files).items():
        header = next(one for one in files[name].decode().splitlines() if one[:1] != "#")
        columns = found["tableSchema"]["columns"]

        assert [column["titles"] for column in columns] == header.split(",")
        assert not any("-" in column["name"] for column in columns)
        assert found["url"] == name.rpartition("/")[2]


def test_the_key_tells_every_row_from_the_others(files: dict[str, bytes]) -> None:
    for name, found in described(files).items():
        titles = {c["name"]: c["titles"] for c in found["tableSchema"]["columns"]}
        key = [titles[part] for part in found["tableSchema"]["primaryKey"]]
        rows = rows_of(files[name])

        assert len({tuple(row[part] for part in key) for row in rows}) == len(rows)
        assert all(row[part] for row in rows for part in key)


def test_texts_are_in_the_language_of_the_file(files: dict[str, bytes]) -> None:
    both = described(files)

    assert both["nl/indicator/bicycles-stock.csv"]["dc:title"] == "Fietsen in bedrijf"
    assert both["en/indicator/bicycles-stock.csv"]["dc:title"] == "Bicycles in use"
    assert both["en/indicator/bicycles-stock.csv"]["@context"][1] == {"@language": "en"}


def test_the_lines_above_the_header_are_skipped_by_their_number(files: dict[str, bytes]) -> None:
    for name, found in described(files).items():
        if "register/" not in name:
            lines = files[name].decode().splitlines()
            skipped = found["dialect"]["skipRows"]

            assert skipped > 0
            assert all(line.startswith("#") for line in lines[:skipped])
            assert lines[skipped].startswith("region,")
