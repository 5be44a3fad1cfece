# ruff: noqa: E501 - sentences that are looked for stand whole
"""What may come is told in words that claim no more than is known, and losses are not hidden."""

from __future__ import annotations

import random
import re
from dataclasses import replace
from datetime import date
from typing import Any

import pytest

from agdb.publication.site import site
from agdb.results.backtest import Cover, FrequencyScore, MethodScore, TableScore, UsualError
from agdb.results.judgement import Status
from agdb.results.outlook import SeriesOutlook, TargetStatus
from agdb.results.release import Release
from agdb.results.track import Cause, FrozenScore, Outcome, StatusEntry, Story, Track, labels_of
from agdb.results.value import Kind, Value
from agdb.statistics.period import Frequency, Period
from agdb.statistics.status import Finality, ObservationStatus

pytestmark = pytest.mark.slow

SHARE = "bicycles-electric-share"


def judged(status: str, probability: float | None, *remarks: str, points: int = 12) -> TargetStatus:
    """A judgement of the one target of the invented programme."""
    return TargetStatus("electric-half", status, probability, points, 3.5, -1.0, remarks)


def outlook(*judgements: TargetStatus, trend: str = "rising") -> SeriesOutlook:
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


def score(rival: str, mase: float, per_table: float | None = None) -> MethodScore:
    """Scores of a method of which only the errors matter; per table the same unless told."""
    cover = Cover(0.8, 0.75, 0.85)
    table = TableScore(mase if per_table is None else per_table, 1.0, (1.0, 1.0), (0.72, 0.9))
    return MethodScore(
        rival, mase, 1.0, (1.0, 1.0), (cover, cover), 0.1, 0.05, None, 0.3, per_table=table
    )


def backtest(*scores: MethodScore) -> tuple[FrequencyScore, ...]:
    """A backtest of yearly series."""
    return (FrequencyScore("year", "pseudo-real-time", 40, 5, 300, scores),)


def pages(release: Release, **parts: object) -> dict[str, str]:
    """The pages of the release with these parts in it, as text."""
    changed = replace(release, **parts)  # type: ignore[arg-type]
    return {p: b.decode() for p, b in site(changed) if p.endswith(".html")}


def with_forecast(release: Release) -> dict[str, Any]:
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

    assert "36.0%. In eight out of ten cases we expect a figure between 31.0% and 41.0%." in page
    assert "In 95 out of 100 cases it lies between 28.0% and 44.0%." in page
    assert "certainty" not in page
    assert "The trend over the last 5 years is rising (+2.3 percentage points a year)." in page
    assert "an estimate of the monitor" in page
    assert "not a judgement of the government" in page
    assert 'class="forecast"' in page


@pytest.mark.parametrize(("upper", "wide"), [(50.9, False), (51.1, True)])
def test_bounds_too_far_apart_are_said_to_say_nothing(
    cycling_release: Release, upper: float, wide: bool
) -> None:
    parts = with_forecast(cycling_release)
    share = parts["computed"][SHARE]
    values = (*share.values[:-1], replace(share.values[-1], upper=upper))  # from 31.0: 20 points
    parts["computed"][SHARE] = replace(share, values=values)

    page = pages(cycling_release, **parts, outlook={SHARE: (outlook(),)})

    text = page[f"nl/indicator/{SHARE}/index.html"]
    assert ("Die marge is te ruim om iets mee te zeggen." in text) is wide


@pytest.mark.parametrize(
    ("remark", "sentence"),
    [
        ("only-points-after-gap", "er is pas één meting na het gat in de reeks."),
        ("only-points-after-break", "er is pas één meting na de breuk in de reeks."),
    ],
)
def test_measurements_before_a_gap_or_break_are_not_said_to_be_absent(
    cycling_release: Release, remark: str, sentence: str
) -> None:
    cut = judged("no-judgement", None, "too-few-points", remark, points=1)

    page = pages(cycling_release, outlook={SHARE: (outlook(cut),)})["nl/targets/index.html"]

    assert f"is niet te zeggen: {sentence}" in page.replace("\u00a0", " ")
    assert "alleen de waarden na" not in page


def test_a_missing_figure_that_was_estimated_to_reckon_with_is_told(
    cycling_release: Release,
) -> None:
    bridged = replace(outlook(), remarks=("missing-value-bridged",))
    parts = with_forecast(cycling_release) | {"outlook": {SHARE: (bridged,)}}

    page = pages(cycling_release, **parts)[f"nl/indicator/{SHARE}/index.html"]

    assert "Eén cijfer in deze reeks ontbreekt." in page


def test_beside_a_forecast_stands_how_often_such_bounds_held(cycling_release: Release) -> None:
    (scored,) = backtest(score("monitor", 1.9), score("last-value", 2.0))
    parts = with_forecast(cycling_release) | {"outlook": {SHARE: (outlook(),)}}
    page = f"nl/indicator/{SHARE}/index.html"

    quarters = pages(cycling_release, **parts, backtest=(replace(scored, frequency="quarter"),))
    years = pages(cycling_release, **parts, backtest=(scored,))

    said = (
        "In het verleden viel bij kwartaalcijfers 80% van de uitkomsten binnen zo’n marge van 80%."
        " Telt elke tabel even zwaar, dan was dat 72%."
    )
    assert said in quarters[page]
    assert "In het verleden viel" not in years[page]


def test_the_outlook_of_each_figure_in_front_stands_under_its_name(release: Release) -> None:
    # Given an indicator with two members in front, each with a trend of its own
    computed = release.computed["bicycles-sold"]
    definition = computed.definition.model_copy(update={"headline": {"make": ("city", "race")}})
    both = tuple(
        replace(outlook(), breakdown=(("make", code),), frequency=Frequency.YEAR, trend=trend)
        for code, trend in (("city", "rising"), ("race", "falling"))
    )

    # When its page is read
    page = pages(
        release,
        computed=dict(release.computed)
        | {"bicycles-sold": replace(computed, definition=definition)},
        outlook={"bicycles-sold": both},
    )["nl/indicator/bicycles-sold/index.html"]

    # Then no trend stands there without whose it is
    assert "Stadsfietsen: de trend over de laatste 5 jaar is stijgend" in page
    assert "Racefietsen: de trend over de laatste 5 jaar is dalend" in page


@pytest.mark.parametrize(
    ("verdict", "said"),
    [
        (judged("on-track", 0.86), "Op koers: de kans dat het doel wordt gehaald is naar schatting 85%."),
        (judged("uncertain", 0.5), "Onzeker: de kans dat het doel wordt gehaald"),
        (judged("off-track", 0.01), "Niet op koers: de kans dat het doel wordt gehaald is naar schatting minder dan 5%."),
        (judged("on-track", 0.99), "meer dan 95%"),
        (judged("met", None), "In het doeljaar is het doel gehaald."),
        (judged("no-judgement", None, "too-few-points", points=2), "is niet te zeggen: er zijn pas twee metingen."),
        (judged("no-judgement", None, "constant-series"),
         "is niet te zeggen: er zijn 12 metingen; de reeks verandert niet."),
    ],
)  # fmt: skip
def test_a_judgement_is_a_rounded_chance_or_the_reason_why_there_is_none(
    cycling_release: Release, verdict: TargetStatus, said: str
) -> None:
    page = pages(cycling_release, outlook={SHARE: (outlook(verdict),)})

    assert said in page[f"nl/indicator/{SHARE}/index.html"]


def test_an_old_figure_is_not_extended_and_the_page_says_why(cycling_release: Release) -> None:
    # Given a forecast of which every period has ended by the day of building
    record = {"steps": [{"period": 2024 * 4 + 3, "point": 0.36, "bounds": [[0.8, 0.31, 0.41]]}]}
    past = {SHARE: (replace(outlook(), record=record),)}

    page = pages(cycling_release, outlook=past, built=date(2034, 2, 1))

    # Then it is not published, and the figure's age is the reason
    text = page[f"nl/indicator/{SHARE}/index.html"]
    assert "Dit cijfer is 9 jaar oud; wij trekken het niet door." in text
    assert "Dit loopt tot en met 2e kwartaal 2024" in text
    assert "Er is geen verwachting" not in text


def test_a_forecast_that_begins_later_says_so(cycling_release: Release) -> None:
    parts = with_forecast(cycling_release)
    share = parts["computed"][SHARE]
    later = replace(share.values[-1], period="2025-Q4")
    parts = {
        "computed": {**parts["computed"], SHARE: replace(share, values=(*share.values[:-1], later))}
    }

    page = pages(cycling_release, **parts, outlook={SHARE: (outlook(),)})

    text = page[f"en/indicator/{SHARE}/index.html"]
    assert "the forecast begins with fourth quarter of 2025." in text


def test_without_a_forecast_the_reason_is_given(cycling_release: Release) -> None:
    page = pages(cycling_release, outlook={SHARE: (outlook(trend="none"),)})

    text = page[f"nl/indicator/{SHARE}/index.html"]
    assert "Er is geen verwachting: er zijn te weinig vergelijkbare waarden." in text


def forecasts(release: Release, language: str, *scores: MethodScore) -> str:
    """The words of the page of forecasts with these scores."""
    text = pages(release, backtest=backtest(*scores))[f"{language}/forecasts/index.html"]
    return re.sub(r"\s+", " ", re.sub("<[^>]+>", " ", text))


def test_a_simpler_method_that_did_better_is_named_with_its_error(cycling_release: Release) -> None:
    text = forecasts(
        cycling_release,
        "en",
        score("monitor", 2.1, 1.8),
        score("last-value", 2.0, 1.9),
        score("straight-line", 2.4, 1.7),
    )

    assert (
        "Over all forecasts together, a simpler method came closer to the outcome than ours"
        " (error 2.10): repeating the last value (error 2.00)." in text
    )
    assert (
        "With every table weighing the same, a simpler method came closer to the outcome than ours"
        " (error 1.80): a straight line through the first and the last value (error 1.70)." in text
    )
    assert "80% (75%–85%)" in text


def test_no_loss_is_said_as_plainly(cycling_release: Release) -> None:
    text = forecasts(cycling_release, "en", score("monitor", 1.9), score("last-value", 2.0))

    assert "no simpler method came closer to the outcome than ours (error 1.90)." in text


def test_where_the_printed_errors_are_the_same_neither_came_closer(
    cycling_release: Release,
) -> None:
    # Given the quarters of November 2026: 1.902 against 1.860, and a line that prints the same
    text = forecasts(
        cycling_release,
        "nl",
        score("monitor", 1.902),
        score("last-value", 1.860),
        score("straight-line", 1.8951),
    )

    assert "de laatste waarde herhalen (fout 1,86)." in text
    assert (
        "Even dichtbij als de onze zat over alle voorspellingen samen: een rechte lijn door de"
        " eerste en de laatste waarde (fout 1,90)." in text
    )
    assert "geen eenvoudiger methode" not in text


@pytest.mark.parametrize("seed", range(12))
def test_no_verdict_contradicts_the_table_beside_it(cycling_release: Release, seed: int) -> None:
    # Given scores at random, many of them alike
    chance = random.Random(seed)
    names = ("monitor", "last-value", "seasonal-naive", "straight-line", "climatology")
    drawn = {name: chance.choice((1.80, 1.90, 2.00)) for name in names}

    # When the page is made
    text = forecasts(cycling_release, "en", *(score(name, mase) for name, mase in drawn.items()))

    # Then "no simpler method" is said exactly when none is closer or level, and each that is, named
    ours = drawn.pop("monitor")
    best = min(drawn.values())
    assert ("no simpler method came closer" in text) == (best > ours)
    assert ("came closer to the outcome than ours (error" in text) == (best != ours)
    assert ("As close as ours" in text) == (ours in drawn.values())


def test_how_far_off_we_usually_are_comes_first_and_without_statistics(
    cycling_release: Release,
) -> None:
    usual = (UsualError(1, False, 3.16, 8.7, 90), UsualError(3, False, 6.4, 18.52, 60))
    (scored,) = backtest(score("monitor", 1.9), score("last-value", 2.0))

    page = pages(cycling_release, backtest=(replace(scored, usual=usual),))
    text = re.sub("<[^>]+>", "", page["nl/forecasts/index.html"])

    said = (
        "Onze verwachting van een jaarcijfer zat voor een jaar vooruit in de helft van de gevallen"
        " minder dan 3,2% naast de uitkomst, en in acht van de tien gevallen minder dan 8,7%."
    )
    assert said in text
    assert "Voor 3 jaar vooruit was dat 6,4% en 18,5%." in text
    assert text.index(said) < text.index("MASE")


def test_bounds_that_cover_less_than_they_promise_are_said_to(cycling_release: Release) -> None:
    text = forecasts(cycling_release, "en", score("monitor", 1.9), score("last-value", 2.0))

    assert "80% fell within the interval that promises 80%" in text
    assert "With every table weighing the same, this was 72% and 90%." in text
    assert "outside our 80% interval more often than we promise" in text


def test_too_few_series_are_said_to_be_too_few(cycling_release: Release) -> None:
    text = pages(cycling_release, backtest=backtest())["nl/forecasts/index.html"]

    assert "Er zijn te weinig reeksen om te toetsen." in text


def entry(vintage: str, shown: Status, chance: float, cause: Cause, **other: Status) -> StatusEntry:
    """One publication of a judgement."""
    candidate = other.get("candidate", shown)
    return StatusEntry(vintage, 2024, chance, candidate, shown, shown, changed=False, cause=cause)


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
            over=nth == 2,
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
    assert 'outside the interval <span class="note">(the period was already over)</span>' in page
    assert "For 1 of them the period was already over when the forecast was published." in page
    assert "1 earlier release could not be read and does not count." in page
    assert "damaged" not in page  # that is for those who keep the releases


def test_without_outcomes_it_is_said_that_none_has_come(cycling_release: Release) -> None:
    page = pages(cycling_release, backtest=backtest(score("monitor", 2.0)))

    assert (
        "Van geen gepubliceerde verwachting is de uitkomst al bekend."
        in page["nl/forecasts/index.html"]
    )
