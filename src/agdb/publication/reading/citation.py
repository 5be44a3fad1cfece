"""What must be said with figures: citation, terms, collection, periods of each table."""

from __future__ import annotations

from agdb.programme.source import Source
from agdb.publication.reading.reading import Reading
from agdb.publication.wording.language import Language
from agdb.publication.wording.period import period_name
from agdb.results.value import Input, stretches
from agdb.statistics.period import Period


def citation(one: Input, *, source: Source | None, language: Language) -> str:
    """Return the citation of an input, never empty."""
    if source is not None:
        return language.words(source.citation)
    return "; ".join(one.citations) or f"{one.dataset}, {one.address}"


def citations(reading: Reading) -> tuple[str, ...]:
    """Return how each source of an indicator is cited, each once."""
    sources = reading.programme.sources
    some = reading.computed.inputs
    told = (citation(o, source=sources.get(o.dataset), language=reading.language) for o in some)
    return tuple(dict.fromkeys(told))


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


def periods_of_table(reading: Reading, table: int) -> str:
    """Return in words which periods of the headline series come from a table.

    Where that series has nothing from it, which periods of others do. Empty where the indicator is
    read from one table.
    """
    head = reading.headline
    if head is None or len({used.table for used in reading.computed.inputs}) < 2:
        return ""
    language = reading.language
    if not any(point.value.table == table for point in head.known):
        return _of_others(reading, table)
    words = []
    for of_table, *ends in stretches(point.value for point in head.known):
        if of_table == table:
            first, last = (period_name(Period.parse(end), language) for end in ends)
            whole = language.say("tables.stretch", first=first, last=last)
            words.append(first if first == last else whole)
    return language.listing(words)


def _of_others(reading: Reading, table: int) -> str:
    periods = sorted(
        point.period
        for series in reading.series
        for point in series.known
        if point.value.table == table
    )
    if not periods:
        return ""
    language = reading.language
    first, last = (period_name(period, language) for period in (periods[0], periods[-1]))
    whole = language.say("tables.stretch", first=first, last=last)
    return language.say("tables.some", periods=first if first == last else whole)


def sampling_note(reading: Reading) -> str:
    """Return one sentence on how the figures were collected; empty where nobody said."""
    collection, language = reading.collection, reading.language
    if collection is None:
        return ""
    if collection.kind == "full-count":
        return full_count(reading)
    if collection.no_margin is not None:
        why = language.words(collection.no_margin)
        return language.say("collection.survey.no-margin", why=why)
    if collection.margin is not None:
        survey = language.words(reading.programme.margins[collection.margin].names)
        return language.say("collection.survey", survey=survey)
    return language.say(f"collection.{collection.kind}")


def full_count(reading: Reading) -> str:
    """Return what may be said of differences in a full count; empty for any other figures."""
    collection, language = reading.collection, reading.language
    if collection is None or collection.kind != "full-count":
        return ""
    counted = language.words(collection.counted) if collection.counted else ""
    said = language.say(
        "collection.full-count.of" if counted else "collection.full-count", of=counted
    )
    if collection.rounded_to is None:
        return said
    return f"{said} {language.say('collection.rounded', n=collection.rounded_to)}"
