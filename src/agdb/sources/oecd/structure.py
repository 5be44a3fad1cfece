"""The structure of an OECD data set: `MEASURE` and `UNIT_MEASURE` together make the measures."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Final

from agdb.sources.wire.tidy import Tidy
from agdb.statistics.structure import DimensionKind, Measure, Structure, UnitOrigin

LICENCE: Final = "CC BY 4.0"  # OECD terms since July 2024, for most data
_MEASURE, _UNIT = "MEASURE", "UNIT_MEASURE"
_KINDS: Final = {
    "REF_AREA": DimensionKind.REGION,
    "LOCATION": DimensionKind.REGION,
    "ADJUSTMENT": DimensionKind.SEASONAL_ADJUSTMENT,
}
_PRICES: Final = (
    "levels in purchasing power parities are compared within one vintage only: the base year is"
    " part of the unit"
)


@dataclass
class Parts:
    """The dimensions of a file in order, and the titles found for their codes."""

    ids: tuple[str, ...]
    titles: Mapping[str, str]
    codes: dict[str, dict[str, str]] = field(default_factory=dict)
    measures: dict[str, tuple[str, str]] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self.codes = {id_: {} for id_ in self.ids}

    @property
    def kept(self) -> tuple[str, ...]:
        """The dimensions that stay dimensions."""
        return tuple(id_ for id_ in self.ids if id_ not in {_MEASURE, _UNIT})

    def place(self, codes: Sequence[str]) -> tuple[str, list[str]]:
        """Return the measure for a row and the codes of the other dimensions."""
        told = dict(zip(self.ids, codes, strict=True))
        measure, unit = told.get(_MEASURE, ""), told.get(_UNIT, "")
        id_ = ".".join(filter(None, (measure, unit))) or "OBS_VALUE"
        self.measures.setdefault(id_, (measure, unit))
        return id_, [told[name] for name in self.kept]

    def structure(
        self, tidy: Tidy, columns: Mapping[str, str], *, title: str, notes: Mapping[str, str]
    ) -> Structure:
        """Return the structure; `columns` gives each kept dimension its column name."""
        return Structure(
            title=title,
            measures=tuple(
                self._measure(id_, *parts, title) for id_, parts in self.measures.items()
            ),
            dimensions=tuple(
                tidy.dimension(
                    columns[id_],
                    self.titles.get(id_, id_),
                    _KINDS.get(id_, DimensionKind.ORDINARY),
                    self.codes[id_],
                )
                for id_ in self.kept
            ),
            periods=tidy.periods,
            licence=LICENCE,
            notes={"prices": _PRICES, **notes},
        )

    def _measure(self, id_: str, measure: str, unit: str, title: str) -> Measure:
        words = self.codes.get(_MEASURE, {}).get(measure) or measure or title
        in_units = self.codes.get(_UNIT, {}).get(unit) or unit
        origin = UnitOrigin.RECORDED if unit else UnitOrigin.NOT_RECORDED
        return Measure(id_, words, in_units, origin, "dimension UNIT_MEASURE" if unit else "")
