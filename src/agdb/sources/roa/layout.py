"""Cells of the AIS as they must be read: broken letters, unpadded codes, horizons in words."""

from __future__ import annotations

import re
from typing import Final

from agdb.statistics import period as periods
from agdb.statistics.period import Period

TOTAL: Final = "999999"
_BROKEN: Final = re.compile(r"[ÃÂâ]")
_CODE: Final = re.compile(r"(\d{1,6})(?:\.0)?")
_IN: Final = re.compile(r"\bin (20\d\d)\b")
_UNTIL: Final = re.compile(r"\btot (?:en met )?(20\d\d)\b")
_QUARTER: Final = re.compile(r"\((20\d\d)Q([1-4])\)")
_EDITION: Final = re.compile(r"v(20\d\d)(0[1-9]|1[0-2])(0[1-9]|[12]\d|3[01])")
_SPAN: Final = 5  # "totaal6jrperc": the six years up to and including the horizon


def mended(text: str) -> str:
    """Return `text` with letters that were encoded twice put right, where that works out.

    >>> mended("commerciÃ«le"), mended("café"), mended("Ã")
    ('commerciële', 'café', 'Ã')
    """
    if _BROKEN.search(text) is None:
        return text
    try:
        return text.encode("cp1252").decode("utf-8")
    except (UnicodeEncodeError, UnicodeDecodeError):
        return text


def padded(code: str) -> str | None:
    """Return a code of a group with its leading zeros, None if it is not one.

    The total 999999 stays; four digits otherwise, five for groups of five.

    >>> padded("111.0"), padded("0111"), padded("999999"), padded("10101"), padded("x")
    ('0111', '0111', '999999', '10101', None)
    """
    match = _CODE.fullmatch(code.strip())
    return match[1].zfill(4) if match else None


def horizon_of(subject: str) -> tuple[str, Period | None]:
    """Return the horizon that a subject names, in its words, and the period it means.

    A state is of its year or quarter; a flow "until" a year is that of the six years up to it.
    Without a horizon the words are empty and there is no period.

    >>> words, period = horizon_of("verwachte baanopeningen tot 2030")
    >>> words, str(period)
    ('tot 2030', '2025/2030')
    >>> str(horizon_of("indicator huidige arbeidsmarktsituatie beroep (2026Q1)")[1])
    '2026-Q1'
    """
    if match := _QUARTER.search(subject):
        return match[0].strip("()"), periods.quarter(int(match[1]), int(match[2]))
    if match := _UNTIL.search(subject):
        last = int(match[1])
        return match[0], periods.years(last - _SPAN, last)
    if match := _IN.search(subject):
        return match[0], periods.year(int(match[1]))
    return "", None


def edition_of(version: str) -> str | None:
    """Return the edition, the year of a version like `v20260901`; None if it is not one.

    >>> edition_of("v20260901")
    '2026'
    """
    match = _EDITION.fullmatch(version.strip())
    return match[1] if match else None
