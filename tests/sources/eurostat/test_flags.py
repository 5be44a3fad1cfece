"""Every flag of Eurostat, with a value and without, alone and combined."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from agdb.errors import StatisticsError
from agdb.sources.eurostat.layout import cell_of


@pytest.mark.parametrize(
    ("flags", "status", "finality"),
    [
        ("", "A", "unknown"),
        ("b", "B", "unknown"),
        ("d", "D", "unknown"),
        ("e", "E", "unknown"),
        ("f", "F", "unknown"),
        ("i", "A", "unknown"),  # "see metadata", never SDMX's "imputed"
        ("n", "N", "unknown"),
        ("p", "P", "provisional"),
        ("r", "A", "unknown"),
        ("s", "E", "unknown"),
        ("u", "U", "unknown"),
        ("bu", "B", "unknown"),
        ("ep", "E", "provisional"),
        ("b,u", "B", "unknown"),
    ],
)
def test_a_flag_beside_a_value_becomes_a_status(flags: str, status: str, finality: str) -> None:
    cell = cell_of(17.9, flags)
    assert (cell.value, cell.status, cell.finality, cell.mark) == (17.9, status, finality, flags)
    assert cell.confidentiality == "F"


@pytest.mark.parametrize(
    ("flags", "status", "confidentiality"),
    [
        ("", "O", "F"),
        ("u", "O", "F"),
        ("bu", "O", "F"),
        ("c", "Q", "C"),
        ("z", "M", "F"),
        ("|C", "Q", "C"),
        ("u|N", "Q", "N"),
        ("|F", "O", "F"),
    ],
)
def test_a_flag_without_a_value_says_why_there_is_none(
    flags: str, status: str, confidentiality: str
) -> None:
    cell = cell_of(None, flags)
    assert (cell.value, cell.status, cell.confidentiality) == (None, status, confidentiality)
    assert cell.mark == flags


def test_the_two_parts_are_kept_apart_whether_they_come_in_one_cell_or_in_two() -> None:
    assert cell_of(None, "b|C") == cell_of(None, "b", "C")


@pytest.mark.parametrize("flags", ["x", "bz", "|Y", "z", "9"])
def test_what_is_not_known_or_contradicts_is_an_error(flags: str) -> None:
    with pytest.raises(StatisticsError):
        cell_of(1.0, flags)


@given(st.text(max_size=6), st.one_of(st.none(), st.just(1.5)))
def test_any_text_is_a_cell_or_one_sentence(flags: str, value: float | None) -> None:
    try:
        cell = cell_of(value, flags)
    except StatisticsError:
        return
    assert cell.status.has_value is (value is not None)
