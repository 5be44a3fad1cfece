"""Eurostat's flags beside a value, as SDMX statuses. The letters themselves stay as the mark.

Letters: https://ec.europa.eu/eurostat/statistics-explained/index.php?title=Tutorial:Symbols_and_abbreviations
"""

from __future__ import annotations

from functools import lru_cache
from typing import Final

from agdb.errors import StatisticsError
from agdb.sources.wire.tidy import Cell
from agdb.statistics.status import Confidentiality, Finality, ObservationStatus, gravest

_LETTERS: Final = {
    "b": ObservationStatus.BREAK,
    "d": ObservationStatus.DEFINITION_DIFFERS,
    "e": ObservationStatus.ESTIMATED,
    "f": ObservationStatus.FORECAST,
    "i": ObservationStatus.NORMAL,  # "see metadata", older; not SDMX's I, which is imputed
    "n": ObservationStatus.NOT_SIGNIFICANT,
    "p": ObservationStatus.PROVISIONAL,
    "r": ObservationStatus.NORMAL,  # "revised", older: says nothing about the figure that is there
    "s": ObservationStatus.ESTIMATED,  # Eurostat's own estimate
    "u": ObservationStatus.LOW_RELIABILITY,
    "z": ObservationStatus.MISSING_CANNOT_EXIST,
}
_CONFIDENTIAL: Final = "c"
# CL_CONF_STATUS 1.3; the letters after N tell why a figure is confidential.
_CONFIDENTIALITY: Final = {
    "": Confidentiality.FREE,
    "F": Confidentiality.FREE,
    "N": Confidentiality.NOT_FOR_PUBLICATION,
    **dict.fromkeys("CDSAOTGMEP", Confidentiality.CONFIDENTIAL),
}


@lru_cache(maxsize=4096)
def cell_of(value: float | None, flags: str, confidential: str | None = None) -> Cell:
    """Return the cell for a value, or none, beside its flags.

    `flags` may hold both parts, as in `bu|C`; else the second may come as `confidential`. Raises
    `StatisticsError` for a letter that is not known, or `z` (not applicable) beside a value.

    >>> cell = cell_of(17.9, "bu")
    >>> cell.status.name, cell.mark
    ('BREAK', 'bu')
    >>> cell_of(None, "|C").status.name, cell_of(None, "c").confidentiality.name
    ('MISSING_SUPPRESSED', 'CONFIDENTIAL')
    """
    mark = flags if confidential is None or not confidential else f"{flags}|{confidential}"
    letters, _, second = mark.partition("|")
    second = second.strip().upper()
    if second not in _CONFIDENTIALITY:
        raise StatisticsError(f"the confidentiality {second!r} is not known")
    conf = _CONFIDENTIALITY[second]
    found: list[ObservationStatus] = []
    for letter in letters.replace(",", "").replace(" ", ""):
        if letter == _CONFIDENTIAL:
            conf = Confidentiality.CONFIDENTIAL
        elif letter in _LETTERS:
            found.append(_LETTERS[letter])
        else:
            raise StatisticsError(
                f"the flag {letter!r} is not known",
                remedy=f"known are {' '.join(sorted((*_LETTERS, _CONFIDENTIAL)))}",
            )
    provisional = ObservationStatus.PROVISIONAL in found
    finality = Finality.PROVISIONAL if provisional else Finality.UNKNOWN
    status = _with_value(found) if value is not None else _without(found, conf)
    return Cell(value, status, mark.strip(), conf, finality)


def _with_value(found: list[ObservationStatus]) -> ObservationStatus:
    if ObservationStatus.MISSING_CANNOT_EXIST in found:
        raise StatisticsError("the flag 'z' (not applicable) stands beside a value")
    return gravest(*found) if found else ObservationStatus.NORMAL


def _without(found: list[ObservationStatus], conf: Confidentiality) -> ObservationStatus:
    if conf is not Confidentiality.FREE:
        return ObservationStatus.MISSING_SUPPRESSED
    if ObservationStatus.MISSING_CANNOT_EXIST in found:
        return ObservationStatus.MISSING_CANNOT_EXIST
    return ObservationStatus.MISSING
