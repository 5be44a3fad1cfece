"""The page of the doorrekening: the gap with and without the plan, and what cannot be known."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

import msgspec

from agdb.publication import address
from agdb.publication.page.edition import Edition
from agdb.publication.page.scenario_figures import Units, gap_figure, pillar_figure
from agdb.publication.wording.chance import chance
from agdb.publication.wording.language import Language
from agdb.statistics.number import rounded

SECTION = "scenario"


@dataclass(frozen=True, slots=True)
class Told:
    """The sentences about one year."""

    year: str
    without: str
    plan: str
    closure: str
    chance: str


@dataclass(frozen=True, slots=True)
class Assumed:
    """An input of the model: what it is, where it comes from, and how firm that is."""

    label: str
    value: str
    unit: str
    source: str
    href: str
    grade: str
    note: str


@dataclass(frozen=True, slots=True)
class Option:
    """A policy option with its cost and effect, told in sentences."""

    name: str
    note: str
    cost: str
    effects: tuple[str, ...]


def scenario_page(edition: Edition) -> tuple[str, bytes]:
    """Return the page; the release must hold a scenario."""
    result, language = _result(edition), edition.language
    run, say = result["run"], edition.language.say
    units = Units(language, size=run["persons_per_unit"])
    pillars = pillar_names(edition, run["pillars"])
    assumed = [_assumed(one, language) for one in run["assumptions"]]
    return edition.render(
        "scenario.html",
        address.section(language.code, SECTION),
        title=language.words(run["name"]),
        description=say("scenario.intro"),
        told=[_told(block, units) for block in run["headline"]],
        unknown=say("scenario.unknown", n=sum(a["assumption"] for a in run["assumptions"])),
        backtest=[language.words(b["backtest"]) for b in run["headline"][:1] if b.get("backtest")],
        figures=[gap_figure(run, units), pillar_figure(run, units, pillars)],
        pillars=list(zip(run["pillars"], pillars, strict=True)),
        doses=[(str(dose), _dose(dose, language)) for dose in result["grid"]["doses"]],
        subsets=_subsets(run, units, pillars),
        last=str(run["headline"][0]["year"]),
        options=[_option(one, language) for one in result["options"]],
        shares=_shares(run["headline"][0], language),
        assumed=assumed,
        grid=edition.addresses.link(grid_path()),
        script=edition.addresses.link(edition.assets.script),
        draws=language.figure(int(run["draws"]), decimals=0),
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
    whole = msgspec.json.format(msgspec.json.encode(result["run"]), indent=1)
    return [
        ("scenario/run.json", whole),
        (grid_path(), msgspec.json.encode(result["grid"])),
        ("scenario/options.json", msgspec.json.encode(result["options"])),
    ]


def grid_path() -> str:
    """Return the path of the grid of doses, the same for every language."""
    return "scenario/grid.json"


def pillar_names(edition: Edition, codes: list[str]) -> list[str]:
    """Return the names of the pillars of a scenario, which come in the order of the plan."""
    names = [edition.language.words(p.names) for p in edition.programme.plan.pillars]
    return names if len(names) == len(codes) else list(codes)


def _result(edition: Edition) -> Mapping[str, Any]:
    assert edition.release.scenario is not None, "the page is made only where there is a scenario"
    return edition.release.scenario


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


def _dose(dose: float, language: Language) -> str:
    known = {0.0: "scenario.dose.none", 1.0: "scenario.dose.plan"}
    if dose in known:
        return language.say(known[dose])
    number = language.figure(rounded(dose, decimals=1), decimals=1)
    return language.say("scenario.dose.times", number=number)


def _subsets(
    run: Mapping[str, Any], units: Units, pillars: list[str]
) -> list[tuple[str, str, str, str]]:
    """Every combination of pillars in the first headline year: gap, closure, interval."""
    year = next(y for y in run["years"] if y["year"] == run["headline"][0]["year"])
    names = dict(zip(run["pillars"], pillars, strict=True))
    rows = []
    for key, found in year["subsets"].items():
        bounds = year["intervals"]["subsets"][key]["v"] if "intervals" in year else None
        chosen = [names[code] for code in key.split("+") if code in names]
        label = units.language.listing(chosen) or units.language.say("scenario.no-pillar")
        span = units.span(bounds["low"], bounds["high"]) if bounds else ""
        rows.append((label, units.scaled(found["G1"]), units.scaled(found["v"]), span))
    return rows


def _shares(block: Mapping[str, Any], language: Language) -> list[tuple[str, str, str]]:
    """Where the uncertainty comes from, in per cent of the variance."""
    rows = []
    for origin, shares in block.get("variance_shares", {}).items():
        key = f"scenario.share.{origin.replace(' ', '-')}"
        figures = (f"{rounded(100 * shares[k], decimals=0)}%" for k in ("baseline", "closure"))
        baseline, closure = figures
        rows.append((language.say(key), baseline, closure))
    return rows


def _assumed(one: Mapping[str, Any], language: Language) -> Assumed:
    source = str(one["source"])
    is_link = source.startswith(("http://", "https://"))
    return Assumed(
        label=language.words(one["label"]),
        value=_value(one["value"], language),
        unit=str(one["unit"]),
        source=language.say("scenario.assumption") if one["assumption"] else source,
        href=source if is_link else "",
        grade=str(one["grade"]),
        note=language.words(one["note"]) if one["note"] else "",
    )


def _value(value: object, language: Language) -> str:
    if isinstance(value, Mapping):
        return "; ".join(f"{name}: {_value(part, language)}" for name, part in value.items())
    if isinstance(value, int | float):
        text = format(Decimal(f"{value:.6g}").normalize(), "f")
        decimals = len(text.partition(".")[2])
        return language.figure(Decimal(text), decimals=decimals)
    return "" if value is None else str(value)


def _option(one: Mapping[str, Any], language: Language) -> Option:
    say, cost = language.say, one["cost"]

    def amount(number: float) -> str:
        return language.figure(rounded(number, decimals=1), decimals=1)

    effects = []
    for year, effect in one["on_top_of_the_plan"].items():
        extra = _three(effect["extra_workers"], language)
        none = f"{rounded(100 * effect['probability_of_no_effect'], decimals=0)}%"
        effects.append(say("scenario.option.effect", year=year, none=none, **extra))
        works = effect.get("cost_per_extra_worker_if_it_works") or {}
        if works.get("median") is not None:
            spent = _three(works, language)
            effects.append(say("scenario.option.price", year=year, **spent))
    return Option(
        name=language.words(one["name"]),
        note=language.words(one["note"]),
        cost=say(
            "scenario.option.cost",
            total=amount(cost["total"]),
            funded=amount(cost["funded"]),
            unfunded=amount(cost["unfunded"]),
        ),
        effects=tuple(effects),
    )


def _three(found: Mapping[str, float], language: Language) -> dict[str, Any]:
    return {name: _count(found[name], language) for name in ("median", "low", "high")}


def _count(number: float, language: Language) -> str:
    """A number of persons or euros to two figures: more would claim what is not known."""
    whole = int(Decimal(f"{number:.2g}"))
    return language.figure(whole, decimals=0)
