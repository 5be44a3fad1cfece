"""One data set in every form in which Eurostat gives it out: the same cells."""

from __future__ import annotations

import gzip
import shutil
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from agdb.statistics.structure import DimensionKind, UnitOrigin
from agdb.warehouse.version import DatasetVersion

TakeIn = Callable[[str, Path], DatasetVersion]
Cells = Callable[[DatasetVersion, str], list[tuple[Any, ...]]]
ID = "eurostat:cyc_age"
FORMS = ("json-stat.json", "codes.csv", "both.csv", "beside.csv", "cyc_age.tsv")
EXPECTED = [
    ("PC", "A", "NL", "2023", 19.5, "A", "F"),
    ("PC", "A", "NL", "2024", 20.25, "B", "F"),
    ("PC", "A", "NL", "2025", None, "Q", "C"),
    ("PC", "A", "NL35", "2023", 0.0, "N", "F"),
    ("PC", "A", "NL35", "2025", None, "O", "F"),
    ("PC", "A", "NL36", "2023", 0.1, "A", "F"),
    ("PC", "A", "NL36", "2024", -3.0, "B", "F"),
]
COLUMNS = "measure, freq, geo, period, value, status, confidentiality"


@pytest.mark.slow
@pytest.mark.parametrize("form", FORMS)
def test_each_form_gives_the_same_cells(
    small: Path, take_in: TakeIn, cells: Cells, form: str
) -> None:
    version = take_in(ID, small / "eurostat" / form)
    assert cells(version, COLUMNS) == EXPECTED
    assert version.partial is None
    assert version.structure.notes["nuts-edition"] == "2024"


@pytest.mark.parametrize("form", ["json-stat.json", "codes.csv", "cyc_age.tsv"])
def test_the_week_that_is_not_known_is_kept_without_dates_in_each_form(
    small: Path, take_in: TakeIn, cells: Cells, tmp_path: Path, form: str
) -> None:
    # Deaths by week have a W99 for those of which only the year is known
    table = (small / "eurostat" / form).read_bytes()
    path = tmp_path / form
    path.write_bytes(table.replace(b"2025", b"2025-W99").replace(b"2025-W99-", b"2025-"))

    version = take_in(ID, path)

    assert set(cells(version, "period, frequency, start is null")) == {
        ("2023", "year", False),
        ("2024", "year", False),
        ("2025-W99", "other", True),
    }


@pytest.mark.parametrize("form", ["codes.csv", "cyc_age.tsv"])
def test_a_packed_file_is_the_same(
    small: Path, take_in: TakeIn, cells: Cells, tmp_path: Path, form: str
) -> None:
    packed = tmp_path / f"{form}.gz"
    packed.write_bytes(gzip.compress((small / "eurostat" / form).read_bytes()))
    assert cells(take_in(ID, packed), COLUMNS) == EXPECTED


def test_labels_become_codes_by_the_structures_beside_them(
    small: Path, take_in: TakeIn, cells: Cells, tmp_path: Path
) -> None:
    # Given a download of the Data Browser with labels, and the structures in one folder
    folder = tmp_path / "recording"
    folder.mkdir()
    for name in ("labels.csv", "structure.xml"):
        shutil.copy(small / "eurostat" / name, folder)
    # Then its cells are those of the other forms
    version = take_in(ID, folder)
    assert cells(version, COLUMNS) == EXPECTED
    assert "turned into codes" in version.structure.notes["codes"]


def test_labels_without_structures_stay_labels_and_say_so(
    small: Path, take_in: TakeIn, cells: Cells
) -> None:
    version = take_in(ID, small / "eurostat" / "labels.csv")
    assert [row[4:] for row in cells(version, COLUMNS)] == [row[4:] for row in EXPECTED]
    assert "labels in place of codes" in version.structure.notes["codes"]
    assert 'Utrecht, the "city"' in version.structure.dimension_by_id["geo"].by_id


def test_structures_give_titles_to_a_bulk_table(
    small: Path, take_in: TakeIn, tmp_path: Path
) -> None:
    folder = tmp_path / "recording"
    folder.mkdir()
    for name in ("cyc_age.tsv", "structure.xml"):
        shutil.copy(small / "eurostat" / name, folder)
    structure = take_in(ID, folder).structure
    assert structure.title == "Cyclists (invented figures)"
    assert structure.dimension_by_id["geo"].by_id["NL36"].title == "Zuid-Holland"


@pytest.mark.parametrize("form", ["json-stat.json", "both.csv", "beside.csv"])
def test_titles_units_and_kinds_are_kept(small: Path, take_in: TakeIn, form: str) -> None:
    structure = take_in(ID, small / "eurostat" / form).structure
    assert structure.title == "Cyclists (invented figures)"
    (measure,) = structure.measures
    assert (measure.id, measure.unit, measure.unit_origin) == (
        "PC",
        "Percentage",
        UnitOrigin.RECORDED,
    )
    geo = structure.dimension_by_id["geo"]
    assert (geo.kind, geo.title) == (DimensionKind.REGION, "Geopolitical entity (reporting)")
    assert geo.by_id["NL35"].title == "Utrecht"


def test_the_mark_is_as_received(small: Path, take_in: TakeIn, cells: Cells) -> None:
    version = take_in(ID, small / "eurostat" / "json-stat.json")
    assert {mark for (mark,) in cells(version, "mark")} == {"", "b", "n", "u", "|C", "bu|F"}


@pytest.mark.parametrize(
    ("form", "date"),
    [("json-stat.json", "2026-02-01T11:00:00+0100"), ("codes.csv", "2026-02-01T11:00:00")],
)
def test_the_last_update_is_read_day_first(
    small: Path, take_in: TakeIn, form: str, date: str
) -> None:
    assert take_in(ID, small / "eurostat" / form).structure.published == date


@pytest.mark.slow
def test_a_line_break_in_quotes_is_part_of_its_cell(
    small: Path, take_in: TakeIn, cells: Cells, tmp_path: Path
) -> None:
    # Given labels and a title that are broken over two lines, in the first row already
    path = tmp_path / "beside.csv"
    text = (small / "eurostat" / "beside.csv").read_text("utf-8")
    broken = text.replace("Percentage", '"Percentage\nof people"')
    path.write_text(
        broken.replace("Cyclists (invented figures)", '"Cyclists\n(invented)"'), "utf-8"
    )
    version = take_in(ID, path)
    told = take_in(ID, small / "eurostat" / "beside.csv")
    figures = "geo, period, value, status"
    assert cells(version, figures) == cells(told, figures)
    assert version.structure.measures[0].unit == "Percentage of people"
    assert version.structure.title == "Cyclists (invented)"
