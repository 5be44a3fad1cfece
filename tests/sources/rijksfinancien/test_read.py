"""Budget tables in thousands of euros: one table is of one year, phase, flow and article."""

from __future__ import annotations

from contextlib import suppress

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.proposals.recordings import HEADER, line, table, tables

from agdb.errors import SourceError
from agdb.sources.rijksfinancien.read import parse, read
from agdb.sources.service_record import BudgetLine


def test_a_line_keeps_its_bytes_with_the_header_and_reads_from_them_alone() -> None:
    body = table(line(), line('Bellen, "groot"'.replace('"', '""')))

    first, second = read(tables(body))

    assert isinstance(first.facts, BudgetLine)
    assert isinstance(second.facts, BudgetLine)
    assert (first.facts.year, first.facts.phase, first.facts.flow) == (2031, "OWB", "U")
    assert first.facts.thousands == 12_500
    assert second.facts.scheme == 'Bellen, "groot"'
    assert first.raw == table(line())
    assert parse(first.kind, first.raw) == first


def test_a_line_is_known_by_its_names_since_its_numbers_change_with_each_load() -> None:
    (before,) = read(tables(table(line(scheme_number="1", index="XIII.2.1.4.1.U"))))
    (after,) = read(tables(table(line(scheme_number="2", index="XIII.2.1.4.2.U"))))

    assert before.ident == after.ident


@pytest.mark.parametrize(
    "other", [{"fase": "JV"}, {"vuo": "V"}, {"jaar": "2030"}, {"chapter": "VIII"}, {"article": "3"}]
)
def test_a_line_of_another_table_is_never_mixed_in(other: dict[str, str]) -> None:
    with pytest.raises(SourceError, match=r"csv:2: a line of begroting-.* in the table of"):
        read(tables(table(line(**other))))


def test_the_sign_between_columns_is_told_by_the_header() -> None:
    body = table(line()).replace(b",", b";")

    assert len(read(tables(body))) == 1


def test_a_table_without_lines_is_empty_and_so_is_a_file_without_bytes() -> None:
    assert read(tables(table())) == ()
    assert read(tables(b"")) == ()


@pytest.mark.parametrize(
    ("body", "reason"),
    [
        (table(line(), header=HEADER.replace("bedrag", "amount")), "the columns are not index"),
        (table(line(), header=HEADER + ",extra"), "the columns are not index"),
        (b"a;b\n", "the columns are not index"),
        (table(line(amount="12.5")), "bedrag is '12.5'"),
        (table(line(amount="1" * 13)), "bedrag is"),
        (table(line(amount="")), "bedrag is ''"),
        (table(line(jaar="31")), "jaar is '31'"),
        (table(line(vuo="X")), "vuo is 'X'"),
        (table(line() + ",more"), "19 cells in place of 18"),
        (table(line(), line()), "comes twice"),
        (HEADER.encode() + b'\n"open', "a quote is not closed"),
        (table(line()).replace(b"Bellen", b"B\xff"), "not UTF-8"),
    ],
)
def test_any_difference_of_layout_stops_with_one_sentence(body: bytes, reason: str) -> None:
    with pytest.raises(SourceError, match=reason):
        read(tables(body))


def test_a_table_has_a_name_that_says_what_was_asked() -> None:
    with pytest.raises(SourceError, match="not a table of a recording"):
        read(tables(table(line()), name="begroting-2031-O1-U-XIII-2.csv"))


@given(st.binary(max_size=300))
def test_no_bytes_do_anything_but_be_refused_or_read(body: bytes) -> None:
    with suppress(SourceError):
        read(tables(table() + body))
