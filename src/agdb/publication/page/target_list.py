"""The page of the targets: whose each is, what it says, and what the series beside it can tell."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from agdb.programme.target import Target
from agdb.publication import address
from agdb.publication.page.alerts import wrong_flags
from agdb.publication.page.edition import Edition, Link
from agdb.publication.page.outlook import ahead
from agdb.publication.page.targets import target_value
from agdb.publication.reading.newest import newest_sentence
from agdb.publication.reading.reading import Reading

SECTION = "targets"


@dataclass(frozen=True, slots=True)
class Standing:
    """A target and how it stands.

    `beside` is the indicator that it names, None where no series of the monitor is about it;
    `sentences` are the latest value of that indicator and the judgement, or why there is none. A
    target for another area than the country is set against no series.
    """

    target: Target
    value: str
    beside: Link | None
    sentences: tuple[str, ...]


def target_page(edition: Edition) -> tuple[str, bytes]:
    """Return the page with every target of the programme; there must be one at least."""
    language, targets = edition.language, edition.programme.targets
    return edition.render(
        "targets.html",
        address.section(language.code, SECTION),
        title=language.say("menu.targets"),
        description=language.say("targets.intro"),
        measured=measured_sentence(edition),
        wrong_flags=wrong_flags(edition),
        standings=[_standing(edition, one) for one in targets.values()],
    )


def measured_sentence(edition: Edition) -> str:
    """Return how many targets there are, and how many of them a series may be held against."""
    targets = edition.programme.targets.values()
    total = edition.language.say("targets.count", n=len(targets))
    measured = sum(one.same_definition for one in targets)
    if not measured:
        return f"{total} {edition.language.say('targets.unmeasured')}"
    return f"{total} {edition.language.say('targets.measured', n=measured)}"


def _standing(edition: Edition, target: Target) -> Standing:
    language = edition.language
    unit = edition.programme.units[target.unit]
    value = target_value(target, unit, language)
    if target.area is not None:
        country = language.words(edition.programme.regions[edition.programme.plan.country].names)
        area = language.words(target.area)
        sentence = language.say("targets.other-area", area=area, country=country)
        return Standing(target, value, None, (sentence,))
    reading = edition.readings.get(target.indicator or "")
    if reading is None:
        return Standing(target, value, None, (language.say("targets.no-series"),))
    href = edition.addresses.link(address.indicator(language.code, reading.definition.id))
    sentences = tuple(_sentences(edition, reading, target))
    return Standing(target, value, Link(href, reading.name), sentences)


def _sentences(edition: Edition, reading: Reading, target: Target) -> Iterator[str]:
    say = edition.language.say
    series = reading.headline
    latest = series.latest if series else None
    if series is None or latest is None:
        yield say("targets.no-figures")
        return
    yield newest_sentence(reading)
    yield from ahead(edition, reading).judged.get(target.id, ())
    yield say("target.judges" if target.same_definition else "target.beside")
