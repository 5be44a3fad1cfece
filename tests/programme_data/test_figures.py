"""Every file of figures keeps the promises that the engine relies on."""

from __future__ import annotations

import re
from pathlib import Path

from agdb.programme.plan import Region, Unit
from agdb.programme.source import Source
from agdb.statistics.number import exact
from agdb.statistics.period import Period
from agdb.statistics.region import RegionCode
from agdb.statistics.structure import DimensionKind

from .figure import AFTER, BEFORE, Row

NOISE = re.compile(r"\.\d*(0{6}|9{6})|[eE]")
NOT_A_RESULT = re.compile(r"\b(doel|streef|ambitie|budget|maxim|plafond)", re.IGNORECASE)


def test_every_file_of_figures_belongs_to_one_source(
    agdb: Path, sources: dict[str, Source]
) -> None:
    named = [source.embedded for source in sources.values() if source.embedded]
    there = sorted(str(path.relative_to(agdb)) for path in (agdb / "figures").iterdir())

    assert sorted(named) == there


def test_the_header_is_the_agreed_one(agdb: Path, sources: dict[str, Source]) -> None:
    for source in sources.values():
        if source.embedded:
            header = (agdb / source.embedded).read_text(encoding="utf-8").split("\n", 1)[0]
            assert header.split(",") == [*BEFORE, *source.dimensions, *AFTER], source.id


def test_a_file_holds_one_data_set_recorded_on_one_day(figures: dict[str, list[Row]]) -> None:
    for dataset, rows in figures.items():
        assert {row["dataset"] for row in rows} == {dataset}
        assert len({row["recorded"] for row in rows}) == 1, dataset


def test_no_cell_is_given_twice_and_rows_are_sorted(figures: dict[str, list[Row]]) -> None:
    for dataset, rows in figures.items():
        keys = [row.key for row in rows]
        assert len(set(keys)) == len(keys), dataset
        assert keys == sorted(keys), dataset


def test_periods_are_dated_and_print_as_themselves(figures: dict[str, list[Row]]) -> None:
    for text in {row["period"] for rows in figures.values() for row in rows}:
        period = Period.parse(text)
        assert period.dated, text
        assert str(period) == text


def test_values_are_exact_numbers_without_float_noise(figures: dict[str, list[Row]]) -> None:
    for dataset, rows in figures.items():
        for row in rows:
            exact(row["value"])
            assert NOISE.search(row["value"]) is None, (dataset, row.key)


def test_the_unit_of_a_row_is_the_unit_of_its_measure(
    figures: dict[str, list[Row]], sources: dict[str, Source], units: dict[str, Unit]
) -> None:
    for dataset, rows in figures.items():
        for row in rows:
            note = sources[dataset].measures[row["measure"]]
            assert row["unit"] in units[note.unit].spellings, (dataset, row["unit"])
            assert row["unit_origin"] == note.unit_origin != "not-recorded", (dataset, row.key)
            assert row["unit_source"], (dataset, row.key)


def test_every_row_says_where_it_comes_from(figures: dict[str, list[Row]]) -> None:
    for dataset, rows in figures.items():
        for row in rows:
            assert "http" in row["citation"] or "doi:" in row["citation"], (dataset, row.key)


def test_regions_are_known_and_assignable(
    figures: dict[str, list[Row]], sources: dict[str, Source], regions: dict[str, Region]
) -> None:
    for dataset, rows in figures.items():
        for place, (name, note) in enumerate(sources[dataset].dimensions.items()):
            if note.kind is DimensionKind.REGION:
                codes = {row.codes[place] for row in rows}
                assert codes <= set(regions), (dataset, name)
                assert not any(RegionCode.parse(code).unassignable for code in codes), dataset


def test_goals_budgets_and_maxima_are_not_among_the_figures(
    figures: dict[str, list[Row]], sources: dict[str, Source]
) -> None:
    for dataset, rows in figures.items():
        for measure in {row["measure"] for row in rows}:
            words = sources[dataset].measures[measure].names["nl"]
            assert NOT_A_RESULT.search(f"{measure} {words}") is None, (dataset, measure)
