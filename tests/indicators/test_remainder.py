"""The part that a source does not give: what is left of the whole, with its cells and doubts."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from tests.indicators.test_compute import BICYCLES, FIGURES, built, one

from agdb.indicators.explain import explain
from agdb.indicators.remainder import signed
from agdb.indicators.workbench import Workbench
from agdb.statistics.status import Finality
from agdb.warehouse.engine import Engine
from agdb.warehouse.warehouse import Warehouse

pytestmark = pytest.mark.slow

Edit = Callable[[str, str, str], Path]


@pytest.fixture
def with_remainder(edit: Edit) -> Path:
    """The invented programme in which city bicycles are what is left when electric ones are not."""
    return edit(BICYCLES, "members: [E, S]", "members: [E]\n    remainder: S")


def test_a_remainder_is_the_whole_without_its_parts(with_remainder: Path, tmp_path: Path) -> None:
    computed = built(with_remainder, tmp_path / "var").computed["bicycles-number"]

    whole, part, left = (one(computed, "NL01", "2024-Q2", code) for code in "TES")
    assert whole.value is not None
    assert part.value is not None
    assert left.value == pytest.approx(whole.value - part.value)
    assert left.keys == 2


def test_a_remainder_of_what_may_change_may_change(with_remainder: Path, tmp_path: Path) -> None:
    computed = built(with_remainder, tmp_path / "var").computed["bicycles-number"]

    assert one(computed, "NL01", "2024-Q2", "S").finality is Finality.PROVISIONAL


def test_a_remainder_is_explained_by_the_cells_of_whole_and_parts(
    with_remainder: Path, tmp_path: Path
) -> None:
    release = built(with_remainder, tmp_path / "var")
    warehouse = Warehouse(tmp_path / "var")

    with Engine(folders=(warehouse.root,)) as engine:
        found = explain(
            release.computed["bicycles-number"],
            Workbench(programme=release.programme, warehouse=warehouse, engine=engine),
            region="NL01",
            period="2024-Q2",
            breakdown={"make": "S"},
        )

    assert {cell.key.split("|")[3] for cell in found.cells} == {"T", "E"}


def test_without_a_part_there_is_no_remainder(with_remainder: Path, tmp_path: Path) -> None:
    # Given figures in which one part of one quarter is missing
    figures = with_remainder / FIGURES
    rows = figures.read_text("utf-8").splitlines(keepends=True)
    kept = [row for row in rows if not ("K100" in row and "2024-Q2" in row and "NL01" in row)]
    assert len(kept) == len(rows) - 1
    figures.write_text("".join(kept), "utf-8")

    # When the indicator is computed
    computed = built(with_remainder, tmp_path / "var").computed["bicycles-number"]

    # Then nobody is told a remainder that still holds that part
    left = [v for v in computed.values if v.breakdown[0][1] == "S" and v.region == "NL01"]
    assert [v.period for v in left] == ["2024-Q1"]


def test_a_part_that_is_not_published_leaves_a_remainder_that_is_not(
    with_remainder: Path, tmp_path: Path
) -> None:
    computed = built(with_remainder, tmp_path / "var").computed["bicycles-number"]

    left = one(computed, "PV27", "2024-Q2", "S")
    assert (left.value, left.status) == (None, one(computed, "PV27", "2024-Q2", "E").status)


def test_the_bounds_of_a_part_turn_round_in_the_remainder(tmp_path: Path) -> None:
    # Given a whole of 100 and a part that lies between 1 and 4
    rows = "(values ('T', 100.0, null, null), ('E', null, 1.0, 4.0)) as r(b, value, lower, upper)"
    _, low, high = signed("b", total="T")

    with Engine(folders=(tmp_path,)) as engine:
        ((lower, upper),) = engine.rows(f"select sum({low}), sum({high}) from {rows}")

    # Then between 96 and 99 are left
    assert (float(str(lower)), float(str(upper))) == (96.0, 99.0)
