"""Every pillar in one sentence, with a sign for where the plan wants it and where it goes."""

from __future__ import annotations

from agdb.programme.plan import Pillar
from agdb.publication import address
from agdb.publication.chart.sign import alone
from agdb.publication.edition import Edition, Link
from agdb.publication.page.overview.told import PillarLine, Told
from agdb.publication.page.shared.freshness import aged
from agdb.publication.page.shared.pillars import leads_of, pillar_name
from agdb.publication.page.shared.signs import counted_sentence, sign_sentence
from agdb.publication.reading.lead import newest_sentence
from agdb.publication.reading.mark import MarkState, mark_of


def pillars(edition: Edition, ident: str) -> Told:
    """Return the answer: how many figures go where the plan wants, and each pillar's first lead."""
    plan = edition.programme.plan
    lines = [_line(edition, number, pillar) for number, pillar in enumerate(plan.pillars, 1)]
    return Told(
        ident,
        counted_sentence(edition, edition.readings.values()),
        "#plan",
        pillars=tuple(lines),
        foot=(edition.language.say("overview.pillars.foot"),),
    )


def _line(edition: Edition, number: int, pillar: Pillar) -> PillarLine:
    language = edition.language
    page = edition.addresses.link(address.pillar(language.code, number))
    link = Link(page, pillar_name(edition, pillar, number))
    first = next(iter(leads_of(edition, pillar)), None)
    if first is None or first.headline is None or first.headline.latest is None:
        said = language.say("overview.pillars.no-figure")
        return PillarLine(alone("context", MarkState.EMPTY), link, said, "")
    mark = mark_of(first)
    old = aged(edition, first.headline.latest.period).ageing == "very-old"
    said = str(newest_sentence(first))
    return PillarLine(
        alone(mark.direction, mark.state, old=old), link, said, sign_sentence(edition, mark)
    )
