"""Region codes: letters for the division, then a number, as Statistics Netherlands writes them.

A name is not a key: "Utrecht" is a municipality, a province and a COROP area. The code tells them
apart, and with the year of the division it says which area was meant.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Final, Self

from agdb.errors import StatisticsError

_CODE: Final = re.compile(r"([A-Z]{2})[0-9A-Z_]{1,10}")


@dataclass(frozen=True, slots=True, order=True)
class RegionCode:
    """A checked region code without the padding of some tables.

    >>> RegionCode.parse("GM0363    ").prefix
    'GM'
    >>> RegionCode.parse("AM99").unassignable
    True
    """

    text: str

    def __str__(self) -> str:
        return self.text

    @property
    def prefix(self) -> str:
        """The two letters that name the division."""
        return self.text[:2]

    @property
    def unassignable(self) -> bool:
        """Whether this code collects what could not be placed, as AM99 does."""
        return self.text[2:] in {"99", "9999"}

    @classmethod
    def find(cls, text: str) -> Self | None:
        """Return the code in `text`, None if it is not one, as AT is not.

        >>> RegionCode.find("AT") is None
        True
        """
        code = text.strip()
        return cls(code) if _CODE.fullmatch(code) else None

    @classmethod
    def parse(cls, text: str) -> RegionCode:
        """Return the code in `text`; raises `StatisticsError` if it is not one."""
        code = cls.find(text)
        if code is None:
            raise StatisticsError(
                f"{text!r} is not a region code",
                remedy="write two capitals for the division and then its number, as in PV27",
            )
        return code
