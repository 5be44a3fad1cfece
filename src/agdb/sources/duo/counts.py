"""What a cell with a count says. A suppressed count becomes bounds and never a number."""

from __future__ import annotations

import re
from typing import Final

from agdb.sources.wire.number import decimal
from agdb.sources.wire.tidy import Cell
from agdb.statistics.status import Confidentiality, ObservationStatus

_COUNT: Final = re.compile(r"\d{1,12}", re.ASCII)
# `<5` stands in the old files; of the portal three users report -1 and its description says 4.
_HIDDEN: Final = frozenset({"<5", "-1"})
_FEWEST, _MOST = 1.0, 4.0


def _bracket(mark: str) -> Cell:
    return Cell(
        None,
        ObservationStatus.MISSING_SUPPRESSED,
        mark,
        Confidentiality.CONFIDENTIAL,
        lower=_FEWEST,
        upper=_MOST,
    )


def old_count(text: str) -> Cell | None:
    """Return the cell of a count in an old file, where `<5` hides 1 to 4; None if it is no count.

    >>> cell = old_count("<5")
    >>> cell.value, cell.lower, cell.upper, cell.mark
    (None, 1.0, 4.0, '<5')
    """
    if text in _HIDDEN:
        return _bracket(text)
    return Cell(float(text)) if _COUNT.fullmatch(text) else None


def portal_count(text: str) -> Cell | None:
    """Return the cell of a count in the portal, which hides 1 to 4; None if it is no count.

    They are shown as -1 or all as 4, so that neither is ever a number. Zero is a real zero. The
    numbers 1, 2 and 3 cannot occur, and are no counts.

    >>> [portal_count(text).upper for text in ("-1", "4", "<5")], portal_count("0").value
    ([4.0, 4.0, 4.0], 0.0)
    >>> portal_count("3"), portal_count("-2")
    (None, None)
    """
    if text in _HIDDEN:
        return _bracket(text)
    if _COUNT.fullmatch(text) is None:
        return None
    number = float(text)
    if number == _MOST:
        return _bracket(text)
    return None if 0 < number < _MOST else Cell(number)


def share(text: str) -> Cell | None:
    """Return the cell of a percentage, with a decimal point; None if it is none."""
    number = decimal(text)
    return None if number is None else Cell(number)
