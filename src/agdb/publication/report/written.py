"""What people wrote for a paper: marked as such, and flagged where a figure in it moved."""

from __future__ import annotations

from collections.abc import Iterator

from agdb.programme.report.written import QuotedFigure, WrittenText
from agdb.publication.reading.series import Series
from agdb.publication.report.checks import stray_number
from agdb.publication.report.document import Sentence, WrittenPart
from agdb.publication.report.material import Material
from agdb.publication.wording.language import NO_BREAK
from agdb.statistics.period import Period


def written_part(material: Material, one: WrittenText) -> WrittenPart:
    """Return a text that a person wrote, or the place where it is to come."""
    language = material.language
    sentences: tuple[Sentence, ...] = ()
    if one.text is not None:
        changed = " ".join((*moved(material, one), *_unwatched(material, one)))
        text = language.words(one.text)
        sentences = (Sentence(f"W:{one.id}", (text,), written=True, changed=changed),)
    name = language.words(one.names)
    return WrittenPart(
        ident=f"written-{one.id}",
        name=name,
        label=name,
        sentences=sentences,
        mark=_mark(material, one),
        asked=f"[{language.words(one.asked)}]",
        required=one.required,
    )


def _mark(material: Material, one: WrittenText) -> str:
    language = material.language
    if one.by is None:
        return ""
    by = language.words(one.by)
    if one.reviewed is None:
        return language.say("report.written.draft", by=by)
    reviewer, day = language.words(one.reviewed.by), language.date(one.reviewed.day)
    return language.say("report.written.reviewed", by=by, reviewer=reviewer, day=day)


def moved(material: Material, one: WrittenText) -> Iterator[str]:
    """Yield a sentence for each figure that a text repeats and that is another one now, or gone."""
    language = material.language
    for quote in one.quotes:
        then, now = language.words(quote.printed), printed_now(material, quote)
        if not now:
            yield language.say("report.written.gone", then=then)
        elif now != then.replace(NO_BREAK, " "):
            yield language.say("report.written.changed", then=then, now=now)


def _unwatched(material: Material, one: WrittenText) -> Iterator[str]:
    """Yield a sentence if a text has a number that none of its quotes names: nobody watches it."""
    language, text = material.language, material.language.words(one.text or {})
    for quote in sorted((language.words(one.printed) for one in one.quotes), key=len, reverse=True):
        text = text.replace(quote, "")
    if number := stray_number(text, material.plan, language.code):
        yield language.say("report.written.unwatched", text=number.split()[0].rstrip(".,;:)"))


def printed_now(material: Material, quote: QuotedFigure) -> str:
    """Return what papers print now for a figure, with spaces as people type them.

    Empty where the release has none.
    """
    reading = material.edition.readings.get(quote.indicator)
    if reading is None or reading.headline is None:
        return ""
    region = quote.region or reading.headline.region
    member = tuple((name, quote.member.get(name, code)) for name, code in reading.headline.member)
    period = Period.parse(quote.period)
    found: Iterator[Series] = (
        one for one in reading.series if (one.region, one.member) == (region, member)
    )
    points = (one.at(period) for one in found)
    point = next((one for one in points if one is not None and one.number is not None), None)
    if point is None:
        return ""
    return material.numbers.of_point(reading, point).text.replace(NO_BREAK, " ")
