"""Phrases that belong in a notebook and not on a page: what nobody checked, or what to type."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from pydantic import Field

from agdb.errors import Place
from agdb.programme.model import Record, Slug

if TYPE_CHECKING:
    from agdb.programme.located import Path
    from agdb.programme.programme import Programme


class UnfitPhrases(Record):
    """One entry of `unfit.yaml`: phrases of one kind, and what to write in their place."""

    id: Slug
    phrases: tuple[str, ...] = Field(min_length=1)
    remedy: str = Field(min_length=3)


@dataclass(frozen=True, slots=True)
class Unfit:
    """A phrase that was found in a text for readers, with where it stands."""

    place: Place
    phrase: str
    remedy: str


def unfit(programme: Programme) -> Iterator[Unfit]:
    """Yield every unfit phrase in what the programme publishes: its YAML, texts and scenario."""
    kinds = {
        phrase.casefold(): kind for kind in programme.unfit.values() for phrase in kind.phrases
    }
    if not kinds:
        return
    pattern = matcher(kinds)
    for place, text in _texts(programme):
        for found in pattern.findall(text):
            yield Unfit(place, found, kinds[found.casefold()].remedy)


def matcher(phrases: Sequence[str] | Mapping[str, object]) -> re.Pattern[str]:
    """Return what finds these phrases as whole words, whatever their capitals.

    >>> matcher(["to be checked"]).findall("A number To be checked; to be checkedness")
    ['To be checked']
    """
    longest_first = sorted(phrases, key=len, reverse=True)
    either = "|".join(map(re.escape, longest_first))
    return re.compile(rf"(?<!\w)(?:{either})(?!\w)", re.IGNORECASE)


def _texts(programme: Programme) -> Iterator[tuple[Place, str]]:
    files = {id(origin.file): origin.file for origin in programme.origins.values()}
    own = {id(programme.origins["UnfitPhrases", name].file) for name in programme.unfit}
    for key, file in files.items():
        if key not in own:
            for path, text in _strings(file.content, ()):
                yield file.place(path), text
    for language, pages in programme.texts.items():
        for page, markdown in pages.items():
            for number, line in enumerate(markdown.splitlines(), start=1):
                yield Place(f"texts/{language}/{page}.md", number), line
    for name, body in programme.scenario.items():
        for number, line in enumerate(body.splitlines(), start=1):
            if not line.lstrip().startswith("#"):
                yield Place(name, number), line


def _strings(content: object, path: Path) -> Iterator[tuple[Path, str]]:
    if isinstance(content, str):
        yield path, content
    elif isinstance(content, Mapping):
        for key, part in content.items():
            yield from _strings(part, (*path, key))
    elif isinstance(content, Sequence):
        for place, part in enumerate(content):
            yield from _strings(part, (*path, place))
