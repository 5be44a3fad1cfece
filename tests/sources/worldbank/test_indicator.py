"""The World Bank's two-element answers, all pages or none."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from agdb.errors import SourceError
from agdb.warehouse.version import DatasetVersion

TakeIn = Callable[[str, Path], DatasetVersion]
Cells = Callable[[DatasetVersion, str], list[tuple[Any, ...]]]
ID = "worldbank:CY.CLE.ZS"


def test_all_pages_make_one_data_set(small: Path, take_in: TakeIn, cells: Cells) -> None:
    version = take_in(ID, small / "worldbank")
    assert cells(version, "measure, country, period, value, status, mark") == [
        ("CY.CLE.ZS", "NLD", "2022", 80.0, "E", "E"),
        ("CY.CLE.ZS", "NLD", "2023", None, "O", ""),
        ("CY.CLE.ZS", "NLD", "2024", 83.12345678901235, "A", ""),
    ]
    assert version.structure.measures[0].unit == "% of population, invented"
    assert version.structure.published == "2026-01-30"


@pytest.mark.parametrize(
    ("old", "new", "sentence"),
    [
        ('"total": 3', '"total": 4', "of different answers"),
        ('"page": 1', '"page": 2', "2 pages are here and 2 are claimed"),
        ('"2024"', '"MRV"', "the date 'MRV' is not known"),
        ('"2024"', '"2023"', "the cell occurs 2 times"),
        ('"obs_status": ""', '"obs_status": "X"', "the status 'X' is not known"),
        ("CY.CLE.ZS", "OTHER.ID", "rows of 2 indicators|the recording is of"),
        ('"decimal": 1', '"decimals": 1', "unknown field"),
        ('"value": null', '"value": "n/a"', "not the JSON"),
    ],
)
def test_what_does_not_fit_is_refused(
    small: Path, take_in: TakeIn, tmp_path: Path, old: str, new: str, sentence: str
) -> None:
    folder = tmp_path / "recording"
    shutil.copytree(small / "worldbank", folder)
    text = (folder / "page-1.json").read_text()
    assert old in text
    (folder / "page-1.json").write_text(text.replace(old, new, 1))
    with pytest.raises(SourceError, match=sentence):
        take_in(ID, folder)


def test_a_missing_page_is_an_error(small: Path, take_in: TakeIn) -> None:
    with pytest.raises(SourceError, match="1 pages are here and 2 are claimed"):
        take_in(ID, small / "worldbank" / "page-1.json")


@pytest.mark.parametrize(
    ("answer", "sentence"),
    [
        ('[{"message":[{"id":"120","key":"x","value":"Invalid value"}]}]', "'Invalid value'"),
        ('[{"page":1,"pages":1,"total":0},null]', "indicators in place of one"),
        ('[{"page":1,"pages":1,"total":1},null]', "0 rows where 1 are claimed"),
        ('[{"page":1},[],[]]', "3 parts in place of two"),
    ],
)
def test_an_error_comes_with_success_and_is_still_one(
    take_in: TakeIn, tmp_path: Path, answer: str, sentence: str
) -> None:
    path = tmp_path / "x.json"
    path.write_text(answer)
    with pytest.raises(SourceError, match=sentence):
        take_in(ID, path)
