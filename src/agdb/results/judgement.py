"""What is said of one series against one target, as an estimate of the monitor."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import ClassVar

from agdb.results.remark import Remark


class Status(StrEnum):
    """Op koers, onzeker, niet op koers; geen oordeel; once observed, gehaald or niet gehaald."""

    ON_TRACK = "on-track"
    UNCERTAIN = "uncertain"
    OFF_TRACK = "off-track"
    NO_JUDGEMENT = "no-judgement"
    MET = "met"
    MISSED = "missed"


@dataclass(frozen=True, slots=True)
class RequiredChange:
    """The change a year that the target still needs, beside the one last observed.

    In the unit of the series; the needed rate is the constant yearly growth as a fraction, None
    where value and target are not both positive.
    """

    needed: float
    needed_rate: float | None
    observed: float | None


@dataclass(frozen=True, slots=True)
class Judgement:
    """The status of one series against one target; always an estimate of the monitor.

    `probability` is None without a judgement. `points` is the number of comparable measurements, so
    that a reader can be told "two measurements" in words.
    """

    by: ClassVar[str] = "estimate-of-the-monitor"

    status: Status
    probability: float | None
    points: int
    path: RequiredChange | None
    remarks: tuple[Remark, ...]
