"""How an input is cited, and the words for its licence, as its source says."""

from __future__ import annotations

from agdb.indicators.value import Input
from agdb.programme.source import Source
from agdb.publication.wording.language import Language


def citation(one: Input, *, source: Source | None, language: Language) -> str:
    """Return the citation of an input, never empty."""
    if source is not None:
        return language.words(source.citation)
    return "; ".join(one.citations) or f"{one.dataset}, {one.address}"


def licence(one: Input, *, source: Source | None, language: Language) -> str:
    """Return the licence of an input in words, if its source still has that licence.

    A name such as that of a public licence is the same in every language, and stays as it is. Of
    our own transcription the terms are as the programme tells them today.
    """
    if source is None or (source.licence != one.licence and not one.transcription):
        return one.licence
    return licence_of(source, language)


def licence_of(source: Source, language: Language) -> str:
    """Return the licence of a source in words."""
    return source.licence if source.licence_words is None else language.words(source.licence_words)
