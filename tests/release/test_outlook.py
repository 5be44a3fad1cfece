"""A release looks ahead: what it says, what it refuses to say, and that it stays as it was said."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
from tests.conftest import ROOT
from tests.release.made import (
    long_release,
    made_computed,
    made_release,
    made_value,
    without_target,
)

from agdb.errors import ReleaseError
from agdb.indicators.value import Kind
from agdb.outlook.backtest import Basis
from agdb.outlook.choice import IntervalRule
from agdb.outlook.history import Cause
from agdb.outlook.remark import Remark
from agdb.outlook.series import Frequency as Rhythm
from agdb.outlook.status import Status
from agdb.outlook.trend import TrendWord
from agdb.programme.programme import Programme
from agdb.release.model import Release
from agdb.release.outlook import outlook_of
from agdb.release.outlook_backtest import backtest_of
from agdb.release.outlook_model import Absence, OutlookOfRelease, SeriesOutlook
from agdb.release.outlook_record import kept_outlook, outcomes, status_history
from agdb.release.store import ReleaseStore
from agdb.statistics.status import ObservationStatus

FOLDER = ROOT / "specimens" / "programme"


@pytest.fixture(scope="session")
def long(cycling: Programme) -> Release:
    return long_release(cycling)


@pytest.fixture(scope="session")
def ahead(long: Release) -> OutlookOfRelease:
    return outlook_of(long)


def headline(outlook: OutlookOfRelease, indicator: str) -> SeriesOutlook:
    found = outlook.indicators[indicator].headline
    assert found is not None
    return found


def test_every_series_gets_a_forecast_with_ordered_bounds(ahead: OutlookOfRelease) -> None:
    for told in ahead.indicators.values():
        assert told.series
        for one in told.series:
            assert one.fingerprint is not None
            for step in one.forecast:
                assert step.lower_95 <= step.lower_80 <= step.value  # type: ignore[operator]
                assert step.value <= step.upper_80 <= step.upper_95  # type: ignore[operator]


def test_the_headline_comes_first(ahead: OutlookOfRelease) -> None:
    series = ahead.indicators["bicycles-number"].series
    assert [one.headline for one in series] == [True] + [False] * 31
    assert (series[0].region, series[0].breakdown) == ("NL01", (("kind", "T"),))


def test_the_same_release_gives_the_same_outlook(long: Release, ahead: OutlookOfRelease) -> None:
    assert outlook_of(long) == ahead


def test_forecasts_are_values_of_their_own_kind(ahead: OutlookOfRelease) -> None:
    values = headline(ahead, "parking-places").values()
    assert [value.period for value in values[:2]] == ["2022-Q1", "2022-Q2"]
    assert {value.kind for value in values} == {Kind.FORECAST}
    assert {value.status for value in values} == {ObservationStatus.FORECAST}
    assert all(value.lower < value.value < value.upper for value in values)  # type: ignore[operator]


def test_a_share_is_judged_in_per_cent_against_its_target_and_marked_beyond_the_test(
    ahead: OutlookOfRelease,
) -> None:
    # When a share of about 38 per cent at the end of 2021 has to be 50 in 2030
    share = headline(ahead, "bicycles-electric-share")
    (judged,) = share.judgements
    # Then the fan reaches the target year, and is marked behind twelve quarters
    assert (share.tested_until, share.forecast[-1].period) == ("2024-Q4", "2030-Q4")
    assert [step.tested for step in share.forecast] == [True] * 12 + [False] * 24
    assert Remark.BEYOND_TESTED_HORIZON in share.remarks
    # And the judgement is a probability, its path in points a year
    assert (judged.target, judged.same_definition) == ("electric-half", True)
    assert judged.judgement.probability is not None
    path = judged.judgement.path
    assert path is not None
    last = 50.0 - 9.0 * path.needed
    assert 30.0 < last < 50.0
    assert 0.0 < share.forecast[0].value < 100.0


def test_without_a_goal_there_is_no_judgement_and_the_reason(
    long: Release, ahead: OutlookOfRelease
) -> None:
    for told in (ahead, outlook_of(replace(long, programme=without_target(long.programme)))):
        (judged,) = headline(told, "parking-places").judgements
        assert judged.target is None
        assert judged.judgement.status is Status.NO_JUDGEMENT
        assert Remark.NO_MEASURABLE_TARGET in judged.judgement.remarks


def _target(programme: Programme, **changes: object) -> Programme:
    target = programme.targets["electric-half"].model_copy(update=changes)
    return replace(programme, targets={target.id: target})


def test_a_target_of_another_definition_is_information_only(cycling: Programme) -> None:
    # Given two measurements and a target that is not proven to count the same
    programme = _target(cycling, same_definition=False)
    values = [made_value("2023-Q4", 40.0), made_value("2024-Q4", 41.0)]
    values += [made_value(f"2024-Q{q}", 40.5) for q in (1, 2, 3)]
    computed = made_computed(programme, "bicycles-electric-share", values, "demo:bicycles")
    # When it is judged
    share = headline(outlook_of(made_release(programme, computed)), "bicycles-electric-share")
    (judged,) = share.judgements
    # Then there is no judgement, and what is needed stands beside what was observed
    assert judged.judgement.status is Status.NO_JUDGEMENT
    assert judged.judgement.probability is None
    assert not judged.same_definition
    assert {Remark.OTHER_DEFINITION, Remark.TOO_FEW_POINTS} <= set(judged.judgement.remarks)
    assert judged.judgement.path is not None
    assert judged.judgement.path.needed == pytest.approx(1.5)
    assert judged.judgement.path.observed == pytest.approx(1.0)
    assert share.trend.direction is TrendWord.NONE


def test_a_target_in_another_unit_is_never_compared(long: Release, cycling: Programme) -> None:
    programme = _target(cycling, unit="thousand-bicycles")
    told = outlook_of(replace(long, programme=programme))
    (judged,) = headline(told, "bicycles-electric-share").judgements
    assert judged.judgement.status is Status.NO_JUDGEMENT
    assert Remark.TARGET_OUTSIDE_UNIT in judged.judgement.remarks
    assert judged.judgement.path is None
    assert not judged.same_definition


def test_a_target_without_a_year_has_no_judgement(long: Release, cycling: Programme) -> None:
    told = outlook_of(replace(long, programme=_target(cycling, year=None)))
    (judged,) = headline(told, "bicycles-electric-share").judgements
    assert judged.judgement.status is Status.NO_JUDGEMENT
    assert Remark.NO_MEASURABLE_TARGET in judged.judgement.remarks


def test_what_has_no_series_says_why(cycling: Programme) -> None:
    # Given an indicator of quoted figures, one without values, and one of single days
    quoted = cycling.indicators["bicycles-number"].model_copy(update={"nature": "quoted"})
    figure = made_computed(cycling, "bicycles-number", [made_value("2024", 5.0)], "demo:bicycles")
    days = [made_value("2024-03-01", 5.0)]
    release = made_release(
        cycling,
        replace(figure, definition=quoted),
        made_computed(cycling, "bicycles-electric-share", []),
        made_computed(cycling, "parking-places", days, "demo:parking"),
    )
    # Then each has its reason, and none a series
    found = outlook_of(release).indicators
    assert [one.absence for one in found.values()] == [
        Absence.QUOTED,
        Absence.NO_VALUES,
        Absence.NO_NUMBERED_PERIODS,
    ]
    assert all(one.headline is None for one in found.values())


def test_an_outlook_is_kept_once_and_read_back_as_it_was(
    long: Release, ahead: OutlookOfRelease, tmp_path: Path
) -> None:
    store = ReleaseStore(tmp_path)
    # Given a release that was kept before there were outlooks
    store.keep(long, programme_folder=FOLDER)
    with pytest.raises(ReleaseError, match=r"kept without an outlook.*agdb build"):
        kept_outlook(store)
    # When it is kept again with one, and then with another
    store.keep(long, programme_folder=FOLDER, outlook=ahead)
    store.keep(long, programme_folder=FOLDER, outlook=OutlookOfRelease(long.id, {}))
    # Then the first stands
    assert kept_outlook(store) == ahead
    assert not list(tmp_path.glob("*/.outlook*"))


def test_there_is_no_outlook_of_what_is_not_there(tmp_path: Path) -> None:
    with pytest.raises(ReleaseError, match="no release yet"):
        kept_outlook(ReleaseStore(tmp_path))
    with pytest.raises(ReleaseError, match="is missing"):
        kept_outlook(ReleaseStore(tmp_path), "2020-01-01-gone")


@pytest.fixture(scope="session")
def earlier(cycling: Programme) -> Release:
    """The same series four quarters before."""
    return long_release(cycling, length=24, name="2024-01-10-made")


def test_published_forecasts_are_scored_when_the_values_come(
    earlier: Release, long: Release
) -> None:
    told = outlook_of(earlier)
    came = outcomes([told, outlook_of(long)], long)
    # 65 series, four quarters each; the release itself is not scored
    assert len(came) == 65 * 4
    assert {one.release for one in came} == {earlier.id}
    assert all(one.same_definition and one.tested for one in came)
    covered = np.mean([bool(one.inside_95) for one in came])
    assert 0.85 <= covered <= 1.0
    share = next(one for one in came if one.indicator == "bicycles-electric-share")
    assert share.fingerprint == headline(told, share.indicator).fingerprint
    assert 20.0 < share.observed < 60.0


def test_an_outcome_that_is_counted_otherwise_says_so(earlier: Release, long: Release) -> None:
    computed = long.computed["parking-places"]
    other = replace(computed, inputs=(replace(computed.inputs[0], predicate="other"),))
    changed = replace(long, computed={**long.computed, "parking-places": other})
    came = outcomes([outlook_of(earlier)], changed)
    assert {one.indicator for one in came if not one.same_definition} == {"parking-places"}


def test_the_status_history_tells_what_came_with_each_change(
    earlier: Release, long: Release
) -> None:
    # Given three releases: a first, one with new quarters, and one in which a figure is revised
    computed = long.computed["bicycles-electric-share"]
    first = replace(computed.values[5], value=31.0)
    values = tuple(first if v is computed.values[5] else v for v in computed.values)
    revised = replace(
        long,
        id="2025-02-10-made",
        computed={**long.computed, computed.definition.id: replace(computed, values=values)},
    )
    kept = [(release, outlook_of(release)) for release in (earlier, long, revised)]
    # When their story is told
    story = status_history(kept, indicator="bicycles-electric-share", target="electric-half")
    # Then each entry has its cause
    assert [entry.cause for entry in story] == [Cause.FIRST, Cause.NEW_PERIOD, Cause.REVISION]
    assert status_history(kept, indicator="bicycles-electric-share", target="none") == ()
    assert status_history(kept, indicator="nothing", target="none") == ()


def test_the_backtest_of_a_release_knows_what_was_published_before(
    earlier: Release, long: Release
) -> None:
    rng = np.random.default_rng(1)
    alone = backtest_of(long, generator=rng)
    with_earlier = backtest_of(long, generator=rng, earlier=[earlier])

    quarters = next(one for one in alone if one.frequency is Rhythm.QUARTER)
    assert (quarters.series, quarters.families) == (65, 2)
    assert quarters.basis is Basis.PSEUDO_REAL_TIME
    assert len(quarters.scores) == 4
    assert with_earlier[-1].basis is Basis.MIXED
    years = next(one for one in alone if one.frequency is Rhythm.YEAR)
    assert years.scores == ()


def test_too_small_a_pool_leaves_points_without_bounds(cycling: Programme, long: Release) -> None:
    alone = made_release(cycling, long.computed["bicycles-electric-share"])
    share = headline(outlook_of(alone), "bicycles-electric-share")
    assert share.interval is IntervalRule.NONE
    assert Remark.POOL_TOO_SMALL in share.remarks
    assert {step.lower_95 for step in share.forecast} == {None}
    assert share.judgements[0].judgement.status is Status.NO_JUDGEMENT
