"""An indicator under examination: its values, its series in order, and the cells behind them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from functools import cached_property

from agdb.indicators.derivation import label_of
from agdb.programme.indicator import Indicator
from agdb.programme.plan import Unit
from agdb.programme.programme import Programme
from agdb.results.value import Computed, Kind, Value
from agdb.statistics.period import Frequency, Period
from agdb.statistics.status import Finality, ObservationStatus
from agdb.statistics.structure import Measure

Series = tuple[str, tuple[tuple[str, str], ...], Frequency]
"""Region, codes of the breakdowns, and frequency."""


@dataclass(frozen=True, slots=True)
class Sources:
    """What the cells behind one value say, in one role: counted anew, apart from the value.

    `codes` is of how many codes in its table the codes of the value are the sum: mostly one.
    """

    cells: int
    empty: int
    bounded: int
    statuses: frozenset[ObservationStatus]
    finalities: frozenset[Finality]
    codes: int = 1


@dataclass(frozen=True)
class RoleSources:
    """The cells of one role, by the labels that this role has."""

    measure: Measure
    labels: tuple[str, ...]
    by_label: Mapping[tuple[str, ...], Sources]
    expected: int | None

    def behind(self, value: Value) -> Sources | None:
        """Return what is behind a value in this role; None if there is nothing."""
        return self.by_label.get(label_in(self.labels, value))


@dataclass(frozen=True)
class Values:
    """An indicator with all that a rule may want to know. `today` is passed in."""

    computed: Computed
    roles: tuple[RoleSources, ...]
    programme: Programme
    today: date

    @property
    def definition(self) -> Indicator:
        """The definition."""
        return self.computed.definition

    @cached_property
    def observed(self) -> tuple[Value, ...]:
        """The values that come out of data, not out of a model."""
        return tuple(v for v in self.computed.values if v.kind is Kind.OBSERVED)

    @property
    def unit(self) -> Unit:
        """The unit of the indicator."""
        return self.programme.units[self.definition.unit]

    @cached_property
    def series(self) -> Mapping[Series, dict[Period, Value]]:
        """The observed values by series, each in the order of its periods."""
        found: dict[Series, dict[Period, Value]] = {}
        for value in self.observed:
            period = Period.parse(value.period)
            key = value.region, value.breakdown, period.frequency
            found.setdefault(key, {})[period] = value
        return {key: dict(sorted(values.items())) for key, values in found.items()}


def label_in(labels: tuple[str, ...], value: Value) -> tuple[str, ...]:
    """Return what a value has under each of the names of labels."""
    known = label_of(value.region, value.period, [code for _, code in value.breakdown])
    return tuple(known[name] for name in labels)


def cell_of(value: Value) -> str:
    """Return the words for the place of a value."""
    return series_cell(value.region, value.breakdown, value.period)


def series_cell(region: str, breakdown: tuple[tuple[str, str], ...], period: str) -> str:
    """Return the words for a place in a series.

    >>> series_cell("NL01", (("kind", "E"),), "2024")
    'NL01 2024 kind=E'
    """
    return " ".join((region, period, *(f"{name}={code}" for name, code in breakdown)))
