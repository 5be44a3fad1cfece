"""Numbers as statistics treat them: exact decimals, rounded half away from zero, once."""

from __future__ import annotations

from decimal import ROUND_HALF_UP, Decimal, InvalidOperation
from functools import cache
from typing import Final

from agdb.errors import StatisticsError

_DIGITS: Final = 15  # what a 64-bit float carries exactly


def rounded(value: float, *, decimals: int) -> Decimal:
    """Return `value` rounded half away from zero on its decimal digits, as a reader would.

    Works on the shortest decimal text of the float, so 1.005 becomes 1.01 and not 1.00.

    >>> rounded(1.005, decimals=2)
    Decimal('1.01')
    >>> rounded(-0.04, decimals=1)
    Decimal('0.0')
    """
    result = Decimal(repr(value)).quantize(_quantum(decimals), rounding=ROUND_HALF_UP)
    return result if result else abs(result)  # no minus zero


@cache
def _quantum(decimals: int) -> Decimal:
    return Decimal(1).scaleb(-decimals)


def exact(text: str) -> float:
    """Return the number in `text`; raises `StatisticsError` if a float cannot carry it exactly.

    >>> exact(" 7888.2")
    7888.2
    """
    plain = text.strip()
    if not plain.isascii() or "_" in plain:  # Python's own ways to write a number
        raise StatisticsError(f"{text!r} is not a number")
    try:
        number = Decimal(plain)
    except InvalidOperation:
        raise StatisticsError(f"{text!r} is not a number") from None
    if not number.is_finite():
        raise StatisticsError(f"{text!r} is not a finite number")
    if len(number.normalize().as_tuple().digits) > _DIGITS:
        raise StatisticsError(f"{text!r} has more digits than can be kept ({_DIGITS})")
    return float(number)


def printed(value: float) -> str:
    """Return the shortest exact decimal text of `value`, without exponent or trailing zeros.

    >>> printed(403.7), printed(1383.0), printed(1e-7)
    ('403.7', '1383', '0.0000001')
    """
    text = format(Decimal(repr(value)), "f")
    return text.rstrip("0").rstrip(".") if "." in text else text
