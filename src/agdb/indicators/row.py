"""A row of the value statement, read: labels, numbers, and what is said of them."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import TypeVar

from agdb.indicators.comparable import mark_breaks, without_mixed
from agdb.indicators.linked import linked_values
from agdb.indicators.statement import FINALITY_ORDER, STATUS_ORDER
from agdb.programme.indicator import Indicator
from agdb.results.value import Value
from agdb.statistics.period import Period
from agdb.statistics.status import Finality, ObservationStatus, gravest, least_final

Row = tuple[object, ...]
Member = TypeVar("Member", ObservationStatus, Finality)


@dataclass(frozen=True, slots=True)
class ValueRow:
    """What one row says; `counts` are the numbers of observations behind it, one for each role."""

    region: str
    period: str
    breakdown: tuple[tuple[str, str], ...]
    value: float | None
    lower: float | None
    upper: float | None
    status: ObservationStatus
    finality: Finality
    mark: str
    counts: tuple[int, ...]


def read_row(indicator: Indicator, row: Row) -> ValueRow:
    """Return what a row of `value_statement` says."""
    width = len(indicator.breakdowns)
    region, period, *rest = row
    codes = ("" if part is None else str(part) for part in rest[:width])
    number, lower, upper, *accounts = rest[width:]
    statuses: list[ObservationStatus] = []
    finalities: list[Finality] = []
    marks: list[str] = []
    counts: list[int] = []
    for at in range(0, len(accounts), 4):
        statuses += _members(STATUS_ORDER, accounts[at])
        finalities += _members(FINALITY_ORDER, accounts[at + 1])
        marks.append(str(accounts[at + 2] or ""))
        counts.append(int(str(accounts[at + 3])))
    return ValueRow(
        region=str(region),
        period=str(period),
        breakdown=tuple((b.id, c) for b, c in zip(indicator.breakdowns, codes, strict=True)),
        value=number_in(number),
        lower=number_in(lower),
        upper=number_in(upper),
        status=_status(number, statuses),
        finality=least_final(*finalities),
        mark=" ".join(dict.fromkeys(mark for mark in marks if mark)),
        counts=tuple(counts),
    )


def in_order(indicator: Indicator, values: Sequence[Value]) -> tuple[Value, ...]:
    """Return the values by region, breakdown as the definition has it, and period.

    Breaks are marked, nothing compares both sides of one, and a linked value comes after its own.
    The order is that of the definition and not that in which an engine gave the rows.
    """
    marked = mark_breaks(indicator, without_mixed(indicator, values))
    order = {b.id: _ranks(b.total, b.members) for b in indicator.breakdowns}
    return tuple(
        sorted(
            (*marked, *linked_values(indicator, marked)),
            key=lambda v: (
                v.region,
                [(order[name].get(code, len(order[name])), code) for name, code in v.breakdown],
                Period.parse(v.period),
            ),
        )
    )


def number_in(part: object) -> float | None:
    """Return the number in a column of a row, None where there is none."""
    return None if part is None else float(str(part))


def _ranks(total: str | None, members: Iterable[str]) -> dict[str, int]:
    codes = (*(() if total is None else (total,)), *members)
    return {code: rank for rank, code in enumerate(dict.fromkeys(codes))}


def _members(order: Sequence[Member], bits: object) -> list[Member]:
    number = int(str(bits))
    return [member for place, member in enumerate(order) if number >> place & 1]


def _status(number: object, statuses: list[ObservationStatus]) -> ObservationStatus:
    status = gravest(*statuses)
    if number is None and status.has_value:  # a zero denominator: the ratio cannot exist
        return ObservationStatus.MISSING_CANNOT_EXIST
    return status
