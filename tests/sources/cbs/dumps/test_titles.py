"""Dumps with titles in the place of codes, and what they cannot tell."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from agdb.errors import SourceError
from agdb.warehouse.version import DatasetVersion

TakeIn = Callable[[str, Path], DatasetVersion]
Cells = Callable[[DatasetVersion, str], list[tuple[Any, ...]]]
HEAD = "\ufeffID;Bedrijfskenmerken;Perioden;OpenstaandeVacatures_1;Naam_2\n"
ROWS = (
    "0;A-U Alle ;1997 1e kwartaal;89.8;Almelo  \n1;A-U Alle ;2024*;;.\n"
    "2;\"B; of 'C'\";1997 1e kwartaal;0;x\n3;\"B; of 'C'\";2024*;-1.5;y\n"
)


def test_codes_are_the_trimmed_titles_and_the_structure_says_so(
    tmp_path: Path, take_in: TakeIn, cells: Cells
) -> None:
    (tmp_path / "99995NED.csv").write_text(HEAD + ROWS, "utf-8")
    version = take_in("cbs:99995NED", tmp_path / "99995NED.csv")
    assert version.structure.notes["codes"] == "titles, not codes"
    assert version.partial is None
    assert cells(version, "measure, Bedrijfskenmerken, period, value, text, finality") == [
        ("Naam_2", "A-U Alle", "1997-Q1", None, "Almelo", "unknown"),
        ("Naam_2", "A-U Alle", "2024", None, None, "provisional"),
        ("Naam_2", "B; of 'C'", "1997-Q1", None, "x", "unknown"),
        ("Naam_2", "B; of 'C'", "2024", None, "y", "provisional"),
        ("OpenstaandeVacatures_1", "A-U Alle", "1997-Q1", 89.8, None, "unknown"),
        ("OpenstaandeVacatures_1", "A-U Alle", "2024", None, None, "provisional"),
        ("OpenstaandeVacatures_1", "B; of 'C'", "1997-Q1", 0.0, None, "unknown"),
        ("OpenstaandeVacatures_1", "B; of 'C'", "2024", -1.5, None, "provisional"),
    ]


def test_exactly_ten_thousand_rows_are_a_slice_and_one_less_is_short(
    tmp_path: Path, take_in: TakeIn
) -> None:
    path = tmp_path / "99995NED.csv"
    rows = [f"{n};S{n % 97};{1900 + n // 97};{n}\n" for n in range(10_000)]
    path.write_text("ID;Sector;Perioden;Banen_1\n" + "".join(rows), "utf-8")
    assert take_in("cbs:99995NED", path).partial == "only the first 10000 rows were recorded"
    path.write_text("ID;Sector;Perioden;Banen_1\n" + "".join(rows[:-1]), "utf-8")
    with pytest.raises(SourceError, match=r"9999 rows are there, and the cross .* has 10088"):
        take_in("cbs:99995NED", path)


@pytest.mark.parametrize(
    ("text", "sentence"),
    [
        (HEAD + ROWS + ROWS, "titles repeat inside a dimension"),
        (HEAD + ROWS.replace("89.8", "89,8"), "holds '89,8', which is not a number"),
        (HEAD + ROWS.replace(";Almelo  ", ""), "Expected Number of Columns: 5 Found: 4"),
        (HEAD + ROWS.replace("1997 1e kwartaal;0", ";0"), "4 rows are there, and the cross"),
        (HEAD + ROWS[:-1], "the last line has no end"),
        (HEAD, "the file holds no rows"),
        ("ID;Banen_1\n0;1\n", "no column of a dimension"),
    ],
)
def test_a_damaged_dump_is_refused(
    tmp_path: Path, take_in: TakeIn, text: str, sentence: str
) -> None:
    (tmp_path / "99995NED.csv").write_text(text, "utf-8")
    with pytest.raises(SourceError, match=sentence) as refused:
        take_in("cbs:99995NED", tmp_path / "99995NED.csv")
    assert "\n" not in str(refused.value)
