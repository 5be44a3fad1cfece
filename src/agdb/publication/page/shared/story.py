"""A pillar told by its leads: each a sentence, a small picture, and what it is held against."""

from __future__ import annotations

from dataclasses import dataclass

from markupsafe import Markup

from agdb.programme.plan import Pillar
from agdb.publication import address
from agdb.publication.chart.sign import alone
from agdb.publication.edition import Edition
from agdb.publication.figure.small import MEANINGS, name, small_figure
from agdb.publication.page.shared.card import card_labels
from agdb.publication.page.shared.freshness import Freshness, freshness
from agdb.publication.page.shared.pillars import leads_of, pillar_name
from agdb.publication.page.shared.signs import sign_sentence
from agdb.publication.reading.lead import change_told, newest_sentence
from agdb.publication.reading.mark import mark_of
from agdb.publication.reading.reading import Reading


@dataclass(frozen=True, slots=True)
class LeadStory:
    """One lead: its sentence leads to its page. `number` stands where no picture can be drawn."""

    sentence: str
    href: str
    drawing: Markup
    key: tuple[tuple[str, str], ...]
    number: str
    beside: str
    sign: Markup
    course: str
    fresh: Freshness
    labels: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class PillarStory:
    """A pillar with its leads, and how many indicators it has in all."""

    number: int
    name: str
    href: str
    pillar: Pillar
    leads: tuple[LeadStory, ...]
    total: int


def stories(edition: Edition) -> tuple[PillarStory, ...]:
    """Return the story of every pillar, in order."""
    pillars = edition.programme.plan.pillars
    return tuple(story(edition, number) for number in range(1, len(pillars) + 1))


def story(edition: Edition, number: int) -> PillarStory:
    """Return the story of pillar `number`."""
    pillar = edition.programme.plan.pillars[number - 1]
    return PillarStory(
        number,
        pillar_name(edition, pillar, number),
        edition.addresses.link(address.pillar(edition.language.code, number)),
        pillar,
        tuple(_lead(edition, one) for one in leads_of(edition, pillar)),
        sum(ident in edition.readings for ident in edition.programme.in_order[pillar.id]),
    )


def _lead(edition: Edition, reading: Reading) -> LeadStory:
    head = reading.headline
    assert head is not None
    assert head.latest is not None
    assert head.latest.number is not None
    mark, drawing = mark_of(reading), small_figure([reading])
    several = len(reading.headlines) > 1
    names = [name(reading, series) for series in reading.headlines]
    return LeadStory(
        sentence=str(newest_sentence(reading)),
        href=edition.href(reading.definition.id),
        drawing=drawing,
        key=tuple(zip(MEANINGS, names, strict=False)) if drawing and several else (),
        number="" if drawing else reading.quantity.plain(head.latest.number),
        beside=change_told(reading, brief=True),
        sign=alone(mark.direction, mark.state),
        course=sign_sentence(edition, mark),
        fresh=freshness(edition, reading, head.latest),
        labels=card_labels(reading),
    )
