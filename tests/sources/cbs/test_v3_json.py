"""The third service: wide rows become long; padding, defaults and periods are undone."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from agdb.errors import SourceError
from agdb.statistics.structure import EmptyCell
from agdb.warehouse.version import DatasetVersion
from agdb.warehouse.warehouse import Warehouse

TakeIn = Callable[[str, Path], DatasetVersion]
Cells = Callable[[DatasetVersion, str], list[tuple[Any, ...]]]
TABLE = "cbs:99997NED"


def edit(path: Path, change: Callable[[Any], object]) -> None:
    content = json.loads(path.read_text())
    change(content)
    path.write_text(json.dumps(content))


def test_every_cell_of_the_cross_arrives(v3_folder: Path, take_in: TakeIn, cells: Cells) -> None:
    version = take_in(TABLE, v3_folder)
    assert str(version.id) == "cbs:99997ned"
    assert (version.rows, version.partial) == (8, None)
    assert cells(version, "measure, Geslacht, period, value, text, status, mark") == [
        ("Totaal_2", "1100", "2010", None, "Almelo", "A", ""),
        ("Totaal_2", "1100", "2011", None, None, "O", "."),
        ("Totaal_2", "3000", "2010", None, None, "O", "Missing"),
        ("Totaal_2", "3000", "2011", None, "x", "A", ""),
        ("k_1Totaal_1", "1100", "2010", 7888.2, None, "A", ""),
        ("k_1Totaal_1", "1100", "2011", None, None, "O", "Zero"),
        ("k_1Totaal_1", "3000", "2010", 0.1, None, "A", ""),
        ("k_1Totaal_1", "3000", "2011", 0.0, None, "A", ""),
    ]


def test_default_groups_and_units_are_kept(v3_folder: Path, take_in: TakeIn) -> None:
    structure = take_in(TABLE, v3_folder).structure
    first, second = structure.measures
    assert (first.empty, second.empty) == (EmptyCell.ZERO, EmptyCell.MISSING)
    assert (first.group, second.group) == (("Banen",), ())
    assert (first.unit, first.unit_source, first.decimals) == ("x 1 000", "DataProperties", 1)
    assert structure.dimension_by_id["Geslacht"].by_id["3000"].parent == "group:2"
    assert structure.dimension_by_id["Geslacht"].by_id["group:2"].parent == "group:1"


def test_status_and_asterisks_tell_how_settled_a_period_is(
    v3_folder: Path, take_in: TakeIn, cells: Cells
) -> None:
    found = set(cells(take_in(TABLE, v3_folder), "period, finality"))
    assert found == {("2010", "definitive"), ("2011", "revised-provisional")}


def test_figures_alone_are_a_dataset_that_says_what_is_not_known(
    v3_folder: Path, take_in: TakeIn
) -> None:
    for path in v3_folder.glob("[!f]*.json"):
        path.unlink()
    version = take_in(TABLE, v3_folder)
    assert version.rows == 8
    assert "nothing tells whether this is all" in str(version.partial)
    assert {m.unit_origin.value for m in version.structure.measures} == {"not-recorded"}


FAULTS: dict[str, tuple[Callable[[Path], object], str]] = {
    "a row is gone": (
        lambda d: edit(d / "figures-2.json", lambda o: o["value"].pop()),
        "holds 6 observations and claims 8",
    ),
    "a page is gone": (
        lambda d: (d / "figures-2.json").unlink(),
        "a further page follows, and none is recorded",
    ),
    "a page is there twice": (
        lambda d: (d / "figures-3.json").write_bytes((d / "figures-2.json").read_bytes()),
        "the cell occurs 2 times",
    ),
    "text in a numeric topic": (
        lambda d: edit(d / "figures-1.json", lambda o: o["value"][0].update(k_1Totaal_1="x")),
        "k_1Totaal_1 holds 'x', which is not a number",
    ),
    "an unknown code": (
        lambda d: edit(d / "figures-1.json", lambda o: o["value"][0].update(Geslacht="9")),
        "the code list of Geslacht does not have '9'",
    ),
    "an unknown kind of column": (
        lambda d: edit(d / "DataProperties.json", lambda o: o["value"][0].update(Type="Cube")),
        "the type 'Cube' of 'Geslacht' is not known",
    ),
    "an unknown default": (
        lambda d: edit(d / "DataProperties.json", lambda o: o["value"][3].update(Default="Nul")),
        "the meaning 'Nul' of an empty cell is not known",
    ),
    "no codes": (
        lambda d: (d / "Geslacht.json").unlink(),
        "no codes for dimension 'Geslacht'",
    ),
    "a file of another table": (
        lambda d: (d / "Perioden.json").write_text(
            (d / "Perioden.json").read_text().replace("99997ned", "99996ned")
        ),
        "the files are of several tables",
    ),
    "no figures": (
        lambda d: [path.unlink() for path in d.glob("figures-*")],
        "the recording holds no observations",
    ),
    "topics that are not described": (
        lambda d: edit(d / "DataProperties.json", lambda o: o["value"].__delitem__(slice(2, None))),
        "a column that nothing describes: 'Totaal_2'",
    ),
    "two tables described": (
        lambda d: edit(d / "TableInfos.json", lambda o: o["value"].append(o["value"][0])),
        "2 tables are described",
    ),
}


@pytest.mark.slow
@pytest.mark.parametrize("fault", FAULTS)
def test_a_planted_fault_is_one_sentence_and_leaves_nothing(
    v3_folder: Path, take_in: TakeIn, warehouse: Warehouse, fault: str
) -> None:
    plant, sentence = FAULTS[fault]
    plant(v3_folder)
    with pytest.raises(SourceError, match=sentence) as refused:
        take_in(TABLE, v3_folder)
    assert "\n" not in str(refused.value)
    assert not warehouse.root.exists()
