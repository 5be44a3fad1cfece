"""Text in a cell of CSV: a spreadsheet shows it, and never takes it for a formula."""

from __future__ import annotations

import re
from typing import Final

_FORMULA: Final = re.compile(r"[=+\-@\t\r]")
_NUMBER: Final = re.compile(r"[+-]?\d+(?:[.,]\d+)*%?", re.ASCII)


def cell_text(text: str) -> str:
    """Return `text` as words: with an apostrophe in front where it would be calculated.

    A spreadsheet runs what begins with one of these signs, also when it comes from CSV, and some
    formulas send the other cells of a file away. See OWASP, "CSV injection".

    >>> cell_text("=HYPERLINK(1)"), cell_text("-17.9"), cell_text("65+")
    ("'=HYPERLINK(1)", '-17.9', '65+')
    """
    if _FORMULA.match(text) is None or _NUMBER.fullmatch(text):
        return text
    return f"'{text}"
