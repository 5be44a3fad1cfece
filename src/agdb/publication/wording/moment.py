"""Days, months and years of the register in words: as sure as they are known, and no surer."""

from __future__ import annotations

from babel.dates import format_date

from agdb.publication.wording.language import Language
from agdb.register.moment import first_day

_PATTERNS = {10: "d MMMM y", 7: "MMMM y", 4: "y"}


def moment_name(moment: str, language: Language) -> str:
    """Return a moment of the register in words; what is no more than a year is only that.

    >>> from agdb.publication.wording.language import languages
    >>> nl = languages(("nl",))["nl"]
    >>> [moment_name(one, nl) for one in ("2023-06-08", "2023-01", "2024")]
    ['8 juni 2023', 'januari 2023', '2024']
    """
    return format_date(first_day(moment), format=_PATTERNS[len(moment)], locale=language.locale)
