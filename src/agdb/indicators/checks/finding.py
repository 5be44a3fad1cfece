"""What a rule found: where, what, how grave, and what to do about it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from enum import StrEnum
from itertools import islice
from typing import Final

from agdb.errors import Place

SHOWN: Final = 20
"""So many findings of one rule in one dataset or indicator are shown; the last counts the rest."""


class Severity(StrEnum):
    """Whether a finding stops the build."""

    BLOCK = "block"
    WARN = "warn"


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing that is wrong, or that somebody should look at.

    `rule` names the file of the rule. `more` counts findings of the same rule that are not shown.

    >>> place = Place("cbs:80472ned", cell="Open_1 C 2024-Q4")
    >>> str(Finding("gaps", Severity.WARN, place, "there is nothing here", "ask the publisher"))
    'warn gaps: cbs:80472ned [Open_1 C 2024-Q4]: there is nothing here; ask the publisher.'
    """

    rule: str
    severity: Severity
    place: Place
    what: str
    remedy: str
    more: int = 0

    def __str__(self) -> str:
        more = f" (and {self.more} more)" if self.more else ""
        return f"{self.severity.value} {self.rule}: {self.place}: {self.what}{more}; {self.remedy}."


@dataclass(frozen=True, slots=True)
class Found:
    """What a rule found in one cell, before the rule is named; the cell may be empty.

    `about` is the indicator, where several are looked at together.
    """

    cell: str
    what: str
    severity: Severity | None = None
    more: int = 0
    about: str = ""


def capped(found: Iterable[Found]) -> Iterator[Found]:
    """Yield at most `SHOWN`, the last of them with the number of those that are left out.

    >>> [one.more for one in capped(Found(str(i), "") for i in range(23))][-2:]
    [0, 3]
    """
    all_ = iter(found)
    shown = list(islice(all_, SHOWN))
    more = sum(1 + one.more for one in all_)
    for place, one in enumerate(shown, start=1):
        last = place == len(shown)
        yield replace(one, more=one.more + more) if last and more else one
