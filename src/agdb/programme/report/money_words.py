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
    `to` is one that also names the `recipient`. Of each there may be `variants`, of which an id
    chooses one.
    """

    id: Slug
    verb: Words
    sentence: Words
    variants: tuple[Words, ...] = ()
    to: Words | None = None
    to_variants: tuple[Words, ...] = ()

    @model_validator(mode="after")
    def _says_its_verb(self) -> Self:
        for words in (*self.wordings(to=False), *self.wordings(to=True)):
            for language, text in words.items():
                self._check(language, text)
        return self

    def _check(self, language: str, text: str) -> None:
        if self.verb[language] not in text:
            raise ValueError(f"the sentence does not have its verb {self.verb[language]!r}")
        names = {one.name.lower() for one in pieces(text) if isinstance(one, Slot)}
        if unknown := sorted(names - {"amount", "moment", "recipient"}):
            raise ValueError(f"there is no place {unknown[0]!r} here")

    def wordings(self, *, to: bool) -> tuple[Words, ...]:
        """Return the sentences that say the same: those with the recipient, or those without."""
        if to and self.to is not None:
            return self.to, *self.to_variants
        return self.sentence, *self.variants
