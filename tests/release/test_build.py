"""A release is named by its inputs: same inputs, same name; any change, another."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest
from tests.conftest import NOON

from agdb.errors import ProgrammeError, ReleaseError
from agdb.programme.reading import read_programme
from agdb.register.fitting import programme_register
from agdb.release.build import build_release
from agdb.release.inputs import keep_embedded
from agdb.release.register import register_figures
from agdb.results.release import Release
from agdb.warehouse.warehouse import Warehouse

pytestmark = pytest.mark.slow

Edit = Callable[[str, str, str], Path]


def built(folder: Path, data: Path) -> Release:
    """Build the programme in `folder` on a warehouse in `data`."""
    programme, warehouse = read_programme(folder), Warehouse(data)
    keep_embedded(programme=programme, warehouse=warehouse, received=NOON)
    return build_release(programme=programme, warehouse=warehouse)


def test_the_same_inputs_give_the_same_release(programme_folder: Path, tmp_path: Path) -> None:
    one = built(programme_folder, tmp_path / "one")
    two = built(programme_folder, tmp_path / "two")

    assert one.id == two.id
    assert one.computed == two.computed
    assert one.id.startswith("2025-01-10-")


def test_a_changed_figure_gives_another_release(edit: Edit, tmp_path: Path) -> None:
    before = built(tmp_path / "programme", tmp_path / "var")
    folder = edit("figures/bicycles.csv", "110.0", "111.0")

    after = built(folder, tmp_path / "var")

    assert after.id != before.id


def test_nothing_to_publish_is_an_error_and_no_empty_release(
    programme_folder: Path, tmp_path: Path
) -> None:
    programme = read_programme(programme_folder)

    with pytest.raises(ReleaseError, match="no indicator has a dataset"):
        build_release(programme=programme, warehouse=Warehouse(tmp_path / "var"))


def counts_of(folder: Path) -> bytes:
    programme = read_programme(folder)
    return register_figures(programme, programme_register(programme))


def test_the_register_counts_initiatives_by_pillar_and_region(programme_folder: Path) -> None:
    rows = counts_of(programme_folder).decode().splitlines()

    assert rows[0].startswith("dataset,measure,pillar,region,period,value")
    counts = {tuple(row.split(",")[1:4]): row.split(",")[5] for row in rows[1:]}
    assert counts["initiatives", "roads", "PV20"] == "1"
    assert counts["initiatives", "roads", "PV27"] == "0"
    assert counts["initiatives", "learning", "NL01"] == "0"
    assert counts["regions_covered_PV", "roads", "NL01"] == "1"
    assert counts["regions_PV", "all", "NL01"] == "2"


def test_a_region_that_had_ended_counts_nothing(programme_folder: Path) -> None:
    # Given a region that there was until 2020, in a register of 2025
    with (programme_folder / "regions.yaml").open("a", encoding="utf-8") as stream:
        stream.write("- {code: PV31, valid_to: 2020, names: {nl: Oud, en: Old}, source: x}\n")

    rows = counts_of(programme_folder).decode()

    assert ",PV31," not in rows
    assert "regions_PV,all,NL01,2025-01-15,2," in rows


def test_a_programme_without_initiatives_has_no_register(programme_folder: Path) -> None:
    for file in (programme_folder / "register").iterdir():
        file.unlink()

    assert counts_of(programme_folder) == b""


def test_initiatives_without_a_source_that_describes_them_are_refused(
    programme_folder: Path, tmp_path: Path
) -> None:
    (programme_folder / "sources" / "register.yaml").unlink()

    with pytest.raises(ProgrammeError, match="no source 'agdb:register'"):
        built(programme_folder, tmp_path / "var")


def test_the_day_of_building_is_part_of_a_release(programme_folder: Path, tmp_path: Path) -> None:
    programme, warehouse = read_programme(programme_folder), Warehouse(tmp_path / "var")
    keep_embedded(programme=programme, warehouse=warehouse, received=NOON)

    one, same, later = (
        build_release(programme=programme, warehouse=warehouse, day=date(2026, 11, day))
        for day in (24, 24, 25)
    )

    assert (one.day, later.day) == (date(2026, 11, 24), date(2026, 11, 25))
    assert one.id == same.id != later.id
    assert one.recorded == later.recorded
