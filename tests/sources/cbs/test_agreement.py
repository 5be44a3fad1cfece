"""Both services of CBS give the same figures: cell by cell, over all cells that they share."""

from __future__ import annotations

import csv
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from agdb.warehouse.engine import Engine
from agdb.warehouse.version import DatasetVersion

pytestmark = pytest.mark.specimens
TakeIn = Callable[[str, Path], DatasetVersion]
Cells = dict[tuple[str, ...], tuple[Any, str]]


def by_title(version: DatasetVersion) -> Cells:
    """Value and mark by number of the measure, title of each member, and period."""
    structure = version.structure
    numbers = {m.id: f"#{n}" for n, m in enumerate(structure.measures, start=1)}
    titles = [{code.id: code.title for code in item.codes} for item in structure.dimensions]
    names = sorted(
        (item.id, at) for at, item in enumerate(structure.dimensions)
    )  # v3 and v4 list dimensions in different order
    columns = "".join(f', "{item.id}"' for item in structure.dimensions)
    with Engine(folders=(version.folder,)) as engine:
        rows = engine.rows(
            f"select measure, period, value, mark{columns} from read_parquet('{version.parquet}')"
        )
    cells: Cells = {}
    for measure, period, value, mark, *codes in rows:
        members = [titles[at][codes[at]] for _, at in names]
        cells[(numbers[measure], *members, period)] = (value, mark)
    return cells


@pytest.mark.parametrize(
    ("table", "older", "newer", "shared", "empty"),
    [
        ("85224NED", "v3-typed-labelled-csv-20250422", "v4-json-20260702", 3672, 408),
        ("82807NED", "v3-typed-labelled-csv-20250422", "v4-parquet-20201114", 8336, 0),
    ],
)
def test_all_shared_cells_are_equal(
    specimens: Path,
    take_in: TakeIn,
    table: str,
    older: str,
    newer: str,
    shared: int,
    empty: int,
) -> None:
    v3 = by_title(take_in(f"cbs:{table}", specimens / "cbs" / table / older))
    v4 = by_title(take_in(f"cbs:{table}", specimens / "cbs" / table / newer))
    figures = {cell: value for cell, (value, _) in v3.items() if value is not None}
    both = figures.keys() & v4.keys()
    assert len(both) == shared
    assert [cell for cell in both if figures[cell] != v4[cell][0]] == []
    # And what is empty in v3 is not sent in v4
    nothing = {cell for cell, (value, _) in v3.items() if value is None}
    if empty:
        assert len(nothing - v4.keys()) == empty == len(nothing)


def test_of_a_slice_too_and_impossible_in_v4_is_empty_in_v3(
    specimens: Path, take_in: TakeIn
) -> None:
    folder = specimens / "cbs" / "80590ned"
    # Given the dump, in which the ages kept their codes as titles
    v3 = take_in("cbs:80590ned", folder / "v3-typed-labelled-csv-20250422")
    v4 = take_in("cbs:80590ned", folder / "v4-json-20260717")
    older = {key: cell for key, cell in by_title(v3).items() if key[1] == "Totaal"}
    titles = {code.id: code.title for code in v4.structure.dimension_by_id["Leeftijd"].codes}
    newer = by_title(v4)
    total = next(c.title for c in v4.structure.dimension_by_id["Geslacht"].codes)
    figures = equal = impossible = 0
    for (measure, _, age, period), (value, _) in older.items():
        cell = newer.get((measure, total, titles.get(age, age), period))
        if cell is None:
            continue
        if value is not None:
            figures += 1
            equal += value == cell[0]
        elif cell[1] == "Impossible":
            assert cell[0] is None
            impossible += 1
    assert (figures, equal, impossible) == (5138, 5138, 154)  # 5,292 shared cells


def test_of_a_text_table_every_row_is_equal(specimens: Path, take_in: TakeIn) -> None:
    folder = specimens / "cbs" / "86097NED"
    v4 = take_in("cbs:86097NED", folder / "v4-bulk-csv-202601")
    with Engine(folders=(v4.folder,)) as engine:
        rows = engine.rows(f"select RegioS, measure, text from read_parquet('{v4.parquet}')")
    texts = {(place, measure): text for place, measure, text in rows}
    measures = [measure.id for measure in v4.structure.measures]
    # The dump repeats titles, so its rows are told apart by the code of the place within them
    path = folder / "v3-typed-labelled-csv-20250422" / "86097NED.csv"
    with path.open(encoding="utf-8-sig", newline="") as stream:
        dump = list(csv.reader(stream, delimiter=";"))[1:]
    assert len(dump) * len(measures) == len(texts) == 17_507
    for _, _, place, *others in dump:
        given = [place.strip(), *(cell.rstrip() for cell in others)]
        assert given == [texts[place.strip(), measure] for measure in measures]


def test_an_older_recording_shows_which_year_was_still_provisional(
    specimens: Path, take_in: TakeIn
) -> None:
    folder = specimens / "cbs" / "83583NED"
    coded = take_in("cbs:83583NED", folder / "v3-parquet-2020")
    dump = take_in("cbs:83583NED", folder / "v3-typed-labelled-csv-20250422")
    # Titles say "2010 december" where codes say 2010: the dump is compared by the year alone
    newer = {(*key[:-1], key[-1][:4]): value for key, (value, _) in by_title(dump).items()}
    changed = {
        key[-1]
        for key, (value, _) in by_title(coded).items()
        if value is not None and newer.get(key) not in {None, value}
    }
    assert changed == {"2019"}
