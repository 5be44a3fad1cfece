"""The list of initiatives: how much is known of them, a filter, and each under its first pillar."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from agdb.publication import address
from agdb.publication.edition import Edition, Link
from agdb.publication.page.initiatives.reach import coverage
from agdb.publication.page.registered.amounts import firmest_in_words, swatch
from agdb.publication.page.registered.known import KnownFacts, how_often_known, known_of
from agdb.publication.page.registered.wording import RegisterWording
from agdb.publication.section import LinkPlace, Section, named, one_if, single
from agdb.register.firmness import firmest
from agdb.register.initiative import Initiative

NAME = "initiatives"
UNKNOWN = "unknown"


@dataclass(frozen=True, slots=True)
class InitiativeRow:
    """An initiative in the list; `keys` are its codes by the filter that asks for them."""

    ident: str
    link: Link
    eyebrow: str
    summary: str
    swatch: str
    money: str
    known: KnownFacts
    keys: dict[str, str]


@dataclass(frozen=True, slots=True)
class InitiativeFilter:
    """A filter: its name, its label, and the codes that some initiative has, with their names."""

    name: str
    label: str
    options: tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class PillarInitiatives:
    """The initiatives of which this pillar leads."""

    ident: str
    name: str
    rows: tuple[InitiativeRow, ...]


def initiatives_page(edition: Edition) -> tuple[str, bytes]:
    """Return the page with all initiatives and their coverage."""
    language, said = edition.language, RegisterWording(edition)
    every = tuple(said.register.initiatives.values())
    rows = {one.id: _row(one, said) for one in every}
    pillars = [
        PillarInitiatives(
            pillar.id,
            language.words(pillar.names),
            tuple(rows[one.id] for one in every if one.pillars[0] == pillar.id),
        )
        for pillar in edition.programme.plan.pillars
    ]
    return edition.render(
        "initiatives/initiatives.html",
        address.section(language.code, NAME),
        title=language.say("menu.initiatives"),
        description=language.say("initiatives.intro"),
        total=language.say("initiatives.total", n=len(every)),
        facts=how_often_known(every, said),
        all=len(every),
        choices=tuple(_choices(every, said)),
        pillars=pillars,
        names=[one.name for one in pillars],
        coverage=coverage(edition),
    )


def _row(one: Initiative, said: RegisterWording) -> InitiativeRow:
    money = said.edition.links.money.get(one.id, ())
    firm = firmest(money)
    said_first = (
        said.code("relation", one.relation),
        said.code("level", one.level),
        said.period(one.period),
    )
    return InitiativeRow(
        ident=one.id,
        link=said.initiative(one.id),
        eyebrow=" · ".join(filter(None, said_first)),
        summary=said.words(one.summary),
        swatch=swatch(firm[0]) if firm else "fx",
        money=firmest_in_words(money, said),
        known=known_of(one, said),
        keys={name: " ".join(some) for name, some in _keys(one).items()},
    )


def _keys(one: Initiative) -> dict[str, tuple[str, ...]]:
    """The codes of an initiative for each filter; what is not known can be asked for too."""
    transitions: tuple[str, ...] = (UNKNOWN,)
    if isinstance(one.transitions, tuple):
        transitions = one.transitions or ("none",)
    return {
        "pillar": one.pillars,
        "relation": (one.relation,),
        "level": (one.level,),
        "group": one.target_groups or (UNKNOWN,),
        "sector": one.sectors or (UNKNOWN,),
        "transition": transitions,
    }


def _choices(every: tuple[Initiative, ...], said: RegisterWording) -> Iterator[InitiativeFilter]:
    plan, say = said.edition.programme.plan, said.edition.language.say
    pillars = {one.id: said.edition.language.words(one.names) for one in plan.pillars}
    codes = {ident: said.words(one.names) for ident, one in said.register.codes.items()}
    keys = [_keys(one) for one in every]
    for name in ("pillar", "relation", "level", "group", "sector", "transition"):
        there = dict.fromkeys(code for one in keys for code in one[name])
        known = pillars if name == "pillar" else codes if name in {"group", "sector"} else {}
        ordered = [
            *(code for code in known if code in there),
            *(c for c in there if c not in known),
        ]
        if len(ordered) > 1:
            yield InitiativeFilter(
                name,
                say(f"initiatives.filter.{name}"),
                tuple((code, known.get(code) or said.code(name, code)) for code in ordered),
            )


SECTION = Section(
    name=NAME,
    keys=one_if(lambda edition: bool(edition.release.register.initiatives)),
    render=single(initiatives_page),
    place=LinkPlace.MENU,
    label=named("menu.initiatives"),
)
