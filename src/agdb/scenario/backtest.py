"""What the model would have said before, held against what happened.

The gates were fixed before any score was seen: 80 % intervals cover between 65 and 92 %, the bias
is no larger than the mean absolute error of "no change", and the score beats a random walk with
drift. A forecast only counts if everything it uses was published before its origin; where that is
not so the verdict is "not testable", and the scores are shown as pseudo real-time.

The forecasts that any model has to beat are no change, and the mean change so far.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Final

import numpy as np

from agdb.results.scenario import BacktestFacts, Scores
from agdb.scenario.demand import Drift
from agdb.scenario.priors import Normal
from agdb.scenario.quantiles import normal_quantile
from agdb.scenario.quantity import UncertainQuantity
from agdb.scenario.run import gaps, sample
from agdb.statistics.scores import crps, interval_score, pinball

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from agdb.scenario.arrays import Array
    from agdb.scenario.scenario import History, Scenario


LEVELS: Final = (np.arange(199) + 1) / 200
"""Levels of the quantiles that stand for a distribution."""


def no_change(last: float, changes: Array, horizon: int) -> Array:
    """Equally likely values `[199, horizon]` around the last one, as wide as past changes say."""
    return _around(np.full(horizon, last), _size(changes, mean=0.0), horizon)


def drift(last: float, changes: Array, horizon: int) -> Array:
    """Random walk with drift: the mean change so far goes on; the width counts its own error.

    >>> drift(3.5, np.array([1.0, 1.5]), 2).mean(axis=0).round(2).tolist()
    [4.75, 6.0]
    """
    step = float(changes.mean())
    ahead: Array = np.arange(1.0, horizon + 1)
    own_error = np.sqrt(1 + ahead / len(changes))
    centre = last + step * ahead
    return _around(centre, _size(changes, mean=step) * own_error, horizon)


def _size(changes: Array, *, mean: float) -> float:
    freedom = max(len(changes) - (mean != 0), 1)
    return float(np.sqrt(((changes - mean) ** 2).sum() / freedom))


def _around(centre: Array, size: float | Array, horizon: int) -> Array:
    width = size * np.sqrt(np.arange(1, horizon + 1))
    return centre + normal_quantile(LEVELS)[:, None] * width


ORIGINS: Final = (2014, 2016, 2018, 2020, 2022)
FEWEST_CHANGES: Final = 3
"""An origin with fewer yearly changes before it is skipped, and named as skipped."""

HORIZON: Final = 6
COVERAGE_GATE: Final = (0.65, 0.92)
PINBALL_LEVELS: Final = (0.05, 0.10, 0.25, 0.50, 0.75, 0.90, 0.95)
BEFORE_HISTORY: Final = Drift(0.0, 0.02)
"""Belief about yearly growth before a series is seen; wide, and the same for every group."""
SHOCK_SD: Final = 0.02


@dataclass(frozen=True, slots=True)
class Hindcast:
    """One forecast, as equally likely values, and what was realised."""

    group: str
    origin: int
    horizon: int
    draws: Array
    realised: float


def backtest(scenario: Scenario, *, draws: int, seed: int) -> BacktestFacts | None:
    """Hindcasts of employment against the naive forecasts; None without history."""
    if not scenario.history:
        return None
    origins = usable_origins(scenario)
    late = late_information(scenario, min(origins, default=min(ORIGINS)))
    methods = {
        "model": _model_pairs(scenario, draws=draws, seed=seed),
        "no change": _naive_pairs(scenario, no_change),
        "drift": _naive_pairs(scenario, drift),
    }
    scores = {name: scored(pairs) for name, pairs in methods.items()}
    gates = gated(scores)
    five = {n: scored([p for p in pairs if p.horizon == 5]) for n, pairs in methods.items()}
    return BacktestFacts(
        origins=list(origins),
        origins_skipped=[origin for origin in ORIGINS if origin not in origins],
        verdict="not testable" if late else ("passes" if all(gates.values()) else "fails"),
        pseudo_real_time=bool(late),
        information_after_origin=late,
        scores=scores,
        scores_at_five_years=five,
        gates=gates,
        loses_to_drift_at_five_years=_known(five["model"].crps) > _known(five["drift"].crps),
        roa_weighted_error=0.0488,
        bls_direction_right=[0.77, 0.84],
    )


def usable_origins(scenario: Scenario) -> tuple[int, ...]:
    """Origins with enough history before them, in every group, and something after."""
    return tuple(
        origin
        for origin in ORIGINS
        if all(
            len(h.steps(origin)) >= FEWEST_CHANGES and origin < h.values[-1][0]
            for h in scenario.history
        )
    )


def late_information(scenario: Scenario, origin: int) -> list[str]:
    """Names of what the model uses that was not yet published at the end of `origin`."""
    late = [f"history of {h.group}" for h in scenario.history if h.recorded > f"{origin}-12-31"]
    numbers = scenario.parameters.values()
    return [*late, *(q.name for q in numbers if q.date > f"{origin}-12-31")]


def scored(pairs: list[Hindcast]) -> Scores:
    """Scores pooled over pairs; no pairs give no scores."""
    if not pairs:
        return Scores(0)
    centre = np.array([np.median(p.draws) for p in pairs])
    realised = np.array([p.realised for p in pairs])
    low, high = (np.array([np.quantile(p.draws, q) for p in pairs]) for q in (0.1, 0.9))
    inside = (low <= realised) & (realised <= high)
    return Scores(
        pairs=len(pairs),
        covered=int(inside.sum()),
        mae=float(np.abs(centre - realised).mean()),
        weighted_error=float(np.abs(centre - realised).sum() / realised.sum()),
        bias=float((centre - realised).mean()),
        crps=float(np.mean([crps(p.realised, p.draws) for p in pairs])),
        coverage_80=float(inside.mean()),
        interval_score_80=float(np.mean([_interval_80(p) for p in pairs])),
        pinball={
            str(level): float(np.mean([_pinball(p, level) for p in pairs]))
            for level in PINBALL_LEVELS
        },
    )


def _interval_80(pair: Hindcast) -> float:
    low, high = np.quantile(pair.draws, [0.1, 0.9])
    return float(interval_score(pair.realised, low, high, 0.8))


def _pinball(pair: Hindcast, level: float) -> float:
    return float(pinball(pair.realised, np.quantile(pair.draws, level), level))


def gated(scores: Mapping[str, Scores]) -> dict[str, bool]:
    """Which of the gates the model passes."""
    model, low, high = scores["model"], *COVERAGE_GATE
    return {
        "coverage of 80 % intervals": low <= _known(model.coverage_80) <= high,
        "bias": abs(_known(model.bias)) <= _known(scores["no change"].mae),
        "crps beats drift": _known(model.crps) < _known(scores["drift"].crps),
    }


def _naive_pairs(
    scenario: Scenario, method: Callable[[float, Array, int], Array]
) -> list[Hindcast]:
    found = []
    for series in scenario.history:
        for origin in usable_origins(scenario):
            changes = np.array([after - before for before, after in series.steps(origin)])
            draws = method(dict(series.values)[origin], changes, HORIZON)
            found += _pairs(series, origin, draws)
    return found


def _model_pairs(scenario: Scenario, *, draws: int, seed: int) -> list[Hindcast]:
    found = []
    for origin in usable_origins(scenario):
        then = rebased(scenario, origin)
        those = sample(then, draws=draws, seed=seed)
        paths = gaps(those, measures=(), doses=np.zeros((1, 1, 0)))
        # Demand is supply and gap together; there are no measures, so nobody's hours change.
        employed = np.minimum(paths.supply, paths.supply + paths.gap)[:, 0]
        for series in scenario.history:
            column = scenario.structure.groups.index(series.group)
            ahead = employed[:, column, 1:]
            found += _pairs(series, origin, ahead)
    return found


def _pairs(series: History, origin: int, draws: Array) -> list[Hindcast]:
    """Forecasts with what was realised, as far as that is counted as the origin was."""
    values = dict(series.values)
    return [
        Hindcast(series.group, origin, h, draws[:, h - 1], values[origin + h])
        for h in range(1, HORIZON + 1)
        if origin + h in values and series.comparable(origin, origin + h)
    ]


def rebased(scenario: Scenario, origin: int) -> Scenario:
    """The scenario as it could have been set up at the end of `origin`, from the history alone.

    Employment is that of the origin, growth what the series had shown; no excess vacancies or
    unemployment and no overlays are assumed, because no vintage of them is stored.
    """
    parameters = dict(scenario.parameters)
    fixed = {"vacancy-mapping": 1.0, "vacancy-change": 1.0, "overlay-outside-trend": 0.0}
    friction = {}
    for name in ("frictional-vacancies", "frictional-unemployment"):
        friction[name] = parameters[name].values[0] if name in parameters else 0.0
        fixed[name] = friction[name]
    for series in scenario.history:
        last, steps = dict(series.values)[origin], np.array(series.steps(origin))
        changes = steps[:, 1] - steps[:, 0]
        belief = BEFORE_HISTORY.after(np.log(steps[:, 1] / steps[:, 0]), SHOCK_SD)
        here = {
            "employed": (last, None),
            "vacancies": (_idle(last, friction["frictional-vacancies"]), None),
            "unemployed": (_idle(last, friction["frictional-unemployment"]), None),
            "growth": (belief.mean, Normal(belief.mean, belief.sd)),
            "employment-growth": (
                float(changes.mean()),
                Normal(float(changes.mean()), float(changes.std()) / len(changes) ** 0.5),
            ),
        }
        for stem, (value, prior) in here.items():
            name = f"{series.group}.{stem}"
            parameters[name] = UncertainQuantity(name, (), (value,), prior)
    structure = replace(scenario.structure, base_year=origin, last_year=origin + HORIZON)
    return replace(scenario, structure=structure, parameters=parameters).fixing(fixed)


def _idle(people: float, friction: float) -> float:
    """Vacancies or unemployed that are all friction."""
    return float(people) * friction / (1 - friction)


def _known(score: float | None) -> float:
    """A score, or no number where there were no pairs; comparisons with it are false."""
    return float("nan") if score is None else score
