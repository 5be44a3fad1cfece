"""The first page: what the figures of every pillar say now, in cards."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from agdb.programme.plan import Pillar
from agdb.publication import address
from agdb.publication.edition import Edition
from agdb.publication.page.scenario.page import glance_sentence
from agdb.publication.page.shared.alerts import overview_notes
from agdb.publication.page.shared.card import Card, card
from agdb.publication.page.targets.page import SECTION as TARGETS
from agdb.publication.page.targets.page import measured_sentence
from agdb.publication.page.targets.progress import leading
from agdb.publication.page.text.page import how_many
from agdb.publication.section import LinkPlace, Section, named, single

ON_OVERVIEW = 4  # so many of each pillar stand on the first page


@dataclass(frozen=True, slots=True)
class PillarCards:
    """A pillar with its first cards, and how many indicators it has in all."""

    number: int
    pillar: Pillar
    href: str
    cards: tuple[Card, ...]
    total: int


def overview_page(edition: Edition) -> tuple[str, bytes]:
    """Return the first page: every pillar with its first indicators that have figures."""
    plan = edition.programme.plan
    sections = [_section(edition, number) for number in _numbers(edition)]
    return edition.render(
        "overview/overview.html",
        address.overview(edition.language.code),
        title=edition.language.words(plan.names),
        description=edition.language.words(plan.description),
        glances=glances(edition),
        sections=sections,
        alerts=overview_notes(edition),
    )


def _section(edition: Edition, number: int) -> PillarCards:
    """Return pillar `number` with its first cards, those with figures before the others.

    What tells how full a register is stands on the page of its pillar, and not here.
    """
    pillar = edition.programme.plan.pillars[number - 1]
    readings = [
        edition.readings[one.id]
        for one in edition.programme.by_pillar[pillar.id]
        if one.id in edition.readings
    ]
    readings.sort(key=lambda reading: reading.headline is None)
    told = [reading for reading in readings if not reading.holdings]
    cards = tuple(card(edition, reading) for reading in told[:ON_OVERVIEW])
    href = edition.addresses.link(address.pillar(edition.language.code, number))
    return PillarCards(number, pillar, href, cards, len(readings))


def _numbers(edition: Edition) -> range:
    return range(1, len(edition.programme.plan.pillars) + 1)


@dataclass(frozen=True, slots=True)
class Glance:
    """One sentence with the page that says more."""

    name: str
    href: str
    text: str


def glances(edition: Edition) -> tuple[Glance, ...]:
    """Return what can be said in short; what the release does not hold is left out."""
    return tuple(_glances(edition))


def _glances(edition: Edition) -> Iterator[Glance]:
    say, code = edition.language.say, edition.language.code

    def at(section: str) -> str:
        return edition.addresses.link(address.section(code, section))

    if edition.programme.targets:
        said = f"{leading(edition)} {measured_sentence(edition)}".strip()
        yield Glance(say("menu.targets"), at(TARGETS.name), said)
    if edition.release.scenario is not None:
        yield Glance(say("menu.scenario"), at("scenario"), glance_sentence(edition))
    having, total = (how_many(edition, f"indicators{x}") for x in ("-with-figures", ""))
    text = say("glance.coverage.text", having=having, total=total)
    yield Glance(say("glance.coverage"), at("coverage"), text)


SECTION = Section(
    name="",
    keys=lambda _: ("",),
    render=single(overview_page),
    place=LinkPlace.MENU,
    label=named("menu.overview"),
)
