"""A text asks the release for a number; what nothing can fill is one sentence with its line."""

from __future__ import annotations

from pathlib import Path

import pytest

from agdb.errors import ProgrammeError
from agdb.programme.reading import read_programme
from agdb.programme.text_slots import filled, text_slots

VALUE = "{value: bicycles-number 2024-Q1 make=E}"


def test_a_slot_that_can_be_filled_is_accepted(programme_folder: Path) -> None:
    write(programme_folder, f"{{count: indicators}} and {VALUE}")

    read_programme(programme_folder)


@pytest.mark.parametrize(
    ("slot", "said"),
    [
        ("{count: bicycles}", "there is no count 'bicycles'; known: indicators"),
        ("{number: indicators}", "there is no slot 'number'; known: columns, count, value"),
        ("{columns: kinds}", "there is no comparison 'kinds'"),
        ("{value: cars 2024}", "there is no indicator 'cars'"),
        ("{value: bicycles-number}", "'' is not a period; write it after the indicator"),
        (
            "{value: bicycles-number 2024 size=E}",
            "there is no breakdown of 'bicycles-number' 'size'",
        ),
        ("{value: bicycles-number 2024 make=Z}", "there is no member of this breakdown 'Z'"),
    ],
)
def test_a_slot_that_does_not_exist_is_one_sentence(
    programme_folder: Path, slot: str, said: str
) -> None:
    write(programme_folder, slot)

    with pytest.raises(ProgrammeError) as caught:
        read_programme(programme_folder)

    assert "texts/en/about.md:3: " in str(caught.value)
    assert said in str(caught.value)


def test_a_comparison_is_a_line_of_its_own_and_no_slot() -> None:
    assert list(text_slots("{comparison: kinds}")) == []
    assert filled("{comparison: kinds}", lambda slot: "x") == "{comparison: kinds}"


def write(folder: Path, text: str) -> None:
    (folder / "texts" / "en" / "about.md").write_text(f"# About\n\n{text}\n", "utf-8")
