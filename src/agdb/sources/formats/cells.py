"""What stands in one cell of text: a number, a code, the name of a column, a mark."""

from __future__ import annotations

import math
import re
import unicodedata
from collections.abc import Iterable
from typing import Final

from agdb.errors import StatisticsError
from agdb.files.recorded import AGAIN, fault, shown
from agdb.statistics.spelling import spelled
from agdb.statistics.status import Finality, ObservationStatus, gravest
from agdb.statistics.structure import COLUMNS_AFTER, COLUMNS_BEFORE

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


NOT_APPLICABLE: Final = "_Z"  # SDMX: a dimension that does not apply to the observation
_OTHERS: Final = re.compile(r"[^A-Za-z0-9]+")
_TAKEN: Final = frozenset(COLUMNS_BEFORE | COLUMNS_AFTER)
_ERROR: Final = re.compile(r"#(?:\w[\w/ ]*[!?]|N/[A-Z]{1,2}|#+)")  # as #DIV/0!, #NAAM?, #N/B, ####
_LONGEST_CODE: Final = 500


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
    if not 0 < len(plain) <= _LONGEST_CODE:
        raise fault(f"{shown(code)} cannot be a code", name, line=line)
    return plain


_FINALITY_WORDS: Final = {
    **{str(word): word for word in Finality},
    "Definitief": Finality.DEFINITIVE,
    "NaderVoorlopig": Finality.REVISED_PROVISIONAL,
    "Voorlopig": Finality.PROVISIONAL,
}
_SMALL_LETTERS: Final = re.compile("[bdefnpu]+")


def read_mark(text: str, *, missing: bool) -> tuple[ObservationStatus, Finality]:
    """Return what a mark says about a figure; several parts stand with spaces between them.

    `missing` tells that there is no value. Raises `StatisticsError` for a part that is not known,
    or one that does not go with the presence of a value.

    >>> [str(part) for part in read_mark("B Voorlopig", missing=False)]
    ['B', 'provisional']
    """
    finality = Finality.UNKNOWN
    letters: list[ObservationStatus] = []
    for part in text.split():
        if part in _FINALITY_WORDS:
            finality = _FINALITY_WORDS[part]
        else:
            letters += _statuses(part)
    if ObservationStatus.PROVISIONAL in letters and finality is Finality.UNKNOWN:
        finality = Finality.PROVISIONAL
    plain = ObservationStatus.MISSING if missing else ObservationStatus.NORMAL
    status = gravest(*letters) if letters else plain
    if status.has_value is missing:
        raise StatisticsError(
            f"the status {text!r} does not go with {'an empty' if missing else 'a'} value",
            remedy="leave the value empty exactly for M, O and Q",
        )
    return status, finality


def _statuses(part: str) -> list[ObservationStatus]:
    if part in set(ObservationStatus):
        return [ObservationStatus(part)]
    if _SMALL_LETTERS.fullmatch(part):
        return [ObservationStatus(letter.upper()) for letter in part]
    known = ", ".join((*_FINALITY_WORDS, *ObservationStatus))
    raise StatisticsError(f"the status {part!r} is not known", remedy=f"write one of {known}")
