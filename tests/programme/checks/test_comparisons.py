"""What stands side by side can be compared, and the first mistake in it has its file and line."""

from __future__ import annotations

from pathlib import Path

import pytest

from agdb.errors import ProgrammeError
from agdb.programme.reading import read_programme
from agdb.statistics.period import Frequency

KINDS = """\
id: kinds
names: {nl: Naast elkaar, en: Side by side}
frequency: quarter
periods: [2024-Q1, 2024-Q2]
unit: thousand-bicycles
columns:
  - indicator: bicycles-number
    names: {nl: Elektrisch, en: Electric}
    breakdown: {make: E}
  - indicator: bicycles-number
    names: {nl: Stad, en: City}
    breakdown: {make: S}
"""


def _write(folder: Path, text: str, *, shown: str = "{comparison: kinds}") -> Path:
    (folder / "comparisons").mkdir()
    (folder / "comparisons" / "kinds.yaml").write_text(text, "utf-8")
    for language in ("nl", "en"):
        page = folder / "texts" / language / "about.md"
        page.write_text(f"{page.read_text('utf-8').rstrip()}\n\n{shown}\n", "utf-8")
    return folder


def test_a_comparison_of_like_with_like_is_read(programme_folder: Path) -> None:
    programme = read_programme(_write(programme_folder, KINDS))

    comparison = programme.comparisons["kinds"]
    assert comparison.frequency is Frequency.QUARTER
    assert [one.breakdown for one in comparison.columns] == [{"make": "E"}, {"make": "S"}]


@pytest.mark.parametrize(
    ("old", "new", "line", "sentence"),
    [
        (
            "2024-Q2]",
            "'2024']",
            4,
            "'2024' is not a quarter, and one comparison has one kind of period",
        ),
        ("2024-Q2]", "soon]", 4, "'soon'"),
        ("frequency: quarter", "frequency: year", 4, "'2024-Q1' is not a year"),
        (
            "bicycles-number\n    names: {nl: Stad, en: City}\n    breakdown: {make: S}",
            "parking-places\n    names: {nl: Stad, en: City}",
            10,
            "has periods of the frequency year and cannot stand beside figures of a quarter",
        ),
        (
            "bicycles-number\n    names: {nl: Stad, en: City}\n    breakdown: {make: S}",
            "bicycles-electric-share\n    names: {nl: Stad, en: City}",
            10,
            "is in percent and cannot be shown in thousand-bicycles",
        ),
        ("indicator: bicycles-number", "indicator: cars", 7, "there is no indicator 'cars'"),
        ("{make: E}", "{colour: E}", 9, "there is no breakdown of 'bicycles-number' 'colour'"),
        ("{make: E}", "{make: X}", 9, "there is no code of the classification 'X'"),
        ("unit: thousand-bicycles", "unit: cars", 5, "there is no unit 'cars'"),
    ],
)
def test_what_cannot_be_compared_is_refused_with_its_line(
    programme_folder: Path, old: str, new: str, line: int, sentence: str
) -> None:
    assert old in KINDS
    folder = _write(programme_folder, KINDS.replace(old, new, 1))

    with pytest.raises(ProgrammeError) as caught:
        read_programme(folder)

    assert sentence in str(caught.value)
    assert f"kinds.yaml:{line}" in str(caught.value)


def test_a_comparison_that_no_text_shows_is_refused(programme_folder: Path) -> None:
    with pytest.raises(ProgrammeError, match="no text shows the comparison 'kinds'"):
        read_programme(_write(programme_folder, KINDS, shown=""))


def test_a_text_that_asks_for_an_unknown_comparison_is_refused(programme_folder: Path) -> None:
    folder = _write(programme_folder, KINDS, shown="{comparison: colours}")

    with pytest.raises(ProgrammeError, match=r"about\.md:\d+: there is no comparison 'colours'"):
        read_programme(folder)
