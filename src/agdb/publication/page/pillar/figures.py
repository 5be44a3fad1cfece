"""All figures of a pillar as a table: the newest one, its course, its age, where it should go."""

from __future__ import annotations

from dataclasses import dataclass

from markupsafe import Markup

from agdb.programme.plan import Pillar
from agdb.publication.chart.sign import alone
from agdb.publication.edition import Edition
from agdb.publication.page.shared.card import Card, card
from agdb.publication.page.shared.pillars import themes_of
from agdb.publication.page.shared.signs import sign_sentence
from agdb.publication.reading.mark import MarkState, mark_of
from agdb.publication.reading.reading import Reading
from agdb.publication.wording.language import raised
from agdb.statistics.age import Ageing


@dataclass(frozen=True, slots=True)
class PillarFigure:
    """An indicator in the table; `state` and `ageing` are what the filter goes by."""

    ident: str
    card: Card
    sign: Markup
    said: str
    state: str
    ageing: str


@dataclass(frozen=True, slots=True)
class FigureGroup:
    """The figures of a theme; both are empty for a pillar without themes."""

    ident: str
    name: str
    rows: tuple[PillarFigure, ...]


@dataclass(frozen=True, slots=True)
class FigureFilter:
    """A choice by which the table can be made shorter: the codes with their names."""

    name: str
    label: str
    options: tuple[tuple[str, str], ...]


def figure_groups(edition: Edition, pillar: Pillar) -> tuple[FigureGroup, ...]:
    """Return every indicator of a pillar under its theme; those without figures come last."""
    idents = {edition.language.words(one.names): one.id for one in pillar.themes}
    return tuple(
        FigureGroup(
            idents.get(name, ""),
            name,
            tuple(_row(edition, one) for one in sorted(some, key=lambda one: one.headline is None)),
        )
        for name, some in themes_of(edition, pillar)
    )


def _row(edition: Edition, reading: Reading) -> PillarFigure:
    mark, shown = mark_of(reading), card(edition, reading)
    ageing = "" if shown.waiting else shown.fresh.ageing
    return PillarFigure(
        ident=reading.definition.id,
        card=shown,
        sign=alone(mark.direction, mark.state, old=ageing == Ageing.VERY_OLD),
        said=sign_sentence(edition, mark),
        state=mark.state.value,
        ageing=ageing,
    )


def figure_filters(edition: Edition, groups: tuple[FigureGroup, ...]) -> tuple[FigureFilter, ...]:
    """Return the choices of which the figures have more than one."""
    say = edition.language.say
    rows = [row for group in groups for row in group.rows]
    states = [one for one in MarkState if any(row.state == one for row in rows)]
    ages = [one for one in Ageing if any(row.ageing == one for row in rows)]
    context = MarkState.CONTEXT
    found = (
        FigureFilter(
            "state",
            say("pillar.filter.state"),
            tuple(
                (
                    one.value,
                    raised(
                        say("sign.direction.context" if one is context else f"sign.state.{one}")
                    ),
                )
                for one in states
            ),
        ),
        FigureFilter(
            "ageing",
            say("pillar.filter.ageing"),
            tuple((one.value, raised(say(f"overview.state.{one}"))) for one in ages),
        ),
    )
    return tuple(one for one in found if len(one.options) > 1)
