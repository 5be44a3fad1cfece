"""The page on which everything can be found, and the index that its script reads."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import groupby

from agdb.publication import address
from agdb.publication.edition import Edition
from agdb.publication.page.search.findable import Findable, findable
from agdb.publication.section import LinkPlace, Section, named, single

NAME = "search"


@dataclass(frozen=True, slots=True)
class KindFound:
    """All things of one kind, by name."""

    ident: str
    name: str
    things: tuple[Findable, ...]


def search_page(edition: Edition) -> tuple[str, bytes]:
    """Return the page: a form for who has a script, and the whole list for everybody."""
    language = edition.language
    things = findable(edition)
    return edition.render(
        "search/search.html",
        address.section(language.code, NAME),
        title=language.say("search.title"),
        description=language.say("search.intro", n=len(things)),
        kinds=_by_kind(edition, things),
        index=edition.addresses.link(address.search_index(language.code)),
    )


def _by_kind(edition: Edition, things: Sequence[Findable]) -> tuple[KindFound, ...]:
    return tuple(
        KindFound(kind.value, edition.language.say(f"search.kind.{kind}"), tuple(some))
        for kind, some in groupby(things, key=lambda one: one.kind)
    )


def search_index(edition: Edition) -> tuple[str, bytes]:
    """Return the index of the words by which everything is found, as JSON.

    `kinds` has the name of each kind, `entries` the number of its kind, name, path, note and
    further words of each thing, and `synonyms` the groups of words that find each other.
    """
    language, things = edition.language, findable(edition)
    kinds = _by_kind(edition, things)
    numbers = {one.ident: nth for nth, one in enumerate(kinds)}
    body = {
        "kinds": [one.name for one in kinds],
        "synonyms": [one.words[language.code] for one in edition.programme.synonyms.values()],
        "entries": [[numbers[one.kind], one.name, one.path, one.note, one.words] for one in things],
    }
    text = json.dumps(body, ensure_ascii=False, separators=(",", ":"))
    return address.search_index(language.code), text.encode()


SECTION = Section(
    name=NAME,
    keys=lambda _: ("",),
    render=single(search_page),
    place=LinkPlace.FOOTER,
    label=named("search.title"),
)
