"""A quarter in a column of years, or a period that says it is of another frequency than it is."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator

from agdb.indicators.checks.data import Data
from agdb.indicators.checks.finding import Found, Severity
from agdb.indicators.checks.rule import Rule
from agdb.indicators.checks.values import ExaminedIndicator, cell_of
from agdb.statistics.period import Period

_LONE = 5
"""One period of a frequency of which there are so many of another is a stray one."""


def _in_data(data: Data) -> Iterator[Found]:
    rows = data.engine.rows(
        f"select distinct measure, period, frequency, start from {data.name}"
        f" where {data.looked_at} order by 1, 2, 3, 4"
    )
    periods: dict[str, dict[str, list[str]]] = defaultdict(lambda: defaultdict(list))
    for measure, text, frequency, start in rows:
        period = Period.parse(text)
        periods[measure][period.frequency.value].append(text)
        if frequency != period.frequency.value:
            yield Found(f"{measure} {text}", f"this is a {period.frequency.value}, not {frequency}")
        elif period.dated and start != period.start:
            yield Found(f"{measure} {text}", f"it begins on {period.start}, not on {start}")
    for measure, by_frequency in periods.items():
        most = max(by_frequency, key=lambda name: len(by_frequency[name]))
        for frequency, found in by_frequency.items():
            if len(found) == 1 and len(by_frequency[most]) >= _LONE:
                what = f"the only {frequency} among {len(by_frequency[most])} periods: {most}"
                yield Found(f"{measure} {found[0]}", what)


def _in_values(values: ExaminedIndicator) -> Iterator[Found]:
    wanted = values.definition.frequencies
    for value in values.observed:
        frequency = Period.parse(value.period).frequency
        if frequency not in wanted:
            yield Found(cell_of(value), f"this is a {frequency.value}, not {' or '.join(wanted)}")


RULE = Rule(
    name="mixed_frequencies",
    severity=Severity.BLOCK,
    remedy="record the periods again, or name the frequency in the indicator",
    of_data=_in_data,
    of_values=_in_values,
)
