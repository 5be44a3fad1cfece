"""Everything in the register that has a day, by year, newest year first."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import groupby

from agdb.publication import address
from agdb.publication.edition import Edition
from agdb.publication.page.registered.events import RegisterEvent, events
from agdb.publication.page.registered.wording import RegisterWording
from agdb.publication.section import LinkPlace, Section, named, one_if, single
from agdb.register.entry import Entry

NAME = "timeline"


@dataclass(frozen=True, slots=True)
class TimelineYear:
    """The events of one year, oldest first."""

    year: str
    events: tuple[RegisterEvent, ...]


def timeline_page(edition: Edition) -> tuple[str, bytes]:
    """Return the page; what has no day is on none of its lines."""
    said, language = RegisterWording(edition), edition.language
    found = events(_dated(said), said)
    years = [
        TimelineYear(year, tuple(some))
        for year, some in groupby(found, key=lambda one: one.moment[:4])
    ]
    return edition.render(
        "timeline/timeline.html",
        address.section(language.code, NAME),
        title=language.say("timeline.title"),
        description=language.say("timeline.intro"),
        total=language.say("timeline.total", n=len(found)),
        years=years[::-1],
    )


def _dated(said: RegisterWording) -> Iterator[Entry]:
    register = said.register
    yield from register.documents.values()
    yield from register.money.values()
    yield from register.results.values()
    yield from register.commitments.values()
    yield from register.motions.values()
    yield from register.bodies.values()
    yield from register.meetings.values()
    yield from register.decisions.values()


SECTION = Section(
    name=NAME,
    keys=one_if(lambda edition: any(True for _ in _dated(RegisterWording(edition)))),
    render=single(timeline_page),
    place=LinkPlace.FOOTER,
    label=named("timeline.title"),
)
