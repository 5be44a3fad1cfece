"""What is told first of an indicator: its newest figure, and what that can be held against."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from typing import Final

from markupsafe import Markup, escape

from agdb.programme.sentence import FIGURES, NEGATIVE, Slot, forms, pieces
from agdb.publication.reading.change import (
    ChangeOutcome,
    Changes,
    Course,
    changes_of,
    course_of,
)
from agdb.publication.reading.reading import Reading
from agdb.publication.reading.sentence import bracket, change_sentence, since_sentence
from agdb.publication.reading.series import Point, Series
from agdb.publication.wording.language import lowered, raised
from agdb.publication.wording.period import period_end, period_in, period_name
from agdb.publication.wording.status import absence

CERTAIN: Final = ("full-count", "estimate")
"""Figures of which chance in a sample explains no difference."""


def newest_sentence(reading: Reading, *, strong: bool = False) -> str | Markup:
    """Return one sentence with the newest figure of the series in front, its remark and margin.

    Empty for an indicator without figures. `strong` gives markup in which figures stand out.
    """
    head = reading.headline
    latest = head.latest if head else None
    if head is None or latest is None:
        return ""
    told = list(sentence_pieces(reading, head, latest))
    points = [point for _, point in told if point is not None]
    text = Markup("").join(_marked(*one, strong=strong) for one in told)
    remark = bracket(points, quantity=reading.quantity)
    said = text[: -len(".")] + remark + "." if remark else text
    return said if strong else said.unescape()


def _marked(text: str, point: Point | None, *, strong: bool) -> Markup:
    return Markup("<strong>{}</strong>").format(text) if strong and point else escape(text)


def sentence_pieces(
    reading: Reading, head: Series, latest: Point
) -> Iterator[tuple[str, Point | None]]:
    """Yield the text of each piece of the indicator's own sentence, with the point of a figure."""
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


def changes_in_front(reading: Reading) -> tuple[Changes, ...]:
    """Return what the newest figure of each series in front is held against."""
    return tuple(
        changes_of(
            series,
            quantity=reading.quantity,
            margin=reading.margin,
            cyclical=reading.definition.cyclical,
        )
        for series in reading.headlines
    )


def course(reading: Reading) -> Course:
    """Return whether the figure goes where the plan wants it; nothing of what is cyclical."""
    definition, collection = reading.definition, reading.collection
    if definition.cyclical:
        return Course.NONE
    changes = changes_in_front(reading)
    margins = all(one.short is None or one.short.margin is not None for one in changes)
    counted = collection is not None and collection.kind in CERTAIN
    return course_of(changes, direction=definition.direction, certain=counted or margins)


def change_told(reading: Reading, *, brief: bool = False) -> str:
    """Return what the newest figure is held against; of more in front each under its name.

    Of what counts our own register nothing is said where there is no earlier figure. With `brief`
    the margin is not told in numbers, nor the longer time of more than one figure.
    """
    every = changes_in_front(reading)
    if not every or (reading.holdings and all(one.short is None for one in every)):
        return ""
    if len(every) > 1:
        return " ".join(_of_several(reading, every, brief=brief))
    quoted = _quoted(reading)
    return change_sentence(every[0], quantity=reading.quantity, quoted=quoted, brief=brief)


def _of_several(reading: Reading, every: tuple[Changes, ...], *, brief: bool) -> Iterator[str]:
    say, quantity = reading.language.say, reading.quantity
    if all(one.short and one.short.outcome is ChangeOutcome.UNCLEAR for one in every):
        yield say("sentence.unclear.all", len(every))
    else:
        told = [
            change_sentence(replace(one, long=None), quantity=quantity, quoted=_quoted(reading))
            for one in every
        ]
        yield from told[:1] if len(set(told)) == 1 else _named(reading, told)
    if not brief and any(one.long for one in every):
        yield say("sentence.longer.all")
        longer = [since_sentence(one.long, quantity) if one.long else "" for one in every]
        yield from _named(reading, longer)


def _named(reading: Reading, told: list[str]) -> Iterator[str]:
    """Each sentence under the name of its series; nothing of a series without one."""
    for series, said in zip(reading.headlines, told, strict=True):
        if said:
            member = raised(reading.label(series))
            yield reading.language.say("sentence.of-member", member=member, said=lowered(said))


def _quoted(reading: Reading) -> int:
    """How many figures a quoted indicator has; none of any other."""
    if reading.definition.nature != "quoted":
        return 0
    return sum(bool(one.known) for one in reading.series)
