"""Decimal text as publishers write it."""

from __future__ import annotations

import math
import re
from typing import Final

_POINT: Final = re.compile(r"[+-]?(?:\d+(?:\.\d*)?|\.\d+)(?:[eE][+-]?\d{1,3})?", re.ASCII)
_COMMA: Final = re.compile(r"[+-]?\d+(?:,\d+)?", re.ASCII)


_GROUPED: Final = re.compile(r"[+-]?[1-9]\d{0,2}[.,]\d{3}", re.ASCII)


def may_be_thousands(text: str) -> bool:
    """Whether `text` is one number to who separates thousands, and a thousandth of it to others.

    >>> may_be_thousands("1.234"), may_be_thousands("0.846"), may_be_thousands("1.2340")
    (True, False, False)
    """
    return _GROUPED.fullmatch(text) is not None


def decimal(text: str, *, comma: bool = False) -> float | None:
    """Return the float nearest to `text`, None if it is not a finite number.

    With `comma` the decimal sign is a comma and nothing else; thousands are never separated.

    >>> decimal("-17.90"), decimal("1e3"), decimal("n/a"), decimal("1e999")
    (-17.9, 1000.0, None, None)
    >>> decimal("0,846", comma=True), decimal("1.234", comma=True)
    (0.846, None)
    """
    if (_COMMA if comma else _POINT).fullmatch(text) is None:
        return None
    number = float(text.replace(",", ".") if comma else text)
    return number if math.isfinite(number) else None
