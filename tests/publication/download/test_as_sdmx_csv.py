"""SDMX-CSV, and the structures that it stands under."""

from __future__ import annotations

import csv
import io
import json
from typing import Any


def rows_of(body: bytes) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(body.decode())))


def structures(files: dict[str, bytes]) -> dict[str, Any]:
    found: dict[str, Any] = json.loads(files["sdmx/structures.json"])["data"]
    return found


def test_a_row_names_its_dataflow_and_has_the_rounded_value(files: dict[str, bytes]) -> None:
    row = rows_of(files["sdmx/bicycles-to-school.csv"])[0]

    assert row["STRUCTURE"] == "dataflow"
    assert row["STRUCTURE_ID"] == "BICYCLES:BICYCLES_TO_SCHOOL(1.0.0)"
    assert (row["TIME_PERIOD"], row["OBS_VALUE"]) == ("2014-08-01/P1Y", "61.0")


def test_every_column_is_a_component_and_every_code_is_on_its_list(
    files: dict[str, bytes],
) -> None:
    told = structures(files)
    lists = {one["id"]: {code["id"] for code in one["codes"]} for one in told["codelists"]}
    names = [path for path in files if path.startswith("sdmx/") and path.endswith(".csv")]

    assert names
    for path in names:
        ident = path.removeprefix("sdmx/").removesuffix(".csv").upper().replace("-", "_")
        (made,) = [one for one in told["dataStructures"] if one["id"] == ident]
        parts = made["dataStructureComponents"]
        dimensions = {one["id"]: one for one in parts["dimensionList"]["dimensions"]}
        others = {one["id"] for one in parts["attributeList"]["attributes"]}
        rows = rows_of(files[path])
        known = {*dimensions, *others, "TIME_PERIOD", "OBS_VALUE"}
        assert set(rows[0]) - {"STRUCTURE", "STRUCTURE_ID", "ACTION"} == known
        for name, one in dimensions.items():
            enumeration = one["localRepresentation"]["enumeration"]
            codes = lists[enumeration.rpartition(":")[2].partition("(")[0]]
            assert {row[name] for row in rows} <= codes


def test_an_indicator_without_values_has_a_dataflow_and_no_file(files: dict[str, bytes]) -> None:
    flows = {one["id"] for one in structures(files)["dataflows"]}

    assert "BICYCLES_LANES" in flows
    assert "sdmx/bicycles-lanes.csv" not in files
