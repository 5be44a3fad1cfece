"""The longest row of figures of an indicator that can be compared with each other."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from operator import itemgetter

from agdb.indicators.breaks import CUTS
from agdb.publication.reading.series import follows, on_a_line
from agdb.results.value import Kind, Value
from agdb.results.values import columns_of
from agdb.statistics.period import Period

_COLUMNS = ("region", "breakdown", "period", "kind", "status", "value")
Mark = tuple[int, bool, bool]
"""Rank of the period, whether a stretch begins here, and whether there is a number."""


@dataclass(frozen=True, slots=True, order=True)
class Stretch:
    """Known points between two breaks: how many, and whether they follow each other."""

    periods: int = 0
    unbroken: bool = True


def longest(values: Sequence[Value]) -> Stretch:
    """Return the longest stretch of the observed values of any series.

    A value whose definition differs begins a stretch of its own, as a break does. A hole does not,
    for what is on both sides of it can be compared; but it is no row of figures. Of a million
    values columns are read and no value is made.
    """
    columns = columns_of(values).by_field
    parsed = {text: Period.parse(text) for text in dict.fromkeys(columns["period"])}
    periods = sorted({one for one in parsed.values() if on_a_line(one.frequency)})
    rank = {one: place for place, one in enumerate(periods)}
    placed = {text: (rank.get(one, -1), one.frequency) for text, one in parsed.items()}
    found: dict[tuple[object, ...], list[Mark]] = {}
    for region, breakdown, text, kind, status, value in zip(
        *(columns[name] for name in _COLUMNS), strict=True
    ):
        place, frequency = placed[text]
        if kind is Kind.OBSERVED and place >= 0:
            mark = (place, status in CUTS, value is not None)
            found.setdefault((region, breakdown, frequency), []).append(mark)
    next_to = _NextTo(periods)
    return max((one for marks in found.values() for one in _of(marks, next_to)), default=Stretch())


class _NextTo(dict[tuple[int, int], bool]):
    """Whether the period of one rank follows that of another at once, looked at once for each."""

    def __init__(self, periods: Sequence[Period]) -> None:
        super().__init__()
        self._periods = periods

    def __missing__(self, ranks: tuple[int, int]) -> bool:
        later, earlier = ranks
        self[ranks] = follows(self._periods[later], self._periods[earlier])
        return self[ranks]


def _of(marks: list[Mark], next_to: _NextTo) -> Iterator[Stretch]:
    """The stretches of one series, each as long as it became."""
    known, unbroken, last = 0, True, -1
    for place, cut, number in sorted(marks, key=itemgetter(0)):
        if cut:
            yield Stretch(known, unbroken)
            known, unbroken, last = 0, True, -1
        if number:
            known += 1
            unbroken = unbroken and (last < 0 or next_to[place, last])
            last = place
    yield Stretch(known, unbroken)
