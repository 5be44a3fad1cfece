"""How CBS says that a period is settled, and how we keep it. Blank is unknown, not definitive."""

from __future__ import annotations

from typing import Final

from agdb.errors import Place, SourceError
from agdb.statistics.status import Finality

_WORDS: Final = {
    "": Finality.UNKNOWN,
    "Definitief": Finality.DEFINITIVE,
    "NaderVoorlopig": Finality.REVISED_PROVISIONAL,
    "Voorlopig": Finality.PROVISIONAL,
}


def finality_of(word: str | None, *, period: str) -> Finality:
    """Return the finality for the `Status` of a period; raises `SourceError` for another word.

    >>> finality_of(None, period="2024JJ00").value
    'unknown'
    """
    try:
        return _WORDS[(word or "").strip()]
    except KeyError:
        raise SourceError(
            f"the status {word!r} of a period is not known",
            place=Place("PeriodenCodes", cell=period),
            remedy=f"known are {', '.join(filter(None, _WORDS))} and blank",
        ) from None
