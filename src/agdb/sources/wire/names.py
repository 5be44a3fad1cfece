"""A publisher's names made fit to be columns and codes."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable
from typing import Final

from agdb.errors import StatisticsError
from agdb.files.recorded import AGAIN, fault, shown
from agdb.statistics.spelling import spelled
from agdb.statistics.structure import COLUMNS_AFTER, COLUMNS_BEFORE

NOT_APPLICABLE: Final = "_Z"  # SDMX: a dimension that does not apply to the observation
_OTHERS: Final = re.compile(r"[^A-Za-z0-9]+")
_TAKEN: Final = frozenset(COLUMNS_BEFORE | COLUMNS_AFTER)
_ERROR: Final = re.compile(r"#(?:\w[\w/ ]*[!?]|N/[A-Z]{1,2}|#+)")  # as #DIV/0!, #NAAM?, #N/B, ####
_LONGEST: Final = 500


def column_ids(headers: Iterable[str], *, name: str) -> tuple[str, ...]:
    """Return a column name for each header; raises `SourceError` if two become the same.

    >>> column_ids(["SOORT INSTELLING", "Status"], name="a.csv")
    ('SOORT_INSTELLING', 'Status_')
    """
    ids: list[str] = []
    seen: set[str] = set()
    for header in headers:
        plain = unicodedata.normalize("NFKD", header).encode("ascii", "ignore").decode()
        id_ = _OTHERS.sub("_", plain).strip("_")
        if not id_ or not id_[0].isalpha():
            id_ = f"D_{id_}"
        if id_.lower() in _TAKEN:
            id_ += "_"
        if id_.lower() in seen:
            raise fault(f"two columns are called {shown(header)}", name, line=1)
        seen.add(id_.lower())
        ids.append(id_)
    return tuple(ids)


def checked_code(code: str, *, name: str, line: int | None = None) -> str:
    """Return `code` as `spelled` has it; raises `SourceError` if it cannot be a code.

    >>> checked_code(" 0106 ", name="a.csv")
    '0106'
    """
    try:
        plain = spelled(code)
    except StatisticsError as error:
        raise fault(error.what, name, line=line, remedy=error.remedy or AGAIN) from None
    if _ERROR.fullmatch(plain):
        raise fault(
            f"{shown(code)} is an error of a spreadsheet and no code",
            name,
            line=line,
            remedy="mend the cell and save the file again",
        )
    if not 0 < len(plain) <= _LONGEST:
        raise fault(f"{shown(code)} cannot be a code", name, line=line)
    return plain
