"""A fault in a recorded file, said the same way by every reader."""

from __future__ import annotations

from typing import Final

from agdb.errors import Place, SourceError

AGAIN: Final = "fetch or copy the recording again"
_SHOWN: Final = 60


def fault(what: str, name: str, *, line: int | None = None, remedy: str = AGAIN) -> SourceError:
    """Return the error for `what` in the file `name`.

    >>> print(fault("the file is empty", "a.csv"))
    a.csv: the file is empty; fetch or copy the recording again.
    """
    return SourceError(what, place=Place(name, line=line), remedy=remedy)


def shown(text: object) -> str:
    """Return `text` quoted, on one line and short enough for a sentence.

    >>> shown("geo\\n")
    "'geo\\\\n'"
    """
    quoted = repr(text)
    return quoted if len(quoted) <= _SHOWN else quoted[:_SHOWN] + "...'"
