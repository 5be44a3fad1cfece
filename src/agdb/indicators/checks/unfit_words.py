"""A note to ourselves, or a command, in a text that readers will meet."""

from __future__ import annotations

from collections.abc import Iterator

from agdb.indicators.checks.finding import Severity
from agdb.indicators.checks.rule import Noted, Rule
from agdb.programme.draft_phrases import unfit
from agdb.programme.programme import Programme


def _in_programme(programme: Programme) -> Iterator[Noted]:
    for one in unfit(programme):
        yield Noted(one.place, f"“{one.phrase}” does not go onto a page", one.remedy)


RULE = Rule(
    name="unfit_words",
    severity=Severity.BLOCK,
    remedy="write it for a reader",
    of_programme=_in_programme,
)
