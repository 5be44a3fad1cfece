"""The newest figure of an indicator in the sentence that the programme gives it."""

from __future__ import annotations

from collections.abc import Iterator

from markupsafe import Markup, escape

from agdb.programme.sentence import FIGURES, NEGATIVE, Slot, forms, pieces
from agdb.publication.reading.reading import Reading
from agdb.publication.reading.sentence import bracket
from agdb.publication.reading.series import Point, Series
from agdb.publication.wording.language import lowered
from agdb.publication.wording.period import period_end, period_in, period_name
from agdb.publication.wording.status import absence


def newest_sentence(reading: Reading, *, strong: bool = False) -> str | Markup:
    """Return one sentence with the newest figure of the series in front, its remark and margin.

    Empty for an indicator without figures. `strong` gives markup in which figures stand out.
    """
    head = reading.headline
    latest = head.latest if head else None
    if head is None or latest is None:
        return ""
    told = list(_told(reading, head, latest))
    points = [point for _, point in told if point is not None]
    text = Markup("").join(_marked(*one, strong=strong) for one in told)
    remark = bracket(points, quantity=reading.quantity)
    said = text[: -len(".")] + remark + "." if remark else text
    return said if strong else said.unescape()


def _marked(text: str, point: Point | None, *, strong: bool) -> Markup:
    return Markup("<strong>{}</strong>").format(text) if strong and point else escape(text)


def _told(reading: Reading, head: Series, latest: Point) -> Iterator[tuple[str, Point | None]]:
    """The text of each piece of the sentence, with the point of a figure."""
    at_start = True
    for piece in pieces(_form(reading, head, latest)):
        if isinstance(piece, str):
            yield piece, None
        elif piece.name in FIGURES:
            point = _of(reading, head, piece.code).at(latest.period) if piece.code else latest
            yield _figure(reading, piece, point), point
        else:
            words = _words(reading, piece, head, latest)
            yield (words if at_start else lowered(words)), None
        at_start = False


def _form(reading: Reading, head: Series, latest: Point) -> str:
    """The text in the plural form that the first figure of the sentence asks for."""
    texts = forms(reading.language.words(reading.definition.sentence))
    slots = [one for one in pieces(texts["other"]) if isinstance(one, Slot)]
    first = next(one for one in slots if one.name in FIGURES)
    point = _of(reading, head, first.code).at(latest.period) if first.code else latest
    if point is None or point.number is None:
        return texts["other"]
    if point.number < 0 and NEGATIVE in texts:
        return texts[NEGATIVE]
    number = reading.quantity.ones(point.number)
    return texts.get(reading.language.plural(number), texts["other"])


def _of(reading: Reading, head: Series, code: str) -> Series:
    """The series like the one in front of the member `code`; without points if there is none."""
    of = reading.breakdown_of(code)
    member = tuple((name, code if name == of else own) for name, own in head.member)
    found = (
        one
        for one in reading.series
        if (one.region, one.member, one.frequency) == (head.region, member, head.frequency)
    )
    return next(found, Series(head.region, member, head.frequency, ()))


def _figure(reading: Reading, slot: Slot, point: Point | None) -> str:
    if point is None:
        return reading.language.say("sentence.unknown")
    if point.number is None:
        return absence(point.value, reading.language).meaning
    if slot.name == "number":
        return reading.quantity.plain(point.number)
    return reading.quantity.full(point.number)


def _words(reading: Reading, slot: Slot, head: Series, latest: Point) -> str:
    match slot.name:
        case "period":
            return period_in(latest.period, reading.language)
        case "period_end":
            return period_end(latest.period, reading.language)
        case "period_name":
            return period_name(latest.period, reading.language)
        case _:
            return reading.label(head)
