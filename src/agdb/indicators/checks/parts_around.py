"""Parts of a level that all lie above their whole, or all below it: a part is missing.

The share of women among technicians cannot be lower than that of each group of technicians. Where
the members shown are not all there is, the definition says what else the whole holds (`others`) or
has the engine compute it (`remainder`). Parts that add up, such as shares of one total, are no
such case; nor is a period for which a member has no figure.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping

from agdb.indicators.checks.finding import Found, Severity
from agdb.indicators.checks.rule import Rule
from agdb.indicators.checks.values import ExaminedIndicator, series_cell
from agdb.programme.indicator import Breakdown
from agdb.statistics.number import printed

_ADDED = ("count", "money", "quantity")
"""Units of which parts add up to a whole; of others the whole lies between its parts."""
_NOISE = 1e-9
"""Of floating point: 60.2 is more than two tenths above 60.0."""
_FEWEST = 3
"""A whole and two parts: one part alone need not lie around anything."""


def _in_values(values: ExaminedIndicator) -> Iterator[Found]:
    unit = values.unit
    if unit.kind in _ADDED:
        return
    decimals = values.definition.decimals
    step = (1.0 + _NOISE) * 10.0 ** -(unit.decimals if decimals is None else decimals)
    for breakdown in values.definition.breakdowns:
        if breakdown.total is None or breakdown.others is not None:
            continue
        cells = _by_whole(values, breakdown)
        members = {code for parts in cells.values() for code in parts}
        for (region, period, rest), parts in cells.items():
            if len(parts) < len(members) or breakdown.total not in parts or len(parts) < _FEWEST:
                continue
            whole = parts.pop(breakdown.total)
            low, high = min(parts.values()), max(parts.values())
            adds_up = abs(sum(parts.values()) - whole) <= step * len(parts)
            if not (adds_up or low - step <= whole <= high + step):
                yield Found(
                    series_cell(region, rest, period),
                    f"the parts of {breakdown.id!r} lie between {printed(low)} and {printed(high)},"
                    f" and the whole is {printed(whole)}",
                )


def _by_whole(
    values: ExaminedIndicator, breakdown: Breakdown
) -> Mapping[tuple[str, str, tuple[tuple[str, str], ...]], dict[str, float]]:
    """The numbers by code of the breakdown, for each set of the other labels."""
    found: dict[tuple[str, str, tuple[tuple[str, str], ...]], dict[str, float]] = defaultdict(dict)
    for value in values.observed:
        if value.value is not None:
            codes = dict(value.breakdown)
            code = codes.pop(breakdown.id)
            found[value.region, value.period, tuple(codes.items())][code] = value.value
    return found


RULE = Rule(
    name="parts_around",
    severity=Severity.BLOCK,
    remedy="compute the missing part with remainder: CODE, or say under others: what it is",
    of_values=_in_values,
)
