"""What can be said about a forecast or a judgement besides its number: codes, never sentences."""

from __future__ import annotations

from enum import StrEnum


class Remark(StrEnum):
    """Why there is no answer, or why an answer deserves caution. Wording belongs to publication."""

    NO_OBSERVATIONS = "no-observations"
    TOO_FEW_POINTS = "too-few-points"
    RECENT_BREAK = "recent-break"
    AFTER_BREAK = "only-points-after-break"
    AFTER_GAP = "only-points-after-gap"
    BRIDGED = "missing-value-bridged"
    CONSTANT = "constant-series"
    OUTSIDE_UNIT = "values-outside-unit"
    ZERO_UNDER_LOG = "zero-under-log"
    FREQUENCY_NOT_COVERED = "frequency-not-covered"
    POOL_TOO_SMALL = "pool-too-small"
    BEYOND_TESTED_HORIZON = "beyond-tested-horizon"
    OFTEN_REVISED = "often-revised"
    NO_MEASURABLE_TARGET = "no-measurable-target"
    OTHER_DEFINITION = "target-of-other-definition"
    TARGET_OUTSIDE_UNIT = "target-outside-unit"
    TARGET_PERIOD_OBSERVED = "target-period-observed"
    CLEAR_CASES_ONLY = "clear-cases-only"
