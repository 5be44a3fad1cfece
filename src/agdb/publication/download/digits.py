"""Numbers in files that no unit rounds: six digits, more than any of them is known to."""

from __future__ import annotations

from typing import Any, Final

from agdb.statistics.number import significant

DIGITS: Final = 6


def in_digits(data: Any) -> Any:  # noqa: ANN401 - whatever JSON can hold
    """Return `data` with every fraction in it written in six digits; whole parts stay whole.

    >>> in_digits({"share": 1 / 3, "euros": [12345678.9, 47.55000000000001], "draws": 2000})
    {'share': 0.333333, 'euros': [12345679.0, 47.55], 'draws': 2000}
    """
    if isinstance(data, float):
        return significant(data, digits=DIGITS)
    if isinstance(data, dict):
        return {key: in_digits(value) for key, value in data.items()}
    if isinstance(data, list | tuple):
        return [in_digits(one) for one in data]
    return data
