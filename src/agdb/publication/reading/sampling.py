"""Whether chance can explain a difference: never in a full count, perhaps in a survey."""

from __future__ import annotations

from agdb.publication.reading.reading import Reading


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
