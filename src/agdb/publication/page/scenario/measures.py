"""The measures of the plan: what each works on, on what evidence, for what money."""

from __future__ import annotations

from dataclasses import dataclass

from agdb.publication.edition import Edition, Link
from agdb.publication.page.registered.amounts import firmest_in_words
from agdb.publication.page.registered.said import Said
from agdb.publication.page.scenario.words import (
    between,
    grade_words,
    input_anchor,
    percent,
)
from agdb.publication.wording.language import Language
from agdb.results.scenario import MeasureFact
from agdb.results.scenario_answers import ScenarioAnswer


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
    said, known = Said(edition), edition.release.register.initiatives
    return tuple(
        Budgeted(
            said.initiative(ident) if ident in known else Link("", ident),
            firmest_in_words(edition.links.money.get(ident, ()), said)
            or edition.language.say("scenario.measure.no-budget"),
        )
        for ident in idents
    )
