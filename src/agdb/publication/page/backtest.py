"""How good were we: the scores of the forecasts on the past, losses as plain as wins."""

from __future__ import annotations

from dataclasses import dataclass

from agdb.publication import address
from agdb.publication.page.edition import Edition
from agdb.publication.page.track import record
from agdb.publication.wording.language import Language
from agdb.release.backtest import FrequencyScore, MethodScore
from agdb.statistics.number import rounded

SECTION = "forecasts"
OURS = "monitor"


@dataclass(frozen=True, slots=True)
class Scored:
    """One frequency: what was tested, the verdict in a sentence, and a row for each method."""

    ident: str
    heading: str
    tested: str
    verdict: str
    rows: tuple[tuple[str, tuple[str, ...]], ...]


def backtest_page(edition: Edition) -> tuple[str, bytes]:
    """Return the page; the release must hold a backtest."""
    say = edition.language.say
    return edition.render(
        "backtest.html",
        address.section(edition.language.code, SECTION),
        title=say("backtest.title"),
        description=say("backtest.intro"),
        record=record(edition),
        scored=[_scored(one, edition.language) for one in edition.release.backtest],
        columns=[
            say(f"backtest.column.{name}")
            for name in ("mase", "crps", "cover-80", "cover-95", "brier", "missed", "uncertain")
        ],
    )


def _scored(one: FrequencyScore, language: Language) -> Scored:
    say = language.say
    return Scored(
        ident=one.frequency,
        heading=say(f"backtest.heading.{one.frequency}"),
        tested=_tested(one, language),
        verdict=_verdict(one, language),
        rows=tuple(
            (say(f"backtest.rival.{score.rival}"), _cells(score, language)) for score in one.scores
        ),
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


def _verdict(one: FrequencyScore, language: Language) -> str:
    """Name every rival that did better, or say that none did."""
    ours = next((score for score in one.scores if score.rival == OURS), None)
    if ours is None:
        return language.say("backtest.too-few")
    better = [
        language.say(f"backtest.rival.{score.rival}")
        for score in one.scores
        if score is not ours and score.mase < ours.mase
    ]
    if better:
        return language.say("backtest.lost", rivals=language.listing(better))
    return language.say("backtest.won")


def _cells(score: MethodScore, language: Language) -> tuple[str, ...]:
    def number(value: float | None, decimals: int = 2) -> str:
        if value is None:
            return "–"
        return language.figure(rounded(value, decimals=decimals), decimals=decimals)

    def share(value: float | None) -> str:
        return "–" if value is None else f"{language.figure(_percent(value), decimals=0)}%"

    covered = (f"{share(c.value)} ({share(c.lower)}–{share(c.upper)})" for c in score.coverage)
    return (
        number(score.mase),
        number(score.crps),
        *covered,
        number(score.brier, 3),
        share(score.on_but_missed),
        share(score.uncertain),
    )


def _percent(share: float) -> int:
    return int(rounded(100 * share, decimals=0))
