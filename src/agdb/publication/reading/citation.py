"""How an input is cited, and the words for its licence, as its source says."""

from __future__ import annotations

from agdb.programme.source import Source
from agdb.publication.reading.reading import Reading
from agdb.publication.wording.language import Language
from agdb.results.value import Input


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


def terms_of(reading: Reading) -> tuple[str, str | None]:
    """Return the licence of the figures of an indicator in words, and its address.

    It is that of the site, except where a source keeps its own terms: then it is the source's, and
    there may be no address that grants anything.
    """
    source, plan = keeper(reading), reading.programme.plan
    if source is not None:
        return licence_of(source, reading.language), source.licence_url
    return plan.licence, plan.licence_url


def keeper(reading: Reading) -> Source | None:
    """Return the source of an indicator that keeps its own terms, None if the site's hold."""
    known = (reading.programme.sources.get(one.dataset) for one in reading.computed.inputs)
    return next((one for one in known if one is not None and one.own_terms), None)
