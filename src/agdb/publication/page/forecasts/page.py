"""How good were we: the scores of the forecasts on the past, losses as plain as wins.

Every sentence is made from the numbers beside it, as they are printed: where two methods print the
same error, neither is said to have come closer.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from decimal import Decimal
from typing import Final

from agdb.publication import address
from agdb.publication.edition import Edition
from agdb.publication.page.forecasts.record import record
from agdb.publication.section import LinkPlace, Section, named, one_if, single
from agdb.publication.wording.language import Language
from agdb.publication.wording.status import percent
from agdb.results.backtest import FrequencyScore, MethodScore
from agdb.statistics.number import rounded

COLUMNS: Final = (
    *("mase", "mase-table", "crps", "crps-table", "interval", "interval-table"),
    *("cover-80", "cover-80-table", "cover-95", "cover-95-table", "brier", "missed", "uncertain"),
)
NARROW: Final = 3
"""Bounds that cover so many percentage points less than they promise are said to be narrow."""


@dataclass(frozen=True, slots=True)
class Scored:
    """One frequency: how far off, the verdicts, what was tested, and a row for each method."""

    ident: str
    heading: str
    usual: tuple[str, ...]
    verdicts: tuple[str, ...]
    covered: tuple[str, ...]
    tested: str
    rows: tuple[tuple[str, tuple[str, ...]], ...]


def backtest_page(edition: Edition) -> tuple[str, bytes]:
    """Return the page; the release must hold a backtest."""
    say = edition.language.say
    return edition.render(
        "forecasts/backtest.html",
        address.section(edition.language.code, SECTION.name),
        title=say("backtest.title"),
        description=say("backtest.intro"),
        record=record(edition),
        scored=[_scored(one, edition.language) for one in edition.release.backtest],
        columns=[say(f"backtest.column.{name}") for name in COLUMNS],
        scores=edition.addresses.link(address.SCORES),
    )


def _scored(one: FrequencyScore, language: Language) -> Scored:
    say = language.say
    ours = one.ours
    return Scored(
        ident=one.frequency,
        heading=say(f"backtest.heading.{one.frequency}"),
        usual=tuple(_usual(one, language)),
        verdicts=tuple(_verdicts(one, ours, language)),
        covered=() if ours is None else tuple(_covered(ours, language)),
        tested=_tested(one, language),
        rows=tuple(
            (say(f"backtest.rival.{score.rival}"), _cells(score, language)) for score in one.scores
        ),
    )


def _usual(one: FrequencyScore, language: Language) -> Iterator[str]:
    """How far off we usually are, for a reader who knows no statistics."""
    for error in one.usual:
        kind = "points" if error.points else "percent"
        half, wide = (
            language.figure(rounded(size, decimals=1), decimals=1)
            for size in (error.half, error.eight_in_ten)
        )
        yield language.say(
            f"backtest.usual.{kind}.{one.frequency}", error.years, half=half, wide=wide
        )


def _tested(one: FrequencyScore, language: Language) -> str:
    """What was tested, and on how many figures as they were then."""
    said = language.say(
        "backtest.tested",
        series=language.figure(one.series, decimals=0),
        families=language.figure(one.families, decimals=0),
        origins=language.figure(one.cases, decimals=0),
        basis=language.say(f"backtest.basis.{one.basis}"),
    )
    if one.basis != "mixed":
        return said
    return f"{said} {language.say('backtest.real-time', n=one.real_time)}"


def _verdicts(one: FrequencyScore, ours: MethodScore | None, language: Language) -> Iterator[str]:
    """Name every rival that did better or as well, over all forecasts and averaged per table."""
    if ours is None:
        yield language.say("backtest.too-few")
        return
    yield from _verdict("pooled", one, ours, lambda score: score.mase, language)
    if ours.per_table is not None:
        yield from _verdict("per-table", one, ours, _per_table, language)


def _per_table(score: MethodScore) -> float:
    return float("inf") if score.per_table is None else score.per_table.mase


def _verdict(
    basis: str,
    one: FrequencyScore,
    ours: MethodScore,
    error: Callable[[MethodScore], float],
    language: Language,
) -> Iterator[str]:
    def printed(score: MethodScore) -> Decimal:
        return rounded(error(score), decimals=2)

    def told(scores: list[MethodScore]) -> str:
        return language.listing(
            [
                language.say(
                    "backtest.rival.with-error",
                    name=language.say(f"backtest.rival.{score.rival}.running"),
                    error=language.figure(printed(score), decimals=2),
                )
                for score in scores
            ]
        )

    own = printed(ours)
    others = [score for score in one.scores if score is not ours]
    closer = [score for score in others if printed(score) < own]
    level = [score for score in others if printed(score) == own]
    shown = language.figure(own, decimals=2)
    if closer:
        yield language.say(f"backtest.{basis}.lost", len(closer), rivals=told(closer), ours=shown)
    elif not level:
        yield language.say(f"backtest.{basis}.won", ours=shown)
    if level:
        yield language.say(f"backtest.{basis}.level", len(level), rivals=told(level))


def _covered(ours: MethodScore, language: Language) -> Iterator[str]:
    """What share of the outcomes fell within the bounds, beside what they promise."""
    inner, outer = (percent(cover.value) for cover in ours.coverage)
    yield language.say("backtest.covered", inner=inner, outer=outer)
    if ours.per_table is None:
        return
    narrow, wide = (percent(share) for share in ours.per_table.coverage)
    yield language.say("backtest.covered.per-table", inner=narrow, outer=wide)
    if narrow < 80 - NARROW:
        yield language.say("backtest.covered.narrow")


def _cells(score: MethodScore, language: Language) -> tuple[str, ...]:
    def number(value: float | None, decimals: int = 2) -> str:
        if value is None:
            return "–"
        return language.figure(rounded(value, decimals=decimals), decimals=decimals)

    def share(value: float | None) -> str:
        return "–" if value is None else f"{language.figure(percent(value), decimals=0)}%"

    table = score.per_table
    covered = [f"{share(c.value)} ({share(c.lower)}–{share(c.upper)})" for c in score.coverage]
    alike = (None, None) if table is None else table.coverage
    return (
        number(score.mase),
        number(None if table is None else table.mase),
        number(score.crps),
        number(None if table is None else table.crps),
        number(score.interval_score[-1], 1),
        number(None if table is None else table.interval_score[-1], 1),
        covered[0],
        share(alike[0]),
        covered[1],
        share(alike[1]),
        number(score.brier, 3),
        share(score.on_but_missed),
        share(score.uncertain),
    )


SECTION = Section(
    name="forecasts",
    keys=one_if(lambda edition: bool(edition.release.backtest)),
    render=single(backtest_page),
    place=LinkPlace.FOOTER,
    label=named("backtest.title"),
)
