"""The first page: what the release answers, the whole plan in one picture, each pillar's story."""

from __future__ import annotations

from collections.abc import Iterator

from agdb.programme.overview import OverviewAnswer, OverviewSubject
from agdb.publication import address
from agdb.publication.edition import Edition
from agdb.publication.page.overview.goal import goal
from agdb.publication.page.overview.money import money
from agdb.publication.page.overview.over_time import over_time
from agdb.publication.page.overview.pillars import pillars
from agdb.publication.page.overview.shortage import shortage
from agdb.publication.page.overview.since import since
from agdb.publication.page.overview.state import state
from agdb.publication.page.overview.told import Told
from agdb.publication.page.overview.tree import tree
from agdb.publication.page.shared.alerts import overview_notes
from agdb.publication.page.shared.story import stories
from agdb.publication.section import LinkPlace, Section, named, single


def overview_page(edition: Edition) -> tuple[str, bytes]:
    """Return the first page; a release that lacks a subject gets one without its answer."""
    plan, language = edition.programme.plan, edition.language
    return edition.render(
        "overview/overview.html",
        address.overview(language.code),
        title=language.words(plan.names),
        description=language.words(plan.description),
        answers=answers(edition),
        since=since(edition),
        tree=tree(edition),
        stories=stories(edition),
        alerts=overview_notes(edition),
    )


def answers(edition: Edition) -> tuple[Told, ...]:
    """Return what the first page tells, in the order of the programme.

    A programme that does not say gets every subject that its release bears.
    """
    every = (
        OverviewAnswer.model_construct(id=one.value, subject=one, target=None, indicators=())
        for one in OverviewSubject
    )
    return tuple(_answers(edition, tuple(edition.programme.overview.values()) or tuple(every)))


def _answers(edition: Edition, asked: tuple[OverviewAnswer, ...]) -> Iterator[Told]:
    for one in asked:
        match one.subject:
            case OverviewSubject.SHORTAGE:
                found = shortage(edition, one.id)
            case OverviewSubject.GOAL:
                found = goal(edition, one.id, one.target)
            case OverviewSubject.SERIES:
                found = over_time(edition, one.id, one.indicators)
            case OverviewSubject.PILLARS:
                found = pillars(edition, one.id)
            case OverviewSubject.MONEY:
                found = money(edition, one.id)
            case OverviewSubject.STATE:
                found = state(edition, one.id)
        if found is not None:
            yield found


SECTION = Section(
    name="",
    keys=lambda _: ("",),
    render=single(overview_page),
    place=LinkPlace.MENU,
    label=named("menu.overview"),
)
