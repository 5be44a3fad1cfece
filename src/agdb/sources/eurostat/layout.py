"""What all forms of Eurostat share: its flags, time codes, NUTS editions and structure."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Final

from agdb.errors import StatisticsError
from agdb.sources.formats.long_table import CellContent
from agdb.statistics.period import Period
from agdb.statistics.status import Confidentiality, Finality, ObservationStatus, gravest
from agdb.statistics.structure import Code, Dimension, DimensionKind, Measure, Structure, UnitOrigin

_LETTERS: Final = {
    "b": ObservationStatus.BREAK,
    "d": ObservationStatus.DEFINITION_DIFFERS,
    "e": ObservationStatus.ESTIMATED,
    "f": ObservationStatus.FORECAST,
    "i": ObservationStatus.NORMAL,  # "see metadata", older; not SDMX's I, which is imputed
    "n": ObservationStatus.NOT_SIGNIFICANT,
    "p": ObservationStatus.PROVISIONAL,
    "r": ObservationStatus.NORMAL,  # "revised", older: says nothing about the figure that is there
    "s": ObservationStatus.ESTIMATED,  # Eurostat's own estimate
    "u": ObservationStatus.LOW_RELIABILITY,
    "z": ObservationStatus.MISSING_CANNOT_EXIST,
}
_CONFIDENTIAL: Final = "c"
# CL_CONF_STATUS 1.3; the letters after N tell why a figure is confidential.
_CONFIDENTIALITY: Final = {
    "": Confidentiality.FREE,
    "F": Confidentiality.FREE,
    "N": Confidentiality.NOT_FOR_PUBLICATION,
    **dict.fromkeys("CDSAOTGMEP", Confidentiality.CONFIDENTIAL),
}


@lru_cache(maxsize=4096)
def cell_of(value: float | None, flags: str, confidential: str | None = None) -> CellContent:
    """Return the cell for a value, or none, beside its flags.

    `flags` may hold both parts, as in `bu|C`; else the second may come as `confidential`. Raises
    `StatisticsError` for a letter that is not known, or `z` (not applicable) beside a value.

    >>> cell = cell_of(17.9, "bu")
    >>> cell.status.name, cell.mark
    ('BREAK', 'bu')
    >>> cell_of(None, "|C").status.name, cell_of(None, "c").confidentiality.name
    ('MISSING_SUPPRESSED', 'CONFIDENTIAL')
    """
    mark = flags if confidential is None or not confidential else f"{flags}|{confidential}"
    letters, _, second = mark.partition("|")
    second = second.strip().upper()
    if second not in _CONFIDENTIALITY:
        raise StatisticsError(f"the confidentiality {second!r} is not known")
    conf = _CONFIDENTIALITY[second]
    found: list[ObservationStatus] = []
    for letter in letters.replace(",", "").replace(" ", ""):
        if letter == _CONFIDENTIAL:
            conf = Confidentiality.CONFIDENTIAL
        elif letter in _LETTERS:
            found.append(_LETTERS[letter])
        else:
            raise StatisticsError(
                f"the flag {letter!r} is not known",
                remedy=f"known are {' '.join(sorted((*_LETTERS, _CONFIDENTIAL)))}",
            )
    provisional = ObservationStatus.PROVISIONAL in found
    finality = Finality.PROVISIONAL if provisional else Finality.UNKNOWN
    status = _with_value(found) if value is not None else _without(found, conf)
    return CellContent(value, status, mark.strip(), conf, finality)


def _with_value(found: list[ObservationStatus]) -> ObservationStatus:
    if ObservationStatus.MISSING_CANNOT_EXIST in found:
        raise StatisticsError("the flag 'z' (not applicable) stands beside a value")
    return gravest(*found) if found else ObservationStatus.NORMAL


def _without(found: list[ObservationStatus], conf: Confidentiality) -> ObservationStatus:
    if conf is not Confidentiality.FREE:
        return ObservationStatus.MISSING_SUPPRESSED
    if ObservationStatus.MISSING_CANNOT_EXIST in found:
        return ObservationStatus.MISSING_CANNOT_EXIST
    return ObservationStatus.MISSING


_OLD: Final = re.compile(r"(\d{4})(?:M(\d\d)(?:D(\d\d))?|([QS])(\d)|W(\d\d)|_(\d{4}))")


def period_of(code: str) -> Period:
    """Return the period of a time code, or one of frequency `other` that keeps it.

    >>> [str(period_of(code)) for code in ("2026-Q1", "2019M03", "2019Q4 ", "2012_2014")]
    ['2026-Q1', '2019-03', '2019-Q4', '2012/2014']
    """
    code = code.strip()
    match = _OLD.fullmatch(code)
    if match is None:
        return Period.parse(code)
    year, month, day, letter, nth, week, last = match.groups()
    if month:
        modern = f"{year}-{month}" + (f"-{day}" if day else "")
    elif letter:
        modern = f"{year}-{letter}{nth}"
    else:
        modern = f"{year}-W{week}" if week else f"{year}/{last}"
    period = Period.parse(modern)
    return period if period.dated else Period.parse(code)


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


LICENCE: Final = "CC BY 4.0"  # https://ec.europa.eu/eurostat/help/copyright-notice
UNIT: Final = "unit"  # its codes are the measures: a number means nothing without its unit
PLAIN_MEASURE: Final = "OBS_VALUE"
_KINDS: Final = {"geo": DimensionKind.REGION, "s_adj": DimensionKind.SEASONAL_ADJUSTMENT}
_PAGE: Final = "https://ec.europa.eu/eurostat/databrowser/view/"


@dataclass(frozen=True)
class Part:
    """One dimension as a form gives it: id, title, and its codes with their titles."""

    id: str
    title: str
    codes: Mapping[str, str]


def page_of(name: str) -> str:
    """Return the address of a data set for people."""
    return _PAGE + name.lower()


def structure_of(
    *,
    title: str,
    parts: Sequence[Part],
    periods: Iterable[Code],
    published: str,
    notes: Mapping[str, str],
) -> Structure:
    """Return the structure; the codes of `unit` become measures, and the NUTS edition a note."""
    units = next((part for part in parts if part.id == UNIT), None)
    told = {key: note for key, note in notes.items() if note}
    regions = next((part for part in parts if part.id == "geo"), None)
    if regions is not None:
        told["nuts-edition"] = nuts_edition(regions.codes)
    return Structure(
        title=title,
        measures=_measures(units, title),
        dimensions=tuple(_dimension(part) for part in parts if part is not units),
        periods=tuple(periods),
        licence=LICENCE,
        published=published,
        notes=told,
    )


def _measures(units: Part | None, title: str) -> tuple[Measure, ...]:
    if units is None:
        return (Measure(PLAIN_MEASURE, title, "", UnitOrigin.NOT_RECORDED),)
    return tuple(
        Measure(code, title, label or code, UnitOrigin.RECORDED, "dimension unit")
        for code, label in units.codes.items()
    )


def _dimension(part: Part) -> Dimension:
    kind = _KINDS.get(part.id, DimensionKind.ORDINARY)
    codes = tuple(Code(code, label or code) for code, label in part.codes.items())
    return Dimension(part.id, part.title or part.id, kind, codes)
