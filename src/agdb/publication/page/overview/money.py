"""Money on its way from asked to paid: the initiative of which most is known, a bar a step."""

from __future__ import annotations

from decimal import Decimal

from agdb.publication import address
from agdb.publication.chart.bar import bar
from agdb.publication.edition import Edition
from agdb.publication.page.overview.told import PictureRow, Told
from agdb.publication.page.registered.amounts import swatch
from agdb.publication.page.registered.money_flow import kind_to, steps_of
from agdb.publication.page.registered.wording import RegisterWording
from agdb.publication.wording.amount import euros, number
from agdb.publication.wording.language import raised
from agdb.register.firmness import FIRMNESS, Firmness
from agdb.register.moment import last_day
from agdb.register.money import Money, MoneyKind

_LEAST = 2  # so many steps make a way


def money(edition: Edition, ident: str) -> Told | None:
    """Return the answer; None where of no initiative two steps are known."""
    said = RegisterWording(edition)
    ways = {
        name: _way(steps_of(rows))
        for name, rows in edition.links.money.items()
        if name in said.register.initiatives
    }
    found = {name: way for name, way in ways.items() if len(way) >= _LEAST}
    if not found:
        return None
    name = max(found, key=lambda one: (_is_granted(found[one]), len(found[one])))
    return _told(edition, ident, name, found[name])


def _is_granted(way: tuple[Money, ...]) -> bool:
    return any(row.kind is MoneyKind.GRANTED for row in way)


def _is_promised(row: Money) -> bool:
    """Whether somebody said that it comes; a wish beside a grant reads as a refusal."""
    return FIRMNESS[row.kind] > Firmness.ASKED


def _way(rows: tuple[Money, ...]) -> tuple[Money, ...]:
    """The largest amount of each step, of the newest moment from granted on; without zeros."""
    found = []
    for step in Firmness:
        some = [row for row in rows if FIRMNESS[row.kind] is step and row.amount]
        if step >= Firmness.GRANTED and some:
            newest = max(last_day(row.as_of) for row in some)
            some = [row for row in some if last_day(row.as_of) == newest]
        if some and step is not Firmness.APART:
            found.append(max(some, key=_amount))
    return tuple(found)


def _amount(row: Money) -> Decimal:
    assert isinstance(row.amount, Decimal), "steps have an amount"
    return row.amount


def _told(edition: Edition, ident: str, name: str, way: tuple[Money, ...]) -> Told:
    said, language = RegisterWording(edition), edition.language
    most = max(_amount(row) for row in way)
    rows = [
        PictureRow(
            raised(kind_to(row, said)),
            bar(float(_amount(row) / most), swatch(row)),
            language.say(
                "overview.money.amount",
                amount=number(_amount(row), language),
                year=str(last_day(row.as_of).year),
            ),
        )
        for row in way
    ]
    paid = any(FIRMNESS[row.kind] is Firmness.PAID for row in way)
    if not paid:
        unknown = language.say("overview.money.unknown")
        rows.append(
            PictureRow(raised(said.code("money.short", MoneyKind.PAID)), bar(0.25, "fx"), unknown)
        )
    first, last = next((one for one in way[:-1] if _is_promised(one)), way[0]), way[-1]
    heading = language.say(
        "overview.money",
        first=f"{euros(first, language)} {said.code('money.short', first.kind)}",
        last=f"{euros(last, language)} {said.code('money.short', last.kind)}",
    )
    return Told(
        ident,
        heading,
        edition.addresses.link(address.section(language.code, "money")),
        rows=tuple(rows),
        foot=(
            said.initiative(name).text + ".",
            language.say("overview.money.foot"),
        ),
    )
