"""What a publisher says about a figure: may it be used, may it be seen, is it final.

Three things that publishers mix in one mark are kept apart. The publisher's own mark always stays
beside them. Code lists: SDMX Cross-Domain Code Lists, CL_OBS_STATUS 2.2 and CL_CONF_STATUS 1.3.
"""

from __future__ import annotations

from enum import StrEnum


class ObservationStatus(StrEnum):
    """SDMX CL_OBS_STATUS: what kind of value this is, or why there is none."""

    NORMAL = "A"
    BREAK = "B"
    DEFINITION_DIFFERS = "D"
    ESTIMATED = "E"
    FORECAST = "F"
    IMPUTED = "I"
    MISSING_CANNOT_EXIST = "M"
    NOT_SIGNIFICANT = "N"
    MISSING = "O"
    PROVISIONAL = "P"
    MISSING_SUPPRESSED = "Q"
    LOW_RELIABILITY = "U"

    @property
    def has_value(self) -> bool:
        """Whether an observation of this status carries a number.

        >>> ObservationStatus.MISSING_SUPPRESSED.has_value
        False
        """
        return self not in _WITHOUT_VALUE


_WITHOUT_VALUE = frozenset(
    {
        ObservationStatus.MISSING_CANNOT_EXIST,
        ObservationStatus.MISSING,
        ObservationStatus.MISSING_SUPPRESSED,
    }
)


class Confidentiality(StrEnum):
    """SDMX CL_CONF_STATUS: may the value be seen by all."""

    FREE = "F"
    CONFIDENTIAL = "C"
    NOT_FOR_PUBLICATION = "N"


class Finality(StrEnum):
    """How far the publisher has settled a figure. Blank at the source is `unknown`, not final."""

    UNKNOWN = "unknown"
    PROVISIONAL = "provisional"
    REVISED_PROVISIONAL = "revised-provisional"
    DEFINITIVE = "definitive"


_FIRMNESS = (
    Finality.PROVISIONAL,
    Finality.REVISED_PROVISIONAL,
    Finality.UNKNOWN,
    Finality.DEFINITIVE,
)


def least_final(*parts: Finality) -> Finality:
    """Return the finality of a figure made of `parts`: that of the least settled one.

    A known provisional part says more than an unknown one, so provisional outranks unknown.

    >>> least_final(Finality.DEFINITIVE, Finality.UNKNOWN).value
    'unknown'
    >>> least_final().value
    'unknown'
    """
    return min(parts, key=_FIRMNESS.index, default=Finality.UNKNOWN)


# Worst first: what a reader must be told about a figure that is made of several others.
_GRAVITY = (
    ObservationStatus.MISSING_SUPPRESSED,
    ObservationStatus.MISSING,
    ObservationStatus.MISSING_CANNOT_EXIST,
    ObservationStatus.BREAK,
    ObservationStatus.DEFINITION_DIFFERS,
    ObservationStatus.LOW_RELIABILITY,
    ObservationStatus.FORECAST,
    ObservationStatus.IMPUTED,
    ObservationStatus.ESTIMATED,
    ObservationStatus.PROVISIONAL,
    ObservationStatus.NOT_SIGNIFICANT,
    ObservationStatus.NORMAL,
)


def gravest(*parts: ObservationStatus) -> ObservationStatus:
    """Return the status of a figure made of `parts`: the one a reader most needs to know.

    >>> gravest(ObservationStatus.NORMAL, ObservationStatus.BREAK).name
    'BREAK'
    """
    return min(parts, key=_GRAVITY.index, default=ObservationStatus.MISSING)
