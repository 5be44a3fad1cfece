"""The mark beside a transcribed figure: the publisher's own word or letters, as published.

Letters are those of SDMX CL_OBS_STATUS 2.2. Eurostat writes the same ones small and together
("bu"), which is allowed. Words are those of CBS, and our own words of finality. Blank is unknown.
"""

from __future__ import annotations

import re
from typing import Final

from agdb.errors import StatisticsError
from agdb.statistics.status import Finality, ObservationStatus, gravest

_FINALITY: Final = {
    **{str(word): word for word in Finality},
    "Definitief": Finality.DEFINITIVE,
    "NaderVoorlopig": Finality.REVISED_PROVISIONAL,
    "Voorlopig": Finality.PROVISIONAL,
}
_SMALL: Final = re.compile("[bdefnpu]+")


def read_mark(text: str, *, missing: bool) -> tuple[ObservationStatus, Finality]:
    """Return what a mark says about a figure; several parts stand with spaces between them.

    `missing` tells that there is no value. Raises `StatisticsError` for a part that is not known,
    or one that does not go with the presence of a value.

    >>> [str(part) for part in read_mark("B Voorlopig", missing=False)]
    ['B', 'provisional']
    """
    finality = Finality.UNKNOWN
    letters: list[ObservationStatus] = []
    for part in text.split():
        if part in _FINALITY:
            finality = _FINALITY[part]
        else:
            letters += _letters(part)
    if ObservationStatus.PROVISIONAL in letters and finality is Finality.UNKNOWN:
        finality = Finality.PROVISIONAL
    plain = ObservationStatus.MISSING if missing else ObservationStatus.NORMAL
    status = gravest(*letters) if letters else plain
    if status.has_value is missing:
        raise StatisticsError(
            f"the status {text!r} does not go with {'an empty' if missing else 'a'} value",
            remedy="leave the value empty exactly for M, O and Q",
        )
    return status, finality


def _letters(part: str) -> list[ObservationStatus]:
    if part in set(ObservationStatus):
        return [ObservationStatus(part)]
    if _SMALL.fullmatch(part):
        return [ObservationStatus(letter.upper()) for letter in part]
    known = ", ".join((*_FINALITY, *ObservationStatus))
    raise StatisticsError(f"the status {part!r} is not known", remedy=f"write one of {known}")
