"""What the release does not know, in counts: a report says it before a reader finds out."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal

from agdb.programme.report.model_sentence import Occasion
from agdb.publication import address
from agdb.publication.report.derivation import FactKind
from agdb.publication.report.document import Paragraph, Sentence
from agdb.publication.report.material import MadeChapter, Material


def gaps_chapter(material: Material) -> MadeChapter:
    """Return how many indicators have no figures, and what is not known of the register."""
    said = tuple(about_gaps(material))
    return MadeChapter((Paragraph(said),))


def about_gaps(material: Material) -> Iterator[Sentence]:
    """Yield a sentence for each kind of fact that is missing somewhere."""
    write, numbers, code = material.write, material.numbers, material.language.code
    readings = material.edition.readings
    without = [ident for ident, one in readings.items() if one.headline is None]
    if without:
        page = address.section(code, "coverage")
        yield write.say(
            Occasion.WITHOUT_FIGURES,
            "all",
            n=numbers.count(FactKind.DEFINITION, without, page),
            all=numbers.count(FactKind.DEFINITION, readings, page),
        )
    if material.register.initiatives:
        yield from _of_initiatives(material)
    bodies = material.register.bodies
    unknown = [f"bodies/{one.id}" for one in bodies.values() if not one.members_known]
    if unknown:
        page = address.section(code, "governance")
        yield write.say(
            Occasion.MEMBERS_UNKNOWN,
            "all",
            n=numbers.count(FactKind.RECORD, unknown, page),
            all=numbers.count(FactKind.RECORD, (f"bodies/{one}" for one in bodies), page),
        )


def _of_initiatives(material: Material) -> Iterator[Sentence]:
    page = address.section(material.language.code, "initiatives")
    write, numbers = material.write, material.numbers
    every = material.register.initiatives
    names = [f"initiatives/{one}" for one in every]
    goals = [
        f"initiatives/{one.id}" for one in every.values() if any(g.measurable for g in one.goals)
    ]
    yield write.say(Occasion.INITIATIVES, "all", n=numbers.count(FactKind.RECORD, names, page))
    if goals:
        yield write.say(Occasion.GOALS, "all", n=numbers.count(FactKind.RECORD, goals, page))
    else:
        yield write.say(Occasion.NO_GOALS, "all")
    money = material.edition.links.money
    without = [
        f"initiatives/{one}"
        for one in every
        if not any(isinstance(row.amount, Decimal) for row in money.get(one, ()))
    ]
    if without:
        yield write.say(
            Occasion.WITHOUT_AMOUNT,
            "all",
            n=numbers.count(FactKind.RECORD, without, page),
            all=numbers.count(FactKind.RECORD, names, page),
        )
