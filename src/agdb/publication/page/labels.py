"""Short remarks on the kind of figure, that a reader must see before reading on."""

from __future__ import annotations

from agdb.publication.reading.reading import Reading


def labels(reading: Reading) -> tuple[str, ...]:
    """Return the labels of an indicator: its nature, the business cycle, and its sources."""
    inputs = reading.computed.inputs
    found = list(card_labels(reading))
    if any(one.partial for one in inputs):
        found.append(reading.language.say("label.partial"))
    sources = [reading.programme.sources.get(one.dataset) for one in inputs]
    if any(source is not None and source.derived for source in sources):
        found.append(reading.language.say("label.derived"))
    if any(source is not None and source.via for source in sources):
        found.append(reading.language.say("label.via"))
    return tuple(found)


def card_labels(reading: Reading) -> tuple[str, ...]:
    """Return the labels without which even a single number would be misread."""
    definition, say = reading.definition, reading.language.say
    found = [say("label.holdings")] if reading.holdings else []
    if definition.nature != "series":
        found.append(say(f"label.{definition.nature}"))
    if definition.cyclical:
        found.append(say("label.cyclical"))
    if definition.seasonally_adjusted:
        found.append(say("label.adjusted"))
    return tuple(found)
