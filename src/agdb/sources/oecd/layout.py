"""What all forms of the OECD share: marks, multipliers, time codes and structure."""

from __future__ import annotations

import math
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Final

from agdb.errors import StatisticsError
from agdb.sources.formats.long_table import CellContent, LongTable
from agdb.statistics.period import Period
from agdb.statistics.status import Confidentiality, Finality, ObservationStatus
from agdb.statistics.structure import DimensionKind, Measure, Structure, UnitOrigin

STATUS, MULTIPLIER = "OBS_STATUS", "UNIT_MULT"
ATTRIBUTES: Final = frozenset(  # what may stand beside a value; another one may change what it is
    {STATUS, MULTIPLIER, "DECIMALS", "BASE_PER", "CURRENCY", "CONF_STATUS", "TIME_FORMAT"}
    | {"OBS_STATUS2", "OBS_STATUS3", "COMMENT_OBS", "METHODOLOGY_NOTE", "REF_YEAR_PRICE"}
)
_CONFIDENTIAL: Final = "C"
# Letters of CL_OBS_STATUS that we keep as the nearest of ours; the mark keeps the letter.
_NEAREST: Final = {
    "": ObservationStatus.NORMAL,
    "K": ObservationStatus.NORMAL,  # data included in another category
    "L": ObservationStatus.MISSING,  # exists, not collected
    "S": ObservationStatus.NORMAL,  # strike and other special events
    "G": ObservationStatus.NORMAL,  # experimental
    "H": ObservationStatus.MISSING,  # holiday or weekend
    "W": ObservationStatus.NORMAL,  # includes data from another category
    "X": ObservationStatus.NORMAL,  # part of a broader grouping
    "J": ObservationStatus.NORMAL,  # derogation
    "V": ObservationStatus.LOW_RELIABILITY,  # unvalidated
    "T": ObservationStatus.BREAK,  # time series break, as it was before B
}
_MULTIPLIER: Final = re.compile(r"-?\d{1,2}")
_QUARTER: Final = re.compile(r"Q([1-4])-(\d{4})")


def cell_of(value: float | None, status: str, multiplier: str = "") -> CellContent:
    """Return the cell for a value, or none, after its multiplier (`3` for thousands) is applied.

    The decimals stay exact. Raises `StatisticsError` for a status or multiplier not known.

    >>> cell_of(403.7, "E", "3").value, cell_of(403.7, "E", "3").status.name
    (403700.0, 'ESTIMATED')
    """
    letter = status.strip()
    confidential = letter == _CONFIDENTIAL
    if confidential:
        plain = ObservationStatus.NORMAL
    elif letter in _NEAREST:
        plain = _NEAREST[letter]
    elif letter in set(ObservationStatus):
        plain = ObservationStatus(letter)
    else:
        raise StatisticsError(f"the status {letter!r} is not known")
    if value is None and plain.has_value:
        hidden = confidential
        plain = ObservationStatus.MISSING_SUPPRESSED if hidden else ObservationStatus.MISSING
    if value is not None and not plain.has_value:
        raise StatisticsError(f"the status {letter!r} (no value) stands beside a value")
    return CellContent(
        None if value is None else _multiplied(value, multiplier),
        plain,
        letter,
        Confidentiality.CONFIDENTIAL if confidential else Confidentiality.FREE,
        Finality.PROVISIONAL if letter == ObservationStatus.PROVISIONAL else Finality.UNKNOWN,
    )


def period_of(code: str) -> Period:
    """Return the period of a time code; `Q4-2022` of old exports included.

    >>> str(period_of("2022-Q4")), str(period_of("Q4-2022"))
    ('2022-Q4', '2022-Q4')
    """
    match = _QUARTER.fullmatch(code.strip())
    return Period.parse(f"{match[2]}-Q{match[1]}" if match else code.strip())


def _multiplied(value: float, multiplier: str) -> float:
    power = multiplier.strip()
    if power in {"", "0"}:
        return value
    if _MULTIPLIER.fullmatch(power) is None:
        raise StatisticsError(f"the multiplier {power!r} is not a power of ten")
    number = float(Decimal(repr(value)).scaleb(int(power)))
    if not math.isfinite(number):
        raise StatisticsError(f"the multiplier {power!r} makes a number beyond reason")
    return number


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
        self, tidy: LongTable, columns: Mapping[str, str], *, title: str, notes: Mapping[str, str]
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
