"""A dataset under examination: its corrected table, and the vintage before it."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Final

from agdb.indicators.checks.table import CheckedTable, Partition
from agdb.programme.plan import Unit
from agdb.programme.programme import Programme
from agdb.programme.source import Source
from agdb.statistics.identifier import sql_text
from agdb.statistics.structure import Dimension, DimensionKind, Measure, Structure
from agdb.warehouse.version import DatasetVersion

ADDED: Final = ("count", "money")
"""Kinds of unit of which parts add up; a share, an index or a rate has no parts that do."""
# CBS writes "%" for shares and for growth alike, so only the titles tell them apart.
_CHANGES: Final = re.compile(
    r"ontwikkeling|mutatie|verandering|groei|toename|afname|saldo|verschil|stemming|vertrouwen"
    r"|t\.o\.v\.|ten opzichte|change|growth|balance|difference|increase|deviation|per 1[ .]?000?",
    re.IGNORECASE,
)
# Chain-linked volumes do not add up by construction (System of National Accounts 2008, 15.58).
_NOT_ADDITIVE: Final = re.compile(
    r"volume|kettin|chain|prijzen van|prijsniveau|gecorrigeerd|adjusted|gemiddeld|average|mediaan"
    r"|median|per inwoner|per capita|afgerond|rounded",
    re.IGNORECASE,
)
_ADJUSTED: Final = re.compile(r"gecorrigeerd|adjusted", re.IGNORECASE)
_UNADJUSTED: Final = re.compile(r"\bniet\b|\bnot\b|ongecorrigeerd|unadjusted", re.IGNORECASE)


@dataclass(frozen=True)
class Vintage:
    """One version of a dataset, offered to the engine under the name `table`."""

    version: DatasetVersion
    table: str

    @property
    def structure(self) -> Structure:
        """Measures, dimensions and code lists."""
        return self.version.structure


@dataclass(frozen=True, kw_only=True)
class Data(CheckedTable):
    """A dataset with all that a rule may want to know.

    `last` is the vintage before, if there is one that compares.
    """

    now: Vintage
    last: Vintage | None

    @property
    def subject(self) -> str:
        """Nothing: a dataset is one thing."""
        return "''"

    def place(self, parts: Sequence[str]) -> tuple[str, str]:
        """Return the parts of the key as they stand."""
        return "", " ".join(parts)

    @property
    def structure(self) -> Structure:
        """Measures, dimensions and code lists of the version under examination."""
        return self.now.structure

    @cached_property
    def source(self) -> Source | None:
        """What the programme says about this dataset."""
        return self.programme.source_of(self.now.version.id)

    def measure(self, name: str) -> Measure:
        """Return a measure of this dataset with the unit that we know of it."""
        return self.structure.measure_by_id[name]

    def unit(self, measure: str) -> Unit | None:
        """Return the unit as noted in the source, or by its spelling in the recording."""
        return unit_of(self.programme, self.source, self.structure.measure_by_id.get(measure))

    def may_be_negative(self, measure: str) -> bool:
        """Whether its titles or its unit say so."""
        unit = self.unit(measure)
        return is_change(self.measure(measure)) or (unit is not None and unit.signed)

    def half_unit(self, measure: str) -> float:
        """Return half of the last digit by the recording, or by the unit."""
        decimals, unit = self.measure(measure).decimals, self.unit(measure)
        if decimals is None:
            decimals = unit.decimals if unit else 0
        return 0.5 * 10.0**-decimals

    @property
    def coded(self) -> tuple[str, ...]:
        """Measure, dimensions and period."""
        return ("measure", *self.dimensions, "period")

    def codes(self, column: str, subject: str) -> tuple[str, Collection[str]]:
        """Return the code list that was recorded for a column."""
        del subject  # the code lists of a dataset hold for all its measures
        if column == "measure":
            return column, self.structure.measure_by_id
        if column == "period":
            periods = self.structure.periods
            return column, {code.period.text for code in periods if code.period is not None}
        return column, self.structure.dimension_by_id[column].by_id

    @property
    def regions(self) -> tuple[str, ...]:
        """The dimensions that the recording or the programme calls regions."""
        return tuple(
            one.id for one in self.structure.dimensions if one.kind is DimensionKind.REGION
        )

    def our_code(self, column: str, code: str) -> str:
        """Return our code for one of several of the publisher's that are one of ours."""
        note = self.source.dimensions.get(column) if self.source else None
        if note is None:
            return code
        return note.left_apart(self.structure.dimension_by_id[column].as_published).get(code, code)

    @property
    def written_by_us(self) -> bool:
        """Whether it is our transcription."""
        return self.now.version.receipt.transcription

    def in_region(self, column: str, code: str, year: int, *, subject: str) -> Iterator[str]:
        """Yield the code with its year, once."""
        del subject
        yield f"{column} {code} {year}"

    @property
    def unadjusted(self) -> str:
        """The condition by the titles of the codes of seasonal adjustment."""
        conditions = [
            f'"{dimension.id}" not in ({", ".join(map(sql_text, adjusted))})'
            for dimension in self.structure.dimensions
            if dimension.kind is DimensionKind.SEASONAL_ADJUSTMENT
            and (adjusted := [c.id for c in dimension.codes if _is_adjusted(c.title)])
        ]
        return " and ".join(conditions) or super().unadjusted

    def partitions(self) -> Iterator[Partition]:
        """Yield the codes with a parent, and the regions that divide the country."""
        measures = tuple(name for name in self.of_kind(*ADDED) if self._adds_up(name))
        for dimension in self.structure.dimensions if measures else ():
            rows = tuple(self._parts(dimension))
            if rows:
                yield Partition(dimension.id, measures, rows)

    def _adds_up(self, name: str) -> bool:
        """Whether it is not in prices of another year, adjusted, averaged or rounded."""
        measure = self.measure(name)
        return not any(_NOT_ADDITIVE.search(text) for text in (measure.title, *measure.group))

    def _parts(self, dimension: Dimension) -> Iterator[tuple[str, str, str, int]]:
        groups: dict[tuple[str, str], list[str]] = defaultdict(list)
        if dimension.kind is DimensionKind.ORDINARY:
            for code in dimension.codes:
                if code.parent in dimension.by_id:
                    groups[code.parent or "", code.parent or ""].append(code.id)
        country = self.programme.plan.country
        inside = [one for one in self.programme.plan.divisions if not one.comparison]
        divisions = {one.prefix for one in inside} - {country[:2]}
        if dimension.kind is DimensionKind.REGION and country in dimension.by_id:
            for code in dimension.codes:
                if code.id[:2] in divisions:
                    groups[code.id[:2], country].append(code.id)
        for (name, whole), found in groups.items():
            if len(found) > 1:
                yield from ((name, whole, part, len(found)) for part in found)


def _is_adjusted(title: str) -> bool:
    """Whether a title says adjusted, and not unadjusted."""
    return bool(_ADJUSTED.search(title)) and not _UNADJUSTED.search(title)


def is_change(measure: Measure) -> bool:
    """Whether title or groups of a measure say that it is a change, a balance or a ratio of rates.

    >>> from agdb.statistics.structure import UnitOrigin
    >>> is_change(Measure("a", "Ontwikkeling in een jaar", "%", UnitOrigin.RECORDED))
    True
    """
    return any(_CHANGES.search(text) for text in (measure.title, *measure.group))


def unit_of(programme: Programme, source: Source | None, measure: Measure | None) -> Unit | None:
    """Return the programme's unit for a measure: as noted in the source, or by its spelling."""
    if measure is None:
        return None
    note = source.measures.get(measure.id) if source else None
    if note is not None:
        return programme.units.get(note.unit)
    for unit in programme.units.values():
        if measure.unit == unit.id or measure.unit in unit.spellings:
            return unit
    return None
