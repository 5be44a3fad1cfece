"""Money from asked to paid: one chain as a picture, all initiatives beside each other, all rows."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from agdb.publication import address
from agdb.publication.edition import Edition, Link
from agdb.publication.page.money.sums import allowed, everything, forbidden
from agdb.publication.page.registered.amounts import Amount, amount, firmest_in_words
from agdb.publication.page.registered.money_flow import MoneyFlow, money_flow
from agdb.publication.page.registered.wording import FactSource, RegisterWording
from agdb.publication.section import LinkPlace, Section, named, one_if, single
from agdb.publication.wording.amount import euros, millions
from agdb.publication.wording.language import raised
from agdb.register.firmness import FIRMNESS, Firmness
from agdb.register.money import Money, MoneyKind
from agdb.register.option import Option

NAME = "money"
_STEPS = tuple(step for step in Firmness if step is not Firmness.APART)


@dataclass(frozen=True, slots=True)
class Chain:
    """The initiative of which most is known on the way from asked to paid, with its picture."""

    link: Link
    answer: str
    flow: MoneyFlow
    rows: tuple[Amount, ...]


@dataclass(frozen=True, slots=True)
class MoneyCell:
    """One amount in the table of all initiatives: what it comes to, and of when."""

    value: str
    kind: str
    moment: str


@dataclass(frozen=True, slots=True)
class ProgrammeAmounts:
    """An initiative with its amounts by step; an empty step is not known."""

    link: Link
    steps: tuple[tuple[MoneyCell, ...], ...]


@dataclass(frozen=True, slots=True)
class OfStep:
    """All amounts of one step, as a table."""

    ident: str
    swatch: str
    name: str
    rows: tuple[Amount, ...]


@dataclass(frozen=True, slots=True)
class OptionRow:
    """A policy option: what it would cost, for how long, and how much of it has money."""

    ident: str
    subject: str
    quoted: str
    cost: str
    unfunded: str
    interpretation: str
    interpreted_as: Link | None
    sources: tuple[FactSource, ...]
    remark: str


def money_page(edition: Edition) -> tuple[str, bytes]:
    """Return the page of all money in the register."""
    said, language = RegisterWording(edition), edition.language
    register = said.register
    say = language.say
    return edition.render(
        "money/money.html",
        address.section(language.code, NAME),
        title=say("money.title"),
        description=say("money.intro"),
        counts=_counts(said),
        chain=_chain(said),
        steps=[f"f{int(step)}" for step in _STEPS],
        programmes=tuple(_programmes(said)),
        everything=everything(said),
        rules=tuple(forbidden(said)),
        allowed=allowed(said),
        groups=tuple(_groups(said)),
        options=[_option(one, said) for one in register.options.values()],
    )


def _counts(said: RegisterWording) -> str:
    say = said.edition.language.say
    rows = said.register.money.values()
    known = {row.initiative for row in rows if row.amount != "unknown"}
    every = said.register.initiatives
    unknown = sum(row.amount == "unknown" for row in rows)
    first = say("money.count", n=len(rows))
    second = say("money.count.unknown", n=unknown)
    third = say("money.count.without", n=len(set(every) - known), all=len(every))
    return f"{first} {second} {third}"


def _chain(said: RegisterWording) -> Chain | None:
    """Of the initiatives with a grant, else of all, the one with most amounts on the way."""
    title = said.edition.language.say("money.chain")
    found = []
    for ident, rows in said.edition.links.money.items():
        if ident in said.register.initiatives:
            flow = money_flow(rows, said, ident="chain", title=title)
            granted = any(row.kind is MoneyKind.GRANTED for row in rows)
            if flow is not None:
                found.append((granted, len(rows), ident, flow))
    if not found:
        return None
    _, _, ident, flow = max(found, key=lambda one: one[:2])
    table = tuple(amount(row, said) for row in said.edition.links.money[ident])
    answer = raised(firmest_in_words(said.edition.links.money[ident], said)) + "."
    if flow.paid_unknown:
        answer = f"{answer} {raised(said.edition.language.say('money.paid-unknown'))}."
    return Chain(said.initiative(ident), answer, flow, table)


def _programmes(said: RegisterWording) -> Iterator[ProgrammeAmounts]:
    for ident in said.register.initiatives:
        rows = [
            row
            for row in said.edition.links.money.get(ident, ())
            if FIRMNESS[row.kind] is not Firmness.APART
        ]
        if rows:
            steps = (
                tuple(_cell(row, said) for row in rows if FIRMNESS[row.kind] is step)
                for step in _STEPS
            )
            yield ProgrammeAmounts(said.initiative(ident), tuple(steps))


def _cell(row: Money, said: RegisterWording) -> MoneyCell:
    kind = said.code("money.short", row.kind)
    recipient = said.words(row.recipient)
    if recipient and row.kind is MoneyKind.GRANTED:
        kind = said.edition.language.say("money.kind-to", kind=kind, recipient=recipient)
    return MoneyCell(euros(row, said.edition.language), kind, said.moment(row.as_of))


def _groups(said: RegisterWording) -> Iterator[OfStep]:
    for step in Firmness:
        rows = [row for row in said.register.money.values() if FIRMNESS[row.kind] is step]
        rows.sort(key=lambda row: list(MoneyKind).index(row.kind))
        fill = "fx" if step is Firmness.APART else f"f{int(step)}"
        if rows:
            name = said.edition.language.say(f"money.step.{fill}")
            yield OfStep(
                step.name.lower(),
                fill,
                name,
                tuple(amount(row, said, named=True) for row in rows),
            )


def _option(one: Option, said: RegisterWording) -> OptionRow:
    language = said.edition.language
    say = language.say
    cost = millions(one.cost_a_year, language)
    years = {"cost": cost, "years": one.least_years, "least": millions(one.least_cost, language)}
    key = "money.option.cost" if one.most_years is None else "money.option.cost.to"
    parts = years if one.most_years is None else years | {"most": one.most_years}
    share = one.unfunded_share
    unfunded = "" if share is None else say("money.option.unfunded", share=f"{share * 100:.0f}%")
    return OptionRow(
        ident=one.id,
        subject=said.words(one.subject) or say("money.option.no-subject"),
        quoted=one.quoted,
        cost=say(key, None, **parts),
        unfunded=unfunded or say("money.option.unfunded-unknown"),
        interpretation=said.words(one.interpretation),
        interpreted_as=next(iter(said.initiatives([one.interpreted_as or ""])), None),
        sources=said.sources(one),
        remark=said.words(one.remark),
    )


SECTION = Section(
    name=NAME,
    keys=one_if(lambda edition: bool(edition.release.register.money)),
    render=single(money_page),
    place=LinkPlace.MENU,
    label=named("register.money"),
)
