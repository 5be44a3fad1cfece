"""How long to wait."""

from __future__ import annotations

from datetime import timedelta
from email.utils import format_datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.conftest import NOON

from agdb.transport.limits import Limits, backoff, retry_after


@given(st.integers(1, 10_000), st.floats(0, 1, exclude_max=True))
def test_a_wait_is_never_below_half_nor_above_the_longest(attempt: int, chance: float) -> None:
    limits = Limits(first_wait=2, longest_wait=60)

    wait = backoff(attempt, limits=limits, chance=chance)

    assert 1 <= wait <= 60


@given(st.integers(0, 86_400))
def test_a_moment_to_come_back_is_the_seconds_until_then(seconds: int) -> None:
    header = format_datetime(NOON + timedelta(seconds=seconds), usegmt=True)

    assert retry_after(header, now=NOON) == seconds
    assert retry_after(str(seconds), now=NOON) == seconds


def test_a_moment_that_has_passed_is_now() -> None:
    assert retry_after("Sun, 01 Jan 2023 00:00:00 GMT", now=NOON) == 0


def test_a_moment_without_a_zone_is_read_as_utc() -> None:
    assert retry_after("24 Nov 2026 12:00:05 -0000", now=NOON) == 5


@given(st.text(max_size=40))
def test_any_text_at_all_is_a_wait_or_nothing(header: str) -> None:
    wait = retry_after(header, now=NOON)

    assert wait is None or wait >= 0


@pytest.mark.parametrize("header", [None, "", "soon", "-5", "1e9", "\u0663"])
def test_what_says_nothing_is_none(header: str | None) -> None:
    assert retry_after(header, now=NOON) is None
