"""A judgement is scored by how often it was wrong on each side, and by how often it is none."""

from __future__ import annotations

import math

import numpy as np
import pytest

from agdb.outlook.cases import Cases, cases_of
from agdb.outlook.cases import tested_steps as steps_of_the_rule
from agdb.outlook.competitors import Rival, rival
from agdb.outlook.series import TimeSeries, UnitKind
from agdb.outlook.status import path_to
from agdb.outlook.status_backtest import (
    DISTANCES,
    StatusScore,
    _score,
    reliability,
    score_status,
)
from agdb.outlook.transform import SCALES
from agdb.statistics.period import Frequency


def test_targets_run_from_four_changes_below_to_ten_above() -> None:
    assert DISTANCES.tolist() == [float(distance) for distance in range(-4, 11)]


def test_what_was_called_wrongly_is_counted_on_each_side_and_the_rest_is_uncertain() -> None:
    probability = np.array([0.95, 0.9, 0.99, 0.5, 0.05, 0.02])
    reached = np.array([True, False, True, True, False, True])

    score = _score(Rival.MONITOR, probability, reached)

    assert score.on_but_missed == pytest.approx(1 / 3)
    assert score.off_but_reached == pytest.approx(1 / 2)
    assert score.uncertain == pytest.approx(1 / 6)
    assert score.brier == pytest.approx(
        (0.05**2 + 0.9**2 + 0.01**2 + 0.5**2 + 0.05**2 + 0.98**2) / 6
    )


def test_what_was_never_called_has_no_share_of_mistakes() -> None:
    score = _score(Rival.MONITOR, np.array([0.5, 0.6]), np.array([True, False]))

    assert math.isnan(score.on_but_missed)
    assert math.isnan(score.off_but_reached)
    assert score.uncertain == 1.0


def series(points: dict[int, float], unit: UnitKind) -> TimeSeries:
    return TimeSeries.of(points, series_id="a", unit=unit, definition="d")


def test_a_share_has_a_rate_of_growth_too() -> None:
    change = path_to(series({2022: 0.2, 2023: 0.25}, UnitKind.SHARE), 0.5, 2025)

    assert change is not None
    assert change.needed == pytest.approx(0.125)
    assert change.needed_rate == pytest.approx(2**0.5 - 1)
    assert change.observed == pytest.approx(0.05)


@pytest.mark.parametrize(
    ("last", "target", "rate"), [(0.0, 5.0, None), (5.0, 0.0, None), (-5.0, 5.0, None)]
)
def test_from_or_to_nothing_there_is_no_rate(
    last: float, target: float, rate: float | None
) -> None:
    change = path_to(series({2022: 1.0, 2023: last}, UnitKind.LEVEL), target, 2024)

    assert change is not None
    assert change.needed_rate is rate
    assert change.needed == target - last


def test_a_target_of_a_period_that_is_over_asks_for_nothing() -> None:
    points = series({2022: 4.0, 2023: 5.0}, UnitKind.COUNT)

    assert path_to(points, 9.0, 2023) is None
    assert path_to(points, 9.0, 2024) is not None


def test_a_chance_at_the_edge_of_a_class_belongs_to_it() -> None:
    score = _score(Rival.MONITOR, np.array([0.8, 0.2, 0.5, 0.79, 0.21]), np.full(5, True))

    assert score.uncertain == 0.6
    assert score.on_but_missed == 0.0
    assert score.off_but_reached == 1.0


def test_reliability_is_counted_in_ten_bins_of_which_the_last_has_the_certain_ones() -> None:
    chances = np.array([0.0, 0.04, 0.1, 0.19, 0.55, 0.9, 1.0])
    happened = np.array([False, True, False, False, True, True, False])

    table = reliability(chances, happened)

    assert [(one.lower, one.upper, one.count) for one in table] == [
        (0.0, 0.1, 2),
        (0.1, 0.2, 2),
        (0.5, 0.6, 1),
        (0.9, 1.0, 2),
    ]
    assert [one.mean for one in table] == pytest.approx([0.02, 0.145, 0.55, 0.95])
    assert [one.happened for one in table] == [0.5, 0.0, 1.0, 0.5]


def _cases() -> Cases:
    rng = np.random.default_rng(19)
    made = [
        TimeSeries(
            id=f"s{place}",
            definition="d",
            frequency=Frequency.YEAR,
            first_period=2000,
            values=rng.normal(0.4, 1.0, 12 + place % 3).cumsum(),
            unit=UnitKind.LEVEL,
            family=f"f{place // 2}",
        )
        for place in range(8)
    ]
    return cases_of(made, frequency=Frequency.YEAR, horizon=6, scales=SCALES)


def _plainly(cases: Cases, steps: np.ndarray, name: Rival) -> StatusScore:
    """The score of one rival, one case and one target at a time."""
    forecast = rival(cases, Frequency.YEAR, name)
    judged = {}
    for column, length in enumerate(cases.lengths):
        tested = np.flatnonzero(steps[:, column])
        if not tested.size:
            continue
        far, known = int(tested[-1]), cases.known.plain.values[:length, column]
        for place, distance in enumerate(DISTANCES):
            target = known[-1] + distance * cases.scales[column]
            judged[column, place] = (far, target, cases.outcomes[far, column] >= target)
    families = cases.families()
    rates = {
        mine: np.mean([one[2] for (other, _), one in judged.items() if families[other] != mine])
        for mine in set(families)
    }
    chances, came = [], []
    for (column, _), (far, target, reached) in judged.items():
        length = int(cases.lengths[column])
        known = cases.known.plain.values[:length, column]
        if name is Rival.STRAIGHT_LINE:
            back = min(far + 1, length - 1)
            from_then = known[-1 - back]
            line = from_then + (target - from_then) * back / (back + far + 1)
            chance = float(known[-1] >= line)
        elif name is Rival.CLIMATOLOGY:
            chance = float(rates[families[column]])
        else:
            steps_of_all = np.zeros(cases.series.size, dtype=np.int64)
            steps_of_all[column] = far
            targets = np.full((1, cases.series.size), target)
            chance = float(forecast.above(targets, steps_of_all)[0, column])
        chances.append(chance)
        came.append(bool(reached))
    return _score(name, np.array(chances), np.array(came))


@pytest.mark.parametrize("name", [Rival.MONITOR, Rival.STRAIGHT_LINE, Rival.CLIMATOLOGY])
def test_targets_at_every_distance_are_judged_at_the_farthest_tested_step(name: Rival) -> None:
    # Given cases of which some have no tested step, and some one that lies before a hole
    cases = _cases()
    steps = steps_of_the_rule(cases, Frequency.YEAR) & np.isfinite(cases.outcomes)
    steps[:, 3] = False
    steps[1:, 5] = False

    (found,) = score_status(cases, [rival(cases, Frequency.YEAR, name)], steps)

    expected = _plainly(cases, steps, name)
    assert found.rival is name
    assert found.brier == pytest.approx(expected.brier)
    assert found.on_but_missed == pytest.approx(expected.on_but_missed, nan_ok=True)
    assert found.off_but_reached == pytest.approx(expected.off_but_reached, nan_ok=True)
    assert found.uncertain == pytest.approx(expected.uncertain)
    assert [one.count for one in found.reliability] == [one.count for one in expected.reliability]
