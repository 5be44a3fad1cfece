"""The whole plan in one picture: pillars, themes, a sign for each indicator; and its table."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from markupsafe import Markup

from agdb.programme.plan import Pillar
from agdb.publication import address
from agdb.publication.chart.canvas import Caption
from agdb.publication.chart.plan_tree import Branch, Leaf, Limb, plan_tree
from agdb.publication.edition import Edition, Link
from agdb.publication.page.shared.freshness import NOTHING, Freshness, aged
from agdb.publication.page.shared.pillars import pillar_name, themes_of
from agdb.publication.page.shared.signs import (
    LegendSign,
    counted_sentence,
    legend,
    sign_sentence,
)
from agdb.publication.reading.mark import mark_of
from agdb.publication.reading.reading import Reading
from agdb.publication.wording.period import period_name
from agdb.register.initiative import Initiative
from agdb.statistics.age import Ageing

_CENTURY = 100


@dataclass(frozen=True, slots=True)
class TreeRow:
    """An indicator in the table behind the picture."""

    link: Link
    theme: str
    said: str
    period: str
    fresh: Freshness


@dataclass(frozen=True, slots=True)
class PlanTree:
    """The picture with its heading, legend and table; `rows` are by pillar."""

    heading: str
    drawing: Markup
    legend: tuple[LegendSign, ...]
    rows: tuple[tuple[str, tuple[TreeRow, ...]], ...]


def tree(edition: Edition) -> PlanTree:
    """Return the picture of the whole plan."""
    say, plan = edition.language.say, edition.programme.plan
    pillars = list(enumerate(plan.pillars, start=1))
    heading = counted_sentence(edition, edition.readings.values())
    caption = Caption("plan-tree", say("tree.title"), f"{heading}. {say('tree.description')}")
    return PlanTree(
        heading,
        plan_tree(caption, [_limb(edition, number, pillar) for number, pillar in pillars]),
        legend(edition),
        tuple(
            (pillar_name(edition, pillar, number), tuple(_rows(edition, pillar)))
            for number, pillar in pillars
        ),
    )


def _limb(edition: Edition, number: int, pillar: Pillar) -> Limb:
    page = edition.addresses.link(address.pillar(edition.language.code, number))
    branches = [
        Branch(theme, tuple(_leaf(edition, one) for one in readings))
        for theme, readings in themes_of(edition, pillar)
    ]
    notes = tuple(_notes(edition, pillar, sum(len(one.leaves) for one in branches)))
    return Limb(pillar_name(edition, pillar, number), page, notes, tuple(branches))


def _notes(edition: Edition, pillar: Pillar, indicators: int) -> Iterator[str]:
    """How many figures and initiatives a pillar has, and whether a goal of it can be measured."""
    say, programme = edition.language.say, edition.programme
    yield say("tree.indicators", n=indicators)
    initiatives: list[Initiative] = [
        one for one in edition.release.register.initiatives.values() if pillar.id in one.pillars
    ]
    if initiatives:
        yield say("tree.initiatives", n=len(initiatives))
    own = set(programme.in_order[pillar.id])
    judged = [
        one for one in programme.targets.values() if one.indicator in own and one.same_definition
    ]
    open_ = [
        one
        for one in programme.targets.values()
        if one.indicator in own or any(c.indicator in own for c in one.candidates)
    ]
    if judged:
        yield say("tree.goals", n=len(judged))
    elif open_:
        yield say("tree.goals.unmeasured", n=len(open_))
    else:
        yield say("tree.goals.none")


def _leaf(edition: Edition, reading: Reading) -> Leaf:
    mark = mark_of(reading)
    latest = None if reading.headline is None else reading.headline.latest
    said = f"{reading.name}. {sign_sentence(edition, mark)}"
    href = edition.href(reading.definition.id)
    if latest is None:
        return Leaf(href, said, mark.direction, mark.state, "–")
    fresh = aged(edition, latest.period)
    when = period_name(latest.period, edition.language)
    label = f"{said} {when}{f', {fresh.age}' if fresh.age else ''}."
    year = f"’{latest.period.start.year % _CENTURY:02d}"
    old = fresh.ageing == Ageing.VERY_OLD
    return Leaf(href, label, mark.direction, mark.state, year, old)


def _rows(edition: Edition, pillar: Pillar) -> Iterator[TreeRow]:
    for theme, readings in themes_of(edition, pillar):
        for reading in readings:
            latest = None if reading.headline is None else reading.headline.latest
            yield TreeRow(
                edition.link(reading),
                theme,
                sign_sentence(edition, mark_of(reading)),
                "" if latest is None else period_name(latest.period, edition.language),
                NOTHING if latest is None else aged(edition, latest.period),
            )
