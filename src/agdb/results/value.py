"""One value of an indicator, with all that is needed to print it honestly and to explain it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from itertools import groupby
from typing import Final

from agdb.programme.indicator import Indicator
from agdb.statistics.status import Finality, ObservationStatus
from agdb.statistics.structure import UnitOrigin

BEYOND: Final = "beyond-tested-horizon"
"""The mark of a forecast further ahead than the method was ever tested."""


class Kind(StrEnum):
    """Whether a value was observed, brought over a break, or comes out of a model."""

    OBSERVED = "observed"
    LINKED = "linked"
    FORECAST = "forecast"
    SCENARIO = "scenario"


@dataclass(frozen=True, slots=True)
class Value:
    """A number of one indicator for a region, a period and one member of each breakdown.

    `breakdown` holds (breakdown id, code) in the order of the definition. `value` is None when the
    source does not publish one; `status` then says why. `keys` counts the observations that went
    in, and `keys_hash` is the SHA-256 of their sorted keys, so that an explanation can be checked.
    `corrections` names the declared corrections that touched a cell of it.

    What is known of an observed value lies between `lower` and `upper` for certain; of a linked one
    they hold what the factor is not known to. Of a forecast
    they are the bounds at 80 per cent, and `lower_95` and `upper_95` those at 95 per cent.

    `table` is that of the inputs it was made of: 0, and higher for the older tables of one line.
    """

    region: str
    period: str
    breakdown: tuple[tuple[str, str], ...]
    value: float | None
    status: ObservationStatus
    finality: Finality
    mark: str
    lower: float | None
    upper: float | None
    kind: Kind
    keys: int
    keys_hash: str
    corrections: tuple[str, ...] = ()
    lower_95: float | None = None
    upper_95: float | None = None
    table: int = 0


@dataclass(frozen=True, slots=True)
class Applied:
    """A correction that was applied: `key` holds the parts of the observation key.

    `found` and `made` print what the cell held and what it holds now.
    """

    id: str
    key: tuple[str, ...]
    found: str
    made: str
    reason: dict[str, str]
    source: str
    who: str
    decided: date


@dataclass(frozen=True, slots=True)
class Input:
    """One dataset version that an indicator read, and the part of it that was used.

    `role` is `value`, `numerator` or `denominator`. `checksum` is the SHA-256 of the snapshot;
    `transcription` tells that the snapshot is our own copy of published figures, not the
    publisher's bytes. `citations` are those written beside the observations used. `partial` says
    why a dataset is a declared slice, or is None. `corrections` are those applied to the dataset.
    `recorded` is the day on which the figures were shown or copied, and `published` the day, month
    or year in which their publisher published them, empty where nobody wrote that down.
    `vintage` is its name for the edition, empty for what is simply updated.
    `table` is 0, and higher for the older tables of one line.
    """

    role: str
    dataset: str
    version: str
    recorded: date
    checksum: str
    transcription: bool
    address: str
    licence: str
    citations: tuple[str, ...]
    measure: str
    unit: str
    unit_origin: UnitOrigin
    unit_source: str
    predicate: str
    partial: str | None
    corrections: tuple[Applied, ...] = ()
    published: str = ""
    table: int = 0
    vintage: str = ""


@dataclass(frozen=True, slots=True)
class Waiting:
    """Why an indicator has no values: the dataset it waits for, the command that fills it."""

    dataset: str
    command: str


@dataclass(frozen=True, slots=True)
class Computed:
    """An indicator with its values in the order region, breakdown, period, and its inputs.

    The values are a tuple where they were just computed, and columns where a release was read.
    """

    definition: Indicator
    values: Sequence[Value]
    inputs: tuple[Input, ...]
    waiting: Waiting | None


def stretches(values: Iterable[Value]) -> Iterator[tuple[int, str, str]]:
    """Yield table, first and last period of each run of values that come from one table.

    `values` are those of one series in the order of time.
    """
    for table, some in groupby(values, key=lambda value: value.table):
        run = [value.period for value in some]
        yield table, run[0], run[-1]
