"""What the answer hangs on: measures with their evidence, leading inputs, what to find out."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from agdb.publication.page.edition import Edition, Link
from agdb.publication.page.scenario_words import Units, grade_words, input_anchor, percent
from agdb.publication.table.table import Cell, Row, RowGroup, Table
from agdb.publication.wording.language import Language
from agdb.statistics.number import rounded

LEADING = 8
SHOCK = "common-shock.path"


@dataclass(frozen=True, slots=True)
class Measure:
    """A measure of the plan: what it does, on what evidence, and what it adds."""

    name: str
    pillar: str
    note: str
    works_on: str
    period: str
    grade: str
    nothing: str
    adds: tuple[str, ...]
    initiatives: tuple[str, ...]
    cost_elsewhere: str
    inputs: tuple[Link, ...]


def measures(edition: Edition, result: Mapping[str, Any], units: Units) -> list[Measure]:
    """Return the measures of the plan in the order of the pillars."""
    run, language = result["run"], edition.language
    labels = input_names(run, language)
    adding = (result.get("sensitivity") or {}).get("measures")
    years = [block["year"] for block in run["headline"]]
    records = [one for one in run["measures"] if one["in_plan"]]
    return [
        Measure(
            name=language.words(one["name"]),
            pillar=one["pillar"],
            note=language.words(one["note"]) if one["note"] else "",
            works_on=language.say(f"scenario.touches.{one['touches']}"),
            period=_period(one, language),
            grade=grade_words(one["grade"], language),
            nothing=percent(one["probability_of_no_effect"]),
            adds=() if adding is None else _adds(adding, one["id"], years, units),
            initiatives=_initiatives(edition, one["initiatives"]),
            cost_elsewhere=language.words(one["cost_elsewhere"]) if one["cost_elsewhere"] else "",
            inputs=tuple(Link(f"#{input_anchor(q)}", labels[q]) for q in one["quantities"]),
        )
        for one in sorted(records, key=lambda one: run["pillars"].index(one["pillar"]))
    ]


def _period(one: Mapping[str, Any], language: Language) -> str:
    say = language.say
    until = "scenario.measure.from" if one["end"] is None else "scenario.measure.between"
    parts = [say(until, start=one["start"], end=one["end"])]
    waits = (("lag", "scenario.measure.lag"), ("ramp_years", "scenario.measure.ramp"))
    parts += [say(key, n=int(one[field])) for field, key in waits if one[field]]
    return "; ".join(parts)


def _adds(adding: Mapping[str, Any], ident: str, years: list[int], units: Units) -> tuple[str, ...]:
    found = adding["measures"][ident]
    places = [(year, adding["years"].index(year)) for year in years]
    return tuple(f"{year}: {units.between(found, at)}" for year, at in places)


def _initiatives(edition: Edition, idents: list[str]) -> tuple[str, ...]:
    known = edition.programme.initiatives
    return tuple(
        edition.language.words(known[ident].names) if ident in known else ident for ident in idents
    )


def input_names(run: Mapping[str, Any], language: Language) -> dict[str, str]:
    """Return what every source of uncertainty is called, by its name in the scenario."""
    names = {
        one["name"]: language.words(one["label"]) if one["label"] else one["name"]
        for one in run["assumptions"]
    }
    return names | {SHOCK: language.say("scenario.share.demand-shocks")}


def leading_tables(
    run: Mapping[str, Any], sobol: Mapping[str, Any], language: Language
) -> list[Table]:
    """Return the inputs that carry most of the spread of gap and effect, and what to find out."""
    year = str(run["headline"][0]["year"])
    found, names = sobol["years"][year], input_names(run, language)
    say = language.say
    indices = [
        RowGroup(
            say(f"scenario.sobol.{outcome}"),
            tuple(
                Row(names[one["name"]], (_share(one["first"]), _share(one["total"])))
                for one in found[outcome][:LEADING]
            ),
        )
        for outcome in ("baseline", "closure")
    ]
    worth = tuple(
        Row(names[one["name"]], (_share(one["value"]),))
        for one in found["value_of_information"][:LEADING]
    )
    return [
        Table(
            "scenario-sobol", say("scenario.sobol", year=year), say("scenario.unit.share"),
            say("scenario.input"),
            (say("scenario.column.first-order"), say("scenario.column.total-order")),
            tuple(indices),
            (say("scenario.sobol.note", runs=language.figure(sobol["runs"], decimals=0)),),
        ),
        Table(
            "scenario-information", say("scenario.information", year=year),
            say("scenario.unit.share"), say("scenario.input"), (say("scenario.column.worth"),),
            (RowGroup("", worth),), (say("scenario.information.note"),),
        ),
    ]  # fmt: skip


def _share(index: float) -> Cell:
    """An index as a percentage; sampling can make it fall a little outside 0 to 1."""
    return Cell(f"{rounded(100 * min(max(index, 0.0), 1.0), decimals=0)}%")


def inverse_table(
    inverse: Mapping[str, Any], pillars: Mapping[str, str], language: Language
) -> Table:
    """Return, per pillar and year, how many times the plan would give an even chance of no gap."""
    say = language.say
    whole = say("scenario.inverse.all")
    rows = [
        Row(
            pillars.get(who, whole),
            tuple(_times(doses[who], inverse, language) for doses in inverse["years"].values()),
        )
        for who in (*pillars, "all")
    ]
    return Table(
        "scenario-inverse",
        say("scenario.inverse"),
        say("scenario.unit.times"),
        say("scenario.column.pillar"),
        tuple(inverse["years"]),
        (RowGroup("", tuple(rows)),),
    )


def _times(dose: float | None, inverse: Mapping[str, Any], language: Language) -> Cell:
    if dose is None:
        most = int(inverse["largest_multiple_tried"])
        return Cell(language.say("scenario.inverse.never", most=most))
    return Cell(language.figure(rounded(dose, decimals=1), decimals=1))
