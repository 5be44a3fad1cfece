"""Sentences about targets: whose they are, and why there is a judgement or none."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal

from agdb.programme.report.model_sentence import Occasion
from agdb.programme.report.pillar import ReportTarget
from agdb.programme.sentence import Slot, pieces
from agdb.programme.target import Candidate, Target
from agdb.publication import address
from agdb.publication.report.derivation import Arithmetic, Derivation, FactKind, FactPlace
from agdb.publication.report.document import PaperNumber, Part, Sentence
from agdb.publication.report.facts import place_of_value
from agdb.publication.report.material import Material
from agdb.publication.wording.quantity import Quantity
from agdb.statistics.number import printed


def about_target(material: Material, said: ReportTarget) -> Iterator[Sentence]:
    """Yield what is said of a target: whose it is, the judgement or why there is none."""
    target = material.edition.programme.targets.get(said.id)
    if target is None:
        return
    goal = tuple(_goal(material, target, said))
    if is_judged(material, target):
        yield Sentence(f"T:{target.id}", goal)
        yield material.write.say(
            Occasion.TARGET_CHANCE, target.id, chance=_chance(material, target)
        )
    else:
        yield material.write.say(Occasion.TARGET_NO_JUDGEMENT, target.id, goal=goal)
    if target.basis in ("agreement", "ambition"):
        owner = material.language.words(target.owner)
        yield material.write.say(Occasion.OF_OTHERS, target.id, owner=owner)
    for candidate in target.candidates[:1]:
        yield from _needed(material, target, candidate)


def is_judged(material: Material, target: Target) -> bool:
    """Return whether the monitor has a chance of reaching a target that its own series judges."""
    return target.same_definition and any(
        one.target == target.id and one.probability is not None
        for series in material.release.outlook.get(target.indicator or "", ())
        for one in series.judged
    )


def _goal(material: Material, target: Target, said: ReportTarget) -> Iterator[Part]:
    for piece in pieces(material.language.words(said.sentence)):
        if isinstance(piece, Slot):
            yield material.numbers.of_target(target, _value(material, target))
        else:
            yield piece


def _value(material: Material, target: Target) -> str:
    language, unit = material.language, material.edition.programme.units[target.unit]
    exact = Decimal(printed(target.value))
    if unit.kind == "count" and not unit.scale and not exact % 1_000_000:
        return language.say("number.million", number=language.figure(exact / 1_000_000, decimals=0))
    decimals = max(0, -int(exact.as_tuple().exponent))
    quantity = Quantity(unit, decimals, language)
    if quantity.percent:
        return language.say("report.percent", number=quantity.number(exact))
    return quantity.plain(exact)


def _chance(material: Material, target: Target) -> PaperNumber:
    place = FactPlace(FactKind.CHANCE, target.indicator or "", target.id)
    language = material.language
    number = material.facts.number(place)
    text = language.say("report.percent", number=language.figure(number, decimals=0))
    href = address.indicator(language.code, target.indicator or "")
    return PaperNumber(text, number, Derivation(Arithmetic.AS_IT_IS, (place,)), href)


def _needed(material: Material, target: Target, candidate: Candidate) -> Iterator[Sentence]:
    """What the target would take each year, if it means the first count that it may mean."""
    reading = material.edition.readings.get(candidate.indicator)
    head = None if reading is None else reading.headline
    latest = None if head is None else head.latest
    if reading is None or latest is None or target.year is None or candidate.member:
        return
    places = (
        FactPlace(FactKind.TARGET, target.id, "value"),
        place_of_value(candidate.indicator, latest.value),
    )
    scale = material.edition.programme.units[target.unit].scale - reading.quantity.unit.scale
    left = Decimal(printed(target.value)).scaleb(scale) - (latest.number or 0)
    if (left <= 0) is (target.direction == "up"):
        return
    derivation = Derivation(Arithmetic.A_YEAR, places)
    value = material.facts.worked_out(derivation)
    language = material.language
    needed = PaperNumber(
        text=language.figure(value, decimals=0),
        value=value,
        derivation=derivation,
        href=address.indicator(language.code, candidate.indicator),
        note=material.numbers.note_of(reading, latest),
    )
    when = language.words(candidate.when)
    yield material.write.say(Occasion.TARGET_NEEDED, target.id, when=when, needed=needed)
