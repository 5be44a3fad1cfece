"""The page of the targets: who set each, what it says, and what the figures can say of it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from agdb.programme.target import Target
from agdb.publication import address
from agdb.publication.edition import Edition, Link
from agdb.publication.page.registered.wording import RegisterWording
from agdb.publication.page.shared.alerts import wrong_flags
from agdb.publication.page.shared.freshness import old_sentence
from agdb.publication.page.targets.progress import TargetCase, conditions, standing, target_value
from agdb.publication.reading.lead import newest_sentence
from agdb.publication.reading.reading import Reading
from agdb.publication.section import LinkPlace, Section, named, one_if, single


@dataclass(frozen=True, slots=True)
class TargetProgress:
    """A target and how it stands.

    `beside` is the indicator that it names, None where no series of the monitor is about it;
    `sentences` are what that says, or why nothing can be said. `conditions` are what would hold for
    each way of counting that the target may mean. A target for another area than the country is
    set against no series.
    """

    target: Target
    value: str
    beside: Link | None
    sentences: tuple[str, ...]
    conditions: tuple[TargetCase, ...] = ()


def target_page(edition: Edition) -> tuple[str, bytes]:
    """Return the page with every target of the programme; there must be one at least."""
    language, targets = edition.language, edition.programme.targets
    return edition.render(
        "targets/targets.html",
        address.section(language.code, SECTION.name),
        title=language.say("menu.targets"),
        description=language.say("targets.intro"),
        measured=measured_sentence(edition),
        wrong_flags=wrong_flags(edition),
        standings=[_standing(edition, one) for one in targets.values()],
        initiatives={
            target: RegisterWording(edition).initiatives(one.id for one in some)
            for target, some in edition.links.of_target.items()
        },
    )


def measured_sentence(edition: Edition) -> str:
    """Return how many targets there are, and how many of them a series may be held against."""
    say = edition.language.say
    targets = edition.programme.targets.values()
    total = say("targets.count", n=len(targets))
    measured = sum(one.same_definition for one in targets)
    perhaps = sum(bool(one.candidates) for one in targets)
    first = say("targets.measured", n=measured) if measured else say("targets.unmeasured")
    second = f" {say('targets.conditional', n=perhaps)}" if perhaps else ""
    return f"{total} {first}{second}"


def _standing(edition: Edition, target: Target) -> TargetProgress:
    language = edition.language
    value = target_value(target, edition.programme.units[target.unit], language)
    if target.area is not None:
        country = language.words(edition.programme.regions[edition.programme.plan.country].names)
        area = language.words(target.area)
        sentence = language.say("targets.other-area", area=area, country=country)
        return TargetProgress(target, value, None, (sentence,))
    found = conditions(edition, target)
    if found:
        return TargetProgress(target, value, None, (language.say("targets.which"),), found)
    reading = edition.readings.get(target.indicator or "")
    if reading is None:
        return TargetProgress(target, value, None, (language.say("targets.no-series"),))
    sentences = tuple(_sentences(edition, reading, target))
    return TargetProgress(target, value, edition.link(reading), sentences)


def _sentences(edition: Edition, reading: Reading, target: Target) -> Iterator[str]:
    say = edition.language.say
    if target.same_definition:
        yield from standing(edition, reading, target)
        yield say("target.judges")
        return
    yield str(newest_sentence(reading)) or say("targets.no-figures")
    latest = reading.headline.latest if reading.headline else None
    if latest is not None and (old := old_sentence(edition, latest.period)):
        yield old
    yield say("target.beside")


SECTION = Section(
    name="targets",
    keys=one_if(lambda edition: bool(edition.programme.targets)),
    render=single(target_page),
    place=LinkPlace.MENU,
    label=named("menu.targets"),
)
