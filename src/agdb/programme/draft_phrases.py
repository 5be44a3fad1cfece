"""Phrases that belong in a notebook and not on a page: what nobody checked, or what to type."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING, Self

from pydantic import Field, model_validator

from agdb.errors import Place
from agdb.programme.model import Record, Slug

if TYPE_CHECKING:
    from agdb.programme.located import Path
    from agdb.programme.programme import Programme


class UnfitPhrases(Record):
    """One entry of `unfit.yaml`: phrases of one kind, and what to write in their place.

    `counted` are nouns: with a number or a number word before them they are a count that somebody
    typed, and that the release may not have. `numbers` are the number words. `allowed_in` are texts
    that are for who keeps the monitor, and may hold them.
    """

    id: Slug
    phrases: tuple[str, ...] = ()
    counted: tuple[str, ...] = ()
    numbers: tuple[str, ...] = ()
    allowed_in: tuple[Slug, ...] = ()
    remedy: str = Field(min_length=3)

    @cached_property
    def pattern(self) -> re.Pattern[str]:
        """What finds its phrases and counts as whole words, whatever their capitals."""
        either = [re.escape(phrase) for phrase in sorted(self.phrases, key=len, reverse=True)]
        if self.counted:
            words = "|".join(map(re.escape, self.numbers))
            nouns = "|".join(map(re.escape, self.counted))
            either.append(rf"(?:\d[\d.,]*{f'|{words}' if words else ''})\s+(?:{nouns})")
        return re.compile(rf"(?<!\w)(?:{'|'.join(either)})(?!\w)", re.IGNORECASE)

    @model_validator(mode="after")
    def _names_something(self) -> Self:
        if not (self.phrases or self.counted):
            raise ValueError("give phrases, or nouns that are counted")
        return self


@dataclass(frozen=True, slots=True)
class Unfit:
    """A phrase that was found in a text for readers, with where it stands."""

    place: Place
    phrase: str
    remedy: str


def unfit(programme: Programme) -> Iterator[Unfit]:
    """Yield every unfit phrase in what the programme publishes: YAML, texts, scenario, register."""
    for page, place, text in _texts(programme) if programme.unfit else ():
        for kind in programme.unfit.values():
            if page in kind.allowed_in:
                continue
            for found in kind.pattern.finditer(text):
                yield Unfit(place, found[0], kind.remedy)


def _texts(programme: Programme) -> Iterator[tuple[str, Place, str]]:
    """What is published, with the name of the text where it is one."""
    files = {id(origin.file): origin.file for origin in programme.origins.values()}
    own = {id(programme.origins["UnfitPhrases", name].file) for name in programme.unfit}
    for key, file in files.items():
        if key not in own:
            for path, text in _strings(file.content, ()):
                yield "", file.place(path), text
    for language, pages in programme.texts.items():
        for page, markdown in pages.items():
            for number, line in enumerate(markdown.splitlines(), start=1):
                yield page, Place(f"texts/{language}/{page}.md", number), line
    for name, body in (*programme.scenario.items(), *programme.register.items()):
        for number, line in enumerate(body.splitlines(), start=1):
            if not line.lstrip().startswith("#"):
                yield "", Place(name, number), line


def _strings(content: object, path: Path) -> Iterator[tuple[Path, str]]:
    if isinstance(content, str):
        yield path, content
    elif isinstance(content, Mapping):
        for key, part in content.items():
            yield from _strings(part, (*path, key))
    elif isinstance(content, Sequence):
        for place, part in enumerate(content):
            yield from _strings(part, (*path, place))
