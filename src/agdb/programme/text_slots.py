"""Places in a text where a number of the release stands, so that nobody has to type it.

`{count: indicators}` is how many of something the monitor has, `{columns: ID}` how many columns a
comparison has, and `{value: ID 2022 category=ict}` a figure: of an indicator, in a period, and of
the members of breakdowns that are not its headline.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field

from agdb.errors import Place, ProgrammeError
from agdb.programme.checks.names import require
from agdb.programme.programme import Programme
from agdb.statistics.period import Period

COUNTS = (
    *("indicators", "indicators-with-figures", "indicators-waiting"),
    *("initiatives", "sources", "targets"),
)
"""What `count` can be asked of."""
_KINDS = ("count", "columns", "value")
_SLOT = re.compile(r"\{([a-z-]+): *([^{}]*?) *\}")
_LINES_OF_THEIR_OWN = frozenset({"comparison"})


@dataclass(frozen=True, slots=True)
class TextSlot:
    """One such place: what it asks for, of what, and for a figure when and of which members."""

    kind: str
    name: str
    period: str = ""
    members: dict[str, str] = field(default_factory=dict)


def text_slots(text: str) -> Iterator[TextSlot]:
    """Yield the slots of a text.

    >>> next(text_slots("In 2022: {value: skilled 2022 kind=ict}."))
    TextSlot(kind='value', name='skilled', period='2022', members={'kind': 'ict'})
    """
    for kind, asked in _SLOT.findall(text):
        if kind not in _LINES_OF_THEIR_OWN:
            yield _slot(kind, asked)


def filled(text: str, fill: Callable[[TextSlot], str]) -> str:
    """Return `text` with each slot as `fill` tells it.

    >>> filled("All {count: indicators}.", lambda slot: f"12 {slot.name}")
    'All 12 indicators.'
    """

    def told(found: re.Match[str]) -> str:
        kind, asked = found.groups()
        return found[0] if kind in _LINES_OF_THEIR_OWN else fill(_slot(kind, asked))

    return _SLOT.sub(told, text)


def _slot(kind: str, asked: str) -> TextSlot:
    name, *rest = asked.split() or [""]
    period = rest[0] if rest and "=" not in rest[0] else ""
    members = dict(part.split("=", 1) for part in rest if "=" in part)
    return TextSlot(kind, name, period, members)


def check_text_slots(programme: Programme, *, folder: str) -> None:
    """Raise `ProgrammeError` with file and line for the first slot that nothing can fill."""
    for language, pages in programme.texts.items():
        for page, text in pages.items():
            for number, line in enumerate(text.splitlines(), start=1):
                place = Place(f"{folder}/texts/{language}/{page}.md", number)
                for slot in text_slots(line):
                    _check(programme, slot, place)


def _check(programme: Programme, slot: TextSlot, place: Place) -> None:
    require(slot.kind, _KINDS, "slot", place)
    if slot.kind == "count":
        require(slot.name, COUNTS, "count", place)
        return
    if slot.kind == "columns":
        require(slot.name, programme.comparisons, "comparison", place)
        return
    require(slot.name, programme.indicators, "indicator", place)
    if not Period.parse(slot.period).dated:
        raise ProgrammeError(
            f"{slot.period!r} is not a period",
            place=place,
            remedy=f"write it after the indicator, as in {{value: {slot.name} 2022}}",
        )
    breakdowns = {one.id: one for one in programme.indicators[slot.name].breakdowns}
    for breakdown, code in slot.members.items():
        require(breakdown, breakdowns, f"breakdown of {slot.name!r}", place)
        found = breakdowns[breakdown]
        require(code, {*found.members, found.total or ""}, "member of this breakdown", place)
