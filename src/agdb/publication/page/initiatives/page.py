"""The initiatives as told, and where they reach: counted by region and pillar, never in euros."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from agdb.programme.geography.place import is_in, localities
from agdb.programme.initiative import Duration, Initiative
from agdb.publication import address
from agdb.publication.edition import Edition, Link
from agdb.publication.reading.names import Names
from agdb.publication.section import Place, Section, named, one_if, single
from agdb.publication.wording.language import Language, folded, lowered


@dataclass(frozen=True, slots=True)
class Reach:
    """One row of the coverage: a region, with the number of initiatives for each pillar."""

    name: str
    counts: tuple[int, ...]
    total: int


@dataclass(frozen=True, slots=True)
class Entry:
    """An initiative with the names of its pillars, its facts in order, and its sources."""

    initiative: Initiative
    pillars: tuple[str, ...]
    facts: tuple[tuple[str, str], ...]
    sources: tuple[Link, ...]
    recorded: str


@dataclass(frozen=True, slots=True)
class Nearby:
    """An initiative on the page of a region: where it is, if that is not this region, and money."""

    link: Link
    where: str
    budget: str


def initiatives_page(edition: Edition) -> tuple[str, bytes]:
    """Return the page with all initiatives and their coverage."""
    language, programme = edition.language, edition.programme
    called = {one.id: language.words(one.names) for one in programme.plan.pillars}
    return edition.render(
        "initiatives/initiatives.html",
        address.section(language.code, SECTION.name),
        title=language.say("menu.initiatives"),
        description=language.say("initiatives.intro"),
        filled=_filled(edition),
        entries=[_entry(language, one, called) for one in programme.initiatives.values()],
        pillars=list(called.values()),
        coverage=coverage(edition),
    )


def _filled(edition: Edition) -> str:
    """How many initiatives there are, and of how many of them something is not known."""
    every = edition.programme.initiatives.values()
    say = edition.language.say
    gaps = {
        "budget": sum(one.budget is None for one in every),
        "reach": sum(one.reach is None for one in every),
        "area": sum(one.scope == "regional" and not one.regions for one in every),
    }
    told = [say(f"initiatives.gap.{key}", n=number) for key, number in gaps.items() if number]
    total = say("initiatives.total", n=len(every))
    if not told:
        return total
    return f"{total} {say('initiatives.gaps', what=edition.language.listing(told))}"


def _entry(language: Language, one: Initiative, called: dict[str, str]) -> Entry:
    told = {
        "owner": one.owner,
        "budget": one.budget,
        "period": years(one.period, language),
        "regions": one.area,
        "target": one.target_group,
        "reach": one.reach,
        "note": one.remark,
    }
    facts = (
        (
            language.say(f"initiatives.{key}"),
            words if isinstance(words, str) else language.words(words),
        )
        for key, words in told.items()
        if words
    )
    return Entry(
        initiative=one,
        pillars=tuple(called[ident] for ident in one.pillars),
        facts=tuple(facts),
        sources=tuple(Link(cited.url, language.words(cited.title)) for cited in one.sources),
        recorded=language.date(date.fromisoformat(one.recorded)),
    )


def years(period: Duration | None, language: Language) -> str:
    """Return from when to when in words; empty if nothing is known of it.

    >>> from agdb.publication.wording.language import languages
    >>> english = languages(("en",))["en"]
    >>> years(Duration(start=2025, end=2028), english), years(Duration(ongoing=True), english)
    ('2025 to 2028', 'ongoing')
    """
    if period is None:
        return ""
    start, end = (None if one is None else str(one) for one in (period.start, period.end))
    if start and end:
        said = start if start == end else language.say("duration.both", start=start, end=end)
    elif start:
        key = "duration.since" if period.ongoing else "duration.from"
        said = language.say(key, start=start)
    else:
        said = language.say("duration.until", end=end) if end else language.say("duration.ongoing")
    return f"{said} ({language.say('duration.estimated')})" if period.estimated else said


def nearby(edition: Edition, region: str) -> tuple[tuple[Nearby, ...], tuple[Nearby, ...]]:
    """Return the initiatives in a region, and those for a wider area that it lies in."""
    programme = edition.programme
    found = [
        (is_in(programme, one, region), _nearby(edition, one, region))
        for one in programme.initiatives.values()
        if any(localities(programme, one, region))
    ]
    return tuple(near for here, near in found if here), tuple(
        near for here, near in found if not here
    )


def _nearby(edition: Edition, one: Initiative, region: str) -> Nearby:
    language, names = edition.language, Names(edition.programme, edition.language)
    page = edition.addresses.link(address.section(language.code, SECTION.name))
    places = []
    for locality in localities(edition.programme, one, region):
        if locality.named != region:
            name = names.region(locality.named)
            places.append(language.say("place.partly", name=name) if locality.partly else name)
    return Nearby(
        link=Link(f"{page}#{one.id}", language.words(one.names)),
        where=language.listing(sorted(places, key=folded)),
        budget=language.words(one.budget) if one.budget else "",
    )


def coverage(edition: Edition) -> tuple[Reach, ...]:
    """Return the counts of the whole country, of each region reached, and of what has no place."""
    programme = edition.programme
    every = tuple(programme.initiatives.values())
    names = Names(programme, edition.language)
    rows = [
        _reach(
            edition, edition.language.say(f"scope.{scope}"), [i for i in every if i.scope == scope]
        )
        for scope in ("national", "unknown")
    ]
    regional = [one for one in every if one.scope == "regional"]
    within = []
    for division in programme.plan.divisions:
        codes = [code for code in programme.regions if code.startswith(division.prefix)]
        for code in sorted(codes, key=lambda code: folded(names.region(code))):
            if code != programme.plan.country:
                inside = [one for one in regional if is_in(programme, one, code)]
                named = f"{names.region(code)}, {lowered(names.division(code))}"
                within.append(_reach(edition, named, inside))
    unplaced = [one for one in regional if not one.regions]
    within.append(_reach(edition, edition.language.say("scope.unplaced"), unplaced))
    return tuple(row for row in (rows[0], *within, rows[1]) if row.total)


def _reach(edition: Edition, name: str, some: list[Initiative]) -> Reach:
    pillars = edition.programme.plan.pillars
    counts = tuple(sum(pillar.id in one.pillars for one in some) for pillar in pillars)
    return Reach(name, counts, len(some))


SECTION = Section(
    name="initiatives",
    keys=one_if(lambda edition: bool(edition.programme.initiatives)),
    render=single(initiatives_page),
    place=Place.MENU,
    label=named("menu.initiatives"),
)
