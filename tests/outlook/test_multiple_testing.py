from __future__ import annotations

import numpy as np
import pytest

from agdb.errors import OutlookError
from agdb.outlook.multiple_testing import benjamini_yekutieli, expected_errors
from agdb.results.judgement import Judgement, Status


def _told(status: Status, probability: float | None) -> Judgement:
    return Judgement(status, probability, 12, None, ())


def test_expected_errors_add_over_green_and_red_only() -> None:
    table = [
        _told(Status.ON_TRACK, 0.9),
        _told(Status.ON_TRACK, 0.8),
        _told(Status.OFF_TRACK, 0.15),
        _told(Status.UNCERTAIN, 0.5),
        _told(Status.NO_JUDGEMENT, None),
    ]
    found = expected_errors(table)
    assert found.wrong == pytest.approx(0.1 + 0.2 + 0.15)
    assert (found.on_track, found.off_track) == (2, 1)


@pytest.mark.slow
def test_alerts_are_those_of_statsmodels() -> None:
    from statsmodels.stats.multitest import multipletests

    rng = np.random.default_rng(7)
    values = np.concatenate([rng.uniform(0.0, 0.002, 12), rng.uniform(size=60)])
    expected = multipletests(values, alpha=0.1, method="fdr_by")[0]
    assert expected.any()
    assert benjamini_yekutieli(values.tolist()).tolist() == expected.tolist()


def test_no_tests_no_alerts_and_no_nonsense() -> None:
    assert benjamini_yekutieli([]).tolist() == []
    with pytest.raises(OutlookError, match="outside 0 to 1"):
        benjamini_yekutieli([1.5])


def test_as_many_are_rejected_as_the_last_that_stays_below_its_line() -> None:
    # Given four p-values: the lines are place x 0.1 / (4 x (1 + 1/2 + 1/3 + 1/4))
    step = 0.1 / (4 * (1 + 1 / 2 + 1 / 3 + 1 / 4))

    # the third lies on its line, the second above it, and what comes before the third goes with it
    values = [3 * step * (1 - 1e-12), 0.9, 2.5 * step, 0.5 * step]
    assert benjamini_yekutieli(values).tolist() == [True, False, True, True]
    assert benjamini_yekutieli([3 * step * 1.001, 0.9, 2.5 * step, 0.5 * step]).tolist() == [
        False,
        False,
        False,
        True,
    ]
    assert benjamini_yekutieli([1.1 * step, 0.9, 2.5 * step, 0.8]).tolist() == [False] * 4


def test_at_another_rate_other_hypotheses_are_rejected() -> None:
    assert benjamini_yekutieli([0.1]).tolist() == [True]
    assert benjamini_yekutieli([0.11]).tolist() == [False]
    assert benjamini_yekutieli([0.11], rate=0.2).tolist() == [True]


def test_chances_of_nothing_and_of_everything_are_chances() -> None:
    assert benjamini_yekutieli([0.0, 1.0]).tolist() == [True, False]
    for nonsense in ([-0.1, 0.5], [0.5, 1.1], [float("nan")]):
        with pytest.raises(OutlookError, match="outside 0 to 1"):
            benjamini_yekutieli(nonsense)


def test_of_no_flags_none_is_wrong_and_one_without_a_chance_is_passed_over() -> None:
    found = expected_errors(
        [_told(Status.ON_TRACK, None), _told(Status.OFF_TRACK, 0.1), _told(Status.ON_TRACK, 0.95)]
    )

    assert found.wrong == pytest.approx(0.15)
    assert (found.on_track, found.off_track) == (1, 1)
    nothing = expected_errors([])
    assert (nothing.wrong, nothing.on_track, nothing.off_track) == (0.0, 0, 0)
