"""Where the figures come from, on what terms, and which indicators use them."""

from __future__ import annotations

from dataclasses import dataclass

from agdb.programme.source import Source
from agdb.publication import address
from agdb.publication.edition import Edition, Link
from agdb.publication.reading.citation import licence_of
from agdb.publication.section import LinkPlace, Section, named, single
from agdb.publication.wording.language import Language
from agdb.publication.wording.period import moment_name
from agdb.results.release import ExcludedVersion


@dataclass(frozen=True, slots=True)
class Used:
    """A source with when its figures were published, and the indicators made of it.

    `published` is empty for a source that nothing is made of.
    """

    source: Source
    licence: str
    published: str
    indicators: tuple[Link, ...]
    excluded: tuple[str, ...]


def sources_page(edition: Edition) -> tuple[str, bytes]:
    """Return the page with every source of the programme."""
    language = edition.language
    return edition.render(
        "sources/sources.html",
        address.section(language.code, "sources"),
        title=language.say("menu.sources"),
        description=language.say("sources.intro", n=len(edition.programme.sources)),
        used=[_used(edition, source) for source in edition.programme.sources.values()],
    )


def _used(edition: Edition, source: Source) -> Used:
    readers = [
        reading
        for reading in edition.readings.values()
        if any(one.dataset == source.id for one in reading.computed.inputs)
    ]
    days = {
        one.published
        for reading in readers
        for one in reading.computed.inputs
        if one.dataset == source.id
    }
    return Used(
        source,
        licence_of(source, edition.language),
        edition.language.listing([moment_name(day, edition.language) for day in sorted(days)]),
        tuple(edition.link(r) for r in readers),
        tuple(
            _excluded(one, edition.language)
            for one in edition.release.excluded
            if one.dataset == source.id
        ),
    )


def _excluded(one: ExcludedVersion, language: Language) -> str:
    """What is not used and since when; why a recording does not fit is for those who mend it."""
    day = language.date(one.published or one.recorded)
    if one.withdrawn is None:
        return language.say("sources.passed.unfit", day=day)
    since = language.date(one.withdrawn)
    return language.say(
        "sources.passed.withdrawn", day=day, since=since, reason=one.why.rstrip(".")
    )


SECTION = Section(
    name="sources",
    keys=lambda _: ("",),
    render=single(sources_page),
    place=LinkPlace.FOOTER,
    label=named("menu.sources"),
)
