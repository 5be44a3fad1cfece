"""The measures and options: what each works on, on what evidence, for what money."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from agdb.publication.edition import Edition, Link
from agdb.publication.page.registered.amounts import firmest_in_words
from agdb.publication.page.registered.wording import RegisterWording
from agdb.publication.page.scenario.words import (
    between,
    count,
    grade_words,
    input_anchor,
    percent,
    price,
)
from agdb.publication.table.table import Cell, Row, RowGroup, Table
from agdb.publication.wording.language import Language
from agdb.results.scenario import MeasureFact, Spread
from agdb.results.scenario_answers import OptionEffect, OptionResult, ScenarioAnswer
from agdb.statistics.number import rounded


@dataclass(frozen=True, slots=True)
class Budgeted:
    """An initiative behind a measure, with the money that it is said to have."""

    link: Link
    budget: str


@dataclass(frozen=True, slots=True)
class MeasureEntry:
    """A measure of the plan: what it does, on what evidence, and what it adds."""

    ident: str
    name: str
    pillar: str
    note: str
    works_on: str
    period: str
    grade: str
    nothing: str
    adds: tuple[str, ...]
    initiatives: tuple[Budgeted, ...]
    cost_elsewhere: str
    inputs: tuple[Link, ...]


def measures(edition: Edition, answer: ScenarioAnswer) -> list[MeasureEntry]:
    """Return the measures of the plan in the order of the pillars."""
    run, language = answer.run, edition.language
    labels = {one.name: language.words(one.label) if one.label else one.name for one in run.inputs}
    records = [one for one in run.measures if one.in_plan]
    return [
        MeasureEntry(
            ident=one.id,
            name=language.words(one.name),
            pillar=one.pillar,
            note=language.words(one.note) if one.note else "",
            works_on=language.say(f"scenario.touches.{one.touches}"),
            period=_period(one, language),
            grade=grade_words(one.grade, language),
            nothing=percent(one.probability_of_no_effect),
            adds=_adds(answer, one.id, language),
            initiatives=_initiatives(edition, one.initiatives),
            cost_elsewhere=language.words(one.cost_elsewhere) if one.cost_elsewhere else "",
            inputs=tuple(Link(f"#{input_anchor(q)}", labels[q]) for q in one.quantities),
        )
        for one in sorted(records, key=lambda one: run.pillars.index(one.pillar))
    ]


def _period(one: MeasureFact, language: Language) -> str:
    say = language.say
    until = "scenario.measure.from" if one.end is None else "scenario.measure.between"
    parts = [say(until, start=one.start, end=one.end)]
    waits = ((one.lag, "scenario.measure.lag"), (one.ramp_years, "scenario.measure.ramp"))
    parts += [say(key, n=int(years)) for years, key in waits if years]
    return "; ".join(parts)


def _adds(answer: ScenarioAnswer, ident: str, language: Language) -> tuple[str, ...]:
    found, run = answer.sensitivity.measures.measures[ident].share, answer.run
    years = [block.year for block in run.headline]
    return tuple(
        f"{year}: {between(found.at(year - run.base_year), language, run.persons_per_unit)}"
        for year in years
    )


def _initiatives(edition: Edition, idents: list[str]) -> tuple[Budgeted, ...]:
    """Of each what it is called, its page, and its firmest money; an older release has no page."""
    said, known = RegisterWording(edition), edition.release.register.initiatives
    return tuple(
        Budgeted(
            said.initiative(ident) if ident in known else Link("", ident),
            firmest_in_words(edition.links.money.get(ident, ()), said)
            or edition.language.say("scenario.measure.no-budget"),
        )
        for ident in idents
    )


@dataclass(frozen=True, slots=True)
class OptionEntry:
    """What is said of an option beside the table of its numbers."""

    name: str
    note: str
    cost_elsewhere: tuple[str, ...]
    evidence: tuple[str, ...]
    inputs: tuple[Link, ...]


def options(found: list[OptionResult], language: Language) -> list[OptionEntry]:
    """Return every option in words."""
    return [
        OptionEntry(
            name=language.words(one.name),
            note=language.words(one.note),
            cost_elsewhere=tuple(language.words(text) for text in one.cost_elsewhere),
            evidence=tuple(one.evidence),
            inputs=tuple(
                Link(f"#{input_anchor(i.name)}", language.words(i.label) if i.label else i.name)
                for i in one.inputs
            ),
        )
        for one in found
    ]


def option_table(found: list[OptionResult], language: Language) -> Table | None:
    """Return cost and effect with one column for each option, None without options."""
    if not found:
        return None
    say = language.say
    groups = [RowGroup(say("scenario.option.money"), tuple(_money(found, language)))]
    groups += [
        RowGroup(say("scenario.option.in", year=year), tuple(_effects(found, year, language)))
        for year in found[0].on_top_of_the_plan
    ]
    return Table(
        "scenario-options",
        say("scenario.option.caption"),
        say("scenario.option.unit"),
        say("scenario.column.what"),
        tuple(language.words(one.name) for one in found),
        tuple(groups),
        (say("scenario.option.footnote"),),
    )


def _money(found: list[OptionResult], language: Language) -> Iterator[Row]:
    say = language.say
    for year in sorted({paid.year for one in found for paid in one.cost.years}):
        amounts = (
            next((paid.cost for paid in one.cost.years if paid.year == year), 0.0) for one in found
        )
        cells = tuple(Cell(_amount(amount, language)) for amount in amounts)
        yield Row(say("scenario.option.year", year=year), cells)
    for key in ("total", "funded", "unfunded"):
        cells = tuple(Cell(_amount(getattr(one.cost, key), language)) for one in found)
        yield Row(say(f"scenario.option.{key}"), cells)
    yield Row(
        say("scenario.option.grade"),
        tuple(
            Cell(language.listing([grade_words(g, language) for g in one.grades.values()]))
            for one in found
        ),
    )


def _amount(number: float, language: Language) -> str:
    return language.figure(rounded(number, decimals=1), decimals=1)


def _effects(found: list[OptionResult], year: str, language: Language) -> Iterator[Row]:
    effects = [one.on_top_of_the_plan[year] for one in found]
    say = language.say
    for key in ("extra_workers", "closure", "worker_years"):
        cells = (Cell(_between(getattr(effect, key), language)) for effect in effects)
        yield Row(say(f"scenario.option.{key}"), tuple(cells))
    prices = (
        "cost_per_extra_worker_if_it_works",
        "per_participant",
        "cost_with_participants_if_it_works",
    )
    for key in prices:
        cells = (_price(effect, key, language) for effect in effects)
        yield Row(say(f"scenario.option.{key}"), tuple(cells))
    yield Row(
        say("scenario.option.nothing"),
        tuple(Cell(percent(effect.probability_of_no_effect)) for effect in effects),
    )
    yield Row(
        say("scenario.option.break-even"),
        tuple(_break_even(effect, language) for effect in effects),
    )


def _price(effect: OptionEffect, key: str, language: Language) -> Cell:
    found = getattr(effect, key)
    if found is None:
        return Cell(language.say("scenario.option.in-the-price"), absent=True)
    return Cell(price(found, language))


def _between(found: Spread, language: Language) -> str:
    """A mean with its bounds, in persons to three figures."""
    mean, low, high = (count(n, language) for n in (found.mean, found.low, found.high))
    return language.say("scenario.between", median=mean, low=low, high=high)


def _break_even(effect: OptionEffect, language: Language) -> Cell:
    if effect.break_even_price is None or effect.probability_of_break_even is None:
        return Cell(language.say("scenario.option.no-reference"), absent=True)
    return Cell(
        language.say(
            "scenario.option.cheaper",
            price=count(effect.break_even_price, language),
            chance=percent(effect.probability_of_break_even),
        )
    )
