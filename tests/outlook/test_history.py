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


@pytest.mark.parametrize(
    ("first", "then", "shown"),
    [
        # a class stays up to the margin behind its limit, and gives way at the margin itself
        (0.90, 0.7501, ON),
        (0.90, 0.75, UNSURE),
        (0.10, 0.2499, OFF),
        (0.10, 0.25, UNSURE),
        # another class begins at the margin beyond its limit
        (0.50, 0.85, ON),
        (0.50, 0.8499, UNSURE),
        (0.50, 0.15, OFF),
        (0.50, 0.1501, UNSURE),
        # from one side to the other, short of the margin, there is neither
        (0.90, 0.1501, UNSURE),
        (0.90, 0.15, OFF),
        (0.10, 0.8499, UNSURE),
        (0.10, 0.85, ON),
    ],
)
def test_the_margin_itself_is_passed(first: float, then: float, shown: Status) -> None:
    assert _story(first, then)[-1].shown is shown


def test_a_rounded_chance_at_the_margin_is_at_the_margin() -> None:
    # 0.1 + 0.7 and 0.8 - 0.05 differ from 0.85 and 0.75 in their last bit
    assert _story(0.5, 0.05 + 0.8)[-1].shown is ON
    assert _story(0.9, 0.8 - 0.05)[-1].shown is UNSURE
    assert _story(0.1, 0.2 + 0.05)[-1].shown is UNSURE
    assert _story(0.5, 0.2 - 0.05)[-1].shown is OFF


def test_what_is_published_says_what_was_judged_and_what_is_shown() -> None:
    story = _story(0.9, 0.79, None, 0.5)

    assert [entry.vintage for entry in story] == [f"{year}-05-01" for year in range(2024, 2028)]
    assert [entry.last_period for entry in story] == [2023, 2024, 2025, 2026]
    assert [entry.probability for entry in story] == [0.9, 0.79, None, 0.5]
    assert [entry.candidate for entry in story] == [ON, UNSURE, NONE, UNSURE]
    assert [entry.shown for entry in story] == [ON, ON, NONE, UNSURE]
    assert [entry.graded for entry in story] == [ON, ON, ON, UNSURE]
    assert [entry.changed for entry in story] == [False, False, False, True]


def test_a_first_publication_without_a_judgement_has_no_class_to_keep() -> None:
    (only,) = _story(None)

    assert (only.shown, only.graded, only.changed) == (NONE, None, False)
    assert only.cause is Cause.FIRST


def test_a_fact_takes_the_place_of_an_estimate_at_once() -> None:
    story = _story(0.9)
    met = Judgement(Status.MISSED, None, 12, None, ())

    story = publish(story, met, vintage="2025-05-01", last_period=2024)

    assert (story[-1].shown, story[-1].graded, story[-1].changed) == (Status.MISSED, ON, True)


def test_another_class_with_the_same_chance_is_another_cause_than_nothing() -> None:
    story = publish((), _told(0.85), vintage="2025-01-01", last_period=2024)
    clear_only = Judgement(UNSURE, 0.85, 12, None, ())

    story = publish(story, clear_only, vintage="2025-06-01", last_period=2024)

    assert story[-1].cause is Cause.OTHER


@pytest.mark.parametrize(
    ("probability", "clear_only", "expected"),
    [
        (0.90, True, ON),
        (0.8999, True, UNSURE),
        (0.10, True, OFF),
        (0.1001, True, UNSURE),
        (0.80, False, ON),
        (0.20, False, OFF),
        (0.2001, False, UNSURE),
        (0.7999, False, UNSURE),
    ],
)
def test_limits_are_stricter_where_only_clear_cases_are_told(
    probability: float, clear_only: bool, expected: Status
) -> None:
    assert classify(probability, clear_only=clear_only) is expected
