"""The table behind a chart."""

from __future__ import annotations

import pytest

from agdb.publication.reading.reading import Reading
from agdb.publication.table import table as made
from agdb.publication.table.table import cell, table_of
from agdb.publication.wording.language import Language
from agdb.results.release import Release

WORDS = {"ident": "t", "caption": "Fietsen", "names": "Provincie"}


@pytest.fixture
def stock(release: Release, nl: Language) -> Reading:
    return Reading(release.computed["bicycles-stock"], release.programme, nl)


def test_quarters_go_down_newest_first_in_groups_of_a_year(stock: Reading) -> None:
    assert stock.headline is not None
    table = table_of((stock.headline,), ("Nederland",), quantity=stock.quantity, **WORDS)

    assert [group.header for group in table.groups[:2]] == ["2024", "2023"]
    assert table.groups[0].rows[0].header == "4e kwartaal 2024"
    assert (table.corner, table.columns) == ("Periode", ("Nederland",))
    assert table.rows == 39


def test_marks_are_explained_once_each(stock: Reading) -> None:
    assert stock.headline is not None
    table = table_of((stock.headline,), ("Nederland",), quantity=stock.quantity, **WORDS)

    assert [mark.letter for mark in table.marks] == ["b", "v"]


def test_with_more_series_than_periods_the_series_go_down(stock: Reading) -> None:
    regions = stock.regions()["PV"]
    labels = tuple(stock.names.region(one.region) for one in regions)

    table = table_of(regions, labels, quantity=stock.quantity, **WORDS)

    assert table.corner == "Provincie"
    assert table.columns[0] == "4e kw. 2024"
    zeeland = next(row for row in table.groups[0].rows if row.header == "Zeeland")
    assert (zeeland.cells[0].text, zeeland.cells[0].marks[0].letter) == ("10,0–30,0", "c")


def test_a_table_that_would_be_too_large_says_what_it_left_out(
    stock: Reading, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(made, "LARGEST", 8)
    assert stock.headline is not None

    table = table_of((stock.headline,), ("Nederland",), quantity=stock.quantity, **WORDS)

    assert table.rows == 8
    assert table.notes == ("Hier staan de 8 nieuwste perioden; de oudere staan in de downloads.",)


def test_a_period_that_a_series_does_not_have_is_empty(stock: Reading) -> None:
    assert cell(None, stock.quantity).text == ""


def test_a_value_that_is_kept_secret_stands_there_as_its_range(stock: Reading) -> None:
    secret = next(one for one in stock.regions()["PV"] if one.region == "PV29").points[-1]

    found = cell(secret, stock.quantity)

    assert found.text == "10,0–30,0"
    assert [mark.letter for mark in found.marks] == ["c"]
    assert not found.absent
