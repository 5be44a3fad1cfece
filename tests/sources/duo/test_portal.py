"""DUO's portal: long or pivoted as its catalogue says, 1 to 4 hidden, and never an old file."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from agdb.errors import SourceError
from agdb.sources.duo.layout import layout_of
from agdb.sources.duo.layouts import CKAN
from agdb.warehouse.version import DatasetVersion

TakeIn = Callable[[str, Path], DatasetVersion]
Cells = Callable[[DatasetVersion, str], list[tuple[Any, ...]]]
HBO = "duo:p04hogdipl@gediplomeerdengeslhbo"


def test_a_four_is_one_to_four_and_a_zero_is_zero(
    small: Path, take_in: TakeIn, cells: Cells
) -> None:
    version = take_in(HBO, small / "duo" / "gediplomeerdengeslhbo.csv")
    assert cells(version, "GESLACHT, period, value, lower, upper, mark") == [
        ("man", "2023/24", 10.0, None, None, ""),
        ("man", "2024/25", 0.0, None, None, ""),
        ("vrouw", "2023/24", None, 1.0, 4.0, "4"),
    ]
    assert version.structure.dimension_by_id["GEMEENTENUMMER"].by_id["0106"].title == "Assen"


@pytest.mark.slow
@pytest.mark.parametrize("mark", ["-1", "4", "<5"])
def test_however_it_is_marked_a_hidden_count_is_no_number_and_no_summand(
    small: Path, take_in: TakeIn, cells: Cells, tmp_path: Path, mark: str
) -> None:
    # Given a file in which one of two counts is hidden, as users of the portal saw it
    path = tmp_path / "x.csv"
    text = (small / "duo" / "gediplomeerdengeslhbo.csv").read_text()
    path.write_text(text.replace('"4"', f'"{mark}"'))
    version = take_in(HBO, path)
    # Then the sum of 2023/24 lies between 11 and 14, and nothing was subtracted
    found = cells(version, "value, lower, upper, status, mark")
    (hidden,) = (row for row in found if row[0] is None)
    assert hidden == (None, 1.0, 4.0, "Q", mark)
    bounds = "sum(coalesce(value, lower)) over (), sum(coalesce(value, upper)) over ()"
    assert cells(version, bounds)[0] == (11.0, 14.0)


def test_a_real_excerpt_of_the_portal_is_read(
    specimens: Path, take_in: TakeIn, cells: Cells
) -> None:
    folder = specimens / "newer" / "duo" / "p01-wo" / "ckan-csv-layout-excerpt"
    version = take_in("duo:p01hoinges@wo", folder / "duo_ingeschrevenen_wo_excerpt.csv")
    found = cells(version, "period, GEMEENTENUMMER, OPLEIDINGSCODE_ACTUEEL, value")
    assert ("2021/22", "0080", "50700", 51.0) in found
    assert all(value is None or value >= 0 for *_, value in found)


def test_a_pivoted_resource_becomes_long(small: Path, take_in: TakeIn, cells: Cells) -> None:
    id_ = "duo:gediplomeerde-mbo-studenten@gediplomeerden"
    version = take_in(id_, small / "duo" / "2020-2024-gediplomeerden.csv")
    assert cells(version, "GESLACHT, period, value, upper") == [
        ("MAN", "2024", None, 4.0),
        ("MAN", "2025", 12.0, None),
        ("VROUW", "2024", 0.0, None),
    ]


def test_the_two_generations_are_never_one_data_set(small: Path, take_in: TakeIn) -> None:
    path = small / "duo" / "gediplomeerdengeslhbo.csv"
    with pytest.raises(SourceError, match=r"import it as duo:p04hogdipl@<resource>"):
        take_in("duo:05-gediplomeerden-hbo-2019", path)
    splice = take_in(HBO, path).structure.notes["splice"]
    assert "may not be joined without a mark" in splice


@pytest.mark.parametrize("count", ["1", "2", "3", "-2", "-4", "4.0", "-1.0", "<4"])
def test_a_count_that_the_portal_cannot_show_is_refused(
    small: Path, take_in: TakeIn, tmp_path: Path, count: str
) -> None:
    path = tmp_path / "x.csv"
    text = (small / "duo" / "gediplomeerdengeslhbo.csv").read_text()
    path.write_text(text.replace('"10"', f'"{count}"'))
    with pytest.raises(SourceError, match=r"x.csv:2: .* is not a count"):
        take_in(HBO, path)


def test_a_year_that_cannot_be_read_is_refused(
    small: Path, take_in: TakeIn, tmp_path: Path
) -> None:
    path = tmp_path / "x.csv"
    text = (small / "duo" / "gediplomeerdengeslhbo.csv").read_text()
    path.write_text(text.replace('"2024"', '"2024-2026"'))
    with pytest.raises(SourceError, match=r"x.csv:4: the row has no year"):
        take_in(HBO, path)


def test_the_recorded_catalogue_has_every_described_header(specimens: Path) -> None:
    path = specimens / "duo" / "ckan" / "duo_resources_catalogue_2026-04.json"
    columns = {
        package["_ckan_id"]: package["_kolommen"] for package in json.loads(path.read_text())
    }
    for layout in CKAN:
        found = layout_of(columns[layout.id], CKAN)
        assert found is layout, layout.id
