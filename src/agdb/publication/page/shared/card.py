"""One figure in short: a card on the first page, on the page of a pillar or of a region."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from decimal import Decimal

from markupsafe import Markup

from agdb.publication.chart.stroke import spark
from agdb.publication.edition import Edition, Link
from agdb.publication.figure.beside_country import region_trace
from agdb.publication.page.shared.freshness import NOTHING, Freshness, freshness
from agdb.publication.reading.change import Course
from agdb.publication.reading.citation import full_count
from agdb.publication.reading.lead import change_told, course
from agdb.publication.reading.reading import Reading
from agdb.publication.reading.series import Point, Series, on_a_line
from agdb.publication.wording.language import raised
from agdb.publication.wording.period import period_name
from agdb.publication.wording.quantity import Quantity
from agdb.publication.wording.status import remark


@dataclass(frozen=True, slots=True)
class CardNumber:
    """One number of a card; `label` is empty where it is the only one."""

    value: str
    unit: str
    label: str = ""


@dataclass(frozen=True, slots=True)
class Card:
    """One indicator in short. `value` is empty for one that still waits for its figures.

    `values` has one for each member that the name speaks of. `beside` says what they can be held
    against: a year earlier, or the whole country; `course` whether that is where the plan wants it;
    `why_two` names other counts of nearly the same thing.
    """

    name: str
    href: str
    values: tuple[CardNumber, ...] = ()
    when: str = ""
    fresh: Freshness = NOTHING
    labels: tuple[str, ...] = ()
    beside: str = ""
    course: Course = Course.NONE
    course_text: str = ""
    why_two: tuple[str, ...] = ()
    drawing: str | Markup = ""
    waiting: str = ""


def card(edition: Edition, reading: Reading) -> Card:
    """Return the card of an indicator for the whole country, held against a year earlier."""
    head = reading.headline
    latest = head.latest if head else None
    if head is None or latest is None:
        waiting = edition.language.say("card.waiting")
        return Card(reading.name, edition.href(reading.definition.id), waiting=waiting)
    one = len(reading.headlines) == 1
    place = reading.label(head) if one else ""
    filled = _filled(
        edition, reading, head, latest, place=place, beside=change_told(reading, brief=True)
    )
    way = course(reading)
    return replace(
        filled,
        values=filled.values if one else tuple(_each(reading)),
        course=way,
        why_two=tuple(
            edition.language.say("card.why-two", name=one.text, why=one.aside)
            for one in related(edition, reading)
        ),
        course_text="" if way is Course.NONE else edition.language.say(f"course.{way.value}"),
    )


def _each(reading: Reading) -> Iterator[CardNumber]:
    """The newest number of each series in front, under its name."""
    for series in reading.headlines:
        if series.latest is not None and series.latest.number is not None:
            shown = _shown(reading.quantity, series.latest.number)
            yield replace(shown, label=raised(reading.label(series)))


def _shown(quantity: Quantity, number: Decimal) -> CardNumber:
    value = quantity.plain(number)
    return CardNumber(value, "" if quantity.full(number) == value else quantity.name_beside(number))


def region_card(edition: Edition, reading: Reading, region: str) -> Card | None:
    """Return the card of an indicator for `region`, or None if it has no value there.

    Nor has what only counts our own register: the page of the region lists what that holds.

    It is held against the country in the same period. No more or less is said: a difference may
    lie within the margins.
    """
    series = None if reading.holdings else reading.of_region(region)
    latest = series.latest if series else None
    if series is None or latest is None:
        return None
    place = reading.names.member(reading.definition, series.member)
    beside = _country(edition, reading, series, latest)
    filled = _filled(edition, reading, series, latest, place=place, beside=beside)
    if not full_count(reading):
        return filled
    return replace(filled, labels=(*filled.labels, edition.language.say("label.full-count")))


def _country(edition: Edition, reading: Reading, series: Series, latest: Point) -> str:
    code = edition.programme.plan.country
    name = raised(reading.names.region(code))
    whole = reading.like(series, region=code)
    same = whole.at(latest.period) if whole else None
    if same is None or same.number is None:
        period = period_name(latest.period, edition.language)
        return edition.language.say("region.country.none", country=name, period=period)
    value = reading.quantity.full(same.number)
    return edition.language.say("region.country", country=name, value=value)


def _filled(
    edition: Edition, reading: Reading, series: Series, latest: Point, *, place: str, beside: str
) -> Card:
    language, quantity = edition.language, reading.quantity
    assert latest.number is not None, "the latest point has a number"
    told = [period_name(latest.period, language), place, remark(latest.value, language)]
    line = Markup("")
    if reading.definition.nature != "quoted" and on_a_line(series.frequency):
        line = spark(region_trace(reading.programme, series, reading.name))
    return Card(
        name=reading.name,
        href=edition.href(reading.definition.id),
        values=(_shown(quantity, latest.number),),
        when=", ".join(part for part in told if part),
        fresh=freshness(edition, reading, latest),
        labels=card_labels(reading),
        beside=beside,
        drawing=line,
    )


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


def related(edition: Edition, reading: Reading) -> tuple[Link, ...]:
    """Return the indicators beside this one, each with the reason why it is another figure.

    The reason is written once, at one of the two, and told at both.
    """
    found = dict(_reasons(edition, reading))
    return tuple(
        edition.link(edition.readings[ident], aside=why)
        for ident, why in found.items()
        if ident in edition.readings
    )


def _reasons(edition: Edition, reading: Reading) -> Iterator[tuple[str, str]]:
    words, own = edition.language.words, reading.definition.id
    for one in reading.definition.related:
        yield one.indicator, words(one.why)
    for ident, why in edition.related_to.get(own, ()):
        yield ident, words(why)
