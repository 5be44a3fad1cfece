# ruff: noqa: E501 - sentences that are looked for stand whole
"""What may come is told in words that claim no more than is known, and losses are not hidden."""

from __future__ import annotations

import re
from dataclasses import replace

import pytest

from agdb.indicators.value import Kind, Value
from agdb.outlook.freeze import FrozenScore
from agdb.outlook.history import Cause, Entry
from agdb.outlook.status import Status
from agdb.publication.site import site
from agdb.release.backtest import Cover, FrequencyScore, MethodScore
from agdb.release.model import Release
from agdb.release.outlook import Judged, SeriesOutlook
from agdb.release.track import Outcome, Story, Track, labels_of
from agdb.statistics.period import Frequency, Period
from agdb.statistics.status import Finality, ObservationStatus

SHARE = "bicycles-electric-share"


def judged(status: str, probability: float | None, *remarks: str, points: int = 12) -> Judged:
    """A judgement of the one target of the invented programme."""
    return Judged("electric-half", status, probability, points, 3.5, -1.0, remarks)


def outlook(*judgements: Judged, trend: str = "rising") -> SeriesOutlook:
    """The outlook of the share of electric bicycles."""
    return SeriesOutlook(
        region="NL01",
        breakdown=(),
        frequency=Frequency.QUARTER,
        trend=trend,
        change=2.25,
        years=5,
        method="drift",
        tested=4,
        remarks=() if trend == "rising" else ("too-few-points",),
        judged=judgements,
        fingerprint="ab" * 32,
    )


def score(rival: str, mase: float) -> MethodScore:
    """Scores of a method of which only the error matters."""
    cover = Cover(0.8, 0.75, 0.85)
    return MethodScore(rival, mase, 1.0, (1.0, 1.0), (cover, cover), 0.1, 0.05, None, 0.3)


def backtest(*scores: MethodScore) -> tuple[FrequencyScore, ...]:
    """A backtest of yearly series."""
    return (FrequencyScore("year", "pseudo-real-time", 40, 5, 300, scores),)


def pages(release: Release, **parts: object) -> dict[str, str]:
    """The pages of the release with these parts in it, as text."""
    changed = replace(release, **parts)  # type: ignore[arg-type]
    return {p: b.decode() for p, b in site(changed) if p.endswith(".html")}


def with_forecast(release: Release) -> dict[str, object]:
    """The share with one forecast value."""
    share = release.computed[SHARE]
    forecast = Value(
        "NL01", "2024-Q4", (), 36.04, ObservationStatus.FORECAST, Finality.PROVISIONAL, "",
        31.0, 41.0, Kind.FORECAST, 2, "cd" * 32, (), 28.0, 44.0,
    )  # fmt: skip
    computed = dict(release.computed) | {SHARE: replace(share, values=(*share.values, forecast))}
    return {"computed": computed}


def test_a_forecast_is_told_with_bounds_and_whose_it_is(cycling_release: Release) -> None:
    parts = with_forecast(cycling_release) | {"outlook": {SHARE: (outlook(),)}}

    page = pages(cycling_release, **parts)[f"en/indicator/{SHARE}/index.html"]

    assert "36.0%, with 80 per cent certainty between 31.0% and 41.0%" in page
    assert "With 95 per cent certainty it lies between 28.0% and 44.0%." in page
    assert "The trend over the last 5 years is rising (+2.3 a year)." in page
    assert "an estimate of the monitor" in page
    assert "not a judgement of the government" in page
    assert 'class="forecast"' in page


@pytest.mark.parametrize(
    ("verdict", "said"),
    [
        (judged("on-track", 0.86), "Op koers: de kans dat het doel wordt gehaald is naar schatting 85%."),
        (judged("uncertain", 0.5), "Onzeker: de kans dat het doel wordt gehaald"),
        (judged("off-track", 0.01), "Niet op koers: de kans dat het doel wordt gehaald is naar schatting minder dan 5%."),
        (judged("on-track", 0.99), "meer dan 95%"),
        (judged("met", None), "In het doeljaar is het doel gehaald."),
        (judged("no-judgement", None, "too-few-points", points=2), "Geen oordeel: twee metingen."),
        (judged("no-judgement", None, "target-of-other-definition"),
         "Geen oordeel: 12 metingen; niet is aangetoond dat het doel hetzelfde telt als deze reeks."),
        (judged("off-track", 0.1), "Nodig is +3,5 per jaar; de laatste verandering was −1,0 per jaar."),
    ],
)  # fmt: skip
def test_a_judgement_is_a_rounded_chance_or_the_reason_why_there_is_none(
    cycling_release: Release, verdict: Judged, said: str
) -> None:
    page = pages(cycling_release, outlook={SHARE: (outlook(verdict),)})

    assert said in page[f"nl/indicator/{SHARE}/index.html"]


def test_without_a_forecast_the_reason_is_given(cycling_release: Release) -> None:
    page = pages(cycling_release, outlook={SHARE: (outlook(trend="none"),)})

    text = page[f"nl/indicator/{SHARE}/index.html"]
    assert "Er is geen verwachting: er zijn te weinig vergelijkbare waarden." in text


def test_a_simpler_method_that_did_better_is_named_first(cycling_release: Release) -> None:
    lost = backtest(score("monitor", 2.1), score("naive", 2.0), score("straight-line", 2.4))

    text = pages(cycling_release, backtest=lost)["en/forecasts/index.html"]

    assert "A simpler method came closer: Repeat the last value." in text
    assert "80% (75%–85%)" in text


def test_no_loss_is_said_as_plainly(cycling_release: Release) -> None:
    won = backtest(score("monitor", 1.9), score("naive", 2.0))

    assert "No simpler method came closer." in pages(cycling_release, backtest=won)[
        "en/forecasts/index.html"
    ]  # fmt: skip


def test_too_few_series_are_said_to_be_too_few(cycling_release: Release) -> None:
    text = pages(cycling_release, backtest=backtest())["nl/forecasts/index.html"]

    assert "Er zijn te weinig reeksen om te toetsen." in text


def entry(vintage: str, shown: Status, chance: float, cause: Cause, **other: Status) -> Entry:
    """One publication of a judgement."""
    candidate = other.get("candidate", shown)
    return Entry(vintage, 2024, chance, candidate, shown, shown, changed=False, cause=cause)


def test_a_judgement_tells_how_it_went_and_why_it_holds(cycling_release: Release) -> None:
    series = outlook(judged("uncertain", 0.78))
    story = Story(
        "electric-half",
        labels_of(series),
        ("2024-03-01-a", "2025-03-01-b"),
        (
            entry("2024-03-01", Status.ON_TRACK, 0.82, Cause.FIRST),
            entry(
                "2025-03-01", Status.ON_TRACK, 0.78, Cause.NEW_PERIOD, candidate=Status.UNCERTAIN
            ),
        ),
    )

    page = pages(
        cycling_release, outlook={SHARE: (series,)}, track=Track(stories={SHARE: (story,)})
    )[f"en/indicator/{SHARE}/index.html"]

    assert "On track: the chance" in page
    assert "The chance alone would give “uncertain”." in page
    newest, first = re.findall(r"<li>(\d[^<]*)</li>", page.split("How the judgement went")[1])
    assert newest == "1 March 2025: on track, chance 80% (new period)"
    assert first == "1 March 2024: on track, chance 80% (first time)"


def test_what_came_of_earlier_forecasts_is_counted_and_listed(cycling_release: Release) -> None:
    series = outlook(judged("uncertain", 0.5))
    hits = [
        Outcome(
            indicator=SHARE,
            labels=labels_of(series),
            published="2024-03-01-a",
            arrived="2025-03-01-b",
            period=Period.parse(f"2024-Q{nth}"),
            factor=100.0,
            score=FrozenScore(
                period=nth,
                point=0.36,
                error=error,
                levels=(0.8, 0.95),
                bounds=((0.31, 0.41), (0.28, 0.44)),
                inside=(abs(error) < 0.05, True),
                interval_scores=(0.1, 0.2),
            ),
        )
        for nth, error in enumerate((0.01, 0.07), start=1)
    ]

    page = pages(
        cycling_release,
        backtest=backtest(score("monitor", 2.0)),
        track=Track(outcomes=tuple(hits), unread=("2023-01-01-0: damaged",)),
    )["en/forecasts/index.html"]

    assert "The outcome of 2 published forecasts is known." in page
    assert "Within the 80 per cent interval fell 50%." in page
    assert "Within the 95 per cent interval fell 100%." in page
    assert "36.0%" in page
    assert "(31.0% to 41.0%)" in page
    assert "outside the interval" in page
    assert "could not be read: 2023-01-01-0: damaged" in page


def test_without_outcomes_it_is_said_that_none_has_come(cycling_release: Release) -> None:
    page = pages(cycling_release, backtest=backtest(score("monitor", 2.0)))

    assert (
        "Van geen gepubliceerde verwachting is de uitkomst al bekend."
        in page["nl/forecasts/index.html"]
    )
