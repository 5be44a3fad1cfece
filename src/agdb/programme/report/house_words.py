"""Words that may not stand in every sentence: of cause, of direction, and those that judge."""

from __future__ import annotations

from enum import StrEnum

from agdb.programme.model import Record


class WordGroup(StrEnum):
    """Why a word is watched.

    `CAUSE` needs evidence of grade A or B, `DIRECTION` the status engine and no break, `JUDGING` is
    never said; `TARGET` needs whose target it is in the same sentence. `PLAIN_NUMBERS` are patterns
    of what is no figure of the release: dates, periods and numbers of papers.
    """

    CAUSE = "cause"
    DIRECTION = "direction"
    JUDGING = "judging"
    TARGET = "target"
    OWNER = "owner"
    PLAIN_NUMBERS = "plain-numbers"


class HouseWords(Record):
    """The words, or patterns, of one group in every language."""

    id: WordGroup
    words: dict[str, tuple[str, ...]]
