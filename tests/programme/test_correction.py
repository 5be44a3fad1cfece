"""A declared correction is complete, or is one sentence with its line."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from agdb.errors import ProgrammeError
from agdb.programme.reading import read_programme

RIGHT = """\
- id: misprint
  dataset: "demo:bicycles"
  cell: {measure: Bicycles, codes: {RegioS: NL01, Kind: T}, period: 2024-Q2}
  expects: {value: 110.0}
  becomes: {value: 111.0}
  reason: {nl: Drukfout., en: Misprint.}
  source: https://example.org/erratum
  who: A. Verzonnen
  decided: 2025-02-01
  recorded_from: 2025-01-01
"""


def written(folder: Path, text: str) -> Path:
    """Write one file of corrections into a programme."""
    (folder / "corrections").mkdir()
    (folder / "corrections" / "all.yaml").write_text(text, "utf-8")
    return folder


def test_a_correction_is_read_with_its_reason_and_days(programme_folder: Path) -> None:
    programme = read_programme(written(programme_folder, RIGHT))

    misprint = programme.corrections["misprint"]

    assert misprint.decided == date(2025, 2, 1)
    assert misprint.reason["en"] == "Misprint."
    assert str(misprint.cell) == "Bicycles NL01 T 2024-Q2"


@pytest.mark.parametrize(
    ("day", "until", "holds"),
    [
        (date(2024, 12, 31), None, False),
        (date(2025, 1, 1), None, True),
        (date(2025, 3, 1), "2025-03-01", True),
        (date(2025, 3, 2), "2025-03-01", False),
    ],
)
def test_it_holds_for_versions_recorded_from_and_to(
    programme_folder: Path, day: date, until: str | None, holds: bool
) -> None:
    text = RIGHT + (f"  recorded_to: {until}\n" if until else "")
    programme = read_programme(written(programme_folder, text))

    assert programme.corrections["misprint"].holds_on(day) is holds


@pytest.mark.parametrize(
    ("old", "new", "line", "sentence"),
    [
        ("reason: {nl: Drukfout., en: Misprint.}", "reason: {nl: Drukfout.}", 6, "'en' is missing"),
        ("becomes: {value: 111.0}", "becomes: {}", 5, "write a value, a status or a mark"),
        ("becomes: {value: 111.0}", "drop: false", 1, "or drop: true"),
        ("  becomes: {value: 111.0}", "  becomes: {value: 1.0}\n  drop: true", 1, "or drop: true"),
        ("becomes: {value: 111.0}", "becomes: {value: null}", 1, "names the status too"),
        ("expects: {value: 110.0}", "expects: {status: Q}", 1, "names the status too"),
        ("becomes: {value: 111.0}", "becomes: {value: 1.0, status: Q}", 5, "contradict each other"),
        ("decided:", "decided_on:", 9, "unknown key 'decided_on'"),
        ("demo:bicycles", "demo:cars", 2, "there is no source 'demo:cars'"),
        (
            "recorded_from: 2025-01-01",
            "recorded_from: 2025-01-01\n  recorded_to: 2024-01-01",
            1,
            "recorded_to is before recorded_from",
        ),
    ],
)
def test_a_mistake_is_told_with_file_and_line(
    programme_folder: Path, old: str, new: str, line: int, sentence: str
) -> None:
    assert old in RIGHT
    folder = written(programme_folder, RIGHT.replace(old, new))

    with pytest.raises(ProgrammeError) as caught:
        read_programme(folder)

    assert sentence in str(caught.value)
    assert f"corrections/all.yaml:{line}: " in str(caught.value)


def test_two_corrections_of_one_cell_in_the_same_versions_are_refused(
    programme_folder: Path,
) -> None:
    again = RIGHT.replace("id: misprint", "id: again")
    folder = written(programme_folder, RIGHT + again)

    with pytest.raises(ProgrammeError, match="'misprint' corrects the same cell"):
        read_programme(folder)


def test_one_correction_may_follow_another(programme_folder: Path) -> None:
    ended = RIGHT + "  recorded_to: 2025-02-28\n"
    later = RIGHT.replace("id: misprint", "id: later").replace("2025-01-01", "2025-03-01")

    programme = read_programme(written(programme_folder, ended + later))

    assert list(programme.corrections) == ["misprint", "later"]
