"""The rows of the two statements of an indicator: which columns they have, and how they are read.

`statement` writes its columns from the names here, and whoever runs a statement reads its rows by
the class here, so that a column stands in one place.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Final, NamedTuple, TypeVar

from agdb.indicators.breaks import linked_values, mark_breaks, without_mixed
from agdb.indicators.selection import Resolved
from agdb.programme.indicator import Indicator
from agdb.results.value import Value
from agdb.statistics.period import Period
from agdb.statistics.status import Finality, ObservationStatus, gravest, least_final

Row = tuple[object, ...]
Member = TypeVar("Member", ObservationStatus, Finality)

CELL_FACTS: Final = ("value", "lower", "upper", "status", "finality", "mark", "citation")
NUMBERS: Final = ("value", "lower", "upper")
ACCOUNT: Final = ("statuses", "finalities", "mark", "n_keys")
"""What a value row says of each role: two sets, as sums of powers of two, a mark and a count."""
STATUS_ORDER: Final = tuple(ObservationStatus)
FINALITY_ORDER: Final = tuple(Finality)


def shown(role: Resolved) -> tuple[int, ...]:
    """Return the places of the breakdowns that this role has."""
    return tuple(i for i, expression in enumerate(role.breakdowns) if expression is not None)


def labels(role: Resolved) -> tuple[str, ...]:
    """Return the names of the columns that label a row of this role."""
    period = () if role.period is None else ("of_period",)
    return ("region", *period, *(f"b{place}" for place in shown(role)))


class CellRow(NamedTuple):
    """One observation behind a value: the label of that value, its own key, and what it says."""

    label: tuple[str, ...]
    key: tuple[str, ...]
    value: float | None
    lower: float | None
    upper: float | None
    status: str
    finality: str
    mark: str
    citation: str


@dataclass(frozen=True, slots=True)
class CellRows:
    """The rows of `cell_statement`, for one role."""

    labels: tuple[str, ...]
    keys: int

    @classmethod
    def of(cls, role: Resolved) -> CellRows:
        """Return how the cells of this role are read."""
        return cls(labels(role), len(role.key_columns))

    @property
    def columns(self) -> tuple[str, ...]:
        """Their names, in their order."""
        return (*self.labels, *(f"key_{place}" for place in range(self.keys)), *CELL_FACTS)

    def read(self, row: Row) -> CellRow:
        """Return what a row says."""
        start = len(self.labels)
        end = start + self.keys
        value, lower, upper, status, finality, mark, citation = row[end:]
        return CellRow(
            label=tuple(map(_text, row[:start])),
            key=tuple(map(_text, row[start:end])),
            value=number_in(value),
            lower=number_in(lower),
            upper=number_in(upper),
            status=_text(status),
            finality=_text(finality),
            mark=_text(mark),
            citation=_text(citation),
        )


@dataclass(frozen=True, slots=True)
class ValueRow:
    """One value; `counts` are the numbers of observations behind it, one for each role."""

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

    @property
    def label(self) -> tuple[str, str, tuple[str, ...]]:
        """Region, period and the code of each breakdown."""
        return self.region, self.period, tuple(code for _, code in self.breakdown)


@dataclass(frozen=True)
class ValueRows:
    """The rows of `value_statement`: labels, numbers, then an account for each role."""

    indicator: Indicator
    labels: tuple[str, ...]
    roles: int

    @classmethod
    def of(cls, indicator: Indicator, roles: Sequence[Resolved]) -> ValueRows:
        """Return how the values of these roles are read; the first has every label."""
        return cls(indicator, labels(roles[0]), len(roles))

    @cached_property
    def columns(self) -> tuple[str, ...]:
        """Their names, in their order; those of an account with the number of its role."""
        accounts = (f"{name}_{role}" for role in range(self.roles) for name in ACCOUNT)
        return (*self.labels, *NUMBERS, *accounts)

    def read(self, row: Row) -> ValueRow:
        """Return what a row says."""
        found = dict(zip(self.columns, row, strict=True))
        start, width = len(self.labels) + len(NUMBERS), len(ACCOUNT)
        account = {name: row[start + place :: width] for place, name in enumerate(ACCOUNT)}
        statuses = [m for bits in account["statuses"] for m in _members(STATUS_ORDER, bits)]
        finalities = [m for bits in account["finalities"] for m in _members(FINALITY_ORDER, bits)]
        marks = map(_text, account["mark"])
        return ValueRow(
            region=_text(found["region"]),
            period=_text(found["of_period"]),
            breakdown=tuple(
                (breakdown.id, _text(found[f"b{place}"]))
                for place, breakdown in enumerate(self.indicator.breakdowns)
            ),
            value=number_in(found["value"]),
            lower=number_in(found["lower"]),
            upper=number_in(found["upper"]),
            status=_status(found["value"], statuses),
            finality=least_final(*finalities),
            mark=" ".join(dict.fromkeys(mark for mark in marks if mark)),
            counts=tuple(int(str(count)) for count in account["n_keys"]),
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
    return part if part is None or isinstance(part, float) else float(str(part))


def _text(part: object) -> str:
    return "" if part is None else str(part)


def _ranks(total: str | None, members: Iterable[str]) -> dict[str, int]:
    codes = (*(() if total is None else (total,)), *members)
    return {code: rank for rank, code in enumerate(dict.fromkeys(codes))}


def _members(order: Sequence[Member], bits: object) -> list[Member]:
    """The members of a set that a statement gave as a sum of powers of two."""
    number = int(str(bits))
    return [member for place, member in enumerate(order) if number >> place & 1]


def _status(number: object, statuses: list[ObservationStatus]) -> ObservationStatus:
    status = gravest(*statuses)
    if number is None and status.has_value:  # a zero denominator: the ratio cannot exist
        return ObservationStatus.MISSING_CANNOT_EXIST
    return status
