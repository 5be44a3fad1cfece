"""Money in sentences and tables: every amount with the verb of its kind, and no sum of kinds."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from decimal import Decimal

from agdb.errors import ReleaseError
from agdb.programme.report.model_sentence import Occasion
from agdb.programme.report.money_words import MoneyWords
from agdb.publication.report.document import (
    PaperTable,
    Paragraph,
    Part,
    Sentence,
    TableHead,
    TableRow,
)
from agdb.publication.report.material import MadeChapter, Material
from agdb.publication.report.writer import chosen_by, filled
from agdb.publication.wording.language import raised
from agdb.register.firmness import FIRMNESS, Firmness
from agdb.register.moment import last_day
from agdb.register.money import Money, MoneyKind


def money_chapter(material: Material) -> MadeChapter:
    """Return what became of the money of which most is known; under a heading that says it."""
    leading = leading_money(material)
    if leading is None:
        return MadeChapter((Paragraph((_none_known(material),)),))
    said = tuple(about_money(material, leading))
    return MadeChapter((Paragraph(said),), heading=_heading(material, leading))


def _none_known(material: Material) -> Sentence:
    name = material.language.words(material.edition.programme.plan.names)
    return material.write.say(Occasion.NO_MONEY, "plan", initiative=name)


def leading_money(material: Material) -> str | None:
    """Return the initiative with a grant of which most amounts are known, None without any."""
    found = []
    for ident, rows in material.edition.links.money.items():
        known = [row for row in rows if _tellable(row)]
        granted = any(row.kind is MoneyKind.GRANTED for row in known)
        if known and ident in material.register.initiatives:
            found.append((granted, len(known), ident))
    return max(found, key=lambda one: one[:2])[2] if found else None


def about_money(material: Material, initiative: str) -> Iterator[Sentence]:
    """Yield the newest amount of each step from asked to paid, in the order of their days."""
    told = _newest(material, initiative, lambda row: FIRMNESS[row.kind])
    if told:
        named = _initiative(material, told[0])
        yield material.write.say(Occasion.MONEY_OF, initiative, initiative=named)
    yield from (amount_sentence(material, row) for row in told)
    if len({row.kind for row in told}) > 1:
        yield material.write.say(Occasion.NOT_ADDED, initiative)
    if not any(FIRMNESS[row.kind] is Firmness.PAID for row in told):
        yield material.write.say(Occasion.PAID_UNKNOWN, initiative)


def _newest(material: Material, initiative: str, sort: Callable[[Money], object]) -> list[Money]:
    """The newest amount of each sort on the way from asked to paid, in the order of their days."""
    found: dict[object, Money] = {}
    for row in material.edition.links.money.get(initiative, ()):
        other = found.get(sort(row))
        if _tellable(row) and (other is None or last_day(row.as_of) > last_day(other.as_of)):
            found[sort(row)] = row
    return sorted(found.values(), key=lambda row: (last_day(row.as_of), FIRMNESS[row.kind]))


def _tellable(row: Money) -> bool:
    """Whether it is an amount on the way from asked to paid that somebody named."""
    known = isinstance(row.amount, Decimal) and row.amount > 0
    return known and FIRMNESS[row.kind] is not Firmness.APART and row.initiative is not None


def amount_sentence(material: Material, row: Money) -> Sentence:
    """Return the sentence of one amount, with the verb of its kind."""
    words, ident = words_of(material, row.kind), f"M:{row.id}"
    places: dict[str, Part] = {
        "amount": material.numbers.of_money(row),
        "moment": _when(material, row),
    }
    to = words.to is not None and row.recipient is not None
    if to:
        places["recipient"] = material.words.quoted("money", row, "recipient")
    text = material.language.words(chosen_by(ident, words.wordings(to=to)))
    return Sentence(ident, filled(text, places))


def words_of(material: Material, kind: MoneyKind) -> MoneyWords:
    """Return the words of a kind of money; raises `ReleaseError` where the programme has none."""
    words = material.plan.money.get(kind.value)
    if words is None:
        raise ReleaseError(
            f"the programme has no words for money of the kind {kind.value!r}",
            remedy="add them to report/money.yaml",
        )
    return words


def _initiative(material: Material, row: Money) -> Part:
    one = material.register.initiatives.get(row.initiative or "")
    return "" if one is None else material.words.named("initiatives", one)


def _when(material: Material, row: Money) -> str:
    moment = material.words.moment(row.as_of)
    kind = "day" if len(row.as_of) == 10 else "span"
    return material.language.say(f"age.moment.{kind}", moment=moment)


def _heading(material: Material, initiative: str) -> Sentence | None:
    """What was granted to whom, without the name; None where nothing was granted."""
    granted = [
        row
        for row in material.edition.links.money[initiative]
        if row.kind is MoneyKind.GRANTED and _tellable(row) and row.recipient is not None
    ]
    if not granted:
        return None
    row = max(granted, key=lambda one: last_day(one.as_of))
    places: dict[str, Part] = {
        "recipient": material.words.quoted("money", row, "recipient"),
        "amount": material.numbers.of_money(row),
    }
    text = material.language.say(
        "report.heading.granted", recipient="{recipient}", amount="{amount}"
    )
    return Sentence(f"H:money:{row.id}", filled(text, places))


def money_table(
    material: Material, initiatives: Iterable[str], ident: str, caption: str = ""
) -> PaperTable | None:
    """Return the amounts of initiatives, one a row with its kind; None where there are none."""
    every = (row for name in initiatives for row in material.edition.links.money.get(name, ()))
    rows = [row for row in every if isinstance(row.amount, Decimal)]
    return _table(material, rows, ident, caption=caption)


def _table(
    material: Material,
    rows: Iterable[Money],
    ident: str,
    *,
    caption: str = "",
    told: str = "report.table.money.text",
) -> PaperTable | None:
    say, made = material.language.say, tuple(_row(material, row) for row in rows)
    if not made:
        return None
    heads = ("initiative", "kind", "amount", "moment")
    return PaperTable(
        ident=ident,
        caption=caption or say("report.table.money"),
        heads=tuple(TableHead(say(f"report.column.{one}"), one == "amount") for one in heads),
        rows=made,
        explanation=say(told),
    )


def _row(material: Material, row: Money) -> TableRow:
    kind = raised(material.words.code("money.short", row.kind))
    return TableRow(
        (
            (_initiative(material, row),),
            (kind,),
            (material.numbers.of_money(row),),
            (material.words.moment(row.as_of),),
        )
    )


def money_by_kind(material: Material) -> MadeChapter:
    """Return every amount, by initiative and kind."""
    return _chapter(material, money_table(material, material.register.initiatives, "money-by-kind"))


def money_in_short(material: Material) -> MadeChapter:
    """Return the newest amount of each kind, of what papers name and of what most is known of."""
    named = [one.id for pillar in material.plan.pillars.values() for one in pillar.initiatives]
    leading = leading_money(material)
    some = dict.fromkeys([*named, *([] if leading is None else [leading])])
    rows = [row for one in some for row in _newest(material, one, lambda row: row.kind)]
    table = _table(material, rows, "money-in-short", told="report.table.money.short")
    return _chapter(material, table)


def _chapter(material: Material, table: PaperTable | None) -> MadeChapter:
    if table is None:
        return MadeChapter((Paragraph((_none_known(material),)),))
    return MadeChapter((table,))
