"""The initiatives as told, and where they reach: counted by region and pillar, never in euros."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from agdb.programme.initiative import Initiative
from agdb.publication import address
from agdb.publication.page.edition import Edition
from agdb.publication.reading.names import Names


@dataclass(frozen=True, slots=True)
class Reach:
    """One row of the coverage: a region, with the number of initiatives for each pillar."""

    name: str
    counts: tuple[int, ...]
    total: int


@dataclass(frozen=True, slots=True)
class Entry:
    """An initiative with the names of its pillars."""

    initiative: Initiative
    pillars: tuple[str, ...]


def initiatives_page(edition: Edition) -> tuple[str, bytes]:
    """Return the page with all initiatives and their coverage."""
    language, programme = edition.language, edition.programme
    called = {one.id: language.words(one.names) for one in programme.plan.pillars}
    entries = [
        Entry(one, tuple(called[ident] for ident in one.pillars))
        for one in programme.initiatives.values()
    ]
    return edition.render(
        "initiatives.html",
        address.section(language.code, "initiatives"),
        title=language.say("menu.initiatives"),
        description=language.say("initiatives.intro", n=len(entries)),
        entries=entries,
        pillars=list(called.values()),
        coverage=coverage(edition),
        day=lambda text: language.date(date.fromisoformat(text)),
    )


def coverage(edition: Edition) -> tuple[Reach, ...]:
    """Return the counts of the whole country, of each region named, and of what is not known."""
    every = tuple(edition.programme.initiatives.values())
    names = Names(edition.programme, edition.language)
    rows = [
        _reach(
            edition, edition.language.say(f"scope.{scope}"), [i for i in every if i.scope == scope]
        )
        for scope in ("national", "unknown")
    ]
    regional = [one for one in every if one.scope == "regional"]
    codes = sorted({code for one in regional for code in one.regions})
    by_name = sorted((names.region(code), code) for code in codes)
    within = [
        _reach(edition, name, [one for one in regional if code in one.regions])
        for name, code in by_name
    ]
    unplaced = [one for one in regional if not one.regions]
    within.append(_reach(edition, edition.language.say("scope.unplaced"), unplaced))
    return tuple(row for row in (rows[0], *within, rows[1]) if row.total)


def _reach(edition: Edition, name: str, some: list[Initiative]) -> Reach:
    pillars = edition.programme.plan.pillars
    counts = tuple(sum(pillar.id in one.pillars for one in some) for pillar in pillars)
    return Reach(name, counts, len(some))
