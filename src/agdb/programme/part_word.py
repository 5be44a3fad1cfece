"""Words that say a figure is of a part and not of the whole: technical, women, ict."""

from __future__ import annotations

import re
from typing import Final

from agdb.programme.model import Record, Slug

_WHOLE: Final = 3  # letters: an abbreviation is a word, or the first part of a compound


class PartWord(Record):
    """One entry of `parts.yaml`: the stems of one part, by language.

    A stem is found at the start of a word, and in Dutch compounds at the start of their first part:
    `technisch` in `Technische beroepen`.
    """

    id: Slug
    stems: dict[str, tuple[str, ...]]

    def spoken_in(self, text: str, language: str) -> str:
        """Return the stem with which `text` speaks of this part, empty if it does not.

        >>> women = PartWord(id="women", stems={"en": ("women", "female")})
        >>> women.spoken_in("Share of women", "en"), women.spoken_in("Share of men", "en")
        ('women', '')
        """
        return next((s for s in self.stems.get(language, ()) if begins_a_word(s, text)), "")


def begins_a_word(stem: str, text: str) -> bool:
    """Return whether a word of `text` begins with `stem`, in any case; a short stem is the word.

    >>> begins_a_word("ict", "ICT-beroepen"), begins_a_word("ict", "conflict")
    (True, False)
    >>> begins_a_word("wo", "hbo en wo"), begins_a_word("wo", "women")
    (True, False)
    """
    whole = "(?![a-z])" if len(stem) <= _WHOLE else ""
    return re.search(rf"\b{re.escape(stem)}{whole}", text, re.IGNORECASE) is not None
