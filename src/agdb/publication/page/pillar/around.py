"""What stands around the figures of a pillar: goals, money, promises, levers of the model."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from agdb.programme.plan import Pillar
from agdb.publication import address
from agdb.publication.edition import Edition, Link
from agdb.publication.page.registered.amounts import firmest_in_words
from agdb.publication.page.registered.promises import PromiseEntry, promises
from agdb.publication.page.registered.wording import RegisterWording
from agdb.publication.page.scenario.words import between, grade_words
from agdb.publication.page.targets.progress import target_value
from agdb.publication.wording.language import folded, raised


@dataclass(frozen=True, slots=True)
class GoalLine:
    """A goal that names a figure of the pillar, or may mean one; `judged` if it counts the same."""

    link: Link
    value: str
    owner: str
    judged: bool


@dataclass(frozen=True, slots=True)
class FundedInitiative:
    """An initiative with its firmest money in words; empty where no amount is known."""

    link: Link
    money: str


@dataclass(frozen=True, slots=True)
class PillarLever:
    """A measure of the doorrekening: what it takes off the shortage, and on what evidence."""

    link: Link
    effect: str
    grade: str


def goals_of(edition: Edition, pillar: Pillar) -> Iterator[GoalLine]:
    """Yield the goals of the figures of a pillar, with what they ask."""
    programme, language = edition.programme, edition.language
    own = set(programme.in_order[pillar.id])
    page = edition.addresses.link(address.section(language.code, "targets"))
    for one in programme.targets.values():
        if one.indicator in own or any(maybe.indicator in own for maybe in one.candidates):
            value = target_value(one, programme.units[one.unit], language)
            if one.year is not None:
                value = language.say("pillar.goal.by", value=value, year=str(one.year))
            yield GoalLine(
                Link(f"{page}#{one.id}", language.words(one.names)),
                value,
                raised(language.words(one.owner)),
                one.same_definition and one.indicator in own,
            )


def initiatives_of(edition: Edition, pillar: Pillar) -> tuple[FundedInitiative, ...]:
    """Return the initiatives of a pillar by name, each with its firmest money; no sum."""
    said = RegisterWording(edition)
    found = [
        FundedInitiative(
            said.initiative(one.id),
            raised(firmest_in_words(edition.links.money.get(one.id, ()), said)),
        )
        for one in edition.release.register.initiatives.values()
        if pillar.id in one.pillars
    ]
    return tuple(sorted(found, key=lambda one: folded(one.link.text)))


def promises_of(edition: Edition, pillar: Pillar) -> tuple[PromiseEntry, ...]:
    """Return the promises about initiatives of a pillar, what is late first."""
    register = edition.release.register
    own = {one.id for one in register.initiatives.values() if pillar.id in one.pillars}
    found = [
        one
        for one in register.commitments.values()
        if own & set(edition.links.beside("commitments", one.id, wanted="initiatives"))
    ]
    return promises(found, RegisterWording(edition), day=edition.release.day)


def levers_of(edition: Edition, pillar: Pillar) -> Iterator[PillarLever]:
    """Yield the measures of the doorrekening in a pillar, by the first headline year."""
    answer, language = edition.release.scenario, edition.language
    if answer is None:
        return
    run, shares = answer.run, answer.sensitivity.measures
    at = shares.years.index(run.headline[0].year)
    page = edition.addresses.link(address.section(language.code, "scenario"))
    for one in run.measures:
        if one.pillar == pillar.id and one.in_plan and one.id in shares.measures:
            effect = between(shares.measures[one.id].share.at(at), language, run.persons_per_unit)
            yield PillarLever(
                Link(f"{page}#measure-{one.id}", language.words(one.name)),
                effect,
                grade_words(one.grade, language),
            )
