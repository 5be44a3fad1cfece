"""`agdb outlook` and `agdb backtest`: what is expected, how sure that is, and how good it was."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from agdb.command.indicators import computed_in
from agdb.command.output import put, put_json, put_table
from agdb.command.workshop import progress, releases
from agdb.errors import IndicatorError, Place
from agdb.outlook.status import shown
from agdb.release.outlook_backtest import backtest_of
from agdb.release.outlook_record import kept_outlook, outcomes, status_history

if TYPE_CHECKING:
    from collections.abc import Sequence

    from agdb.command.settings import Settings
    from agdb.outlook.backtest import Backtest
    from agdb.outlook.history import Entry
    from agdb.release.model import Release
    from agdb.release.outlook_model import OutlookOfRelease, SeriesOutlook, TargetJudgement
    from agdb.release.outlook_record import Outcome
    from agdb.release.store import ReleaseStore

SEED = 20261124
"""Fixed, so that the same releases give the same bootstrap."""


@dataclass(frozen=True, slots=True)
class Written:
    """Numbers of one indicator, with as many decimals as its values are shown with."""

    decimals: int

    def plain(self, value: float) -> str:
        """The value itself."""
        return f"{value:.{self.decimals}f}"

    def signed(self, value: float) -> str:
        """A change: one decimal more than a value, with its sign."""
        return f"{value:+.{self.decimals + 1}f}"

    def range(self, lower: float | None, upper: float | None) -> str:
        """Two bounds, or a dash where there are none."""
        if lower is None or upper is None:
            return "-"
        return f"{self.plain(lower)} .. {self.plain(upper)}"


def print_outlook(where: Settings, *, indicator: str, region: str | None, as_json: bool) -> None:
    """Print trend, forecast and judgements of one indicator as the latest release kept them."""
    store = releases(where)
    release = store.open()
    definition = computed_in(release, indicator).definition
    unit = release.programme.units[definition.unit]
    number = Written(unit.decimals if definition.decimals is None else definition.decimals)
    outlook = kept_outlook(store)
    told = outlook.indicators[indicator]
    series = [one for one in told.series if region in (None, one.region)]
    if told.series and not series:
        raise IndicatorError(
            f"there is no series of {region}",
            place=Place(indicator),
            remedy="leave --region out to see what there is",
        )
    histories = _histories(store, indicator, series)
    if as_json:
        put_json(
            {
                "release": release.id,
                "indicator": indicator,
                "unit": unit.id,
                "by": "estimate-of-the-monitor",
                "absence": told.absence,
                "series": series,
                "history": histories,
            }
        )
        return
    put(f"{indicator} in {unit.id}, release {release.id}; an estimate of the monitor")
    if told.absence is not None:
        put(f"no outlook: {told.absence.value}")
    for one in series:
        _print_series(one, number)
    for target, story in histories.items():
        _print_history(target, story)


def _print_series(one: SeriesOutlook, number: Written) -> None:
    parts = " ".join(f"{name}={code}" for name, code in one.breakdown)
    put("")
    put(" ".join(filter(None, (one.region, parts, one.frequency))))
    trend = one.trend
    change = "" if trend.change is None else f", {number.signed(trend.change)} a year"
    put(f"  trend: {trend.direction.value}{change} over {trend.years} years")
    put(f"  last observed: {one.last_period or '-'}, {one.points_used} comparable points")
    method = "none" if one.method is None else f"{one.method.value}, {one.interval.value}"
    because = ", ".join(remark.value for remark in one.remarks)
    put(f"  method: {method}{f' ({because})' if because else ''}")
    for judged in one.judgements:
        put(f"  {_judged(judged, number)}")
    if one.forecast:
        put_table(
            ("  forecast", "value", "80 %", "95 %", "tested"),
            (
                (
                    f"  {step.period}",
                    number.plain(step.value),
                    number.range(step.lower_80, step.upper_80),
                    number.range(step.lower_95, step.upper_95),
                    "yes" if step.tested else "extrapolated beyond the tested horizon",
                )
                for step in one.forecast
            ),
        )


def _judged(judged: TargetJudgement, number: Written) -> str:
    found = judged.judgement
    words = [f"target {judged.target}: {found.status.value}" if judged.target else found.status]
    if found.probability is not None:
        near = shown(found.probability)
        words.append(f"probability {near.bound}{near.percent} %")
    words += [remark.value for remark in found.remarks]
    path = found.path
    if path is not None:
        last = "none" if path.observed is None else number.signed(path.observed)
        words.append(f"needed {number.signed(path.needed)} a year, last observed {last}")
        if not judged.same_definition:
            words.append("for information: not proven to be the same definition")
    return "; ".join(words)


def _histories(
    store: ReleaseStore, indicator: str, series: Sequence[SeriesOutlook]
) -> dict[str, tuple[Entry, ...]]:
    judged = [
        target.target
        for one in series
        for target in one.judgements
        if target.target is not None and target.same_definition
    ]
    if not judged:
        return {}
    kept = [(store.open(outlook.release), outlook) for outlook in _kept(store)]
    return {name: status_history(kept, indicator=indicator, target=name) for name in judged}


def _kept(store: ReleaseStore) -> list[OutlookOfRelease]:
    """Every outlook that was kept, oldest first; releases of before there were any have none."""
    return [kept_outlook(store, name) for name in store.ids() if store.has_outlook(name)]


def _print_history(target: str, story: tuple[Entry, ...]) -> None:
    put("")
    put(f"status against {target}, release by release")
    for entry in story:
        put(f"  {entry.vintage}: {entry.shown.value} ({entry.cause.value})")


def print_backtest(where: Settings, *, as_json: bool) -> None:
    """Print the scores of the rolling-origin backtest, and of forecasts published before."""
    store = releases(where)
    release = store.open()
    names = [name for name in store.ids() if name != release.id]
    with progress("forecasting from every past origin"):
        found = backtest_of(
            release,
            generator=np.random.default_rng(SEED),
            earlier=(store.open(name) for name in names),
        )
    came = outcomes(_kept(store), release)
    if as_json:
        put_json({"release": release.id, "backtests": found, "published": came})
        return
    put(f"release {release.id}; errors in mean changes a season, lower is better")
    for one in found:
        _print_backtest(one)
    _print_published(release, came)


def _print_backtest(one: Backtest) -> None:
    put("")
    put(
        f"{one.frequency.value}: {one.series} series of {one.families} families, "
        f"{one.cases} origins, {one.basis.value}, own family left out"
    )
    if not one.scores:
        put("too few series for a score")
        return
    put_table(
        ("method", "MASE", "CRPS", "interval 80", "interval 95", "cover 80", "cover 95"),
        (
            (
                score.rival.value,
                f"{score.mase:.3f}",
                f"{score.crps:.3f}",
                *(f"{width:.2f}" for width in score.interval_score),
                *(
                    f"{100 * c.value:.1f} ({100 * c.lower:.1f}-{100 * c.upper:.1f})"
                    for c in score.coverage
                ),
            )
            for score in one.scores
        ),
    )
    put("")
    put_table(
        ("status by", "Brier", "on track, missed", "off track, reached", "uncertain"),
        (
            (
                score.rival.value,
                f"{score.brier:.3f}",
                _percent(score.on_but_missed),
                _percent(score.off_but_reached),
                _percent(score.uncertain),
            )
            for score in one.status
        ),
    )


def _percent(share: float) -> str:
    return "-" if np.isnan(share) else f"{100 * share:.1f} %"


def _print_published(release: Release, came: Sequence[Outcome]) -> None:
    fair = [one for one in came if one.same_definition and one.inside_95 is not None]
    put("")
    if not fair:
        put(f"no forecast published before {release.id} can be scored yet")
        return
    inside = sum(bool(one.inside_95) for one in fair)
    put(f"published before and now observed: {len(fair)}, of which {inside} inside their 95 %")
