"""How firm money is, from what somebody would like to what was paid."""

from __future__ import annotations

from collections.abc import Iterable
from decimal import Decimal
from enum import IntEnum
from typing import Final

from agdb.register.moment import last_day
from agdb.register.money import Money, MoneyKind


class Firmness(IntEnum):
    """Five steps from asked to paid, and what is not a step on that way."""

    ASKED = 0
    PROSPECT = 1
    STATE = 2
    GRANTED = 3
    PAID = 4
    APART = 5


_KIND: Final = MoneyKind
FIRMNESS: Final = {
    _KIND.ASKED: Firmness.ASKED,
    _KIND.NEED: Firmness.ASKED,
    _KIND.TOTAL_INVESTMENT: Firmness.ASKED,
    _KIND.UNFUNDED: Firmness.ASKED,
    _KIND.ANNOUNCED: Firmness.PROSPECT,
    _KIND.PROSPECT: Firmness.PROSPECT,
    _KIND.AVAILABLE: Firmness.PROSPECT,
    _KIND.RESERVED: Firmness.PROSPECT,
    _KIND.CONDITIONAL: Firmness.PROSPECT,
    _KIND.PRIVATE_PLEDGE: Firmness.PROSPECT,
    _KIND.BUDGETED: Firmness.STATE,
    _KIND.BUDGETED_CASH: Firmness.STATE,
    _KIND.GRANTED_TO_MINISTRY: Firmness.STATE,
    _KIND.CEILING: Firmness.STATE,
    _KIND.PHASE: Firmness.GRANTED,
    _KIND.GRANTED: Firmness.GRANTED,
    _KIND.BOUND: Firmness.PAID,
    _KIND.PAID: Firmness.PAID,
    _KIND.SETTLED: Firmness.PAID,
    _KIND.UNSPENT: Firmness.APART,
    _KIND.RECLAIMED: Firmness.APART,
    _KIND.CO_FUNDING: Firmness.APART,
    _KIND.CO_FUNDING_RULE: Firmness.APART,
    _KIND.SUM_OF_KINDS: Firmness.APART,
    _KIND.REMAINDER: Firmness.APART,
    _KIND.QUOTED: Firmness.APART,
}
"""The step of every kind of money."""


def firmest(rows: Iterable[Money]) -> tuple[Money, ...]:
    """Return the amounts of the firmest step that has any money, as of their newest moment.

    A zero is an amount, and no money. Empty where no amount is known.

    >>> firmest([])
    ()
    """
    some = [
        row
        for row in rows
        if isinstance(row.amount, Decimal) and row.amount > 0 and _step(row) is not Firmness.APART
    ]
    if not some:
        return ()
    top = max(map(_step, some))
    newest = max(last_day(row.as_of) for row in some if _step(row) is top)
    return tuple(row for row in some if _step(row) is top and last_day(row.as_of) == newest)


def _step(row: Money) -> Firmness:
    return FIRMNESS[row.kind]
