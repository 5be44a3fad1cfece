"""Coverage and freshness: which indicators have figures, of what kind, how old, and which wait."""

from __future__ import annotations

from dataclasses import dataclass

from agdb.arrivals.calendar import Expectation
from agdb.publication import address
from agdb.publication.edition import Edition, Link
from agdb.publication.page.shared.freshness import NOTHING, expected_in_words, freshness, missing
from agdb.publication.reading.coverage import Coverage, covered
from agdb.publication.reading.reading import Reading
from agdb.publication.reading.series import Point
from agdb.publication.section import LinkPlace, Section, named, single
from agdb.publication.wording.period import moment_name, period_name
from agdb.statistics.number import rounded


@dataclass(frozen=True, slots=True)
class Fresh:
    """One indicator in the table of its pillar; texts are empty where nothing is known."""

    code: str
    link: Link
    nature: str
    latest: str
    published: str
    age: str
    ageing: str
    rhythm: str
    expected: str


@dataclass(frozen=True, slots=True)
class PillarCoverage:
    """A pillar with its indicators in the order of the catalogue."""

    ident: str
    name: str
    rows: tuple[Fresh, ...]


def coverage_page(edition: Edition) -> tuple[str, bytes]:
    """Return the page with the counts, a table for each pillar, and what is waited for."""
    language, programme = edition.language, edition.programme
    kinds = [covered(reading) for reading in edition.readings.values()]
    return edition.render(
        "coverage/coverage.html",
        address.section(language.code, "coverage"),
        title=language.say("menu.coverage"),
        description=language.say("coverage.intro", n=len(kinds)),
        counts=[(language.say(f"coverage.kind.{kind}"), kinds.count(kind)) for kind in Coverage],
        having=edition.counts.with_figures,
        total=edition.counts.indicators,
        groups=[
            PillarCoverage(
                pillar.id,
                language.words(pillar.names),
                tuple(_fresh(edition, reading) for reading in _of_pillar(edition, pillar.id)),
            )
            for pillar in programme.plan.pillars
        ],
        awaited=[
            (edition.link(one), missing(edition, one))
            for one in edition.readings.values()
            if not one.headline
        ],
        day=language.date(edition.release.day),
        codes=language.say(
            "coverage.codes",
            n=edition.counts.codes_with_figures,
            all=edition.counts.codes,
            long=edition.counts.codes_comparable,
        ),
        ages=edition.ages,
        median=_median(edition),
    )


def _median(edition: Edition) -> str:
    """How old the newest figures are in the middle, to a tenth of a year."""
    age = edition.counts.median_age
    if age is None:
        return ""
    years = edition.language.figure(rounded(age, decimals=1), decimals=1)
    return edition.language.say("coverage.median", years=years)


def _of_pillar(edition: Edition, pillar: str) -> list[Reading]:
    found = [one for one in edition.readings.values() if one.definition.pillar == pillar]
    return sorted(found, key=lambda one: (one.definition.catalogue, one.definition.id))


def _fresh(edition: Edition, reading: Reading) -> Fresh:
    language, head = edition.language, reading.headline
    latest = head.latest if head else None
    kind = covered(reading)
    nature = language.say(f"coverage.nature.{kind}")
    if kind in {Coverage.SERIES, Coverage.SHORT, Coverage.PROXY}:
        longest = reading.stretch
        key = "coverage.periods" if longest.unbroken else "coverage.periods.holes"
        nature = f"{nature}, {language.say(key, n=longest.periods)}"
    fresh = NOTHING if latest is None else freshness(edition, reading, latest)
    expected = expected_in_words(_first(edition, reading), edition)
    return Fresh(
        code=reading.definition.catalogue,
        link=edition.link(reading),
        nature=nature,
        latest="" if latest is None else period_name(latest.period, language),
        published=_published(reading, latest),
        age=fresh.age,
        ageing=fresh.ageing,
        rhythm=_rhythm(reading),
        expected=fresh.newer_short or expected,
    )


def _published(reading: Reading, latest: Point | None) -> str:
    if latest is None:
        return ""
    said = {one.published for one in reading.computed.inputs if one.table == latest.value.table}
    return reading.language.listing([moment_name(one, reading.language) for one in sorted(said)])


def _first(edition: Edition, reading: Reading) -> Expectation | None:
    """The first day on which a source of the indicator is expected."""
    ident = reading.definition.id
    found = [one.first for one in edition.awaited if ident in one.indicators]
    return min((one for one in found if one is not None), key=lambda one: one.day, default=None)


def _rhythm(reading: Reading) -> str:
    """How often the sources appear: of the inputs, or of the data set that is waited for."""
    waiting = reading.computed.waiting
    datasets = [one.dataset for one in reading.computed.inputs]
    if waiting is not None:
        datasets.append(waiting.dataset)
    sources = [reading.programme.sources.get(one) for one in datasets]
    said = [reading.language.say(f"rhythm.{one.rhythm}") for one in sources if one is not None]
    return "; ".join(dict.fromkeys(said))


SECTION = Section(
    name="coverage",
    keys=lambda _: ("",),
    render=single(coverage_page),
    place=LinkPlace.FOOTER,
    label=named("menu.coverage"),
)
