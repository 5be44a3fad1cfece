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
