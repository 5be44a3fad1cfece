"""Money as the source tells it: what kind, how often, of when; and sums that refuse to mix them.

The kinds follow the reporting columns of the Nationaal Groeifonds and the General Administrative
Law Act (Awb, title 4.2): what was asked, reserved, granted under conditions, granted, bound and
paid are different things, and only the same thing may be added up.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum
from typing import Final, Self

from pydantic import model_validator

from agdb.programme.model import Slug, Words
from agdb.register.entry import Entry, Unknown
from agdb.register.moment import Moment, last_day

ROUNDING: Final = Decimal("0.05")
"""Half of the last digit of an amount in millions with one decimal: what each part may be off."""

_ARTICLE: Final = re.compile(r"[IVXLC]+ art\. \d+(\.\d+)*")


class MoneyKind(StrEnum):
    """What an amount is, in the words of the papers. Only amounts of one kind are ever added."""

    ASKED = "gevraagd"
    NEED = "geraamde-behoefte"
    TOTAL_INVESTMENT = "geraamde-totale-investering"
    ANNOUNCED = "aangekondigd"
    PROSPECT = "voorlopig-toegezegd"
    AVAILABLE = "beschikbaar"
    BUDGETED = "begroot"
    BUDGETED_CASH = "begroot-kas"
    RESERVED = "gereserveerd"
    CONDITIONAL = "voorwaardelijk-toegekend"
    GRANTED_TO_MINISTRY = "toegekend-aan-departement"
    CEILING = "subsidieplafond"
    PHASE = "toegekend-fase"
    GRANTED = "verleend-aan-ontvanger"
    BOUND = "verplicht"
    PAID = "kasuitgave"
    SETTLED = "vastgesteld"
    UNSPENT = "niet-besteed"
    RECLAIMED = "teruggevorderd"
    CO_FUNDING = "cofinanciering"
    CO_FUNDING_RULE = "cofinanciering-eis"
    PRIVATE_PLEDGE = "toegezegd-privaat"
    UNFUNDED = "ongedekt"
    SUM_OF_KINDS = "som-van-modaliteiten"
    REMAINDER = "afgeleid-restant"
    QUOTED = "genoemd-in-nota"


NEVER_ADDED: Final = frozenset(
    {MoneyKind.SUM_OF_KINDS, MoneyKind.REMAINDER, MoneyKind.QUOTED, MoneyKind.UNFUNDED}
)
"""Kinds that repeat or contradict other amounts, or are no money at all."""


class Rate(StrEnum):
    """How often an amount comes: in all, or every year; a stock is a state on one day."""

    TOTAL = "total"
    YEARLY = "yearly"
    STOCK = "stock"


class MoneyUnit(StrEnum):
    """Millions of euros, or a share of an amount that the source does not give in euros."""

    MILLION_EURO = "euro-million"
    PERCENT = "percent"


class Form(StrEnum):
    """Whether others bring money or work and goods."""

    CASH = "cash"
    IN_KIND = "in-kind"
    UNKNOWN = "unknown"


class Money(Entry):
    """One amount of an initiative or an option; `unknown` where the source names no amount.

    `part_of` is the amount that this one is taken from, so that neither is counted twice, and
    `total_of` names the amounts whose total the source prints as this one. `start` and `end` are
    the years it is for. `at_least` marks an amount of which the source gives the lower end only.
    `basis` is the regulation it rests on; `price_level` the year whose prices are meant.
    """

    initiative: Slug | None = None
    option: Slug | None = None
    kind: MoneyKind
    amount: Decimal | Unknown
    unit: MoneyUnit = MoneyUnit.MILLION_EURO
    at_least: bool = False
    rate: Rate
    start: Moment | None = None
    end: Moment | None = None
    provider: Words | None = None
    fund: Slug | None = None
    article: str | None = None
    recipient: Words | None = None
    part_of: Slug | None = None
    total_of: tuple[Slug, ...] = ()
    basis: Slug | None = None
    conditions: Words | None = None
    form: Form | None = None
    price_level: Moment | Unknown = "unknown"

    @model_validator(mode="after")
    def _is_possible(self) -> Self:
        if (self.initiative is None) == (self.option is None):
            raise ValueError("an amount is of an initiative or of an option, one of the two")
        if isinstance(self.amount, Decimal) and self.amount < 0:
            raise ValueError("an amount is never below zero: what goes back has a kind of its own")
        if self.article is not None and _ARTICLE.fullmatch(self.article) is None:
            raise ValueError("a budget article reads as in 'XIX art. 1'")
        if self.start and self.end and last_day(self.end) < last_day(self.start):
            raise ValueError(f"it ends in {self.end}, before it starts in {self.start}")
        return self


class Refusal(StrEnum):
    """Why amounts are not added up; the words are in the messages."""

    NONE = "nothing-known"
    KINDS = "kinds-differ"
    SHARES = "shares-of-unknown-amounts"
    RATES = "rates-differ"
    MOMENTS = "moments-differ"
    CHAIN = "part-of-each-other"
    NEVER = "never-added"
    UNKNOWN = "amount-unknown"


@dataclass(frozen=True, slots=True)
class Sum:
    """The sum of some amounts, or why there is none: then `amount` is None.

    `rows` are the amounts that were asked for, in their order.
    """

    rows: tuple[Money, ...]
    amount: Decimal | None
    refusals: tuple[Refusal, ...]


def add_up(rows: Iterable[Money], *, known: Mapping[str, Money]) -> Sum:
    """Return the sum of `rows`, or every reason why they are not added.

    Amounts in euros are added only if they are of one kind, one rate and one moment, none of them
    is part or total of another (directly or through `known`), all are known, and their kind may be
    added at all. One row alone is its own sum.

    >>> add_up([], known={}).refusals
    (<Refusal.NONE: 'nothing-known'>,)
    """
    listed = tuple(rows)
    if not listed:
        return Sum((), None, (Refusal.NONE,))
    refusals = []
    if any(not isinstance(row.amount, Decimal) for row in listed):
        refusals.append(Refusal.UNKNOWN)
    if len({row.kind for row in listed}) > 1:
        refusals.append(Refusal.KINDS)
    elif len(listed) > 1 and listed[0].kind in NEVER_ADDED:
        refusals.append(Refusal.NEVER)
    if len(listed) > 1 and any(row.unit is not MoneyUnit.MILLION_EURO for row in listed):
        refusals.append(Refusal.SHARES)
    if len({row.rate for row in listed}) > 1:
        refusals.append(Refusal.RATES)
    if len({row.as_of for row in listed}) > 1:
        refusals.append(Refusal.MOMENTS)
    ids = {row.id for row in listed}
    if any(ids & {*ancestors(row, known), *row.total_of} for row in listed):
        refusals.append(Refusal.CHAIN)
    if refusals:
        return Sum(listed, None, tuple(refusals))
    return Sum(listed, sum((_amount(row) for row in listed), Decimal(0)), ())


def _amount(row: Money) -> Decimal:
    assert isinstance(row.amount, Decimal)
    return row.amount


def ancestors(row: Money, known: Mapping[str, Money]) -> tuple[str, ...]:
    """Return the ids of the amounts that `row` is taken from, nearest first.

    A chain that leads back to itself is followed once; `check_chains` names it.
    """
    found: list[str] = []
    current: Money | None = row
    while current is not None and current.part_of is not None and current.part_of not in found:
        found.append(current.part_of)
        current = known.get(current.part_of)
    return tuple(found)


@dataclass(frozen=True, slots=True)
class ChainFault:
    """An amount that cannot be what its chain says, with the amount of the whole and of its parts.

    `parts` are of one kind and moment, and more than `whole` even after rounding, or another total
    than it is printed as; a chain that leads back to itself has no parts.
    """

    whole: Money
    parts: tuple[Money, ...]


def check_chains(known: Mapping[str, Money]) -> tuple[ChainFault, ...]:
    """Return the chains of money that cannot be: circles, excess parts and totals that are none.

    Parts are compared kind by kind and moment by moment, each with a tolerance of `ROUNDING`.
    """
    faults = [ChainFault(row, ()) for row in known.values() if row.id in ancestors(row, known)]
    groups: dict[tuple[str, MoneyKind, Rate, str], list[Money]] = {}
    for row in known.values():
        if _summed(row) and row.part_of is not None and row.part_of in known:
            groups.setdefault((row.part_of, row.kind, row.rate, row.as_of), []).append(row)
    for (whole, kind, rate, _), parts in groups.items():
        of = known[whole]
        same_rate = of.rate is rate or Rate.STOCK in {of.rate, rate}
        if not _summed(of) or of.at_least or not same_rate or kind in _WIDER:
            continue
        if sum(map(_amount, parts)) > _amount(of) + ROUNDING * len(parts):
            faults.append(ChainFault(of, tuple(parts)))
    for row in known.values():
        named = [known[name] for name in row.total_of if name in known]
        if named and all(map(_summed, (row, *named))):
            off = abs(sum(map(_amount, named)) - _amount(row))
            if off > ROUNDING * (len(named) + 1):
                faults.append(ChainFault(row, tuple(named)))
    return tuple(faults)


def _summed(row: Money) -> bool:
    """Whether it is a known amount in euros."""
    return isinstance(row.amount, Decimal) and row.unit is MoneyUnit.MILLION_EURO


_WIDER: Final = frozenset({MoneyKind.ASKED, MoneyKind.CO_FUNDING, MoneyKind.ANNOUNCED})
"""Kinds that may exceed what they are part of: more can be asked than there is."""
