"""Options of policy: what one costs, for how long at least, and that there is no money for it."""

from __future__ import annotations

from collections.abc import Iterator

from agdb.programme.report.model_sentence import Occasion
from agdb.publication import address
from agdb.publication.report.document import PaperNumber, Paragraph, Sentence
from agdb.publication.report.material import MadeChapter, Material
from agdb.register.option import Option


def options_chapter(material: Material) -> MadeChapter:
    """Return every option, or that there is none."""
    every = material.register.options.values()
    if not every:
        return MadeChapter((Paragraph((material.write.say(Occasion.NO_OPTIONS, "all"),)),))
    blocks = tuple(Paragraph(tuple(about_option(material, one))) for one in every)
    unfunded = [one for one in every if one.unfunded_share == 1]
    heading = None
    if unfunded:
        text = material.language.say("report.heading.unfunded")
        heading = Sentence("H:options", (text,))
    return MadeChapter(blocks, heading=heading)


def about_option(material: Material, one: Option) -> Iterator[Sentence]:
    """Yield what an option costs, the least of it, that it has no money, and what is our reading.

    A cost without an upper end is only ever told as the least that it is.
    """
    write, numbers = material.write, material.numbers
    page = f"{address.section(material.language.code, 'money')}#{one.id}"
    subject = material.language.say("report.option", moment=material.words.moment(one.as_of))
    if one.subject != "missing":
        quoted = material.words.quoted("options", one, "subject", href=page)
        yield write.say(Occasion.OPTION, one.id, **_cost(material, one, page), subject=quoted)
    else:
        yield write.say(Occasion.OPTION, one.id, **_cost(material, one, page), subject=subject)
    if one.most_years is None:
        least = numbers.of_millions("options", one, ("cost_a_year", "least_years"), page)
        yield write.say(Occasion.OPTION_LEAST, one.id, least=least)
    if one.unfunded_share == 1:
        yield write.say(Occasion.UNFUNDED, one.id)
    if one.subject == "missing":
        yield write.say(Occasion.OPTION_WITHOUT_SUBJECT, one.id)
    if one.interpretation is not None:
        reading = material.words.quoted("options", one, "interpretation")
        yield write.say(Occasion.OPTION_READING, one.id, reading=reading)


def _cost(material: Material, one: Option, page: str) -> dict[str, PaperNumber]:
    return {
        "cost": material.numbers.of_millions("options", one, ("cost_a_year",), page),
        "years": material.numbers.of_record("options", one, "least_years", page),
    }
