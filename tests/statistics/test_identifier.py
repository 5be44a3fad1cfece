"""Names are checked once, before they reach a path or a statement."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from agdb.errors import StatisticsError
from agdb.statistics.identifier import DatasetId, checked_column, sql_text


@pytest.mark.parametrize("text", ["cbs", "CBS:1", "cbs:", "cbs:../x", "cbs:a/b", "cbs:a b", ":x"])
def test_what_is_no_dataset_id_is_refused(text: str) -> None:
    with pytest.raises(StatisticsError, match="not a dataset id"):
        DatasetId.parse(text)


@given(st.from_regex(r"[a-z]{1,5}:[A-Za-z0-9][A-Za-z0-9_]{0,12}", fullmatch=True))
def test_an_id_prints_as_it_was_read(text: str) -> None:
    assert str(DatasetId.parse(text)) == text


@pytest.mark.parametrize("name", ["", "1a", "a b", 'a"b', "a;drop"])
def test_a_name_that_needs_quotes_is_no_column(name: str) -> None:
    with pytest.raises(StatisticsError, match="cannot name a column"):
        checked_column(name)


@given(st.text())
def test_a_text_literal_cannot_be_left(text: str) -> None:
    literal = sql_text(text)

    assert literal[1:-1].replace("''", "").count("'") == 0
    assert literal[1:-1].replace("''", "'") == text


def test_one_dataset_has_one_folder_however_it_is_written() -> None:
    one, other = DatasetId.parse("cbs:80472NED"), DatasetId.parse("cbs:80472ned")

    assert one.folder == other.folder == "cbs/80472ned"
    assert one.same_as(other)
    assert not one.same_as(DatasetId.parse("cbs:80473ned"))
    assert not one.same_as(DatasetId.parse("ocw:80472ned"))


@pytest.mark.parametrize("name", ["a", "a_b", "Kind", "b0"])
def test_a_name_that_needs_no_quotes_is_given_back(name: str) -> None:
    assert checked_column(name) == name
