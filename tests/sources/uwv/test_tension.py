"""UWV's spanningsindicator: sixteen is "sixteen or more", and nothing unknown is guessed at."""

from __future__ import annotations

import csv
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from agdb.errors import SourceError
from agdb.sources.uwv.read import _cell
from agdb.warehouse.version import DatasetVersion

TakeIn = Callable[[str, Path], DatasetVersion]
Cells = Callable[[DatasetVersion, str], list[tuple[Any, ...]]]
Make = Callable[..., bytes]
ID = "uwv:spanningsindicator"
HEADER = ["Kwartaal", "Arbeidsmarktregio", "Beroepsgroep", "Spanningsindicator", "Typering"]
ROWS: list[list[Any]] = [
    ["2023Q1", "Nederland", "0111", 4.32, "zeer krap"],
    ["2023 K1", "Nederland", "0112", 16.0, "Zeer krap"],
    ["K1 2023", "Nederland", "0113", "16.00", ""],
    ["2023Q1", "Groningen", "0111", "0,93", "gemiddeld"],
    ["2023Q1", "Groningen", "0112", None, ""],
]


def test_the_top_value_is_a_lower_bound(
    workbook: Make, put: Callable[..., Path], take_in: TakeIn, cells: Cells
) -> None:
    path = put(x__xlsx=workbook(Cijfers=[HEADER, *ROWS])) / "x.xlsx"
    assert cells(take_in(ID, path), "region, occupation, period, value, lower, upper, mark") == [
        ("Groningen", "0111", "2023-Q1", 0.93, None, None, ""),
        ("Groningen", "0112", "2023-Q1", None, None, None, ""),
        ("Nederland", "0111", "2023-Q1", 4.32, None, None, ""),
        ("Nederland", "0112", "2023-Q1", None, 16.0, None, "16.0"),
        ("Nederland", "0113", "2023-Q1", None, 16.0, None, "16.00"),
    ]


@pytest.mark.parametrize(
    ("row", "sentence"),
    [
        (["2023Q1", "NL", "0111", 16.5, ""], "row|16.5 is not a ratio from 0 to 16"),
        (["2023Q1", "NL", "0111", "krap", ""], "'krap' is not a ratio"),
        (["2023Q5", "NL", "0111", 1.0, ""], "'2023Q5' is not a quarter"),
        (["2023Q1", "NL", 111, 1.0, ""], "zeros may be lost"),
        (["2023Q1", "NL", "0111", 1.0, "zeer krap"], "'zeer krap' does not fit the ratio 1.0"),
        (["2023Q1", "NL", "0111", True, ""], "is not a ratio"),
    ],
)
def test_a_row_that_does_not_fit_is_refused(
    workbook: Make, put: Callable[..., Path], take_in: TakeIn, row: list[Any], sentence: str
) -> None:
    path = put(x__xlsx=workbook(Cijfers=[HEADER, row])) / "x.xlsx"
    with pytest.raises(SourceError, match=sentence):
        take_in(ID, path)


@pytest.mark.parametrize(
    ("sheets", "sentence"),
    [
        ({"A": [[*HEADER, "Vacatures"], [*ROWS[0], 1]]}, "'Vacatures' is not known"),
        ({"A": [HEADER[:3], ROWS[0][:3]]}, "no column for ratio"),
        ({"A": [HEADER, ROWS[0]], "B": [["x"]]}, "2 sheets with values"),
        ({"A": []}, "0 sheets with values"),
        ({"A": [HEADER]}, "holds no observations"),
    ],
)
def test_another_layout_is_refused_by_name(
    workbook: Make,
    put: Callable[..., Path],
    take_in: TakeIn,
    sheets: dict[str, list[list[Any]]],
    sentence: str,
) -> None:
    with pytest.raises(SourceError, match=sentence):
        take_in(ID, put(x__xlsx=workbook(**sheets)) / "x.xlsx")


def test_quoted_figures_of_the_press_read_as_ratios(specimens: Path) -> None:
    path = specimens / "uwv" / "reported_spanningsindicator_2023Q1.csv"
    with path.open(encoding="utf-8", newline="") as stream:
        found = [_cell(row["value"], "", path.name, 1) for row in csv.DictReader(stream)]
    assert [cell.value for cell in found[:2]] == [4.32, 9.38]
    assert [cell.lower for cell in found if cell.value is None] == [16.0, 16.0, 16.0]
