"""One list of columns makes the files and the interface."""

from __future__ import annotations

from agdb.statistics.columns import (
    AFTER,
    BEFORE,
    OBSERVATION,
    RESERVED,
    ColumnType,
    file_columns,
)

OF_FILES_ALONE = {"region_name", "unit", "published", "ageing", "release"}


def test_a_file_has_a_code_and_a_name_for_each_breakdown_after_the_period() -> None:
    columns = file_columns(("sex", "age"))

    assert [one.name for one in columns] == [
        "region", "region_name", "period", "sex", "sex_name", "age", "age_name", "value", "unit",
        "status", "finality", "mark", "lower", "upper", "lower_95", "upper_95", "kind",
        "published", "age_months", "ageing", "observations", "observations_sha256", "release",
    ]  # fmt: skip
    assert [one.name for one in columns if one.key] == ["region", "period", "sex", "age", "kind"]
    assert {one.name for one in columns if not one.interface} == {
        *OF_FILES_ALONE, "sex_name", "age_name",
    }  # fmt: skip


def test_the_interface_says_once_what_is_the_same_for_an_indicator() -> None:
    own = [*BEFORE, *AFTER]

    assert {one.name for one in own if not one.interface} == OF_FILES_ALONE
    assert [one.name for one in own if not one.files] == ["table"]


def test_an_observation_is_found_by_its_indicator_and_one_column_of_breakdowns() -> None:
    assert [one.name for one in OBSERVATION] == [
        "indicator", "region", "period", "breakdown", "value", "unit", "status", "finality", "mark",
        "lower", "upper", "lower_95", "upper_95", "kind", "published", "age_months", "ageing",
        "observations", "observations_sha256", "release",
    ]  # fmt: skip
    assert [one.name for one in OBSERVATION if one.key] == [
        "indicator", "region", "period", "breakdown", "kind",
    ]  # fmt: skip


def test_numbers_are_numbers_and_whole_ones_are_whole() -> None:
    kinds = {one.name: one.type for one in AFTER if one.type is not ColumnType.TEXT}

    assert kinds == dict.fromkeys(
        ("value", "lower", "upper", "lower_95", "upper_95"), ColumnType.NUMBER
    ) | dict.fromkeys(("age_months", "observations", "table"), ColumnType.INTEGER)


def test_no_breakdown_can_have_the_name_of_a_column() -> None:
    assert {one.name for one in (*BEFORE, *AFTER)} | {"breakdown", "indicator"} == RESERVED
