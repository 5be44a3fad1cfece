from __future__ import annotations

from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from agdb.outlook.status import classify, publish
from agdb.results.judgement import Judgement, Status
from agdb.results.remark import Remark
from agdb.results.track import Cause, StatusEntry

ON, UNSURE, OFF, NONE = Status.ON_TRACK, Status.UNCERTAIN, Status.OFF_TRACK, Status.NO_JUDGEMENT


def _told(probability: float | None) -> Judgement:
    if probability is None:
        return Judgement(NONE, None, 1, None, (Remark.RECENT_BREAK,))
    return Judgement(classify(probability), probability, 12, None, ())


def _story(*probabilities: float | None) -> tuple[StatusEntry, ...]:
    story: tuple[StatusEntry, ...] = ()
    for year, probability in enumerate(probabilities, start=2024):
        story = publish(story, _told(probability), vintage=f"{year}-05-01", last_period=year - 1)
    return story


@pytest.mark.parametrize(
    ("probabilities", "shown"),
    [
        ((0.81, 0.79), ON),
        ((0.81, 0.74), UNSURE),
        ((0.81, 0.79, 0.78), UNSURE),
        ((0.81, 0.79, 0.82, 0.79), ON),
        ((0.50, 0.82), UNSURE),
        ((0.50, 0.86), ON),
        ((0.50, 0.82, 0.81), ON),
        ((0.50, 0.18), UNSURE),
        ((0.50, 0.14), OFF),
        ((0.10, 0.22), OFF),
        ((0.10, 0.26), UNSURE),
        ((0.90, 0.18), UNSURE),
        ((0.90, 0.05), OFF),
        ((0.10, 0.83), UNSURE),
    ],
)
def test_a_class_changes_only_past_the_margin_or_twice_running(
    probabilities: tuple[float, ...], shown: Status
) -> None:
    assert _story(*probabilities)[-1].shown is shown


def test_a_break_suspends_the_class_and_is_no_change() -> None:
    # Given a series on track whose method is then broken, and which returns on track
    story = _story(0.9, None, 0.79)
    # Then the suspension is no change, and neither is the return inside the margin
    assert [entry.shown for entry in story] == [ON, NONE, ON]
    assert [entry.changed for entry in story] == [False, False, False]


def test_after_a_suspension_another_class_is_a_change() -> None:
    assert _story(0.9, None, 0.3)[-1].changed


def test_a_first_judgement_after_none_is_a_change() -> None:
    assert _story(None, 0.5)[-1].changed


@pytest.mark.parametrize(
    ("last_period", "revised", "probability", "cause"),
    [
        (2024, False, 0.5, Cause.NOTHING),
        (2024, True, 0.5, Cause.REVISION),
        (2025, False, 0.5, Cause.NEW_PERIOD),
        (2025, True, 0.5, Cause.BOTH),
        (2024, False, 0.6, Cause.OTHER),
    ],
)
def test_the_cause_of_each_publication_is_kept(
    last_period: int, revised: bool, probability: float, cause: Cause
) -> None:
    story = publish((), _told(0.5), vintage="2025-01-01", last_period=2024)
    assert story[0].cause is Cause.FIRST
    story = publish(
        story,
        _told(probability),
        vintage="2025-06-01",
        last_period=last_period,
        revised=revised,
    )
    assert story[1].cause is cause


@settings(deadline=None)
@given(st.lists(st.floats(0.0, 1.0), min_size=2, max_size=12))
def test_twice_the_same_class_is_always_shown(probabilities: list[float]) -> None:
    story = _story(*probabilities)
    for before, entry in pairwise(story):
        if before.candidate is entry.candidate:
            assert entry.shown is entry.candidate
