"""Tables beside the headline of the doorrekening: regions, groups, variants, doses."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from agdb.publication.page.edition import Edition
from agdb.publication.page.scenario_words import Units
from agdb.publication.reading.names import Names
from agdb.publication.table.table import Cell, Row, RowGroup, Table
from agdb.publication.wording.chance import chance
from agdb.publication.wording.language import Language

ENDS = ("baseline", "with_plan")


def region_tables(edition: Edition, run: Mapping[str, Any]) -> list[Table]:
    """Return the gap by province and by labour-market region in the first headline year."""
    return [
        _by_region(edition, ident, run[key])
        for ident, key in (("regions", "regions"), ("labour-market", "labour_market_regions"))
        if run.get(key)
    ]


def _by_region(edition: Edition, ident: str, division: Mapping[str, Any]) -> Table:
    language, say = edition.language, edition.language.say
    units = Units(language, size=1)  # regional gaps are in persons
    year = min(division["years"])
    rows = []
    for code in division["regions"]:
        ends = division["years"][year][code]
        cells = [Cell(say(f"scenario.class.{ends['baseline']['class'].replace(' ', '-')}"))]
        for end in ENDS:
            gap = ends[end].get("gap")
            small = say("scenario.regions.small")
            cells.append(Cell(small, absent=True) if gap is None else Cell(units.between(gap)))
        rows.append(Row(_region_name(edition, code), tuple(cells)))
    return Table(
        f"scenario-{ident}",
        say(f"scenario.{ident}", year=year),
        say("scenario.unit"),
        say("scenario.column.region"),
        tuple(say(f"scenario.column.{c}") for c in ("class", "gap-between", "with-between")),
        (RowGroup("", tuple(rows)),),
    )


def _region_name(edition: Edition, code: str) -> str:
    known = code in edition.programme.regions
    return Names(edition.programme, edition.language).region(code) if known else code


def outcome_table(run: Mapping[str, Any], units: Units, names: Mapping[str, str]) -> Table:
    """Return gap in persons and full-time work, vacancies, women and green work by group."""
    say, language = units.language.say, units.language
    years = [year["year"] for year in run["years"]]
    at = years.index(run["headline"][0]["year"])
    groups = []
    for group, ends in run["groups"].items():
        rows = [
            Row(say(f"scenario.outcome.{key}"), _ends(ends, key, units, at))
            for key in ("demand", "supply", "gap", "gap_fte", "vacancies")
        ]
        if "vacancies_per_100_unemployed" in ends["baseline"]:
            rows.append(_plain_row("tension", ends, "vacancies_per_100_unemployed", language, at))
        if run.get("women"):
            women = run["women"][group]
            rows.append(Row(say("scenario.outcome.women"), _ends(women, "women", units, at)))
        groups.append(RowGroup(names.get(group, group), tuple(rows)))
    if run.get("green"):
        rows = [
            Row(say(f"scenario.outcome.{key}"), _ends(run["green"], key, units, at))
            for key in ("demand", "supply", "gap")
        ]
        groups.append(RowGroup(say("scenario.outcome.green"), tuple(rows)))
    return Table(
        "scenario-outcomes",
        say("scenario.outcomes", year=years[at]),
        say("scenario.unit"),
        say("scenario.column.outcome"),
        (say("scenario.line.without"), say("scenario.line.with")),
        tuple(groups),
        (say("scenario.outcomes.note"),),
    )


def _ends(ends: Mapping[str, Any], key: str, units: Units, at: int) -> tuple[Cell, ...]:
    return tuple(Cell(units.between(ends[end][key], at)) for end in ENDS)


def _plain_row(word: str, ends: Mapping[str, Any], key: str, language: Language, at: int) -> Row:
    """A row that is no number of persons."""
    units = Units(language, size=1000)
    return Row(language.say(f"scenario.outcome.{word}"), _ends(ends, key, units, at))


def variant_table(variants: list[Mapping[str, Any]], units: Units) -> Table:
    """Return the headline of every structural variant, per headline year."""
    say, language = units.language.say, units.language
    groups = []
    for i, first in enumerate(variants[0]["headline"]):
        rows = []
        for one in variants:
            block = one["headline"][i]
            cells = [
                say("scenario.between", **_printed(block[key], units))
                for key in ("baseline", "with_plan", "closure")
            ]
            cells.append(chance(block["probability_gap_closed"]["with_plan"], language))
            rows.append(Row(language.words(one["name"]), tuple(Cell(c) for c in cells)))
        groups.append(RowGroup(str(first["year"]), tuple(rows)))
    columns = ("gap-between", "with-between", "closure-between", "chance-with")
    return Table(
        "scenario-variants",
        say("scenario.variants"),
        say("scenario.unit.persons"),
        say("scenario.column.variant"),
        tuple(say(f"scenario.column.{name}") for name in columns),
        tuple(groups),
    )


def _printed(block: Mapping[str, Any], units: Units) -> dict[str, Any]:
    return {key: units.persons(value) for key, value in block["printed"].items()}


def subset_table(year: Mapping[str, Any], names: Mapping[str, str], units: Units) -> Table:
    """Return gap and closure of every combination of pillars in one year, with intervals."""
    say, rows = units.language.say, []
    for key in year["subsets"]:
        chosen = [names[code] for code in key.split("+") if code in names]
        label = units.language.listing(chosen) or say("scenario.no-pillar")
        bounds = year["intervals"]["subsets"][key]
        cells = (
            Cell(units.between({**bounds[what], "median": year["subsets"][key][what]}))
            for what in ("G1", "v")
        )
        rows.append(Row(label, tuple(cells)))
    return Table(
        "scenario-subsets",
        say("scenario.subsets", year=year["year"]),
        say("scenario.unit"),
        say("scenario.column.pillars"),
        tuple(say(f"scenario.column.{name}") for name in ("gap-between", "closure-between")),
        (RowGroup("", tuple(rows)),),
    )


def dose_table(grid: Mapping[str, Any], pillars: list[str], units: Units) -> Table:
    """Return what one pillar at another dose does, the others as planned, for every year."""
    say, language = units.language.say, units.language
    plain = Units(language, size=1)  # the grid is in persons
    planned = [1.0] * len(pillars)
    groups = []
    for year, cells in grid["cells"].items():
        rows = []
        for i, pillar in enumerate(pillars):
            for dose in grid["doses"]:
                if dose == 1:
                    continue
                at = grid["combinations"].index([*planned[:i], dose, *planned[i + 1 :]])
                label = say("scenario.dose.of", pillar=pillar, dose=dose_words(dose, language))
                rows.append(Row(label, _dose_cells(cells, at, plain)))
        rows.insert(
            0,
            Row(
                say("scenario.dose.all"),
                _dose_cells(cells, grid["combinations"].index(planned), plain),
            ),
        )
        groups.append(RowGroup(year, tuple(rows)))
    columns = ("gap-between", "closure-between", "chance")
    return Table(
        "scenario-doses",
        say("scenario.doses.table"),
        say("scenario.unit"),
        say("scenario.column.choice"),
        tuple(say(f"scenario.column.{name}") for name in columns),
        tuple(groups),
    )


def _dose_cells(cells: Mapping[str, Any], at: int, units: Units) -> tuple[Cell, ...]:
    spans = (
        dict(zip(("low", "median", "high"), cells[k][at], strict=True)) for k in ("gap", "closure")
    )
    told = [Cell(units.between(span)) for span in spans]
    return (*told, Cell(chance(cells["probability_closed"][at], units.language)))


def dose_words(dose: float, language: Language) -> str:
    """Return a multiple of the plan."""
    known = {0.0: "scenario.dose.none", 1.0: "scenario.dose.plan"}
    if dose in known:
        return language.say(known[dose])
    return language.say("scenario.dose.times", number=f"{dose:g}")
