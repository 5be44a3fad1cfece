"""The regions are those of Statistics Netherlands, with the names of 2025."""

from __future__ import annotations

import csv
from collections import Counter
from pathlib import Path

from agdb.programme.plan import Plan, Region

COUNTS = {"NL": 1, "LD": 4, "PV": 12, "AM": 35, "EU": 1}


def test_there_are_as_many_regions_as_the_division_has(
    regions: dict[str, Region], plan: Plan
) -> None:
    assert Counter(code[:2] for code in regions) == COUNTS
    assert {division.prefix for division in plan.divisions} == set(COUNTS)
    assert plan.country in regions


def test_codes_and_names_are_those_of_the_recorded_table(
    regions: dict[str, Region], specimens: Path
) -> None:
    (file,) = specimens.glob("cbs/86059NED/v3-typed-labelled-csv-*/86059NED.csv")
    given: dict[str, str] = {}
    with file.open(encoding="utf-8-sig", newline="") as text:
        for row in csv.DictReader(text, delimiter=";"):
            cells = list(row.items())
            for place, (name, value) in enumerate(cells):
                if name.startswith("Code_") and value.strip()[:2] in {"AM", "PV", "LD"}:
                    given[value.strip()] = cells[place + 1][1].strip()

    outside = {"NL01", "EU27_2020"}  # the country itself, and what it is compared with
    assert {c: r.names["nl"] for c, r in regions.items() if c not in outside} == given
