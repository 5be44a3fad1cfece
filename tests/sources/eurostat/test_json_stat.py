"""JSON-stat in the spellings that producers use, and what an answer says about the whole."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from agdb.warehouse.version import DatasetVersion

TakeIn = Callable[[str, Path], DatasetVersion]
Cells = Callable[[DatasetVersion, str], list[tuple[Any, ...]]]
ID = "eurostat:cyc_age"


@pytest.fixture
def answer(small: Path) -> dict[str, Any]:
    """The specimen as an object, to be changed."""
    content: dict[str, Any] = json.loads((small / "eurostat" / "json-stat.json").read_text())
    return content


def test_values_and_statuses_may_come_as_arrays(
    answer: dict[str, Any], take_in: TakeIn, cells: Cells, tmp_path: Path
) -> None:
    # Given the same cube with arrays in place of objects, and a byte-order mark
    for key, width in (("value", 9), ("status", 9)):
        answer[key] = [answer[key].get(str(place)) for place in range(width)]
    answer["dimension"]["freq"]["category"] = {"label": {"A": "Annual"}}
    path = tmp_path / "answer.json"
    path.write_text("\ufeff" + json.dumps(answer))
    # Then its cells are the same
    found = cells(take_in(ID, path), "geo, period, value, status")
    assert len(found) == 7
    assert found[1] == ("NL", "2024", 20.25, "B")


def test_one_status_for_all_is_a_status_of_each(
    answer: dict[str, Any], take_in: TakeIn, cells: Cells, tmp_path: Path
) -> None:
    answer["status"] = "e"
    path = tmp_path / "answer.json"
    path.write_text(json.dumps(answer))
    assert cells(take_in(ID, path), "status, count(*) over ()") == [("E", 5)] * 5


def test_an_answer_to_a_filtered_request_is_partial(
    answer: dict[str, Any], take_in: TakeIn, tmp_path: Path
) -> None:
    answer["extension"]["annotation"][0]["title"] = "755986"
    path = tmp_path / "answer.json"
    path.write_text(json.dumps(answer))
    partial = take_in(ID, path).partial
    assert partial == "the answer to a filtered request; 7 of 755986 observations"


def test_months_quarters_and_years_are_periods(
    answer: dict[str, Any], take_in: TakeIn, cells: Cells, tmp_path: Path
) -> None:
    answer["dimension"]["time"]["category"] = {"index": ["2026-03", "2026-Q1", "2026"]}
    path = tmp_path / "answer.json"
    path.write_text(json.dumps(answer))
    found = set(cells(take_in(ID, path), "distinct period, frequency"))
    assert found == {("2026-03", "month"), ("2026-Q1", "quarter"), ("2026", "year")}


def test_the_recorded_answer_for_germany_is_read_as_it_is(
    specimens: Path, take_in: TakeIn, cells: Cells
) -> None:
    path = specimens / "eurostat" / "jsonstat" / "une_rt_m_de_last3_lowercase.json"
    version = take_in("eurostat:UNE_RT_M", path)
    assert str(version.id) == "eurostat:une_rt_m"
    assert cells(version, "period, value") == [("2026-06", 4.0), ("2026-07", 4.0)]
    assert version.partial == "the answer to a filtered request; 2 of 755986 observations"
    assert [code.id for code in version.structure.periods] == ["2026-06", "2026-07", "2026-08"]
