"""The values of one indicator as columns; a `Value` is made only where one is asked for."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, fields
from functools import cached_property
from operator import attrgetter
from typing import Any, Final, overload

from agdb.results.value import Kind, Value
from agdb.statistics.period import Frequency, Period

FIELDS: Final = tuple(one.name for one in fields(Value))
"""The columns: the fields of a value, in their order."""
_FACTS: Final = attrgetter(*FIELDS)
_KNOWN: Final = ("region", "breakdown", "period", "kind", "value")


@dataclass(frozen=True)
class ValueColumns:
    """One tuple for each of `FIELDS`, all of the same length: a row across them is a value."""

    by_field: Mapping[str, tuple[Any, ...]]

    @classmethod
    def of(cls, values: Iterable[Value]) -> ValueColumns:
        """Take values apart."""
        columns = list(zip(*map(_FACTS, values), strict=True)) or [()] * len(FIELDS)
        return cls(dict(zip(FIELDS, columns, strict=True)))

    def at(self, places: Iterable[int]) -> tuple[Value, ...]:
        """Return the values in these rows, made for the occasion."""
        columns = [self.by_field[name] for name in FIELDS]
        return tuple(Value(*(column[place] for column in columns)) for place in places)

    @cached_property
    def objects(self) -> tuple[Value, ...]:
        """The same as values."""
        return tuple(map(Value, *(self.by_field[name] for name in FIELDS)))


class Values(Sequence[Value]):
    """The values of one indicator, read when they are asked for and not held by this object.

    `read` gives the columns, the same each time; how long they are remembered is its affair.
    """

    __slots__ = ("_read", "_size")

    def __init__(self, read: Callable[[], ValueColumns], *, size: int) -> None:
        self._read, self._size = read, size

    @property
    def columns(self) -> ValueColumns:
        """The columns."""
        return self._read()

    def at(self, places: Iterable[int]) -> tuple[Value, ...]:
        """Return the values at these places; the others are not made."""
        return self._read().at(places)

    def __len__(self) -> int:
        return self._size

    def __iter__(self) -> Iterator[Value]:
        return iter(self._read().objects)

    @overload
    def __getitem__(self, place: int) -> Value: ...
    @overload
    def __getitem__(self, place: slice) -> tuple[Value, ...]: ...
    def __getitem__(self, place: int | slice) -> Value | tuple[Value, ...]:
        return self._read().objects[place]

    def __eq__(self, other: object) -> bool:
        if isinstance(other, Values):
            return self.columns == other.columns
        return isinstance(other, tuple) and self._read().objects == other

    def __hash__(self) -> int:
        return hash(self._read().objects)


def columns_of(values: Sequence[Value]) -> ValueColumns:
    """Return the columns of values, which are not taken apart again if they are columns already.

    >>> columns_of(()).by_field["region"]
    ()
    """
    return values.columns if isinstance(values, Values) else ValueColumns.of(values)


Known = frozenset[tuple[str, tuple[tuple[str, str], ...], Frequency]]
"""Region, codes and frequency of series that have an observed number."""


def known_series(values: Sequence[Value]) -> Known:
    """Return every series that has an observed number."""
    columns = columns_of(values).by_field
    frequencies = {text: Period.parse(text).frequency for text in dict.fromkeys(columns["period"])}
    rows = zip(*(columns[name] for name in _KNOWN), strict=True)
    return frozenset(
        (region, breakdown, frequencies[period])
        for region, breakdown, period, kind, value in rows
        if value is not None and kind is Kind.OBSERVED
    )


def known_periods(values: Sequence[Value]) -> frozenset[str]:
    """Return every period of which there is an observed number."""
    columns = columns_of(values).by_field
    rows = zip(columns["period"], columns["kind"], columns["value"], strict=True)
    return frozenset(
        period for period, kind, value in rows if value is not None and kind is Kind.OBSERVED
    )


def values_of(
    values: Sequence[Value], labels: Collection[tuple[str, tuple[tuple[str, str], ...]]]
) -> tuple[Value, ...]:
    """Return the values with one of these pairs of region and codes, in their order."""
    if not isinstance(values, Values):
        return tuple(value for value in values if (value.region, value.breakdown) in labels)
    columns = values.columns.by_field
    pairs = zip(columns["region"], columns["breakdown"], strict=True)
    return values.at(place for place, pair in enumerate(pairs) if pair in labels)


def observed_numbers(
    values: Sequence[Value],
) -> dict[tuple[object, ...], tuple[float | None, float | None, float | None]]:
    """Return value and bounds of every observed number by its region, period and codes."""
    columns = columns_of(values).by_field
    labels = zip(columns["region"], columns["period"], columns["breakdown"], strict=True)
    numbers = zip(columns["value"], columns["lower"], columns["upper"], strict=True)
    return {
        label: number
        for label, number, kind in zip(labels, numbers, columns["kind"], strict=True)
        if kind is Kind.OBSERVED
    }
