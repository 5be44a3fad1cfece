"""What is asked of a service of open data for the register, and what its words mean here."""

from __future__ import annotations

from typing import Annotated, Self

from pydantic import Field, StringConstraints, model_validator

from agdb.programme.model import Record, Slug, Words

Dossier = Annotated[str, StringConstraints(pattern=r"^\d{5}$")]
"""The number of a dossier of Parliament, without the suffix of a budget chapter."""

Asked = Annotated[str, StringConstraints(pattern=r"^[^\x00-\x1f\"\\]{1,80}$")]
"""A text that is sent to a service: one line, without the signs that end a text there."""


class DoorWord(Record):
    """A word of the service and what it `means` in the register, in the words of its records.

    `seen` says where the word was met: a word that nobody met has no row, and its record waits.
    """

    field: Asked
    word: Asked
    means: str
    seen: str


class BudgetArticle(Record):
    """One article of a chapter of the budget of central government, in some years."""

    chapter: Annotated[str, StringConstraints(pattern=r"^[A-Z]{1,6}$")]
    article: int = Field(ge=0, le=999)
    years: tuple[Annotated[int, Field(ge=2000, le=2100)], ...] = Field(min_length=1)


class Door(Record):
    """One entry of `doors.yaml`: a service, what it is asked for, and a table of its words.

    `containing` are words of which a promise must have one; without any no promises are asked for.
    `language` is the language of the service, `made_to` to whom a promise that it lists was made.
    """

    id: Slug
    language: str
    dossiers: tuple[Dossier, ...] = ()
    containing: tuple[Asked, ...] = ()
    articles: tuple[BudgetArticle, ...] = ()
    made_to: Words | None = None
    words: tuple[DoorWord, ...] = ()

    @model_validator(mode="after")
    def _says_a_word_once(self) -> Self:
        rows = [(one.field, one.word) for one in self.words]
        for row in rows:
            if rows.count(row) > 1:
                raise ValueError(f"the word {row[1]!r} of {row[0]!r} is written twice")
        return self

    def meaning(self, field: str, word: str) -> str | None:
        """What `word` in `field` of the service means here; None for a word that has no row.

        >>> row = DoorWord(field="Status", word="Openstaand", means="open", seen="a test")
        >>> door = Door(id="house", language="nl", words=(row,))
        >>> door.meaning("Status", "Openstaand"), door.meaning("Status", "Klaar")
        ('open', None)
        """
        found = (one.means for one in self.words if (one.field, one.word) == (field, word))
        return next(found, None)
