"""What a profile knows of a region, in the words and rows of its page and its factsheet."""

from __future__ import annotations

import math
from dataclasses import dataclass
from decimal import Decimal

from agdb.publication import address
from agdb.publication.edition import Edition, Link
from agdb.publication.page.region.links import region_link
from agdb.publication.page.scenario.words import Persons
from agdb.publication.page.shared.card import Card, region_card
from agdb.publication.page.shared.freshness import aged
from agdb.publication.reading.change import Change, signed_size
from agdb.publication.reading.reading import Names
from agdb.publication.regional.likeness import Likeness, LikeRegion
from agdb.publication.regional.profile import (
    RegionalShortage,
    RegionFigure,
    RegionProfile,
    WiderArea,
    answering,
)
from agdb.publication.wording.language import raised
from agdb.publication.wording.period import period_name
from agdb.publication.wording.quantity import Quantity
from agdb.results.scenario import Headline
from agdb.statistics.number import rounded

_SHARE_DECIMALS = 1


@dataclass(frozen=True, slots=True)
class FigureRow:
    """One figure of a region in a table; what is not known is an empty text."""

    link: Link
    period: str
    ageing: str
    value: str
    country: str
    share: str
    year: str
    longest: str
    longest_country: str
    since: str


@dataclass(frozen=True, slots=True)
class LikeRow:
    """One region beside those that are like it: its features as numbers with their units."""

    link: Link
    features: tuple[str, ...]
    distance: str
    here: bool
    compare: str


@dataclass(frozen=True, slots=True)
class LikeTable:
    """The regions that are most like one by one rule, or the reason why none are named."""

    heads: tuple[str, ...]
    rows: tuple[LikeRow, ...]
    how: str
    limits: str
    why: str


@dataclass(frozen=True, slots=True)
class AreaCards:
    """The figures of a wider area, and how the region lies in it."""

    link: Link
    lies: str
    cards: tuple[Card, ...]


@dataclass(frozen=True, slots=True)
class AreaRows:
    """The same as rows of a table."""

    link: Link
    lies: str
    rows: tuple[FigureRow, ...]


def figure_rows(edition: Edition, figures: tuple[RegionFigure, ...]) -> tuple[FigureRow, ...]:
    """Return the figures as rows, in their order."""
    return tuple(_row(edition, one) for one in figures)


def _row(edition: Edition, one: RegionFigure) -> FigureRow:
    language, quantity = edition.language, one.reading.quantity
    assert one.latest.number is not None, "a figure has a number"
    country = one.country.number if one.country is not None else None
    share = "" if one.share is None else f"{language.figure(one.share, decimals=_SHARE_DECIMALS)}%"
    since = "" if one.longest is None else period_name(one.longest.earlier.period, language)
    return FigureRow(
        link=edition.link(one.reading),
        period=period_name(one.latest.period, language),
        ageing=aged(edition, one.latest.period).age,
        value=quantity.full(one.latest.number),
        country="" if country is None else quantity.plain(country),
        share=share,
        year=language.say("region.border") if one.border else change_text(one.year, quantity),
        longest=change_text(one.longest, quantity),
        longest_country=change_text(one.of_country, quantity),
        since=since,
    )


def change_text(change: Change | None, quantity: Quantity) -> str:
    """Return a change with its sign, and in per cent of an amount; empty where there is none."""
    if change is None:
        return ""
    size = signed_size(change, quantity)
    if change.percent is None:
        return size
    percent = quantity.language.signed(change.percent, decimals=_SHARE_DECIMALS)
    return f"{size} ({percent}%)"


def heading(edition: Edition, found: RegionProfile) -> str:
    """Return what heads the page: the first answer of the programme that has both figures.

    Where it has none, the plain name.
    """
    names = Names(edition.programme, edition.language)
    name = raised(names.region(found.code))
    first = answering(edition, found)
    if first is None:
        return name
    answer, one = first
    assert one.latest.number is not None, "a figure has a number"
    assert one.country is not None, "an answer has both figures"
    assert one.country.number is not None, "that of the country too"
    return edition.language.words(answer.words).format(
        region=name,
        country=names.region(edition.programme.plan.country),
        value=one.reading.quantity.full(one.latest.number),
        country_value=one.reading.quantity.full(one.country.number),
    )


def held_sentence(edition: Edition, found: RegionProfile) -> str:
    """Return of how many indicators there are figures of the region, around it, and nowhere."""
    say, held = edition.language.say, found.held
    name = Names(edition.programme, edition.language).region(found.code)
    whole = found.code == edition.programme.plan.country
    own = held.own + held.country if whole else held.own
    told = [say("region.held.own", n=own, name=name, all=held.all)]
    if held.wider:
        told.append(say("region.held.wider", n=held.wider))
    told.append(
        say("region.held.here", n=held.own) if whole else say("region.held.country", n=held.country)
    )
    if held.waiting:
        told.append(say("region.held.waiting", n=held.waiting))
    return " ".join(told)


def shortage_sentences(edition: Edition, found: RegionProfile) -> list[str]:
    """Return what the doorrekening says of the shortage, one sentence a year.

    Years of which it says nothing for the same reason share a sentence.
    """
    said = [
        _shortage(edition, one, one.headline) for one in found.shortages if one.headline is not None
    ]
    language = edition.language
    for why in dict.fromkeys(one.why for one in found.shortages if one.why):
        years = language.listing([str(one.year) for one in found.shortages if one.why == why])
        said.append(language.say(f"region.shortage.{why}", year=years))
    return said


def _shortage(edition: Edition, one: RegionalShortage, headline: Headline) -> str:
    assert one.without is not None, "a year with a headline has both"
    assert one.with_plan is not None, "a year with a headline has both"
    persons = Persons.of(headline, edition.language)
    return edition.language.say(
        "region.shortage.range",
        year=str(one.year),
        low=persons.short(one.without.low),
        high=persons.short(one.without.high),
        mean=persons.short(one.without.mean),
        plan=persons.short(one.with_plan.mean),
    )


def area_cards(edition: Edition, found: RegionProfile) -> tuple[AreaCards, ...]:
    """Return the wider areas with their figures as cards, each under the name of its area."""
    return tuple(
        AreaCards(
            region_link(edition, area.code),
            _lies(edition, area),
            tuple(
                card
                for one in area.figures
                if (card := region_card(edition, one.reading, area.code)) is not None
            ),
        )
        for area in found.wider
    )


def area_rows(edition: Edition, found: RegionProfile) -> tuple[AreaRows, ...]:
    """Return the wider areas with their figures as rows."""
    return tuple(
        AreaRows(
            region_link(edition, area.code),
            _lies(edition, area),
            figure_rows(edition, area.figures),
        )
        for area in found.wider
    )


def _lies(edition: Edition, area: WiderArea) -> str:
    return edition.language.say("region.wider.partly" if area.partly else "region.wider.in")


def like_table(edition: Edition, found: Likeness) -> LikeTable:
    """Return the regions that are most like one, with the rule in words."""
    language = edition.language
    heads = tuple(language.words(one.names) for one in found.rule.features)
    limits = language.words(found.rule.limits)
    if found.own is None or found.period is None:
        why = language.say(f"region.like.{found.why}", least=found.rule.least)
        return LikeTable(heads, (), "", limits, why)
    how = language.say(
        "region.like.how",
        features=language.listing(list(heads)),
        period=period_name(found.period, language),
        regions=found.regions,
    )
    some = (found.own, *found.nearest)
    rows = tuple(_like_row(edition, found, one) for one in some)
    return LikeTable(tuple(raised(one) for one in heads), rows, how, limits, "")


def _like_row(edition: Edition, found: Likeness, one: LikeRegion) -> LikeRow:
    here = found.own is not None and one.code == found.own.code
    distance = rounded(one.distance, decimals=2)
    return LikeRow(
        link=region_link(edition, one.code),
        features=tuple(
            _feature(edition, found, nth, number) for nth, number in enumerate(one.features)
        ),
        distance="" if here else edition.language.figure(distance, decimals=2),
        here=here,
        compare="" if found.own is None or here else _beside(edition, found, one.code),
    )


def _beside(edition: Edition, found: Likeness, code: str) -> str:
    """The compare page with the region and one that is like it, by the first feature."""
    assert found.own is not None, "the region itself has all features"
    first = found.rule.features[0].indicator
    return compare_href(
        edition, kind="regions", indicator=first, regions=f"{found.own.code},{code}"
    )


def _feature(edition: Edition, found: Likeness, nth: int, number: float) -> str:
    feature = found.rule.features[nth]
    plain = math.exp(number) if feature.scale == "logarithm" else number
    if feature.of is not None:
        share: Decimal = rounded(plain, decimals=_SHARE_DECIMALS)
        return f"{edition.language.figure(share, decimals=_SHARE_DECIMALS)}%"
    quantity = edition.readings[feature.indicator].quantity
    return quantity.short(quantity.round(plain))


def compare_href(edition: Edition, **state: str) -> str:
    """Return the address of the compare page in a state that it reads."""
    page = edition.addresses.link(address.section(edition.language.code, "compare"))
    asked = "&".join(f"{key}={value}" for key, value in state.items())
    return f"{page}?{asked}" if asked else page
