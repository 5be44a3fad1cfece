"""Amounts of money as a page shows them: the kind before the number, and what is not known."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal

from agdb.publication.edition import Link
from agdb.publication.page.registered.wording import FactSource, RegisterWording
from agdb.publication.wording.amount import euros, number
from agdb.register.firmness import FIRMNESS, Firmness, firmest
from agdb.register.money import Money, MoneyKind, Rate, Sum


@dataclass(frozen=True, slots=True)
class Amount:
    """One row of a table of money. `value` is empty where the source names no amount."""

    ident: str
    swatch: str
    kind: str
    value: str
    of: Link | None
    provider: str
    recipient: str
    years: str
    moment: str
    conditions: str
    sources: tuple[FactSource, ...]
    remark: str


@dataclass(frozen=True, slots=True)
class Added:
    """A sum as a page shows it: the terms, what they come to, or every reason why there is none."""

    terms: str
    total: str
    reasons: tuple[str, ...]
    kinds: tuple[str, ...]


def swatch(row: Money) -> str:
    """Return the name of the fill of an amount: the fuller, the firmer; dashed where unknown."""
    firmness = FIRMNESS[row.kind]
    if row.amount == "unknown" or firmness is Firmness.APART:
        return "fx"
    return f"f{int(firmness)}"


def in_words(row: Money, said: RegisterWording) -> str:
    """Return an amount as part of a sentence: what it comes to, what it is, to whom and of when."""
    language = said.edition.language
    what = euros(row, language) or said.code("not-known", "amount")
    kind = said.code("money.short", row.kind)
    recipient = said.words(row.recipient)
    if recipient and row.kind is MoneyKind.GRANTED:
        kind = language.say("money.kind-to", kind=kind, recipient=recipient)
    return language.say("money.in-words", amount=what, kind=kind, moment=said.moment(row.as_of))


def firmest_in_words(rows: Iterable[Money], said: RegisterWording) -> str:
    """Return the firmest money of an initiative in words; empty where no amount is known."""
    return "; ".join(in_words(row, said) for row in firmest(rows))


def amount(row: Money, said: RegisterWording, *, named: bool = False) -> Amount:
    """Return a row of a table; `named` adds a link to the initiative that the amount is of."""
    start, end = said.moment(row.start), said.moment(row.end)
    language = said.edition.language
    years = start
    if start and end and start != end:
        years = language.say("duration.both", start=start, end=end)
    elif start and not end and row.rate is Rate.YEARLY:
        years = language.say("money.from", start=start)
    fund = said.organisation(row.fund).text if row.fund else ""
    return Amount(
        ident=row.id,
        swatch=swatch(row),
        kind=said.code("money.kind", row.kind),
        value=euros(row, language),
        of=said.initiative(row.initiative) if named and row.initiative else None,
        provider="; ".join(one for one in (said.words(row.provider) or fund, row.article) if one),
        recipient=said.words(row.recipient),
        years=years,
        moment=said.moment(row.as_of),
        conditions=said.words(row.conditions),
        sources=said.sources(row),
        remark=said.words(row.remark),
    )


def added(found: Sum, said: RegisterWording) -> Added:
    """Return a sum or its refusal in words."""
    language = said.edition.language
    known = [row.amount for row in found.rows if isinstance(row.amount, Decimal)]
    total = "" if found.amount is None else number(found.amount, language)
    return Added(
        terms=" + ".join(number(one, language) for one in known),
        total=total,
        reasons=tuple(said.code("refusal", one) for one in found.refusals),
        kinds=tuple(dict.fromkeys(said.code("money.short", row.kind) for row in found.rows)),
    )
