"""What one sign says of an indicator: where the plan wants it, where it goes, and how old it is."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from agdb.publication.reading.change import ChangeOutcome, Course
from agdb.publication.reading.lead import changes_in_front, course
from agdb.publication.reading.reading import Reading


class MarkState(StrEnum):
    """Where a figure goes, as far as its own trend says; never judged by hand."""

    WANTED = "wanted"
    OTHER = "other"
    STEADY = "steady"
    UNSAID = "unsaid"
    CONTEXT = "context"
    EMPTY = "empty"


@dataclass(frozen=True, slots=True)
class IndicatorMark:
    """The sign of one indicator: `direction` is up, down or context."""

    direction: str
    state: MarkState


def mark_of(reading: Reading) -> IndicatorMark:
    """Return the sign of an indicator.

    Steady is a change within the margin, or none at all, and no other picture over a longer time.
    """
    direction = reading.definition.direction
    if reading.headline is None:
        return IndicatorMark(direction, MarkState.EMPTY)
    if direction == "context":
        return IndicatorMark(direction, MarkState.CONTEXT)
    match course(reading):
        case Course.WANTED:
            return IndicatorMark(direction, MarkState.WANTED)
        case Course.OTHER:
            return IndicatorMark(direction, MarkState.OTHER)
    changes = changes_in_front(reading)
    still = {ChangeOutcome.SAME, ChangeOutcome.UNCLEAR}
    steady = not reading.definition.cyclical and all(
        one.short is not None and one.long is None and one.short.outcome in still for one in changes
    )
    return IndicatorMark(direction, MarkState.STEADY if steady else MarkState.UNSAID)
