"""The structure of a Eurostat data set, the same whichever form it came in."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from agdb.sources.eurostat.nuts import nuts_edition
from agdb.statistics.structure import (
    Code,
    Dimension,
    DimensionKind,
    Measure,
    Structure,
    UnitOrigin,
)

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
