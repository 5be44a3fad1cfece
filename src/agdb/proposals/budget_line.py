"""A line of the budget, as an amount of one kind, one year and one phase.

The service counts in thousands of euros, the register in millions. Commitments, payments and
receipts of a draft and of an annual report are four kinds of money and one that is none of ours.
"""

from __future__ import annotations

import hashlib
import re
from decimal import Decimal
from typing import Final

from agdb.proposals.suggestion import Context, Suggestion, Words, evidence, filled
from agdb.register.entry import Seen
from agdb.register.fields import Fields
from agdb.register.money import MoneyKind
from agdb.sources.service_record import BudgetLine, ServiceRecord

_THOUSANDS: Final = Decimal(1000)  # in a million
_CHAPTER: Final = re.compile(r"[IVXLC]+")


def from_budget_line(facts: BudgetLine, record: ServiceRecord, context: Context) -> Suggestion:
    """Return what a line of the budget says; which initiative it is of, only a person can say."""
    words = Words(context.door)
    kind = words.one_of("fase vuo", f"{facts.phase} {facts.flow}", MoneyKind)
    amount, notes = _amount(facts)
    article = None
    if _CHAPTER.fullmatch(facts.chapter) and facts.article.isdecimal():
        article = f"{facts.chapter} art. {int(facts.article)}"
    fields = filled(
        kind=None if kind is None else kind.value,
        amount=amount,
        rate="yearly",
        start=str(facts.year),
        end=str(facts.year),
        article=article,
    )
    names = [name for name in (facts.part, facts.instrument, facts.scheme) if name]
    notes.append(f"{facts.chapter_name}, {facts.article_name}: {' / '.join(names) or 'whole'}")
    ident = record_id(facts, record)
    money = context.register.money
    known = context.known_in(money, [ident] if ident in money else [])
    updates: Fields = {"amount": amount} if amount != "unknown" else {}
    return Suggestion(
        "money",
        ident,
        known,
        fields,
        updates,
        evidence(record, seen=Seen.PART),
        words.unrecognised,
        tuple(notes),
        asks=("initiative",),
    )


def record_id(facts: BudgetLine, record: ServiceRecord) -> str:
    """The id of the amount in the register: the same for the same line of another load."""
    digest = hashlib.sha256(record.ident.encode()).hexdigest()[:8]
    place = f"{facts.chapter}-{facts.article}-{facts.year}-{facts.phase}-{facts.flow}".lower()
    return f"begroting-{re.sub(r'[^a-z0-9]+', '-', place).strip('-')}-{digest}"


def _amount(facts: BudgetLine) -> tuple[str, list[str]]:
    """The amount in millions, as text; what the service has not it gives as 0, so 0 is unknown."""
    if facts.thousands == 0:
        return "unknown", ["the service gives 0 for what a phase does not have: it is not a 0"]
    if facts.thousands < 0:
        return "unknown", [
            f"the service gives {facts.thousands} thousand euros: an amount is never below zero"
        ]
    return format((facts.thousands / _THOUSANDS).normalize(), "f"), []
