"""Whoever read it: a dataset that breaks a promise is refused with dataset and cell."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from tests.warehouse.conftest import structure_of

from agdb.errors import SourceError
from agdb.statistics.structure import Structure
from agdb.warehouse.version import DatasetVersion

Keep = Callable[..., DatasetVersion]
CELL = r"abc:Jobs \[jobs C 2024-Q4\]: "


@pytest.mark.slow
@pytest.mark.parametrize(
    ("change", "sentence"),
    [
        (
            {"Sector": "Z"},
            r"abc:Jobs \[jobs Z 2024-Q4\]: the code list of Sector does not have 'Z'",
        ),
        ({"measure": "x"}, "the code list of measure does not have 'x'"),
        ({"period": "2031"}, "the code list of period does not have '2031'"),
        ({"Sector": None}, r"abc:Jobs \[jobs \? 2024-Q4\]: the observation has no Sector; "),
        ({"Sector": ""}, "the observation has no Sector"),
        ({"status": "X"}, CELL + "no such status: 'X'; known are A, B, "),
        ({"finality": None}, CELL + "no such finality: None"),
        ({"frequency": "decade"}, CELL + "no such frequency: 'decade'"),
        ({"confidentiality": ""}, CELL + "no such confidentiality: ''"),
        ({"value": None}, CELL + "the observation and its status disagree"),
        ({"status": "M"}, CELL + "the observation and its status disagree"),
        ({"lower": 500, "upper": 600}, CELL + "the bounds do not hold the value: '500.0 to 600.0'"),
        ({"lower": 2, "upper": 1, "value": None, "status": "Q"}, CELL + "the bounds do not hold"),
    ],
)
def test_a_wrong_cell_is_named(
    keep: Keep, told: Any, plain: dict[str, Any], change: dict[str, Any], sentence: str
) -> None:
    with pytest.raises(SourceError, match=sentence):
        keep(reader=told(rows=[plain | change]))


@pytest.mark.parametrize(
    "change",
    [
        {},
        {"value": None, "status": "Q", "lower": 1, "upper": 4},
        {"value": None, "status": "A", "text": "Amsterdam"},
        {"value": 403.7, "lower": 400, "upper": 410},
        {"value": None, "status": "O", "text": ""},
    ],
)
def test_a_right_cell_is_taken(
    keep: Keep, told: Any, plain: dict[str, Any], change: dict[str, Any]
) -> None:
    assert keep(reader=told(rows=[plain | change])).rows == 1


def test_the_first_of_many_faults_is_told_with_their_number(
    keep: Keep, told: Any, plain: dict[str, Any]
) -> None:
    rows = [plain | {"Sector": code} for code in ("Z", "Y", "X")]
    with pytest.raises(SourceError, match=r"does not have 'X' \(and 2 more cells\)"):
        keep(reader=told(rows=rows))


@pytest.mark.parametrize(
    ("codes", "sentence"),
    [
        (
            ("C", "C\u200b"),
            r"abc:Jobs \[C\\x200b\]: a code of Sector holds .*U\+200B ZERO WIDTH SPACE",
        ),
        (("C", "\uff23"), r"the codes 'C' and '\\uff23' of Sector look the same"),
        (("C", "A B", "A\u00a0B"), r"the codes 'A B' and 'A\\xa0B' of Sector look the same"),
    ],
)
def test_codes_that_cannot_be_told_apart_are_refused_whichever_reader_gave_them(
    keep: Keep, told: Any, plain: dict[str, Any], codes: tuple[str, ...], sentence: str
) -> None:
    with pytest.raises(SourceError, match=sentence):
        keep(reader=told(rows=[plain], structure=structure_of(*codes)))


def test_a_duplicate_cell_is_refused(keep: Keep, told: Any, plain: dict[str, Any]) -> None:
    with pytest.raises(SourceError, match=CELL + "the cell occurs 2 times"):
        keep(reader=told(rows=[plain, plain | {"value": 1.0}]))


@pytest.mark.parametrize("expected", [0, 2])
def test_another_number_of_observations_than_claimed_is_refused(
    keep: Keep, told: Any, expected: int
) -> None:
    with pytest.raises(SourceError, match=f"holds 1 observations and claims {expected}"):
        keep(reader=told(expected=expected))


def test_a_dataset_without_observations_is_refused(keep: Keep, told: Any) -> None:
    with pytest.raises(
        SourceError, match=r"abc:Jobs figures.txt: the recording holds no observations"
    ):
        keep(reader=told(rows=[]))


@pytest.mark.parametrize("name", ["Measure", "VALUE", "status", "citation"])
def test_a_dimension_may_not_take_the_name_of_a_column(
    keep: Keep, told: Any, structure: Callable[..., Structure], name: str
) -> None:
    with pytest.raises(SourceError, match=f"dimension '{name}' has the name of another column"):
        keep(reader=told(structure=structure("C", dimension=name)))


def test_a_code_list_may_not_hold_a_code_twice(
    keep: Keep, told: Any, structure: Callable[..., Structure]
) -> None:
    with pytest.raises(SourceError, match="the code list of Sector has 'C' twice"):
        keep(reader=told(structure=structure("C", "F", "C")))


def test_a_value_that_the_column_cannot_hold_is_refused(
    keep: Keep, told: Any, plain: dict[str, Any]
) -> None:
    with pytest.raises(
        SourceError, match=r'^abc:Jobs figures.txt: JSON transform error in file "rows\.json"'
    ):
        keep(reader=told(rows=[plain | {"value": "many"}]))
