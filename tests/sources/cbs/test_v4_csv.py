"""The bulk form: decimal commas, line breaks in quotes, two regions, margins, groups."""

from __future__ import annotations

import zipfile
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from agdb.errors import SourceError
from agdb.statistics.structure import DimensionKind
from agdb.warehouse.version import DatasetVersion
from agdb.warehouse.warehouse import Warehouse

TakeIn = Callable[[str, Path], DatasetVersion]
Cells = Callable[[DatasetVersion, str], list[tuple[Any, ...]]]
TABLE = "cbs:99998NED"


def replace(path: Path, old: str, new: str) -> None:
    text = path.read_bytes().decode()
    assert old in text
    path.write_bytes(text.replace(old, new, 1).encode())


@pytest.mark.slow
def test_zip_and_folder_give_the_same_dataset(
    bulk_folder: Path, bulk_zip: Path, take_in: TakeIn, cells: Cells
) -> None:
    packed, plain = take_in(TABLE, bulk_zip), take_in(TABLE, bulk_folder)
    assert packed.structure == plain.structure
    assert cells(packed, "*") == cells(plain, "*")
    assert (packed.rows, packed.partial) == (5, None)


def test_codes_are_trimmed_commas_are_points_and_reasons_are_kept(
    bulk_zip: Path, take_in: TakeIn, cells: Cells
) -> None:
    found = cells(take_in(TABLE, bulk_zip), "measure, Marges, RegioVanVertrek, value, status, mark")
    assert found == [
        ("M1", "MBG0095", "GM0363", 9000.0, "A", "None"),
        ("M1", "MOG0095", "GM0363", 7000.05, "A", "None"),
        ("M1", "MW00000", "GM0363", 7888.2, "A", "None"),
        ("M2", "MW00000", "GM0363", None, "M", "Impossible"),
        ("M2", "MW00000", "PV27", -0.3, "A", "None"),
    ]


def test_blank_status_is_unknown_and_never_definitive(
    bulk_zip: Path, take_in: TakeIn, cells: Cells
) -> None:
    found = set(cells(take_in(TABLE, bulk_zip), "period, finality"))
    assert found == {("2024", "definitive"), ("2024-Q4", "unknown")}


def test_two_regions_and_margins_are_marked_for_what_they_are(
    bulk_zip: Path, take_in: TakeIn
) -> None:
    structure = take_in(TABLE, bulk_zip).structure
    assert {d.id: d.kind for d in structure.dimensions} == {
        "Marges": DimensionKind.MARGIN,
        "RegioVanVertrek": DimensionKind.REGION,
        "RegioVanVestiging": DimensionKind.REGION,
    }


def test_groups_become_a_hierarchy_above_the_codes_and_unused_ones_are_left_out(
    bulk_zip: Path, take_in: TakeIn
) -> None:
    structure = take_in(TABLE, bulk_zip).structure
    codes = structure.dimension_by_id["RegioVanVertrek"].by_id
    assert {code.id: code.parent for code in codes.values()} == {
        "GM0363": "group:GM",
        "PV27": "group:PV",
        "group:GEO": None,
        "group:PV": "group:GEO",
        "group:GM": "group:GEO",
    }


def test_equal_titles_of_measures_are_told_apart_by_their_group(
    bulk_zip: Path, take_in: TakeIn
) -> None:
    measures = take_in(TABLE, bulk_zip).structure.measures
    assert [m.title for m in measures] == ["Totaal", "Totaal"]
    assert [m.group for m in measures] == [
        ("Verhuisde personen", "Mannen"),
        ("Verhuisde personen", "Vrouwen"),
    ]


def test_without_a_count_the_dataset_says_that_nothing_tells_whether_it_is_all(
    bulk_folder: Path, take_in: TakeIn
) -> None:
    (bulk_folder / "Properties.csv").unlink()
    assert "the count of observations was not recorded" in str(take_in(TABLE, bulk_folder).partial)


@pytest.mark.slow
@pytest.mark.parametrize(
    ("file", "old", "new", "sentence"),
    [
        ("Observations.csv", "7888,2;", "7.888,2;", "which is not a number"),
        ("Observations.csv", "7888,2;", "geheim;", "M1 holds 'geheim', which is not a number"),
        ("Observations.csv", "7888,2;", "1_000;", "which is not a number"),
        ("Observations.csv", "7888,2;", "nan;", "which is not a number"),
        ("Observations.csv", "4;M2;MW00000;PV27;GM0363;2024KW04;-0,3;;None\r\n", "", "claims 5"),
        ("Observations.csv", "Id;Measure", "Id;Maat", "no column 'Measure'"),
        ("Observations.csv", "Id;", "Id;Extra;", "column 'Extra'"),
        ("Observations.csv", ";7000,05;;None", ";7000,05", "Expected Number of Columns"),
        ("Observations.csv", "Id;Measure", "Id;Id", "a name twice"),
        ("MeasureGroups.csv", "G0;0;Verhuisde personen;;", "G0;0;Verhuisde personen;;G1", "above"),
        ("MeasureCodes.csv", ";G1;", ";G9;", "there is no group 'G9'"),
        ("MeasureCodes.csv", "M1;1;", "M1;een;", "not the cells that CBS publishes here"),
        ("Dimensions.csv", '"eerste', "eerste", "row 2 has|not a CSV"),
        ("Dimensions.csv", "Marges;Marges;", 'Marges;"Marges;', "not a CSV file"),
        ("PeriodenCodes.csv", "Definitief", "Concept", "the status 'Concept'"),
    ],
)
def test_a_damaged_file_is_refused_in_one_sentence(
    bulk_folder: Path,
    take_in: TakeIn,
    warehouse: Warehouse,
    file: str,
    old: str,
    new: str,
    sentence: str,
) -> None:
    replace(bulk_folder / file, old, new)
    with pytest.raises(SourceError, match=sentence) as refused:
        take_in(TABLE, bulk_folder)
    assert "\n" not in str(refused.value)
    assert not warehouse.root.exists()


@pytest.mark.parametrize(
    "name", ["../evil.csv", "/etc/evil.csv", "a/../../evil.csv", "C:\\evil.csv", "..\\evil.csv"]
)
def test_a_zip_that_points_outside_of_itself_is_refused(
    bulk_zip: Path, take_in: TakeIn, name: str
) -> None:
    with zipfile.ZipFile(bulk_zip, "a") as archive:
        archive.writestr(name, b"x")
    with pytest.raises(SourceError, match="which leaves its folder"):
        take_in(TABLE, bulk_zip)


def test_a_zip_bomb_a_link_a_double_and_a_damaged_zip_are_refused(
    tmp_path: Path, bulk_zip: Path, take_in: TakeIn
) -> None:
    # Given a small file that would become a large one
    bomb = tmp_path / "bomb.zip"
    with zipfile.ZipFile(bomb, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("Observations.csv", bytes(30 << 20))
    with pytest.raises(SourceError, match="the archive unpacks from"):
        take_in(TABLE, bomb)
    # And one with a symbolic link
    link = zipfile.ZipInfo("Properties.csv")
    link.external_attr = 0o120777 << 16
    linked = tmp_path / "link.zip"
    with zipfile.ZipFile(linked, "w") as archive:
        archive.writestr(link, "/etc/passwd")
    with pytest.raises(SourceError, match="is a link"):
        take_in(TABLE, linked)
    # And one with two files of one name
    double = tmp_path / "double.zip"
    with zipfile.ZipFile(double, "w") as archive:
        archive.writestr("a/Properties.csv", "x")
        archive.writestr("A/properties.csv", "x")
    with pytest.raises(SourceError, match="two files of one name"):
        take_in(TABLE, double)
    # And one that breaks off
    bulk_zip.write_bytes(bulk_zip.read_bytes()[:-100])
    with pytest.raises(SourceError, match="not a zip archive that can be read"):
        take_in(TABLE, bulk_zip)


@pytest.mark.parametrize("cut", [1, 2, 3, 4, 5, 6, 7])
def test_figures_that_are_cut_within_their_last_line_are_refused(
    bulk_folder: Path, take_in: TakeIn, cut: int
) -> None:
    # A cut in the last field alone leaves as many rows as are claimed: None becomes Non, No, N
    path = next(bulk_folder.rglob("Observations.csv"))
    path.write_bytes(path.read_bytes()[:-cut])
    with pytest.raises(SourceError, match=r"Observations.csv: the last line has no end"):
        take_in(TABLE, bulk_folder)


def test_two_tables_in_one_folder_are_refused(bulk_folder: Path, take_in: TakeIn) -> None:
    (bulk_folder / "other").mkdir()
    (bulk_folder / "other" / "MeasureCodes.csv").write_text("Identifier;Title\n")
    with pytest.raises(SourceError, match="give each table a folder of its own"):
        take_in(TABLE, bulk_folder)
