"""The shortage now and in the first headline year, over all ways to reckon; each group apart."""

from __future__ import annotations

from collections.abc import Iterator

from agdb.publication import address
from agdb.publication.chart.interval import Across, IntervalPoint, span_row
from agdb.publication.edition import Edition
from agdb.publication.page.overview.told import PictureRow, Told
from agdb.publication.page.scenario.answer import WITHOUT, closure_sentence, reckoned
from agdb.publication.page.scenario.words import Persons, group_names
from agdb.results.scenario_answers import ScenarioAnswer
from agdb.statistics.number import rounded


def shortage(edition: Edition, ident: str) -> Told | None:
    """Return the answer; None for a release without a doorrekening."""
    answer, language = edition.release.scenario, edition.language
    if answer is None:
        return None
    block = answer.run.headline[0]
    persons = Persons.of(block, language)
    found = reckoned(answer)
    heading = language.say(
        "overview.shortage",
        year=block.year,
        least=persons.short(min(found)),
        most=persons.short(max(found)),
    )
    return Told(
        ident,
        heading,
        edition.addresses.link(address.section(language.code, "scenario")),
        rows=tuple(_rows(edition, answer, found)),
        foot=(
            language.say("overview.shortage.unit"),
            closure_sentence(edition, answer, "overview.shortage.closure"),
        ),
    )


def _rows(edition: Edition, answer: ScenarioAnswer, found: list[float]) -> Iterator[PictureRow]:
    """The base year, the ways to reckon, and each group by the main way, on one axis."""
    run, language = answer.run, edition.language
    year = run.headline[0].year
    gaps = {
        group: [n * run.persons_per_unit for n in ends.baseline.gap.mean]
        for group, ends in run.groups.items()
    }
    now = sum(gap[0] for gap in gaps.values())
    later = {group: gap[year - run.base_year] for group, gap in gaps.items()}
    every = [now, *found, *later.values()]
    across = Across.of(IntervalPoint(WITHOUT, n) for n in every)

    def row(name: str, points: tuple[IntervalPoint, ...], text: str) -> PictureRow:
        return PictureRow(name, span_row(points, across, f"{name}: {text}"), text)

    def one(name: str, number: float) -> PictureRow:
        return row(name, (IntervalPoint(WITHOUT, number, hollow=True),), _thousand(number, edition))

    yield one(str(run.base_year), now)
    least, most = min(found), max(found)
    text = language.say(
        "overview.shortage.range", low=_thousand(least, edition), high=_thousand(most, edition)
    )
    points = (
        IntervalPoint(WITHOUT, least, least, most),
        *(IntervalPoint(WITHOUT, number) for number in found),
    )
    yield row(language.say("overview.shortage.ways", n=len(found), year=year), points, text)
    names = group_names(run, language)
    for group, number in later.items():
        yield one(names[group], number)


def _thousand(persons: float, edition: Edition) -> str:
    """Persons in whole thousands: more would claim what is not known."""
    return edition.language.figure(rounded(persons / 1000, decimals=0), decimals=0)
