"""Makes the numbers of a paper: their text, the facts behind them, and the footnote under them."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from decimal import Decimal

from agdb.programme.target import Target
from agdb.publication import address
from agdb.publication.edition import Edition
from agdb.publication.reading.change import Change, signed_size
from agdb.publication.reading.citation import citation
from agdb.publication.reading.reading import Reading
from agdb.publication.reading.series import Point
from agdb.publication.report.derivation import Arithmetic, Derivation, FactKind, FactPlace
from agdb.publication.report.document import Footnote, PaperNumber
from agdb.publication.report.facts import Facts, place_of_value
from agdb.publication.report.record_words import RecordWords
from agdb.publication.wording.amount import euros, millions
from agdb.publication.wording.language import raised
from agdb.publication.wording.period import age_name, period_name
from agdb.publication.wording.quantity import PERCENT, Quantity
from agdb.publication.wording.status import remark
from agdb.register.entry import Entry
from agdb.register.money import Money
from agdb.statistics.age import Age


@dataclass(frozen=True)
class Numbers:
    """The numbers of one release in one language."""

    edition: Edition
    words: RecordWords

    @property
    def facts(self) -> Facts:
        """The facts behind them."""
        return self.words.facts

    def of_point(self, reading: Reading, point: Point, *, bare: bool = False) -> PaperNumber:
        """Return a published value with its unit, or `bare` for a table whose head has the unit."""
        assert point.number is not None, "only a figure is told"
        place = place_of_value(reading.definition.id, point.value)
        derivation = Derivation(Arithmetic.AS_IT_IS, (place,))
        quantity = reading.quantity
        text = quantity.number(point.number) if bare else self._with_unit(quantity, point.number)
        return PaperNumber(
            text=text,
            value=self.facts.worked_out(derivation),
            derivation=derivation,
            href=address.indicator(self.edition.language.code, reading.definition.id),
            unit=quantity.name,
            period=period_name(point.period, self.edition.language),
            note=self.note_of(reading, point),
        )

    def in_sentence(self, reading: Reading, point: Point) -> PaperNumber:
        """Return a published value behind words that name what is counted: then its number does."""
        found = self.of_point(reading, point)
        assert point.number is not None, "only a figure is told"
        quantity = reading.quantity
        if quantity.unit.kind in {"count", "index"}:
            return replace(found, text=quantity.plain(point.number))
        return found

    def _with_unit(self, quantity: Quantity, number: Decimal) -> str:
        if quantity.percent:
            return self.edition.language.say("report.percent", number=quantity.number(number))
        return quantity.full(number)

    def of_share(self, reading: Reading, point: Point, of: tuple[Reading, Point]) -> PaperNumber:
        """Return a published value in per cent of another one."""
        whole, other = of
        places = (
            place_of_value(reading.definition.id, point.value),
            place_of_value(whole.definition.id, other.value),
        )
        found = self.of_point(reading, point)
        return self._per_cent(found, Derivation(Arithmetic.SHARE, places))

    def of_change(self, reading: Reading, change: Change) -> tuple[PaperNumber, PaperNumber | None]:
        """Return a difference of published values with its sign; of amounts in per cent too."""
        ident = reading.definition.id
        places = tuple(place_of_value(ident, one.value) for one in (change.latest, change.earlier))
        derivation = Derivation(Arithmetic.DIFFERENCE, places)
        size = replace(
            self.of_point(reading, change.latest),
            text=signed_size(change, reading.quantity),
            value=self.facts.worked_out(derivation),
            derivation=derivation,
        )
        if change.percent is None:
            return size, None
        growth = self._per_cent(size, Derivation(Arithmetic.GROWTH, places))
        signed = self.edition.language.signed(growth.value, decimals=1)
        return size, replace(growth, text=f"{signed}{PERCENT}")

    def _per_cent(self, found: PaperNumber, derivation: Derivation) -> PaperNumber:
        value = self.facts.worked_out(derivation)
        text = f"{self.edition.language.figure(value, decimals=1)}{PERCENT}"
        return replace(found, text=text, value=value, derivation=derivation, unit=PERCENT)

    def note_of(self, reading: Reading, point: Point) -> Footnote:
        """Return the footnote of a value: its source, what it is of, how settled and how old."""
        language = self.edition.language
        used = next(one for one in reading.computed.inputs if one.table == point.value.table)
        source = self.edition.programme.sources.get(used.dataset)
        age = Age.of(point.period, day=self.edition.release.day)
        told = [
            language.say("report.note.period", period=period_name(point.period, language)),
            remark(point.value, language),
            "" if age is None else age_name(age, language),
        ]
        cited = citation(used, source=source, language=language).rstrip(".")
        page = used.address if source is None else source.page
        said = raised(", ".join(one for one in told if one))
        return Footnote(f"{cited}. {said}.", page)

    def of_money(self, row: Money) -> PaperNumber:
        """Return an amount of the register; its footnote says of when it is, and of what kind."""
        code = self.edition.language.code
        page = address.section(code, "money")
        if row.initiative in self.edition.release.register.initiatives:
            page = address.initiative(code, row.initiative or "")
        return self._of_record("money", row, "amount", euros(row, self.edition.language), page)

    def of_record(self, kind: str, one: Entry, field: str, href: str) -> PaperNumber:
        """Return a whole number of a record of the register, as a count or a number of seats."""
        number = self.facts.number(FactPlace(FactKind.RECORD, f"{kind}/{one.id}", field))
        decimals = max(0, -int(number.as_tuple().exponent))
        text = self.edition.language.figure(number, decimals=decimals)
        return self._of_record(kind, one, field, text, href)

    def of_millions(self, kind: str, one: Entry, fields: tuple[str, ...], href: str) -> PaperNumber:
        """Return millions of euros of a record, or their product with a number of years."""
        places = tuple(FactPlace(FactKind.RECORD, f"{kind}/{one.id}", field) for field in fields)
        way = Arithmetic.PRODUCT if len(places) > 1 else Arithmetic.AS_IT_IS
        derivation = Derivation(way, places)
        value = self.facts.worked_out(derivation)
        text = millions(value, self.edition.language)
        return PaperNumber(text, value, derivation, href, note=self.words.note(one))

    def _of_record(self, kind: str, one: Entry, field: str, text: str, href: str) -> PaperNumber:
        place = FactPlace(FactKind.RECORD, f"{kind}/{one.id}", field)
        derivation = Derivation(Arithmetic.AS_IT_IS, (place,))
        value = self.facts.worked_out(derivation)
        moment = self.words.moment(one.as_of)
        return PaperNumber(text, value, derivation, href, period=moment, note=self.words.note(one))

    def count(self, kind: FactKind, idents: Iterable[str], href: str) -> PaperNumber:
        """Return how many facts there are."""
        derivation = Derivation(Arithmetic.COUNT, tuple(FactPlace(kind, one) for one in idents))
        value = self.facts.worked_out(derivation)
        text = self.edition.language.figure(value, decimals=0)
        return PaperNumber(text, value, derivation, href, note=self._own("count"))

    def _own(self, kind: str) -> Footnote:
        """Return the footnote of a number that the monitor itself counted or worked out."""
        language = self.edition.language
        day = language.date(self.edition.release.day)
        return Footnote(language.say(f"report.note.{kind}", day=day))

    def of_target(self, target: Target, text: str) -> PaperNumber:
        """Return the value of a target, written as `text`."""
        place = FactPlace(FactKind.TARGET, target.id, "value")
        language = self.edition.language
        cited = target.sources[0]
        owner = language.say("report.note.target", owner=language.words(target.owner))
        note = Footnote(f"{owner} {language.words(cited.title)}.", cited.url)
        page = address.section(language.code, "targets")
        return PaperNumber(
            text=text,
            value=self.facts.number(place),
            derivation=Derivation(Arithmetic.AS_IT_IS, (place,)),
            href=f"{page}#{target.id}",
            note=note,
        )

    def of_scenario(self, parts: tuple[str, ...], href: str) -> PaperNumber:
        """Return persons of the doorrekening, in the steps in which they are printed."""
        places = tuple(FactPlace(FactKind.SCENARIO, "", part) for part in parts)
        derivation = Derivation(Arithmetic.STEPPED, places)
        value = self.facts.worked_out(derivation)
        text = self.edition.language.figure(value, decimals=0)
        return PaperNumber(text, value, derivation, href, note=self._own("scenario"))
