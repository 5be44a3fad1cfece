"""ROA's AIS: broken letters, unpadded codes, horizons in words, and no edition beside another."""

from __future__ import annotations

import csv
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from agdb.errors import SourceError
from agdb.sources.roa.layout import horizon_of, mended, padded
from agdb.warehouse.version import DatasetVersion

TakeIn = Callable[[str, Path], DatasetVersion]
Cells = Callable[[DatasetVersion, str], list[tuple[Any, ...]]]
ID = "roa:ais-2030-ed2026"


def test_each_figure_of_a_row_is_a_measure(small: Path, take_in: TakeIn, cells: Cells) -> None:
    version = take_in(ID, small / "roa" / "ais.csv")
    where = "measure, groep, period, horizon, editie, value, text"
    found = [row for row in cells(version, where) if row[2] == "2025/2030"]
    assert found == [
        ("aantal", "0111", "2025/2030", "tot 2030", "2026", 11800.0, None),
        ("perc", "0111", "2025/2030", "tot 2030", "2026", 2.5, None),
        ("totaal6jrperc", "0111", "2025/2030", "tot 2030", "2026", 16.0, None),
        ("typering", "0111", "2025/2030", "tot 2030", "2026", None, "laag"),
    ]


def test_codes_are_padded_and_letters_mended(small: Path, take_in: TakeIn) -> None:
    structure = take_in(ID, small / "roa" / "ais.csv").structure
    groups = [code.id for code in structure.dimension_by_id["groep"].codes]
    assert groups == ["0111", "0112", "0113", "999999"]
    subjects = {code.id for code in structure.dimension_by_id["onderwerp"].codes}
    assert any("commerciële" in subject for subject in subjects)
    assert structure.notes["mended"].startswith("1 ")
    regions = {code.id for code in structure.dimension_by_id["regio"].codes}
    assert {"Groningen", "provincie Groningen"} <= regions


def test_minus_nine_and_blanks_are_no_figures(small: Path, take_in: TakeIn, cells: Cells) -> None:
    version = take_in(ID, small / "roa" / "ais.csv")
    found = cells(version, "groep, value, status, mark, frequency")
    assert ("0112", None, "O", "-9", "other") in found  # and no horizon: its days are not known
    assert ("0113", None, "O", "", "year") in found
    assert version.structure.notes["blank"].startswith("1 ")


@pytest.mark.parametrize(
    ("old", "new", "sentence"),
    [
        ("0,846", "0.846", "ais.csv:3: '0.846' is not a number of indicator"),
        (";0111;", ";A111;", "ais.csv:2: 'A111' is not a code"),
        ("16;v20260901", "16;september", "'september' is not a code or not a version"),
        ("16;v20260901", "16;;v20260901", "ais.csv:2: 15 cells"),
        ("waarde", "code", "no form that we read"),
        ("11800", "11\x00800", "control character"),
    ],
)
def test_what_does_not_fit_is_refused(
    small: Path, take_in: TakeIn, tmp_path: Path, old: str, new: str, sentence: str
) -> None:
    path = tmp_path / "ais.csv"
    text = (small / "roa" / "ais.csv").read_text("utf-8")
    assert old in text
    path.write_text(text.replace(old, new, 1), "utf-8")
    with pytest.raises(SourceError, match=sentence):
        take_in(ID, path)


@pytest.mark.parametrize(
    ("subject", "words", "period"),
    [
        ("ITKB toekomstige knelpunten beroepsgroep in 2030", "in 2030", "2030"),
        ("verwachte baanopeningen tot 2030", "tot 2030", "2025/2030"),
        ("huidige arbeidsmarktsituatie (2026Q1)", "2026Q1", "2026-Q1"),
        ("gemiddeld uurloon", "", "None"),
    ],
)
def test_the_horizon_is_read_from_the_subject(subject: str, words: str, period: str) -> None:
    found = horizon_of(subject)
    assert (found[0], str(found[1])) == (words, period)


def test_mending_never_changes_right_letters() -> None:
    for text in ("commerciële", "Ã", "â", "naïef €", "plain"):
        assert mended(text) == text


def test_the_transcribed_groups_of_the_recording_read_as_codes(specimens: Path) -> None:
    path = specimens / "roa" / "ais2030_ed2026_beroepsgroep_nl.csv"
    with path.open(encoding="utf-8", newline="") as stream:
        codes = [row["brc_code"] for row in csv.DictReader(stream, delimiter=";")]
    assert [padded(str(int(code))) for code in codes] == codes
