"""What stands around a figure: initiatives, levers of the doorrekening, its next day."""

from __future__ import annotations

from agdb.publication import address
from agdb.publication.edition import Edition, Link
from agdb.publication.page.registered.wording import RegisterWording
from agdb.publication.page.scenario.page import SECTION as SCENARIO
from agdb.publication.page.shared.freshness import expected_in_words
from agdb.publication.reading.reading import Reading


def initiatives(edition: Edition, reading: Reading) -> tuple[Link, ...]:
    """Return the initiatives that are about this figure, by the register."""
    some = edition.links.of_indicator.get(reading.definition.id, ())
    return RegisterWording(edition).initiatives(one.id for one in some)


def levers(edition: Edition, reading: Reading) -> tuple[Link, ...]:
    """Return the measures of the doorrekening behind which such an initiative stands."""
    answer = edition.release.scenario
    own = {one.id for one in edition.links.of_indicator.get(reading.definition.id, ())}
    if answer is None or not own:
        return ()
    page = edition.addresses.link(address.section(edition.language.code, SCENARIO.name))
    return tuple(
        Link(f"{page}#measure-{one.id}", edition.language.words(one.name))
        for one in answer.run.measures
        if one.in_plan and own.intersection(one.initiatives)
    )


def next_figure(edition: Edition, reading: Reading) -> str:
    """Return when the next figure is to come, and how sure that is; empty where nobody knows."""
    coming = [
        one.schedule.coming
        for one in edition.awaited
        if reading.definition.id in one.indicators and one.schedule.coming is not None
    ]
    if not coming:
        return ""
    return expected_in_words(min(coming, key=lambda one: one.day), edition)
