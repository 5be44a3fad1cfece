"""Code lists of the register: for whom, in which sector and by what kind of activity.

Without them nothing can be said about overlap: two initiatives do the same for the same people only
if both were written in the same words.
"""

from __future__ import annotations

from enum import StrEnum

from agdb.programme.model import Words
from agdb.register.entry import Entry


class CodeList(StrEnum):
    """The lists, by the name of the field of an initiative that takes their codes."""

    TARGET_GROUPS = "target-groups"
    SECTORS = "sectors"
    ACTIVITIES = "activities"


class RegisterCode(Entry):
    """A code of one list, with its names; `description` says what belongs to it."""

    list: CodeList
    names: Words
    description: Words | None = None
