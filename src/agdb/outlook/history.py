"""The published status over time: when it changes, and why."""

from __future__ import annotations

from agdb.outlook.status import OFF_TRACK, ON_TRACK
from agdb.results.judgement import Judgement, Status
from agdb.results.track import Cause, StatusEntry

MARGIN = 0.05
_ROUNDING = 1e-9
_GRADED = (Status.ON_TRACK, Status.UNCERTAIN, Status.OFF_TRACK)


def publish(
    history: tuple[StatusEntry, ...],
    judgement: Judgement,
    *,
    vintage: str,
    last_period: int,
    revised: bool = False,
) -> tuple[StatusEntry, ...]:
    """The history with this publication added.

    A class changes only if the probability passes its limit by 0.05, or lies beyond it in two
    publications running. Losing the judgement (a break, a missing target) suspends the class and
    does not change it. `revised` tells that points published before have changed.

    >>> from agdb.outlook.status import classify
    >>> judged = lambda p: Judgement(classify(p), p, 12, None, ())
    >>> story = publish((), judged(0.81), vintage="2026-03-01", last_period=2024)
    >>> story = publish(story, judged(0.79), vintage="2026-06-01", last_period=2024, revised=True)
    >>> story[-1].candidate.value, story[-1].shown.value, story[-1].cause.value
    ('uncertain', 'on-track', 'revision')
    """
    before = history[-1] if history else None
    shown = _shown(before, judgement)
    graded = shown if shown in _GRADED else (before.graded if before else None)
    reference = None if before is None else (before.graded or before.shown)
    changed = before is not None and shown is not Status.NO_JUDGEMENT and shown is not reference
    entry = StatusEntry(
        vintage=vintage,
        last_period=last_period,
        probability=judgement.probability,
        candidate=judgement.status,
        shown=shown,
        graded=graded,
        changed=changed,
        cause=_cause(before, last_period, judgement, revised=revised),
    )
    return (*history, entry)


def _shown(before: StatusEntry | None, judgement: Judgement) -> Status:
    now, probability = judgement.status, judgement.probability
    if before is None or before.graded is None or probability is None or now not in _GRADED:
        return now
    if now is before.graded or now is before.candidate:
        return now
    kept = before.graded
    if kept is Status.ON_TRACK and probability > ON_TRACK - MARGIN + _ROUNDING:
        return kept
    if kept is Status.OFF_TRACK and probability < OFF_TRACK + MARGIN - _ROUNDING:
        return kept
    short_of_on = now is Status.ON_TRACK and probability < ON_TRACK + MARGIN - _ROUNDING
    short_of_off = now is Status.OFF_TRACK and probability > OFF_TRACK - MARGIN + _ROUNDING
    return Status.UNCERTAIN if short_of_on or short_of_off else now


def _cause(
    before: StatusEntry | None, last_period: int, judgement: Judgement, *, revised: bool
) -> Cause:
    if before is None:
        return Cause.FIRST
    if last_period != before.last_period:
        return Cause.BOTH if revised else Cause.NEW_PERIOD
    if revised:
        return Cause.REVISION
    same = judgement.probability == before.probability and judgement.status is before.candidate
    return Cause.NOTHING if same else Cause.OTHER
