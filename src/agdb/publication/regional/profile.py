"""What is known of one region: figures beside the country, the areas around it, the shortage."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal

from agdb.programme.geography.borders import same_area
from agdb.programme.geography.place import localities
from agdb.programme.regional import RegionalAnswer
from agdb.programme.report.pillar import LeadFigure
from agdb.publication.edition import Edition
from agdb.publication.reading.change import Change, change_of, comparable_before
from agdb.publication.reading.citation import full_count
from agdb.publication.reading.reading import Reading
from agdb.publication.reading.series import Point, Series
from agdb.results.scenario import Division, Headline, Spread
from agdb.statistics.number import rounded


@dataclass(frozen=True, slots=True)
class RegionFigure:
    """The newest figure of an indicator in a region, and what it can be held against.

    `country` is that of the country in the same period; `year` the change since a year earlier and
    `longest` that since the earliest figure from which neither a break nor an unproven border
    separates it, `of_country` the same of the country between the same two periods. `border` tells
    that there is a figure of a year earlier, and that it may be about another area. `share` is the
    part of the country in per cent, of amounts. None is what is not published, never nothing.
    """

    reading: Reading
    series: Series
    latest: Point
    country: Point | None
    year: Change | None
    longest: Change | None
    of_country: Change | None
    border: bool
    share: Decimal | None

    @property
    def counted_in_full(self) -> bool:
        """Whether a difference is one, because everybody was counted."""
        return bool(full_count(self.reading))


@dataclass(frozen=True, slots=True)
class WiderArea:
    """A wider area with the figures that a region has not; `partly` if the region is cut by it."""

    code: str
    partly: bool
    figures: tuple[RegionFigure, ...]


@dataclass(frozen=True, slots=True)
class HeldFigures:
    """Of how many indicators there are figures of the region, of a wider area, of the country."""

    own: int
    wider: int
    country: int
    waiting: int

    @property
    def all(self) -> int:
        """How many indicators there are."""
        return self.own + self.wider + self.country + self.waiting


@dataclass(frozen=True, slots=True)
class RegionalShortage:
    """What the doorrekening says of a region, in persons; without numbers `why` says the reason.

    `why` is `unmeasured` where the shares of the regions are assumptions, `small` where the region
    is below the size that is published, and `absent` where the model does not have it.
    """

    year: int
    without: Spread | None = None
    with_plan: Spread | None = None
    headline: Headline | None = None
    why: str = ""


@dataclass(frozen=True, slots=True)
class RegionProfile:
    """All that the release holds of one region, by pillar in the order of the programme."""

    code: str
    figures: tuple[tuple[str, tuple[RegionFigure, ...]], ...]
    wider: tuple[WiderArea, ...]
    held: HeldFigures
    shortages: tuple[RegionalShortage, ...]

    @property
    def own(self) -> tuple[RegionFigure, ...]:
        """The figures of the region itself."""
        return tuple(one for _, some in self.figures for one in some)


def profile(edition: Edition, code: str) -> RegionProfile:
    """Return what the release holds of `code`, which may be the country.

    What only counts our own register is left out: its records are listed by themselves. Of the
    country only what regions have too is a figure here; the rest is the site.
    """
    return edition.once(f"profile {code}", lambda: _profile(edition, code))


def _profile(edition: Edition, code: str) -> RegionProfile:
    country, regional = edition.programme.plan.country, regional_indicators(edition)
    figures = tuple(
        (pillar.id, _own(edition, pillar.id, code, regional))
        for pillar in edition.programme.plan.pillars
    )
    own = {one.reading.definition.id for _, some in figures for one in some}
    wider = () if code == country else tuple(_wider(edition, code, own, regional))
    return RegionProfile(
        code=code,
        figures=tuple((pillar, some) for pillar, some in figures if some),
        wider=wider,
        held=_held(edition, own, wider),
        shortages=_shortages(edition, code),
    )


def answering(edition: Edition, found: RegionProfile) -> tuple[RegionalAnswer, RegionFigure] | None:
    """Return the first answer of the programme that has a figure of the region and of the country.

    None where it has none.
    """
    by_id = {one.reading.definition.id: one for one in found.own if one.country is not None}
    some = edition.programme.answers.values()
    return next(((one, by_id[one.id]) for one in some if one.id in by_id), None)


def lacking(edition: Edition, code: str) -> tuple[LeadFigure, ...]:
    """Return the figures in front of the pillars of which there is none for a region."""
    plan = edition.programme.report
    leads = [
        lead
        for pillar in edition.programme.pillar_ids
        if pillar in plan.pillars
        for lead in plan.pillars[pillar].figures
    ]
    readings = edition.readings
    return tuple(
        one
        for one in leads
        if one.indicator not in readings or readings[one.indicator].of_region(code) is None
    )


def in_pictures(found: RegionProfile) -> tuple[RegionFigure, ...]:
    """Return the figures in the order of their pictures: shares, an amount of each pillar, rest."""
    shares = [one for one in found.own if not one.reading.quantity.counted]
    amounts = [
        [one for one in figures if one.reading.quantity.counted] for _, figures in found.figures
    ]
    firsts = [one for some in amounts for one in some[:1]]
    others = [one for some in amounts for one in some[1:]]
    return (*shares, *firsts, *others)


def figure_of(edition: Edition, reading: Reading, code: str) -> RegionFigure | None:
    """Return the newest figure of an indicator in a region, None where there is none."""
    series = None if reading.holdings else reading.of_region(code)
    latest = series.latest if series else None
    if series is None or latest is None or latest.number is None:
        return None
    country = edition.programme.plan.country
    whole = None if code == country else reading.like(series, region=country)
    same = whole.at(latest.period) if whole else None
    stretch = comparable_before(series)
    season = [one for one in stretch if one.period.start.month == latest.period.start.month]
    before = latest.period.year_before()
    proven = [
        one
        for one in season
        if same_area(edition.programme, code, first=one.period, last=latest.period)
    ]
    year = next((one for one in season if one.period == before), None)
    longest = next((one for one in proven if one.period != before), None)
    long = _change(reading, latest, longest)
    return RegionFigure(
        reading=reading,
        series=series,
        latest=latest,
        country=same if same is not None and same.number is not None else None,
        year=_change(reading, latest, year) if year in proven else None,
        border=year is not None and year not in proven,
        longest=long,
        of_country=_between(reading, whole, long),
        share=_share(reading, latest, same),
    )


def regional_indicators(edition: Edition) -> tuple[str, ...]:
    """Return the indicators that have a figure of any region inside the country, in their order."""
    return edition.once("regional indicators", lambda: tuple(_regional(edition)))


def _regional(edition: Edition) -> Iterator[str]:
    plan = edition.programme.plan
    for ident, reading in edition.readings.items():
        regions = (
            () if reading.holdings else dict.fromkeys(region for region, _, _ in reading.known)
        )
        if any(region != plan.country and not plan.is_beside(region) for region in regions):
            yield ident


def _own(
    edition: Edition, pillar: str, code: str, regional: tuple[str, ...]
) -> tuple[RegionFigure, ...]:
    """In the order of the programme: an order by value would rank what may not differ."""
    found = (
        figure_of(edition, edition.readings[ident], code)
        for ident in edition.programme.in_order[pillar]
        if ident in regional
    )
    return tuple(one for one in found if one is not None)


def _wider(
    edition: Edition, code: str, own: set[str], regional: tuple[str, ...]
) -> list[WiderArea]:
    """The areas around a region that know more than it, the narrowest first."""
    found: list[WiderArea] = []
    lacking = [ident for ident in regional if ident not in own]
    programme = edition.programme
    for division in reversed(programme.plan.divisions):
        others = [one for one in programme.regions if one.startswith(division.prefix)]
        around = [
            place
            for place in localities(programme, others, code)
            if place.wider and place.named != programme.plan.country
        ]
        areas = [
            WiderArea(place.named, place.partly, _of_area(edition, place.named, lacking))
            for place in around
        ]
        found += [area for area in areas if area.figures]
        there = {one.reading.definition.id for area in areas for one in area.figures}
        lacking = [ident for ident in lacking if ident not in there]
    return found


def _of_area(edition: Edition, code: str, lacking: list[str]) -> tuple[RegionFigure, ...]:
    found = (figure_of(edition, edition.readings[ident], code) for ident in lacking)
    return tuple(one for one in found if one is not None)


def _held(edition: Edition, own: set[str], wider: tuple[WiderArea, ...]) -> HeldFigures:
    readings = edition.readings.values()
    around = {one.reading.definition.id for area in wider for one in area.figures}
    figures = [one for one in readings if not one.holdings]
    waiting = sum(one.waits for one in figures)
    rest = len(figures) - len(own) - len(around) - waiting
    return HeldFigures(own=len(own), wider=len(around), country=rest, waiting=waiting)


def _change(reading: Reading, latest: Point, earlier: Point | None) -> Change | None:
    return None if earlier is None else change_of(latest, earlier, quantity=reading.quantity)


def _between(reading: Reading, whole: Series | None, change: Change | None) -> Change | None:
    """The change of the country between the periods of `change`, if no break lies between them."""
    if whole is None or whole.latest is None or change is None:
        return None
    alike = {one.period: one for one in (*comparable_before(whole), whole.latest)}
    latest, earlier = (alike.get(one.period) for one in (change.latest, change.earlier))
    if latest is None or earlier is None:
        return None
    return change_of(latest, earlier, quantity=reading.quantity)


def _share(reading: Reading, latest: Point, country: Point | None) -> Decimal | None:
    if not reading.quantity.counted or country is None or not country.number:
        return None
    assert latest.number is not None, "the latest point has a number"
    return rounded(float(100 * latest.number / country.number), decimals=1)


def _shortages(edition: Edition, code: str) -> tuple[RegionalShortage, ...]:
    """One for each headline year of the doorrekening; nothing where the release has none."""
    scenario = edition.release.scenario
    if scenario is None:
        return ()
    run = scenario.run
    if code == edition.programme.plan.country:
        return tuple(
            RegionalShortage(one.year, one.baseline, one.with_plan, one) for one in run.headline
        )
    divisions = [one for one in (run.regions, run.labour_market_regions) if one is not None]
    division = next((one for one in divisions if code in one.regions), None)
    return tuple(shortage_of(one, division, code) for one in run.headline)


def shortage_of(block: Headline, division: Division | None, code: str) -> RegionalShortage:
    """Return what a doorrekening says of a region in the year of `block`, or why it says nothing.

    Numbers are given only where figures of the regions lie behind them.
    """
    if division is None:
        return RegionalShortage(block.year, why="absent")
    if not division.measured:
        return RegionalShortage(block.year, why="unmeasured")
    ends = division.years[str(block.year)][code]
    without, with_plan = ends.baseline.gap, ends.with_plan.gap
    if without is None or with_plan is None:
        return RegionalShortage(block.year, why="small")
    return RegionalShortage(block.year, without, with_plan, block)
