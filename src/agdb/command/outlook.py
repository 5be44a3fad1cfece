"""`agdb outlook ID` and `agdb backtest`: what comes, with its uncertainty, and how good we were."""

from __future__ import annotations

from collections.abc import Iterator

from agdb.command.indicators import computed_in
from agdb.command.output import put, put_json, put_table
from agdb.command.settings import Settings
from agdb.command.workshop import releases
from agdb.indicators.value import Kind, Value
from agdb.release.model import Release
from agdb.release.outlook import SeriesOutlook
from agdb.statistics.number import printed, rounded
from agdb.statistics.period import Period


def print_outlook(where: Settings, *, indicator: str, as_json: bool) -> None:
    """Print trend, forecast and judgements of an indicator in the latest release."""
    release = releases(where).open()
    computed = computed_in(release, indicator)
    found = release.outlook.get(indicator, ())
    forecasts = [value for value in computed.values if value.kind is Kind.FORECAST]
    if as_json:
        put_json({"release": release.id, "series": found, "forecasts": forecasts})
        return
    if not found:
        put(f"{indicator}: no outlook, for there is no series of the whole country to look at")
    for one in found:
        for line in _lines(release, one, forecasts):
            put(line)


def _lines(release: Release, one: SeriesOutlook, values: list[Value]) -> Iterator[str]:
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
        if judged.needed is not None and judged.observed is not None:
            yield f"    needed {_short(judged.needed)} a year, observed {_short(judged.observed)}"
    if one.remarks:
        yield f"  remarks   {', '.join(one.remarks)}"
    yield f"  frozen    {one.fingerprint}"


def _short(number: float | None) -> str:
    return "" if number is None else printed(float(rounded(number, decimals=2)))


def print_backtest(where: Settings, *, as_json: bool) -> None:
    """Print the scores of the monitor's forecasts beside those of its rivals."""
    release = releases(where).open()
    if as_json:
        put_json({"release": release.id, "backtest": release.backtest})
        return
    for one in release.backtest:
        put(
            f"{one.frequency}: {one.series} series of {one.families} datasets, {one.cases} origins,"
            f" {one.basis}"
        )
        put_table(
            ("method", "MASE", "CRPS", "cover 80%", "cover 95%", "Brier of the status"),
            (
                (
                    score.rival, f"{score.mase:.2f}", f"{score.crps:.2f}",
                    *(f"{c.value:.2f} ({c.lower:.2f}-{c.upper:.2f})" for c in score.coverage),
                    "" if score.brier is None else f"{score.brier:.3f}",
                )
                for score in one.scores
            ),
        )  # fmt: skip
