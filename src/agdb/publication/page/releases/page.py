"""The list of the releases that readers had, each with its address for ever."""

from __future__ import annotations

from dataclasses import dataclass

from agdb.publication import address
from agdb.publication.edition import Edition, Link
from agdb.publication.section import LinkPlace, Section, named, single

NAME = "releases"


@dataclass(frozen=True, slots=True)
class ListedRelease:
    """A release in the list: what it is called, and its state in words; `reason` may be empty."""

    link: Link
    day: str
    state: str
    reason: str


def releases_page(edition: Edition) -> tuple[str, bytes]:
    """Return the page, newest release first; the one that is shown now is in front."""
    language = edition.language
    return edition.render(
        "releases/releases.html",
        address.section(language.code, NAME),
        title=language.say("releases.title"),
        description=language.say("releases.intro"),
        rows=_rows(edition),
    )


def _rows(edition: Edition) -> tuple[ListedRelease, ...]:
    language, own = edition.language, edition.release
    say = language.say
    rows = [_row(edition, own.id, language.date(own.day), say("releases.now"))]
    known = edition.provenance
    for one in reversed(() if known is None else known.published()):
        if one.release == own.id:
            continue
        gone = one.withdrawn
        state, reason = say("releases.kept"), ""
        if gone is not None:
            state = say("releases.withdrawn", day=language.date(gone.at.date()))
            reason = gone.reason
        rows.append(_row(edition, one.release, language.date(one.day), state, reason))
    return tuple(rows)


def _row(edition: Edition, release: str, day: str, state: str, reason: str = "") -> ListedRelease:
    link = Link(edition.addresses.link(address.frozen(release)), release)
    return ListedRelease(link, day, state, reason)


SECTION = Section(
    name=NAME,
    keys=lambda _: ("",),
    render=single(releases_page),
    place=LinkPlace.FOOTER,
    label=named("releases.title"),
)
