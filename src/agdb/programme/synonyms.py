"""Words that readers use for the same thing: shortage, tightness, scarcity."""

from __future__ import annotations

from typing import Annotated

from pydantic import AfterValidator, ValidationInfo

from agdb.programme.model import Record, Slug, complete


def _groups(words: dict[str, tuple[str, ...]], info: ValidationInfo) -> dict[str, tuple[str, ...]]:
    for language, some in complete(words, info).items():
        if len(some) < 2 or any(not one.strip() or " " in one.strip() for one in some):
            raise ValueError(f"in {language!r} a group has two or more words, each a single word")
    return words


class Synonyms(Record):
    """One entry of `synonyms.yaml`: single words, by language, that find each other in a search."""

    id: Slug
    words: Annotated[dict[str, tuple[str, ...]], AfterValidator(_groups)]
