"""A section of the site: pages of one kind, under one step of the address below the language."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from enum import Enum, auto
from typing import TYPE_CHECKING

from agdb.publication import address

if TYPE_CHECKING:
    from agdb.publication.edition import Edition

Rendered = tuple[str, bytes]
"""The file of a page, relative to the root of the site, and its bytes."""


class LinkPlace(Enum):
    """Where a section is linked from on every page."""

    MENU = auto()
    FOOTER = auto()
    ELSEWHERE = auto()


@dataclass(frozen=True, slots=True)
class LinkLabel:
    """The text of a link to a page; `aside` is read aloud after a text that is short."""

    text: str
    aside: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Section:
    """Pages of one kind.

    `name` is their step of the address below the language, empty for the first page of a language.
    `keys` are the steps below that, in the order of the site: an empty key is the page at `name`
    itself; a release without such pages has no keys. `label` is what the menu or footer, whichever
    `place` says, calls the page of a key; None leaves that page out there.
    """

    name: str
    keys: Callable[[Edition], tuple[str, ...]]
    render: Callable[[Edition, str], Rendered]
    place: LinkPlace = LinkPlace.ELSEWHERE
    label: Callable[[Edition, str], LinkLabel | None] = lambda *_: None

    def path(self, language: str, key: str) -> str:
        """Return the path of a page of this section.

        >>> regions = Section(name="region", keys=lambda _: ("",), render=lambda *_: ("", b""))
        >>> regions.path("nl", "NL1")
        'nl/region/NL1/'
        """
        return address.page(language, self.name, key)

    def paths(self, edition: Edition) -> Iterator[str]:
        """Yield the path of every page of this section in the language of `edition`."""
        code = edition.language.code
        return (self.path(code, key) for key in self.keys(edition))


def single(render: Callable[[Edition], Rendered]) -> Callable[[Edition, str], Rendered]:
    """Return the renderer of a section that has one page."""
    return lambda edition, _: render(edition)


def named(message: str) -> Callable[[Edition, str], LinkLabel | None]:
    """Return the label of a section of which only the first page is linked, by this message."""
    return lambda edition, key: None if key else LinkLabel(edition.language.say(message))


def one_if(there: Callable[[Edition], bool]) -> Callable[[Edition], tuple[str, ...]]:
    """Return the keys of a section that has one page, and only where `there` is true."""
    return lambda edition: ("",) if there(edition) else ()


def list_and(keys: Callable[[Edition], tuple[str, ...]]) -> Callable[[Edition], tuple[str, ...]]:
    """Return the keys of a section with a list and a page of each; none where `keys` has none."""
    return lambda edition: ("", *keys(edition)) if keys(edition) else ()


def either(
    listed: Callable[[Edition], Rendered], one: Callable[[Edition, str], Rendered]
) -> Callable[[Edition, str], Rendered]:
    """Return the renderer of a section with a list (`listed`) and a page of each (`one`)."""
    return lambda edition, key: one(edition, key) if key else listed(edition)
