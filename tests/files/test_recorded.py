"""An error calls a file as its sender does, whatever we call our copy of it."""

from __future__ import annotations

import pytest

from agdb.errors import Place, SourceError
from agdb.files.recorded import RecordedFile, placed

FILES = (RecordedFile.of("in/Observations.csv", b"a"), RecordedFile.of("Properties.json", b"b"))
ONE, TWO = (file.sha256 for file in FILES)


@pytest.mark.parametrize(
    ("error", "sentence"),
    [
        (
            SourceError(f"Invalid Input in '{ONE}' at row 3"),
            "cbs:1: Invalid Input in 'in/Observations.csv' at row 3.",
        ),
        (
            SourceError("the flag is odd", place=Place(TWO, line=7)),
            "cbs:1 Properties.json:7: the flag is odd.",
        ),
        (
            SourceError("is no packed file", place=Place(f"plain-{ONE}")),
            "cbs:1 in/Observations.csv: is no packed file.",
        ),
        (SourceError("no period", place=Place("cbs:1", cell="x")), "cbs:1 [x]: no period."),
    ],
)
def test_a_checksum_gives_way_to_the_name(error: SourceError, sentence: str) -> None:
    assert str(placed(error, "cbs:1", FILES)) == sentence


def test_an_error_without_a_place_is_in_the_one_file_that_there_is() -> None:
    assert str(placed(SourceError("no period"), "cbs:1", FILES[:1])) == (
        "cbs:1 in/Observations.csv: no period."
    )
    assert str(placed(SourceError("no period"), "cbs:1", FILES)) == "cbs:1: no period."
