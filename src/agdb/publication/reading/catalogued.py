"""What catalogues of data sets say of an indicator: subjects, technique, and the time it covers."""

from __future__ import annotations

from datetime import date

from agdb.publication.reading.citation import sampling_note
from agdb.publication.reading.reading import Reading
from agdb.results.value import Kind
from agdb.results.values import columns_of, known_periods
from agdb.statistics.period import Period


def keywords(reading: Reading) -> tuple[str, ...]:
    """Return the subjects of an indicator in words: its pillar, theme and breakdowns."""
    words, definition = reading.language.words, reading.definition
    pillars = [one for one in reading.programme.plan.pillars if one.id == definition.pillar]
    themes = [theme for one in pillars for theme in one.themes if theme.id == definition.theme]
    names = [one.names for some in (pillars, themes, definition.breakdowns) for one in some]
    return tuple(dict.fromkeys(map(words, names)))


def technique(reading: Reading) -> str:
    """Return how the figures were collected or made, in words."""
    definition, language = reading.definition, reading.language
    return sampling_note(reading) or language.words(definition.definition)


def time_covered(reading: Reading) -> tuple[date, date] | None:
    """Return the first and last day that known figures are about, None without dated ones."""
    known = map(Period.parse, known_periods(reading.computed.values))
    periods = [period for period in known if period.dated]
    if not periods:
        return None
    return min(one.start for one in periods), max(one.end for one in periods)


def regions_covered(reading: Reading) -> tuple[str, ...]:
    """Return the codes of the regions that figures are about."""
    columns = columns_of(reading.computed.values).by_field
    pairs = zip(columns["region"], columns["kind"], strict=True)
    return tuple(dict.fromkeys(region for region, kind in pairs if kind is not Kind.SCENARIO))
