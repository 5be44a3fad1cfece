"""What came since the last letter about the whole plan, and since the release before."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from agdb.programme.event import Event
from agdb.publication import address
from agdb.publication.edition import Edition, Link
from agdb.publication.page.changes.page import NAME as CHANGES
from agdb.publication.page.changes.page import SECTION as CHANGES_SECTION
from agdb.publication.page.registered.events import events
from agdb.publication.page.registered.wording import RegisterWording
from agdb.publication.wording.language import lowered
from agdb.register.entry import Entry
from agdb.register.moment import first_day


@dataclass(frozen=True, slots=True)
class Since:
    """What is new since a day: its name, sentences that count it, and where to read on."""

    heading: str
    said: tuple[str, ...]
    links: tuple[Link, ...]


def since(edition: Edition) -> Since | None:
    """Return what is new since the last letter; None for a plan without one."""
    letter = _last_letter(edition)
    if letter is None:
        return None
    language = edition.language
    heading = language.say(
        "overview.since",
        letter=lowered(language.words(letter.names)),
        day=language.date(letter.day),
    )
    return Since(heading, tuple(_said(edition, letter)), tuple(_links(edition)))


def _last_letter(edition: Edition) -> Event | None:
    """The newest letter about all pillars that had been sent on the day of the release."""
    letters = [
        one
        for one in edition.programme.events.values()
        if one.kind == "letter" and not one.pillars and one.day <= edition.release.day
    ]
    return max(letters, key=lambda one: one.day, default=None)


def _said(edition: Edition, letter: Event) -> Iterator[str]:
    say = edition.language.say
    newer = sum(
        any(
            one.published and first_day(one.published) > letter.day
            for one in reading.computed.inputs
        )
        for reading in edition.readings.values()
        if reading.headline is not None
    )
    yield say("overview.since.figures", n=newer)
    register = edition.release.register
    if register.initiatives:
        records: list[Entry] = [
            *register.money.values(),
            *register.documents.values(),
            *register.commitments.values(),
            *register.motions.values(),
            *register.decisions.values(),
        ]
        happened = events(records, RegisterWording(edition))
        yield say(
            "overview.since.records", n=sum(first_day(one.moment) > letter.day for one in happened)
        )


def _links(edition: Edition) -> Iterator[Link]:
    code, say = edition.language.code, edition.language.say
    if CHANGES_SECTION.keys(edition):
        page = edition.addresses.link(address.section(code, CHANGES))
        yield Link(page, say("overview.since.changes"))
