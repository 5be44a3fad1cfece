"""The traps of StatLine that no other file here is about, each as a small table."""

from __future__ import annotations

import json
from collections.abc import Callable
from decimal import Decimal
from pathlib import Path
from typing import Any

import duckdb
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from agdb.errors import SourceError
from agdb.sources.cbs.dimensions import group_codes
from agdb.sources.cbs.long_table import number as number_of
from agdb.sources.cbs.metadata import GroupRow
from agdb.statistics.period import Frequency
from agdb.statistics.structure import DimensionKind
from agdb.warehouse.engine import Engine
from agdb.warehouse.version import DatasetVersion

TakeIn = Callable[[str, Path], DatasetVersion]
Cells = Callable[[DatasetVersion, str], list[tuple[Any, ...]]]
TABLE = "cbs:99998NED"


def edit(path: Path, *changes: tuple[str, str]) -> None:
    text = path.read_bytes().decode()
    for old, new in changes:
        assert old in text
        text = text.replace(old, new)
    path.write_bytes(text.encode())


def test_codes_that_look_like_numbers_stay_text(
    bulk_folder: Path, take_in: TakeIn, cells: Cells
) -> None:
    for path in (bulk_folder / "Observations.csv", bulk_folder / "RegioVanVertrekCodes.csv"):
        edit(
            path,
            (
                "GM0363;PV27" if "Obs" in path.name else "GM0363;1",
                "01;PV27" if "Obs" in path.name else "01;1",
            ),
        )
    found = cells(take_in(TABLE, bulk_folder), "distinct RegioVanVertrek")
    assert found == [("01",), ("PV27",)]


def test_two_codes_with_one_title_are_two_members(bulk_folder: Path, take_in: TakeIn) -> None:
    edit(bulk_folder / "RegioVanVestigingCodes.csv", ("Noord-Holland", "Amsterdam"))
    version = take_in(TABLE, bulk_folder)
    codes = version.structure.dimension_by_id["RegioVanVestiging"].codes
    assert [(code.id, code.title) for code in codes] == [
        ("GM0363", "Amsterdam"),
        ("PV27", "Amsterdam"),
    ]


def test_a_mark_that_we_have_never_seen_is_kept(
    bulk_folder: Path, take_in: TakeIn, cells: Cells
) -> None:
    edit(bulk_folder / "Observations.csv", (";;;Impossible", ";;;NotAvailable"))
    found = cells(take_in(TABLE, bulk_folder), "mark, status, confidentiality")
    assert ("NotAvailable", "O", "F") in found


def test_a_confidential_cell_is_suppressed(
    bulk_folder: Path, take_in: TakeIn, cells: Cells
) -> None:
    edit(bulk_folder / "Observations.csv", (";;;Impossible", ";;;Confidential"))
    found = cells(take_in(TABLE, bulk_folder), "mark, status, confidentiality")
    assert ("Confidential", "Q", "C") in found


def test_an_empty_cell_without_a_reason_is_refused(bulk_folder: Path, take_in: TakeIn) -> None:
    edit(bulk_folder / "Observations.csv", (";;;Impossible", ";;;None"))
    with pytest.raises(SourceError, match="has neither a value nor a reason"):
        take_in(TABLE, bulk_folder)


def test_one_year_before_and_after_a_revision_are_two_periods(
    titles_folder: Path, take_in: TakeIn, cells: Cells
) -> None:
    path = titles_folder / "99995NED.csv"
    edit(path, ("1997 1e kwartaal", "2001 voor revisie"), ("2024*", "2001 na revisie"))
    found = cells(take_in("cbs:99995NED", path), "distinct period, frequency, start")
    assert found == [("2001 na revisie", "other", None), ("2001 voor revisie", "other", None)]


def test_a_second_time_dimension_is_a_dimension_of_its_own(
    bulk_folder: Path, take_in: TakeIn
) -> None:
    edit(
        bulk_folder / "Dimensions.csv", ("Marges;Marges;;;;Dimension", "Marges;M;;;;TimeDimension")
    )
    edit(bulk_folder / "MargesCodes.csv", ("MW00000", "2020JJ00"))
    edit(bulk_folder / "Observations.csv", ("MW00000", "2020JJ00"))
    # Marges stands before Perioden, so it becomes the main one
    structure = take_in(TABLE, bulk_folder).structure
    assert [code.id for code in structure.periods] == ["2020JJ00", "MOG0095", "MBG0095"]
    second = structure.dimension_by_id["Perioden"]
    assert second.kind is DimensionKind.TIME
    assert [code.period.frequency for code in second.codes if code.period] == [
        Frequency.YEAR,
        Frequency.QUARTER,
    ]


def test_a_table_without_time_has_the_one_period_that_it_covers(
    v3_folder: Path, take_in: TakeIn, cells: Cells
) -> None:
    def change(name: str, do: Callable[[list[dict[str, Any]]], object]) -> None:
        content = json.loads((v3_folder / name).read_text())
        do(content["value"])
        (v3_folder / name).write_text(json.dumps(content))

    change("DataProperties.json", lambda rows: rows.pop(1))
    change("TableInfos.json", lambda rows: rows[0].update(Period="2018"))
    (v3_folder / "Perioden.json").unlink()
    for name in ("figures-1.json", "figures-2.json"):
        change(name, lambda rows: rows.pop())
        change(name, lambda rows: rows[0].pop("Perioden"))
    assert cells(take_in("cbs:99997ned", v3_folder), "distinct period, frequency") == [
        ("2018", "year")
    ]


def test_a_group_above_itself_and_one_that_is_not_there_are_refused() -> None:
    circle = [GroupRow("1", "a", parent_id="2"), GroupRow("2", "b", parent_id="1")]
    with pytest.raises(SourceError, match="group '1' is above itself"):
        group_codes(circle, ["1"], name="RegioSGroups")
    with pytest.raises(SourceError, match="RegioSGroups: there is no group '3'"):
        group_codes(circle, ["3"], name="RegioSGroups")


@pytest.mark.slow
@settings(max_examples=20, deadline=None)
@given(st.lists(st.decimals(allow_nan=False, allow_infinity=False, places=4), min_size=1))
def test_every_decimal_arrives_as_the_nearest_float_of_its_text(numbers: list[Decimal]) -> None:
    texts = [format(number, "f").replace(".", ",") for number in numbers]
    with Engine() as engine:
        rows = engine.rows(
            f"select {number_of('replace(x, chr(44), chr(46))', what=chr(39) + 'M' + chr(39))}"
            " from (select unnest(?) as x)",
            [texts],
        )
    assert [value for (value,) in rows] == [float(number) for number in numbers]


@pytest.mark.slow
@pytest.mark.parametrize(
    ("form", "dataset", "file", "column"),
    [
        ("v3_parquet_folder", "cbs:99997ned", "cbs.v3.99997ned_TypedDataSet", "Perioden"),
        ("v4_parquet_folder", "cbs:99999NED", "cbs.99999NED_Observations", "RegioS"),
    ],
)
def test_codes_that_are_no_text_in_parquet_are_refused(
    form: str,
    dataset: str,
    file: str,
    column: str,
    request: pytest.FixtureRequest,
    take_in: TakeIn,
) -> None:
    # Given figures of which one column of codes is kept as bytes
    folder = request.getfixturevalue(form)
    path, copy = folder / f"{file}.parquet", folder / "copy"
    duckdb.execute(
        f"copy (select * replace (encode({column}) as {column}) from '{path}') "
        f"to '{copy}' (format parquet)"
    )
    copy.replace(path)
    # When it is imported, then the column and its type are named
    with pytest.raises(SourceError, match=rf"column '{column}' holds BLOB, and text belongs"):
        take_in(dataset, folder)
