"""What the figures in front are held against, and whether they go where the plan wants."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from typing import Final

from agdb.publication.reading.change import (
    Changes,
    Course,
    Outcome,
    changes_of,
    course_of,
)
from agdb.publication.reading.reading import Reading
from agdb.publication.reading.sentence import change_sentence, since_sentence
from agdb.publication.wording.language import lowered, raised

_CERTAIN: Final = ("full-count", "estimate")
"""Figures of which chance in a sample explains no difference."""


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
    counted = collection is not None and collection.kind in _CERTAIN
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
    if all(one.short and one.short.outcome is Outcome.UNCLEAR for one in every):
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
