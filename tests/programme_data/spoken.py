"""Every text that a reader meets, with where it stands: programme, pages of text and messages."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from importlib.resources import files
from pathlib import Path
from typing import Any

import yaml

LANGUAGES = ("nl", "en")


@dataclass(frozen=True)
class Spoken:
    """One text in one language. `kind` is its folder, or `messages` for words of the pages."""

    kind: str
    where: str
    language: str
    text: str


def spoken(programme: Path) -> tuple[Spoken, ...]:
    """Return all texts in `programme` and all messages of the site."""
    return (*_records(programme), *_pages(programme), *_messages())


def _records(programme: Path) -> Iterator[Spoken]:
    for path in sorted(programme.rglob("*.yaml")):
        inside = path.relative_to(programme)
        kind = inside.parts[0].removesuffix(".yaml")
        content = _read(path.read_text(encoding="utf-8"))
        for words in _words(content):
            for language, said in words.items():
                for text in _forms(said):
                    yield Spoken(kind, str(inside), language, text)


def _read(text: str) -> Any:
    return yaml.load(text, Loader=yaml.CSafeLoader)


def _words(content: object) -> Iterator[dict[str, Any]]:
    """Yield every mapping from languages to texts, however deep it lies."""
    if isinstance(content, dict):
        if set(content) == set(LANGUAGES):
            yield content
            return
        for part in content.values():
            yield from _words(part)
    elif isinstance(content, list):
        for part in content:
            yield from _words(part)


def _forms(said: object) -> tuple[str, ...]:
    """The text, or those of its plural forms; a list of stems is not text that a reader meets."""
    if isinstance(said, dict):
        return tuple(said.values())
    return (said,) if isinstance(said, str) else ()


def _pages(programme: Path) -> Iterator[Spoken]:
    for language in LANGUAGES:
        for path in sorted((programme / "texts" / language).glob("*.md")):
            for line in path.read_text(encoding="utf-8").splitlines():
                yield Spoken("texts", f"{path.stem}.md", language, line)


def _messages() -> Iterator[Spoken]:
    folder = files("agdb.publication.wording") / "messages"
    for language in LANGUAGES:
        content = _read((folder / f"{language}.yaml").read_text(encoding="utf-8"))
        for key, said in content.items():
            forms = said.values() if isinstance(said, dict) else (said,)
            for form in forms:
                yield Spoken("messages", key, language, str(form))
