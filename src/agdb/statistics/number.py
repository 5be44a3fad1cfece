"""Numbers as statistics treat them: exact decimals, rounded half away from zero, once."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import ROUND_HALF_UP, Context, Decimal, InvalidOperation
from functools import cache
from math import floor, log10
from typing import Final

from agdb.errors import StatisticsError

_DIGITS: Final = 15  # what a 64-bit float carries exactly
# The largest float has 309 digits before the point, and nobody asks for a hundred behind it.
_EVERY_DIGIT: Final = Context(prec=420, rounding=ROUND_HALF_UP)


def rounded(value: float, *, decimals: int) -> Decimal:
    """Return `value` rounded half away from zero on its decimal digits, as a reader would.

    Works on the shortest decimal text of the float, so 1.005 becomes 1.01 and not 1.00.

    >>> rounded(1.005, decimals=2)
    Decimal('1.01')
    >>> rounded(-0.04, decimals=1)
    Decimal('0.0')
    """
    return Decimal(fixed(value, decimals=decimals))


def fixed(value: float, *, decimals: int) -> str:
    """Return the text of `value` with so many decimals, rounded as `rounded` does.

    >>> fixed(1.005, decimals=2), fixed(-0.04, decimals=1), fixed(1234.0, decimals=0)
    ('1.01', '0.0', '1234')
    """
    text = repr(value)
    last = len(text) - text.find(".") - 1
    # Formatting rounds the binary number. That differs from rounding its shortest decimal text only
    # where this text ends halfway; an exponent, and what is too large, goes the exact way too.
    if (last == decimals + 1 and text[-1] == "5") or "e" in text or abs(value) >= _exact(decimals):
        result = Decimal(text).quantize(_quantum(decimals), context=_EVERY_DIGIT)
        return format(result if result else abs(result), "f")
    text = f"{value:.{decimals}f}"
    return text.removeprefix("-") if text[0] == "-" and not text.strip("-0.") else text


def fixed_texts(values: Sequence[float | None], *, decimals: int) -> list[str | None]:
    """Return what `fixed` gives for each number, and None for None; much faster for many.

    >>> fixed_texts([1.005, None, -0.04, 1234.0], decimals=2)
    ['1.01', None, '-0.04', '1234.00']
    """
    numbers = [value for value in values if value is not None]
    if not numbers or max(map(abs, numbers)) >= _exact(decimals):
        return [None if value is None else fixed(value, decimals=decimals) for value in values]
    texts = (f"%.{decimals}f " * len(numbers) % tuple(numbers)).split()
    # All that ends in 5, has an exponent or is below zero goes the way of one number, see `fixed`.
    for place, text in enumerate(repr(numbers)[1:-1].split(", ")):
        if text[-1] == "5" or text[0] == "-" or "e" in text:
            texts[place] = fixed(numbers[place], decimals=decimals)
    if len(numbers) == len(values):
        return [*texts]
    left = iter(texts)
    return [None if value is None else next(left) for value in values]


@cache
def _exact(decimals: int) -> float:
    """From here on a float has fewer digits than are printed with so many decimals."""
    return 10.0 ** (_DIGITS - decimals)


def significant(value: float, *, digits: int) -> float:
    """Return `value` rounded half away from zero to so many digits; its whole part keeps all.

    >>> significant(47.55000000000001, digits=6), significant(1234567.8, digits=3)
    (47.55, 1234568.0)
    """
    if not value:
        return value
    before = floor(log10(abs(value))) + 1
    return float(rounded(value, decimals=max(0, digits - before)))


def stepped(value: float, *, step: int) -> int:
    """Return `value` rounded half away from zero to a multiple of `step`.

    >>> stepped(44_629.55, step=1000), stepped(-2500.0, step=1000)
    (45000, -3000)
    """
    return int(rounded(value / step, decimals=0)) * step


def persons_step(width: float) -> int:
    """Return the step in which persons are printed whose interval is `width` wide.

    >>> persons_step(60_000.0), persons_step(4_000.0)
    (1000, 100)
    """
    return 1000 if width > 5000 else 100


def adding_up(parts: list[float], *, decimals: int) -> list[Decimal]:
    """Return `parts` rounded so that they add up to the rounded sum (largest remainders).

    >>> [str(part) for part in adding_up([1.04, 1.04, 1.04], decimals=1)]
    ['1.1', '1.0', '1.0']
    """
    whole = rounded(sum(parts), decimals=decimals)
    found = [rounded(part, decimals=decimals) for part in parts]
    quantum = _quantum(decimals)
    while (missing := whole - sum(found, Decimal(0))) != 0:
        one = quantum if missing > 0 else -quantum
        errors = [
            (Decimal(repr(part)) - shown) / one for part, shown in zip(parts, found, strict=True)
        ]
        found[errors.index(max(errors))] += one
    return found


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
