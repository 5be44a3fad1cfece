"""What a version changes, found in the figures themselves."""

from __future__ import annotations

import json
from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from agdb.arrivals.difference import Difference, difference, newest_period
from agdb.arrivals.state import published_on, source_state
from agdb.programme.programme import Programme
from agdb.warehouse.version import DatasetVersion

Take = Callable[[str, Path], DatasetVersion]
SMALL = "cbs:99999NED"


def change(path: Path, do: Callable[[Any], None]) -> None:
    content = json.loads(path.read_text("utf-8"))
    do(content)
    path.write_text(json.dumps(content), "utf-8")


@pytest.fixture
def after(v4_folder: Path, take_in: Take) -> Callable[..., Difference]:
    """Import the small table, change a file of it, import again and compare."""

    def compare(name: str, do: Callable[[Any], None], *, rows: int = 13) -> Difference:
        first = take_in(SMALL, v4_folder)
        change(v4_folder / name, do)
        change(v4_folder / "index.json", lambda m: m.update(observationRows=rows))
        change(v4_folder / "properties.json", lambda p: p.update(ObservationCount=rows))
        return difference(first, take_in(SMALL, v4_folder))

    return compare


@pytest.mark.slow
def test_another_value_is_a_changed_cell(after: Callable[..., Difference]) -> None:
    found = after("observations-page-1.json", lambda p: p["value"][0].update(Value=7888.3))

    assert (found.added, found.changed, found.gone, found.layout) == (0, 1, 0, ())


@pytest.mark.slow
def test_a_definitive_figure_that_changes_is_counted(after: Callable[..., Difference]) -> None:
    # Given codes of periods of which the first is definitive
    def all_years(page: Any) -> None:
        for row in page["value"]:
            row["Value"] = (row["Value"] or 0) + 1

    found = after("observations-page-1.json", all_years)

    assert found.changed == 7
    assert 0 < found.definitive < 7


@pytest.mark.slow
def test_a_cell_that_is_gone_and_one_that_is_new(after: Callable[..., Difference]) -> None:
    found = after("observations-page-1.json", lambda p: p["value"].pop(0), rows=12)

    assert (found.added, found.changed, found.gone) == (0, 0, 1)


@pytest.mark.slow
def test_a_unit_that_changes_is_a_change_of_layout(after: Callable[..., Difference]) -> None:
    found = after("measure-codes.json", lambda m: m["value"][0].update(Unit="euro"))

    assert found.changed == 0
    assert len(found.layout) == 1
    assert "and is in euro" in found.layout[0]


@pytest.mark.slow
def test_a_region_that_is_gone_is_a_change_of_layout(v4_folder: Path, take_in: Take) -> None:
    codes = v4_folder / "codes-RegioS.json"
    extra = {"Identifier": "GM9999", "Index": 99, "Title": "Weg"}
    change(codes, lambda content: content["value"].append(extra))
    more = take_in(SMALL, v4_folder)
    change(codes, lambda content: content["value"].pop())
    fewer = take_in(SMALL, v4_folder)

    assert difference(more, fewer).layout == ("1 codes of RegioS are gone: GM9999",)
    assert difference(fewer, more).layout == ()


def test_nothing_changed_is_nothing(v4_folder: Path, take_in: Take) -> None:
    version = take_in(SMALL, v4_folder)

    assert difference(version, version) == Difference(0, 0, 0, 0, ())


def test_lost_codes_measures_and_dimensions_are_named(
    v4_folder: Path, take_in: Take, cycling_warehouse: Any
) -> None:
    small = take_in(SMALL, v4_folder)
    bicycles = cycling_warehouse.find(cycling_warehouse.datasets()[1])

    found = difference(small, bicycles)

    assert (found.added, found.changed, found.gone) == (bicycles.rows, 0, 13)
    assert any(sentence.startswith("dimension new: Kind") for sentence in found.layout)
    assert any(sentence.startswith("measure gone: M0000") for sentence in found.layout)


def test_the_newest_period_is_the_one_that_ends_last(v4_folder: Path, take_in: Take) -> None:
    newest = newest_period(take_in(SMALL, v4_folder))

    assert newest is not None
    assert newest.text == "2025-Q1"


def test_the_publishers_own_date_goes_before_ours(v4_folder: Path, take_in: Take) -> None:
    assert published_on(take_in(SMALL, v4_folder), None) == date(2026, 1, 31)


def test_a_source_tells_how_it_stands(cycling: Programme, cycling_warehouse: Any) -> None:
    source = cycling.sources["demo:bicycles"]
    version = cycling_warehouse.find(cycling_warehouse.datasets()[1])

    state = source_state(source, version, today=date(2030, 1, 1))

    assert (state.dataset, state.rhythm, state.late) == ("demo:bicycles", "quarter", True)
    assert state.newest_period is not None
    assert (state.basis, state.origin) == ("rhythm", "transcription")
    assert (state.published, state.expected) == (None, "2025-Q1")


def test_a_source_without_figures_expects_nothing(cycling: Programme) -> None:
    source = cycling.sources["demo:bicycles"]

    state = source_state(source, None, today=date(2030, 1, 1))

    assert (state.version, state.expected, state.late) == (None, None, False)
