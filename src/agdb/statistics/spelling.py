"""How a code is spelled: what looks the same is the same, and nothing in it is invisible.

A code travels through editors, mail and spreadsheets, which put in blanks that do not break, marks
of direction and letters in two pieces. Two codes that differ in nothing a reader can see would make
one region two.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable
from typing import Final

from agdb.errors import StatisticsError

_SHOWN: Final = 40
_BLANKS: Final = re.compile(r"\s+")
# Letters and marks by their class in Unicode, though nothing is drawn for them (UAX 31, 2.3), and
# the sign that stands for a character that was lost on the way.
_HIDDEN: Final = re.compile(
    "[\u034f\u115f\u1160\u17b4\u17b5\u180b-\u180f\u2800\u3164\ufe00-\ufe0f\uffa0\ufffd"
    "\U000e0100-\U000e01ef]"
)


def spelled(text: str) -> str:
    """Return `text` as a code: no blanks around it, letters composed, every blank a plain space.

    Raises `StatisticsError` for a character that cannot be seen, and for one that was lost.

    >>> spelled(" GM\\u00a00363 ")
    'GM 0363'
    """
    if text.isascii() and text.isprintable():
        return text.strip()
    composed = unicodedata.normalize("NFC", text.strip())
    code = "".join(" " if unicodedata.category(sign) == "Zs" else sign for sign in composed)
    hidden = invisible(code)
    if hidden is not None:
        raise StatisticsError(
            f"{text[:_SHOWN]!r} cannot be a code: it holds {hidden}, which nobody sees",
            remedy="take it out, and write the code again by hand",
        )
    return code


def invisible(text: str, *, allowed: str = "") -> str | None:
    """Return number and name of the first character in `text` that is not drawn, None if there is
    none. `allowed` are characters that may be there.

    >>> invisible("GM0363\\u200b"), invisible("GM0363")
    ('U+200B ZERO WIDTH SPACE', None)
    """
    if text.isprintable() and not _HIDDEN.search(text):
        return None
    for sign in text:
        drawn = sign.isprintable() or unicodedata.category(sign) == "Zs"
        if sign not in allowed and (not drawn or _HIDDEN.match(sign)):
            return f"U+{ord(sign):04X} {unicodedata.name(sign, '(a control)')}"
    return None


def plain(text: str) -> str:
    """`text` without case and accents: in which words and names are compared.

    >>> plain("Fryslân"), plain("Œuvre n° 2")
    ('fryslan', 'œuvre n° 2')
    """
    apart = unicodedata.normalize("NFKD", text.casefold())
    return "".join(sign for sign in apart if not unicodedata.combining(sign))


def alike(codes: Iterable[str]) -> tuple[str, str] | None:
    """Return the first two different codes that look the same, None if all can be told apart.

    >>> alike(["GM0363", "ＧＭ０３６３"]), alike(["0", "00"])
    (('GM0363', 'ＧＭ０３６３'), None)
    """
    seen: dict[str, str] = {}
    for code in codes:
        look = _BLANKS.sub(" ", unicodedata.normalize("NFKC", code)).strip()
        if seen.setdefault(look, code) != code:
            return seen[look], code
    return None
