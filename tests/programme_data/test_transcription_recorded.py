"""Figures taken from a recording itself equal its cells, or the sums over its rows."""

from __future__ import annotations

import csv
import json
from pathlib import Path

from .figure import Row, period_of_code

ADJUSTED = "A050903"
KINDS = {"software": "developer", "it-management": "support", "data": "data"}
SEXES = {"M": "man", "F": "vrouw"}


def test_labour_participation_is_copied_with_unit_and_status(
    figures: dict[str, list[Row]], specimens: Path
) -> None:
    folder = specimens / "cbs" / "85224NED" / "v4-json-20260702"
    units = {row["Identifier"]: row["Unit"] for row in _values(folder / "measure-codes.json")}
    states = {row["Identifier"]: row["Status"] for row in _values(folder / "codes-Perioden.json")}
    given: dict[tuple[str, ...], tuple[str, str, str]] = {
        (row["Measure"], ADJUSTED, period_of_code(row["Perioden"])): (
            str(row["Value"]),
            units[row["Measure"]],
            states[row["Perioden"]],
        )
        for row in _values(folder / "observations-page-1.json")
        if row["SeizoenEnWerkdagcorrectie"] == ADJUSTED
    }
    ours = figures["cbs:85224NED"]

    for row in ours:
        assert given[row.key] == (row["value"], row["unit"], row["status"]), row.key
    copied = {row["measure"] for row in ours}
    assert {key for key in given if key[0] in copied} == {row.key for row in ours}


def test_first_years_are_the_sums_over_programmes_and_no_programme_counts_twice(
    figures: dict[str, list[Row]], specimens: Path
) -> None:
    # Given every programme once, however often the file repeats it
    file = specimens / "duo" / "labels" / "opleidingen_ho_tech_filtered.csv"
    with file.open(encoding="utf-8", newline="") as text:
        programmes = {
            (row["brinnummer_duo"], row["opleidingscode_duo"], row["soortopleiding_duo"]): row
            for row in csv.DictReader(text)
        }

    for row in figures["duo:eerstejaars-digitaal-2015-2019"]:
        level, degree, kind, sex = row.codes
        column = f"{row['period'][:4]}_{SEXES[sex]}_i"

        # When the programmes of this kind are added up
        cells = [
            programme[column]
            for programme in programmes.values()
            if programme["ho_type"] == level
            and programme["soortopleiding_duo"] == degree.replace("-", " ")
            and programme["tech_label"] == KINDS[kind]
        ]

        # Then that is our number
        assert sum(float(cell) for cell in cells if cell) == int(row["value"]), row.key


def _values(file: Path) -> list[dict[str, str]]:
    rows: list[dict[str, str]] = json.loads(file.read_text(encoding="utf-8"))["value"]
    return rows
