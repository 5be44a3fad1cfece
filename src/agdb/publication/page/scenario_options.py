"""The policy options side by side: what they cost, who pays, and what they bring."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from agdb.publication.page.edition import Link
from agdb.publication.page.scenario_words import count, grade_words, input_anchor, percent
from agdb.publication.table.table import Cell, Row, RowGroup, Table
from agdb.publication.wording.chance import chance
from agdb.publication.wording.language import Language
from agdb.statistics.number import rounded


@dataclass(frozen=True, slots=True)
class Option:
    """What is said of an option beside the table of its numbers."""

    name: str
    note: str
    cost_elsewhere: tuple[str, ...]
    evidence: tuple[str, ...]
    inputs: tuple[Link, ...]


def options(found: list[Mapping[str, Any]], language: Language) -> list[Option]:
    """Return every option in words."""
    return [
        Option(
            name=language.words(one["name"]),
            note=language.words(one["note"]),
            cost_elsewhere=tuple(language.words(text) for text in one["cost_elsewhere"]),
            evidence=tuple(one["evidence"]),
            inputs=tuple(
                Link(
                    f"#{input_anchor(a['name'])}",
                    language.words(a["label"]) if a["label"] else a["name"],
                )
                for a in one["assumptions"]
            ),
        )
        for one in found
    ]


def option_table(found: list[Mapping[str, Any]], language: Language) -> Table | None:
    """Return cost and effect with one column for each option, None without options."""
    if not found:
        return None
    say = language.say
    years = list(found[0]["on_top_of_the_plan"])
    groups = [RowGroup(say("scenario.option.money"), tuple(_money(found, language)))]
    groups += [
        RowGroup(say("scenario.option.in", year=year), tuple(_effects(found, year, language)))
        for year in years
    ]
    return Table(
        "scenario-options",
        say("scenario.option.caption"),
        say("scenario.option.unit"),
        say("scenario.column.what"),
        tuple(language.words(one["name"]) for one in found),
        tuple(groups),
        (say("scenario.option.footnote"),),
    )


def _money(found: list[Mapping[str, Any]], language: Language) -> Iterator[Row]:
    say = language.say
    years = sorted({paid["year"] for one in found for paid in one["cost"]["years"]})
    for year in years:
        amounts = []
        for one in found:
            paid = next((p for p in one["cost"]["years"] if p["year"] == year), None)
            amounts.append(Cell(_amount(0.0 if paid is None else paid["cost"], language)))
        yield Row(say("scenario.option.year", year=year), tuple(amounts))
    for key in ("total", "funded", "unfunded"):
        cells = tuple(Cell(_amount(one["cost"][key], language)) for one in found)
        yield Row(say(f"scenario.option.{key}"), cells)
    yield Row(
        say("scenario.option.grade"),
        tuple(
            Cell(language.listing([grade_words(g, language) for g in one["grades"].values()]))
            for one in found
        ),
    )


def _amount(number: float, language: Language) -> str:
    return language.figure(rounded(number, decimals=1), decimals=1)


def _effects(found: list[Mapping[str, Any]], year: str, language: Language) -> Iterator[Row]:
    effects = [one["on_top_of_the_plan"][year] for one in found]
    spans = (
        "extra_workers", "closure", "worker_years", "cost_per_extra_worker",
        "cost_per_extra_worker_if_it_works", "cost_per_worker_year",
    )  # fmt: skip
    for key in spans:
        yield Row(
            language.say(f"scenario.option.{key}"),
            tuple(_between(effect[key], language) for effect in effects),
        )
    yield Row(
        language.say("scenario.option.nothing"),
        tuple(Cell(percent(effect["probability_of_no_effect"])) for effect in effects),
    )
    yield Row(
        language.say("scenario.option.break-even"),
        tuple(_break_even(effect, language) for effect in effects),
    )


def _between(found: Mapping[str, float | None], language: Language) -> Cell:
    """A median with its interval; a price without an upper bound says so."""
    none = language.say("scenario.option.no-bound")
    texts: dict[str, Any] = {
        key: none if found[key] is None else count(found[key] or 0.0, language)
        for key in ("low", "median", "high")
    }
    if texts["median"] == texts["high"] == none:
        if texts["low"] == none:
            return Cell(none)
        return Cell(language.say("scenario.option.at-least", low=texts["low"]))
    return Cell(language.say("scenario.between", **texts))


def _break_even(effect: Mapping[str, Any], language: Language) -> Cell:
    needed = effect["break_even_workers"]
    if needed is None:
        return Cell(language.say("scenario.option.no-reference"), absent=True)
    likely = chance(effect["probability_of_break_even"], language)
    return Cell(
        language.say("scenario.option.needed", workers=count(needed, language), chance=likely)
    )
