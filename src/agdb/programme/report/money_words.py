"""The words that a kind of money has in a sentence: its own verb, and no other."""

from __future__ import annotations

from typing import Self

from pydantic import model_validator

from agdb.programme.model import Record, Slug, Words
from agdb.programme.sentence import Slot, pieces


class MoneyWords(Record):
    """One kind of money.

    `verb` is the words that say what was done with it, and stand in its sentence; no sentence with
    an amount of another kind may have them. The sentence has places for `amount` and `moment`;
    `to` is one that also names the `recipient`.
    """

    id: Slug
    verb: Words
    sentence: Words
    to: Words | None = None

    @model_validator(mode="after")
    def _says_its_verb(self) -> Self:
        for language, text in self.sentence.items():
            if self.verb[language] not in text:
                raise ValueError(f"the sentence does not have its verb {self.verb[language]!r}")
            names = {one.name.lower() for one in pieces(text) if isinstance(one, Slot)}
            if unknown := sorted(names - {"amount", "moment", "recipient"}):
                raise ValueError(f"there is no place {unknown[0]!r} here")
        return self
