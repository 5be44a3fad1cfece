"""The NUTS edition that the Dutch codes of a data set tell.

In NUTS 2024 Utrecht became NL35 and Zuid-Holland NL36, in place of NL31 and NL33 (Regulation (EU)
2023/674). The 2016 and 2021 editions cannot be told apart at this level.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Final

_BEFORE: Final = ("NL31", "NL33")
_SINCE: Final = ("NL35", "NL36")


def nuts_edition(codes: Iterable[str]) -> str:
    """Return the edition in words for the notes of a structure.

    >>> nuts_edition(["NL11", "NL35"]), nuts_edition(["NL31"]), nuts_edition(["NL", "DE"])
    ('2024', '2021 or earlier', 'not told by the codes')
    """
    known = list(codes)
    before = any(code.startswith(_BEFORE) for code in known)
    since = any(code.startswith(_SINCE) for code in known)
    if before and since:
        return "mixed: NL31 or NL33 (2021 or earlier) beside NL35 or NL36 (2024)"
    if since:
        return "2024"
    return "2021 or earlier" if before else "not told by the codes"
