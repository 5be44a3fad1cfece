"""`agdb outlook ID` and `agdb backtest`: what comes, with its uncertainty, and how good we were."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Annotated

import typer

from agdb.cli.context import releases
from agdb.cli.indicators import computed_in
from agdb.cli.options import Json
from agdb.cli.output import put, put_json, put_table
from agdb.cli.settings import current
from agdb.release.frozen import forecasts_file, frozen_forecasts
from agdb.results.alerts import OVERVIEW, Alert
from agdb.results.backtest import MethodScore
from agdb.results.outlook import Revised, SeriesOutlook
from agdb.results.release import Release
from agdb.results.track import Outcome, Story
from agdb.results.value import Kind, Value
from agdb.statistics.number import printed, rounded
from agdb.statistics.period import Period


def outlook(
    indicator: Annotated[str, typer.Argument(metavar="NAME", help="Its id, or words of its name.")],
    *,
    as_json: Json = False,
) -> None:
    """Print trend, forecast and judgements of an indicator in the latest release."""
    kept = releases(current())
    release = kept.with_track(kept.open())
    computed = computed_in(release, indicator)
    indicator = computed.definition.id
    found = release.outlook.get(indicator, ())
    forecasts = [value for value in computed.values if value.kind is Kind.FORECAST]
    if as_json:
        history = release.track.stories.get(indicator, ())
        put_json(
            {
                "release": release.id,
                "series": found,
                "forecasts": forecasts,
                "history": history,
                "alerts": release.alerts.get(indicator),
                "overview_alerts": _of_overview(release, indicator),
            }
        )
        return
    if not found:
        put(f"{indicator}: no outlook: it has no series of the whole country")
    for one in found:
        for line in _lines(release, indicator, one, forecasts):
            put(line)
    for line in _alert_lines(release, indicator):
        put(line)


def forecasts(
    release: Annotated[str | None, typer.Argument(metavar="[RELEASE]")] = None,
    *,
    as_json: Json = False,  # noqa: ARG001 - accepted as everywhere; the file is JSON
) -> None:
    """Print the forecasts that a release published, as a file for `forecasts/` in the programme."""
    found = frozen_forecasts(releases(current()).open(release))
    put(forecasts_file(found).decode())


def _of_overview(release: Release, indicator: str) -> tuple[Alert, ...]:
    table = release.alerts.get(OVERVIEW)
    found = () if table is None else table.found
    return tuple(one for one in found if one.indicator == indicator)


def _alert_lines(release: Release, indicator: str) -> Iterator[str]:
    """What stands out, with how many series were looked at side by side."""
    for one in _of_overview(release, indicator):
        yield f"alert on the overview: {_alert(one)}"
    table = release.alerts.get(indicator)
    if table is None:
        return
    yield (
        f"side by side: {table.tested} regions and members tested together, {table.outside} outside"
        f" their 95% bounds, {table.by_chance:.1f} expected by chance, {len(table.found)} alerts"
    )
    for one in table.found:
        yield f"  alert     {_alert(one)}"


def _alert(one: Alert) -> str:
    codes = "".join(f" {name}={code}" for name, code in one.breakdown)
    bounds = f"{_short(one.lower)} to {_short(one.upper)}"
    return (
        f"{one.region}{codes} {one.period}: {_short(one.value)}, expected {bounds} (p {one.p:.4f})"
    )


def _revised(moved: Revised | None) -> str:
    if moved is None:
        return "not known: no period was published twice"
    share = "" if moved.share is None else f", size {moved.share:.2f} of a usual yearly change"
    often = "; often revised" if moved.often else ""
    return (
        f"{_short(moved.mean)} on average over {moved.periods} periods in {moved.vintages}"
        f" vintages{share}{often}"
    )


def _lines(
    release: Release, indicator: str, one: SeriesOutlook, values: list[Value]
) -> Iterator[str]:
    codes = "".join(f" {name}={code}" for name, code in one.breakdown)
    yield f"{one.region}{codes}, by {one.frequency.value}"
    change = "" if one.change is None else f", {_short(one.change)} a year over {one.years} years"
    yield f"  trend     {one.trend}{change}"
    method = one.method or "none"
    yield f"  forecast  method {method}, tested up to {one.tested} periods ahead"
    labels = (one.region, one.breakdown, one.frequency)
    for value in values:
        frequency = Period.parse(value.period).frequency
        if (value.region, value.breakdown, frequency) == labels and value.value is not None:
            bounds = f"{_short(value.lower)} to {_short(value.upper)}"
            wide = f"{_short(value.lower_95)} to {_short(value.upper_95)}"
            yield f"    {value.period}  {_short(value.value)}  (80%: {bounds}; 95%: {wide})"
    for judged in one.judged:
        target = release.programme.targets[judged.target]
        chance = "" if judged.probability is None else f", probability {judged.probability:.2f}"
        yield f"  target    {target.id}: {judged.status}{chance}; {judged.points} measurements"
        yield from _history(release.track.story(indicator, one, target.id))
        if judged.needed is not None and judged.observed is not None:
            yield f"    needed {_short(judged.needed)} a year, observed {_short(judged.observed)}"
    if one.remarks:
        yield f"  remarks   {', '.join(one.remarks)}"
    yield f"  revised   {_revised(one.revised)}"
    yield f"  frozen    {one.fingerprint}"


def _history(story: Story | None) -> Iterator[str]:
    """The judgements of earlier releases and of this one; nothing if there is only this one."""
    for entry in story.entries if story is not None and len(story.entries) > 1 else ():
        chance = "" if entry.probability is None else f" {entry.probability:.2f}"
        yield f"    {entry.vintage}  {entry.shown.value}{chance} ({entry.cause.value})"


def _short(number: float | None) -> str:
    return "" if number is None else printed(float(rounded(number, decimals=2)))


def backtest(*, as_json: Json = False) -> None:
    """Print the scores of the monitor's forecasts, and what came of those it published."""
    kept = releases(current())
    release = kept.with_track(kept.open())
    outcomes = release.track.outcomes
    if as_json:
        known = [_outcome(one) for one in outcomes]
        put_json(
            {
                "release": release.id,
                "backtest": release.backtest,
                "unread": release.unread,
                "outcomes": known,
            }
        )
        return
    for one in release.backtest:
        put(
            f"{one.frequency}: {one.series} series of {one.families} datasets, {one.cases} origins,"
            f" {one.basis} ({one.real_time} with the figures of then)"
        )
        put_table(
            (
                "method", "MASE", "by table", "CRPS", "by table", "interval 95%", "by table",
                "cover 80%", "by table", "cover 95%", "by table", "Brier of the status",
            ),
            (_score(score) for score in one.scores),
        )  # fmt: skip
        for error in one.usual:
            unit = "percentage points" if error.points else "%"
            ahead = "1 year" if error.years == 1 else f"{error.years} years"
            put(
                f"  {ahead} ahead: half within {error.half:.1f} {unit},"
                f" eight in ten within {error.eight_in_ten:.1f} ({error.cases} forecasts)"
            )
    for sentence in release.unread:
        put(f"older vintage not read: {sentence}")
    put(f"published forecasts of which the outcome is known: {len(outcomes)}")
    put_table(
        ("indicator", "period", "published in", "arrived in", "forecast", "outcome", "within 80%"),
        (
            (
                one.indicator, str(one.period), one.published, one.arrived,
                _short(one.score.point * one.factor),
                _short((one.score.point + one.score.error) * one.factor),
                "yes" if one.score.inside[0] else "no",
            )
            for one in outcomes
        ),
    )  # fmt: skip


def _score(score: MethodScore) -> tuple[str, ...]:
    """Each score over all origins, and averaged within each table first."""
    table = score.per_table
    return (
        score.rival,
        f"{score.mase:.2f}",
        "" if table is None else f"{table.mase:.2f}",
        f"{score.crps:.2f}",
        "" if table is None else f"{table.crps:.2f}",
        f"{score.interval_score[-1]:.1f}",
        "" if table is None else f"{table.interval_score[-1]:.1f}",
        *(
            part
            for place, c in enumerate(score.coverage)
            for part in (
                f"{c.value:.2f} ({c.lower:.2f}-{c.upper:.2f})",
                "" if table is None else f"{table.coverage[place]:.2f}",
            )
        ),
        "" if score.brier is None else f"{score.brier:.3f}",
    )


def _outcome(one: Outcome) -> dict[str, object]:
    """An outcome as JSON, in the unit of the indicator."""
    score, factor = one.score, one.factor
    region, breakdown, frequency = one.labels
    return {
        "indicator": one.indicator,
        "region": region,
        "breakdown": dict(breakdown),
        "frequency": frequency.value,
        "period": str(one.period),
        "published": one.published,
        "arrived": one.arrived,
        "forecast": score.point * factor,
        "outcome": (score.point + score.error) * factor,
        "intervals": [
            {"level": level, "lower": low * factor, "upper": high * factor, "inside": inside}
            for level, (low, high), inside in zip(
                score.levels, score.bounds, score.inside, strict=True
            )
        ],
    }
