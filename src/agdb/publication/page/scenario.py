"""The page of the doorrekening: the gap with and without the plan, and what cannot be known."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import msgspec

from agdb.errors import ReleaseError
from agdb.publication import address
from agdb.publication.page.edition import Edition
from agdb.publication.page.scenario_evidence import inverse_table, leading_tables, measures
from agdb.publication.page.scenario_figures import gap_figure, pillar_figure
from agdb.publication.page.scenario_options import option_table, options
from agdb.publication.page.scenario_outcomes import (
    dose_table,
    outcome_table,
    region_tables,
    subset_table,
    variant_table,
)
from agdb.publication.page.scenario_words import Units, assumed, percent
from agdb.publication.table.table import Table
from agdb.publication.wording.chance import chance
from agdb.publication.wording.language import Language

SECTION = "scenario"
NEEDED = frozenset({"measures", "group_names"})
"""What the run of an older version lacks."""


@dataclass(frozen=True, slots=True)
class Told:
    """The sentences about one year."""

    year: str
    without: str
    plan: str
    closure: str
    chance: str


def scenario_page(edition: Edition) -> tuple[str, bytes]:
    """Return the page; the release must hold a scenario."""
    result, language = _result(edition), edition.language
    run, say = result["run"], edition.language.say
    units = Units(language, size=run["persons_per_unit"])
    pillars = pillar_names(edition, run["pillars"])
    inputs = [assumed(one, language) for one in run["assumptions"]]
    return edition.render(
        "scenario.html",
        address.section(language.code, SECTION),
        title=language.words(run["name"]),
        description=say("scenario.intro"),
        told=[_told(block, units) for block in run["headline"]],
        unknown=say("scenario.unknown", n=sum(one.assumption for one in inputs)),
        unknown_data=_unknown_data(run["headline"][0], language),
        backtest=[language.words(b["backtest"]) for b in run["headline"][:1] if b.get("backtest")],
        figures=[gap_figure(run, units), pillar_figure(run, units, pillars)],
        pillars=list(zip(run["pillars"], pillars, strict=True)),
        years=[str(block["year"]) for block in run["headline"]],
        most=max(result["grid"]["doses"]),
        dose_table=dose_table(result["grid"], pillars, units),
        subsets=_subsets(run, units, pillars),
        last=str(run["headline"][0]["year"]),
        measures=measures(edition, result, units),
        options=options(result["options"], language),
        option_table=option_table(result["options"], language),
        regions=region_tables(edition, run),
        outcomes=outcome_table(run, units, _group_names(run, language)),
        shares=_shares(run["headline"][0], language),
        claims=_claims(run, language),
        assumed=inputs,
        grid=edition.addresses.link(grid_path()),
        script=edition.addresses.link(edition.assets.script),
        draws=language.figure(int(run["draws"]), decimals=0),
        **_sensitivity(result, units, dict(zip(run["pillars"], pillars, strict=True))),
    )


def closure_sentence(edition: Edition, key: str) -> str:
    """Return message `key` with what the plan closes in the first headline year, and its bounds."""
    run = _result(edition)["run"]
    units, block = Units(edition.language, size=run["persons_per_unit"]), run["headline"][0]
    printed = block["closure"]["printed"]
    told: dict[str, Any] = {name: units.persons(value) for name, value in printed.items()}
    return edition.language.say(key, year=block["year"], **told)


def scenario_files(edition: Edition) -> list[tuple[str, bytes]]:
    """Return the data of the page: the whole run, and the grid that its script reads."""
    result = _result(edition)
    found = [("scenario/run.json", _indented(result["run"]))]
    found.append((grid_path(), msgspec.json.encode(result["grid"])))
    found.append(("scenario/options.json", _indented(result["options"])))
    if result.get("sensitivity"):
        found.append(("scenario/sensitivity.json", _indented(result["sensitivity"])))
    return found


def _indented(data: object) -> bytes:
    return msgspec.json.format(msgspec.json.encode(data), indent=1)


def grid_path() -> str:
    """Return the path of the grid of doses, the same for every language."""
    return "scenario/grid.json"


def pillar_names(edition: Edition, codes: list[str]) -> list[str]:
    """Return the names of the pillars of a scenario; the code of one that the plan lacks."""
    names = {p.id: edition.language.words(p.names) for p in edition.programme.plan.pillars}
    return [names.get(code, code) for code in codes]


def _result(edition: Edition) -> Mapping[str, Any]:
    found = edition.release.scenario
    assert found is not None, "the page is made only where there is a scenario"
    if not set(found["run"]) >= NEEDED:
        raise ReleaseError(
            f"the doorrekening of release {edition.release.id} was made by an older agdb",
            remedy="run agdb build, and then this again",
        )
    return found


def _group_names(run: Mapping[str, Any], language: Language) -> dict[str, str]:
    return {code: language.words(names) for code, names in run["group_names"].items()}


def _sensitivity(
    result: Mapping[str, Any], units: Units, pillars: Mapping[str, str]
) -> dict[str, Any]:
    """What the page shows of the sensitivity analysis; nothing in a release without one."""
    found = result.get("sensitivity")
    if not found:
        return {"leading": (), "variants": None, "inverse": None}
    return {
        "leading": leading_tables(result["run"], found["sobol"], units.language),
        "variants": variant_table(found["variants"], units),
        "inverse": inverse_table(found["inverse"], pillars, units.language),
    }


def _told(block: Mapping[str, Any], units: Units) -> Told:
    say = units.language.say
    closed = block["probability_gap_closed"]

    def about(key: str) -> dict[str, Any]:
        return {name: units.persons(value) for name, value in block[key]["printed"].items()}

    return Told(
        year=str(block["year"]),
        without=say("scenario.without", year=block["year"], **about("baseline")),
        plan=say("scenario.with", **about("with_plan")),
        closure=say("scenario.closure", **about("closure")),
        chance=say(
            "scenario.chance",
            baseline=chance(closed["baseline"], units.language),
            plan=chance(closed["with_plan"], units.language),
        ),
    )


def _unknown_data(block: Mapping[str, Any], language: Language) -> str:
    """How much of the spread comes from base data that nobody has measured."""
    shares = block.get("variance_shares", {}).get("assumed base data")
    if shares is None:
        return ""
    return language.say(
        "scenario.unknown.data",
        year=block["year"],
        gap=percent(shares["baseline"]),
        closure=percent(shares["closure"]),
    )


def _subsets(run: Mapping[str, Any], units: Units, pillars: list[str]) -> Table:
    """Every combination of pillars in the first headline year: gap and closure with intervals."""
    year = next(y for y in run["years"] if y["year"] == run["headline"][0]["year"])
    return subset_table(year, dict(zip(run["pillars"], pillars, strict=True)), units)


def _shares(block: Mapping[str, Any], language: Language) -> list[tuple[str, str, str]]:
    """Where the uncertainty comes from, in per cent of the variance."""
    return [
        (
            language.say(f"scenario.share.{origin.replace(' ', '-')}"),
            percent(shares["baseline"]),
            percent(shares["closure"]),
        )
        for origin, shares in block.get("variance_shares", {}).items()
    ]


def _claims(run: Mapping[str, Any], language: Language) -> list[tuple[str, str]]:
    """Published totals whose parts do not add up: what is said of each, and its source."""
    return [
        (
            language.say(
                "scenario.claim",
                name=language.words(one["name"]),
                total=f"{one['total']:g}",
                unexplained=f"{one['unexplained']:g}",
                unit=one["unit"],
            ),
            one["source"],
        )
        for one in run["claims"]
        if not one["adds_up"]
    ]
