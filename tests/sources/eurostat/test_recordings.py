"""Real recordings of Eurostat, cell by cell where something else tells what they must be."""

from __future__ import annotations

import csv
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from agdb.errors import SourceError
from agdb.files.recorded import RecordedFile
from agdb.sources.eurostat.sdmx_structures import is_structure, read_titles
from agdb.warehouse.version import DatasetVersion

TakeIn = Callable[[str, Path], DatasetVersion]
Cells = Callable[[DatasetVersion, str], list[tuple[Any, ...]]]


def test_a_download_with_labels_arrives_whole(
    specimens: Path, take_in: TakeIn, cells: Cells
) -> None:
    path = specimens / "eurostat" / "isoc_ai_iaiu_2025_labels.csv"
    version = take_in("eurostat:isoc_ai_iaiu", path)
    with path.open(encoding="utf-8", newline="") as stream:
        received = list(csv.DictReader(stream))
    assert version.rows == len(received) == 1507
    found = {row[:-1]: row[-1] for row in cells(version, "measure, ind_type, indic_is, geo, value")}
    for row in received:
        key = (row["unit"], row["ind_type"], row["indic_is"], row["geo"])
        assert found[key] == (float(row["OBS_VALUE"]) if row["OBS_VALUE"] else None)
    assert version.structure.published == "2025-12-16T11:00:00"


def test_the_old_bulk_layout_is_read_with_its_flags(
    specimens: Path, take_in: TakeIn, cells: Cells
) -> None:
    path = specimens / "eurostat" / "tsv" / "trng_lfse_04_old_layout_excerpt.tsv"
    version = take_in("eurostat:trng_lfse_04", path)
    found = {row[:3]: row[3:] for row in cells(version, "sex, geo, period, value, status, mark")}
    assert found["T", "NL", "2013"] == (17.9, "B", "b")
    assert found["F", "BG31", "2019"] == (None, "O", "u")
    assert ("F", "BG31", "2001") not in found  # a plain colon is a hole
    assert version.structure.notes["nuts-edition"] == "2021 or earlier"
    assert next(code.id for code in version.structure.periods) == "2000"


@pytest.mark.parametrize(
    ("name", "sentence"),
    [
        ("jsonstat/error_413_extraction_too_big.json", "10305182 rows"),
        ("sdmx/fault_413.xml", "17348292 rows"),
        ("sdmx/footer.xml", "prepare the answer later"),
        ("sdmx/footer2.xml", "prepare the answer later"),
        ("sdmx/NAMA_10_GDP-ss.xml", "SDMX-ML data"),
    ],
)
def test_recorded_answers_without_figures_are_sentences(
    specimens: Path, take_in: TakeIn, name: str, sentence: str
) -> None:
    with pytest.raises(SourceError, match=sentence):
        take_in("eurostat:x", specimens / "eurostat" / name)


def test_recorded_structures_name_dimensions_and_codes(specimens: Path) -> None:
    folder = specimens / "eurostat" / "sdmx"
    names = ("apro_mk_cola-structure.xml", "CL_FREQ.xml")
    files = [RecordedFile.at(folder / name, name=name) for name in names]
    assert all(map(is_structure, files))
    whole, alone = (read_titles([file]) for file in files)
    assert whole.codes["geo"]["BE"] == "Belgium"
    assert whole.code_of("geo")["Belgium"] == "BE"
    assert alone.codes["freq"]["P"] == "Pluri-annual"  # English, though German stands beside it
    assert alone.dimensions["freq"] == "Time frequency"
