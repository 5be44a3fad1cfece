"""A dataset leaves with all its observations, and with the words about where it is from."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Callable
from typing import Any

import pytest
from tests.warehouse.conftest import structure_of

from agdb.warehouse.export import export
from agdb.warehouse.version import DatasetVersion

Keep = Callable[..., DatasetVersion]


@pytest.fixture
def version(keep: Keep, told: Any, plain: dict[str, Any]) -> DatasetVersion:
    """A partial dataset of two observations, the second of which has no value."""
    missing = plain | {"Sector": "F", "value": None, "status": "M", "mark": "Impossible"}
    return keep(reader=told(rows=[missing, plain], partial="only 2024-Q4"))


def test_csv_has_one_line_an_observation_in_the_order_of_the_key(version: DatasetVersion) -> None:
    text = b"".join(export(version, form="csv")).decode()
    rows = list(csv.DictReader(io.StringIO(text, newline="")))
    assert [(row["Sector"], row["value"], row["status"], row["mark"]) for row in rows] == [
        ("C", "403.7", "A", ""),
        ("F", "", "M", "Impossible"),
    ]
    assert {row["dataset"] for row in rows} == {"abc:Jobs"}
    assert {row["recorded"] for row in rows} == {"2025-04-22"}
    assert {row["partial"] for row in rows} == {"only 2024-Q4"}
    assert {row["start"] for row in rows} == {"2024-10-01"}


def test_a_text_that_would_be_a_formula_is_words_in_csv_and_itself_elsewhere(
    keep: Keep, told: Any, plain: dict[str, Any]
) -> None:
    rows = [plain | {"Sector": code, "value": -1.5} for code in ("=1+1", "C")]
    version = keep(reader=told(rows=rows, structure=structure_of("=1+1", "C")))

    text = b"".join(export(version, form="csv")).decode()
    document = json.loads(b"".join(export(version, form="json")))

    found = list(csv.DictReader(io.StringIO(text, newline="")))
    assert [(row["Sector"], row["value"]) for row in found] == [("'=1+1", "-1.5"), ("C", "-1.5")]
    assert [row["Sector"] for row in document["observations"]] == ["=1+1", "C"]


def test_json_has_the_observations_inside_what_is_known_about_them(version: DatasetVersion) -> None:
    document = json.loads(b"".join(export(version, form="json")))
    assert [row["value"] for row in document["observations"]] == [403.7, None]
    assert document["observations"][0]["start"] == "2024-10-01"
    assert document["dataset"] == "abc:Jobs"
    assert document["partial"] == "only 2024-Q4"
    assert document["transcription"] is False
    assert document["structure"]["measures"][0]["unit"] == "x 1 000"


def test_parquet_is_the_file_of_the_warehouse(version: DatasetVersion) -> None:
    assert b"".join(export(version, form="parquet")) == version.parquet.read_bytes()


@pytest.mark.slow
def test_a_large_dataset_leaves_in_pieces(
    keep: Keep, told: Any, plain: dict[str, Any], structure: Any
) -> None:
    codes = [f"S{number:05d}" for number in range(12_000)]
    rows = [plain | {"Sector": code, "mark": "x" * 60} for code in codes]
    version = keep(reader=told(rows=rows, structure=structure(*codes)))
    pieces = list(export(version, form="csv"))
    assert len(pieces) > 1
    assert b"".join(pieces).count(b"\r\n") == 12_001
