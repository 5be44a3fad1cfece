"""What to expect of many verdicts side by side: how many are wrong, and which deserve an alert."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from agdb.errors import OutlookError
from agdb.results.judgement import Judgement, Status

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from agdb.outlook.panel import BoolArray


FALSE_DISCOVERY_RATE = 0.10


@dataclass(frozen=True, slots=True)
class ExpectedErrors:
    """The expected number of wrong flags in a table, with the number of flags of each colour."""

    wrong: float
    on_track: int
    off_track: int


def expected_errors(judgements: Iterable[Judgement]) -> ExpectedErrors:
    """The sum of 1 - p over "on track" and of p over "off track".

    >>> flags = [Judgement(Status.ON_TRACK, 0.9, 12, None, ())] * 10
    >>> round(expected_errors(flags).wrong, 9)
    1.0
    """
    wrong, on_track, off_track = 0.0, 0, 0
    for judgement in judgements:
        if judgement.probability is None:
            continue
        if judgement.status is Status.ON_TRACK:
            wrong, on_track = wrong + 1.0 - judgement.probability, on_track + 1
        elif judgement.status is Status.OFF_TRACK:
            wrong, off_track = wrong + judgement.probability, off_track + 1
    return ExpectedErrors(wrong, on_track, off_track)


def benjamini_yekutieli(
    p_values: Sequence[float], *, rate: float = FALSE_DISCOVERY_RATE
) -> BoolArray:
    """Which hypotheses are rejected at this false discovery rate, under any dependence.

    Benjamini and Yekutieli, Ann. Statist. 29 (2001): regions and sexes of one dataset depend on
    each other, so the weaker condition of Benjamini and Hochberg is not met. Raises `OutlookError`
    for a value outside 0 to 1.

    >>> benjamini_yekutieli([0.001, 0.5, 0.04]).tolist()
    [True, False, False]
    """
    values = np.asarray(p_values, dtype=float)
    if values.size and not ((values >= 0.0) & (values <= 1.0)).all():
        raise OutlookError("a p-value lies outside 0 to 1", remedy="pass probabilities")
    count = values.size
    rejected = np.zeros(count, dtype=bool)
    if not count:
        return rejected
    order = np.argsort(values, kind="stable")
    harmonic = (1.0 / np.arange(1, count + 1)).sum()
    below = values[order] <= np.arange(1, count + 1) * rate / (count * harmonic)
    if below.any():
        rejected[order[: int(np.flatnonzero(below)[-1]) + 1]] = True
    return rejected
