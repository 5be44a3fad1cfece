"""Alerts: a value that stands out is found among many, and chance alone raises none."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest
from tests.release.test_outlook import BICYCLES, grown

from agdb.release.alerts import alerts_of
from agdb.results.alerts import OUTER, OVERVIEW
from agdb.results.release import Release
from agdb.results.value import Computed


def regions(release: Release, *, jump: float = 0.0, count: int = 12) -> dict[str, Computed]:
    """Forty indicators that calibrate, of which the first has regions; one of them jumps."""
    computed = grown(release)
    rng = np.random.default_rng(4)
    codes = list(release.programme.regions)[:2]
    pattern = computed[BICYCLES].values
    values = []
    for place in range(count):
        breakdown = (("kind", f"K{place}"),)
        walk = 300.0 + rng.normal(0.0, 2.0, len(pattern)).cumsum()
        walk[-1] += jump if place == 3 else 0.0
        values += [
            replace(one, region=codes[place % 2], breakdown=breakdown, value=float(at))
            for one, at in zip(pattern, walk, strict=True)
        ]
    first = replace(computed[BICYCLES], values=tuple(values))
    return computed | {BICYCLES: first}


def test_a_value_far_outside_its_past_is_an_alert(cycling_release: Release) -> None:
    found = alerts_of(
        regions(cycling_release, jump=80.0), programme=cycling_release.programme
    )[BICYCLES]  # fmt: skip

    assert found.tested == 12
    (alert,) = found.found
    assert alert.breakdown == (("kind", "K3"),)
    assert alert.value > alert.upper > alert.lower
    assert alert.p < 0.003
    assert found.by_chance == pytest.approx(12 * (1 - OUTER))
    assert alert.indicator == BICYCLES


def test_quiet_series_raise_no_alert(cycling_release: Release) -> None:
    found = alerts_of(regions(cycling_release), programme=cycling_release.programme)[BICYCLES]

    assert found.found == ()
    assert found.tested == 12


def test_the_overview_is_a_table_of_its_own(cycling_release: Release) -> None:
    found = alerts_of(regions(cycling_release), programme=cycling_release.programme)

    assert found[OVERVIEW].tested == 39  # all but the one that has regions and no whole


def test_short_series_are_not_tested(cycling_release: Release) -> None:
    assert alerts_of(cycling_release.computed, programme=cycling_release.programme) == {}
