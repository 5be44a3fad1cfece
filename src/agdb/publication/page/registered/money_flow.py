"""The way of the money of one initiative as a drawing: what was asked, promised, granted, paid."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Final

from markupsafe import Markup

from agdb.publication.chart.canvas import Caption
from agdb.publication.chart.flow import FlowBar, flow
from agdb.publication.page.registered.amounts import in_words, swatch
from agdb.publication.page.registered.wording import RegisterWording
from agdb.publication.wording.amount import euros
from agdb.register.firmness import FIRMNESS, Firmness
from agdb.register.moment import last_day
from agdb.register.money import Money, MoneyKind, MoneyUnit, Rate

_ON_THE_WAY: Final = frozenset(Firmness) - {Firmness.APART}
_NO_STEP: Final = frozenset({MoneyKind.NEED, MoneyKind.TOTAL_INVESTMENT, MoneyKind.UNFUNDED})
"""Estimates of what all partners need, and what has no money: beside the way, not on it."""
_LEAST: Final = 3


@dataclass(frozen=True, slots=True)
class MoneyFlow:
    """The drawing; `paid_unknown` tells that it ends where nobody who was read goes on."""

    drawing: Markup
    paid_unknown: bool


def money_flow(
    rows: Sequence[Money], said: RegisterWording, *, ident: str, title: str
) -> MoneyFlow | None:
    """Return the drawing of amounts in euros, None where too few of them are on the way.

    Where something was granted and nothing that was read tells what was paid since, the last bar is
    dashed: that is not known, and no zero.
    """
    steps = list(steps_of(rows))
    moments = list(dict.fromkeys(row.as_of for row in steps))
    if len(steps) < _LEAST or len(moments) < 2:
        return None
    bars = [
        FlowBar(
            ident=row.id,
            step=moments.index(row.as_of),
            value=float(row.amount),
            fill=swatch(row),
            label=euros(row, said.edition.language),
            kind=kind_to(row, said),
            moment=said.moment(row.as_of),
            whole=row.part_of,
        )
        for row in steps
        if isinstance(row.amount, Decimal)
    ]
    sentences = [in_words(row, said) for row in steps]
    granted = [row for row in steps if row.kind is MoneyKind.GRANTED]
    paid = [row for row in steps if row.kind is MoneyKind.PAID]
    unknown = bool(granted) and not any(
        last_day(row.as_of) >= last_day(granted[-1].as_of) for row in paid
    )
    if unknown:
        bars.append(_unpaid(granted[-1], said, step=len(moments)))
        sentences.append(said.edition.language.say("money.paid-unknown"))
    description = "; ".join(sentences)
    return MoneyFlow(flow(Caption(ident, title, description), bars), unknown)


def steps_of(rows: Iterable[Money]) -> tuple[Money, ...]:
    """Return the amounts that are steps on the way from asked to paid, oldest first."""
    return tuple(sorted((row for row in rows if _is_step(row)), key=_order))


def _order(row: Money) -> tuple[date, Decimal]:
    """By moment, and at one moment the largest first; a difference that was worked out is last."""
    worked_out = row.kind is MoneyKind.REMAINDER
    if isinstance(row.amount, Decimal) and not worked_out:
        return last_day(row.as_of), -row.amount
    return last_day(row.as_of), Decimal(1)


def kind_to(row: Money, said: RegisterWording) -> str:
    """Return what an amount is, and to whom it went: a grant to 15 is no money of one."""
    kind, recipient = said.code("money.short", row.kind), said.words(row.recipient)
    if not recipient or row.kind is not MoneyKind.GRANTED:
        return kind
    return said.edition.language.say("money.kind-to", kind=kind, recipient=recipient)


def _is_step(row: Money) -> bool:
    if row.kind is MoneyKind.REMAINDER:
        return True
    return (
        isinstance(row.amount, Decimal)
        and row.unit is MoneyUnit.MILLION_EURO
        and row.rate is not Rate.YEARLY
        and FIRMNESS[row.kind] in _ON_THE_WAY
        and row.kind not in _NO_STEP
    )


def _unpaid(granted: Money, said: RegisterWording, *, step: int) -> FlowBar:
    assert isinstance(granted.amount, Decimal)
    return FlowBar(
        ident=f"{granted.id}-paid",
        step=step,
        value=None,
        fill="fx",
        label=said.code("not-known", "amount"),
        kind=said.code("money.short", MoneyKind.PAID),
        moment="",
        whole=granted.id,
        as_high_as=float(granted.amount),
    )
