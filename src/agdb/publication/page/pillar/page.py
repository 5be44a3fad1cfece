"""The page of a pillar: its story, all its figures, and what is done, paid and promised for it."""

from __future__ import annotations

from agdb.publication import address
from agdb.publication.edition import Edition
from agdb.publication.page.pillar.around import (
    goals_of,
    initiatives_of,
    levers_of,
    promises_of,
)
from agdb.publication.page.pillar.figures import figure_filters, figure_groups
from agdb.publication.page.shared.pillars import pillar_name
from agdb.publication.page.shared.signs import counted_sentence, legend
from agdb.publication.page.shared.story import story
from agdb.publication.section import LinkLabel, LinkPlace, Section


def pillar_page(edition: Edition, number: int) -> tuple[str, bytes]:
    """Return the page of pillar `number`; what the release does not hold of it is left out."""
    pillar = edition.programme.plan.pillars[number - 1]
    groups = figure_groups(edition, pillar)
    scenario = edition.release.scenario
    readings = [edition.readings[row.ident] for group in groups for row in group.rows]
    return edition.render(
        "pillar/pillar.html",
        address.pillar(edition.language.code, number),
        title=edition.language.words(pillar.names),
        description=edition.language.words(pillar.summary),
        number=number,
        story=story(edition, number),
        counted=counted_sentence(edition, readings) if readings else "",
        groups=groups,
        filters=figure_filters(edition, groups),
        legend=legend(edition),
        goals=tuple(goals_of(edition, pillar)),
        initiatives=initiatives_of(edition, pillar),
        promises=promises_of(edition, pillar),
        levers=tuple(levers_of(edition, pillar)),
        lever_year="" if scenario is None else str(scenario.run.headline[0].year),
    )


def _label(edition: Edition, key: str) -> LinkLabel:
    pillar = edition.programme.plan.pillars[int(key) - 1]
    name = pillar_name(edition, pillar, int(key))
    return (
        LinkLabel(name) if pillar.short else LinkLabel(name, edition.language.words(pillar.names))
    )


SECTION = Section(
    name="pillar",
    keys=lambda edition: tuple(
        str(number) for number, _ in enumerate(edition.programme.plan.pillars, start=1)
    ),
    render=lambda edition, key: pillar_page(edition, int(key)),
    place=LinkPlace.MENU,
    label=_label,
)
