"""The structure of a dataset: its measures, its dimensions and their code lists.

In SDMX terms a data structure definition with its code lists. A dataset is a long table, one row an
observation: the measure, one column a dimension, the period, the value and its status.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from enum import StrEnum
from functools import cached_property
from typing import Final

from agdb.statistics.period import Period


class DimensionKind(StrEnum):
    """What the members of a dimension are."""

    ORDINARY = "ordinary"
    REGION = "region"
    TIME = "time"
    SEASONAL_ADJUSTMENT = "seasonal-adjustment"
    MARGIN = "margin"
    FACETS = "facets"

    @property
    def summable(self) -> bool:
        """Whether members may be added up at all, given a flat level of the hierarchy."""
        return self in {DimensionKind.ORDINARY, DimensionKind.REGION}


class EmptyCell(StrEnum):
    """What a cell without a number means for a measure, as the publisher declares it."""

    MISSING = "missing"
    IMPOSSIBLE = "impossible"
    ZERO = "zero"


class UnitOrigin(StrEnum):
    """Where we have a unit from; one that is neither recorded nor documented blocks publication."""

    RECORDED = "recorded"
    DOCUMENTED = "documented"
    NOT_RECORDED = "not-recorded"


@dataclass(frozen=True, slots=True)
class Code:
    """One member of a code list; `parent` gives the hierarchy.

    `published` is the publisher's own id, where the dataset uses the programme's.
    """

    id: str
    title: str
    parent: str | None = None
    description: str = ""
    period: Period | None = None
    published: str = ""


@dataclass(frozen=True)
class Dimension:
    """A column of the long table with its code list, in the publisher's order."""

    id: str
    title: str
    kind: DimensionKind
    codes: tuple[Code, ...] = ()

    @cached_property
    def by_id(self) -> Mapping[str, Code]:
        """The codes by their id."""
        return {code.id: code for code in self.codes}

    @cached_property
    def as_published(self) -> frozenset[str]:
        """The codes that are the publisher's own: none of the programme's took their place."""
        return frozenset(code.id for code in self.codes if not code.published)


@dataclass(frozen=True, slots=True)
class Measure:
    """What is measured, in which unit; `group` is the path of titles that tells equals apart.

    `published` is the publisher's own id, where the dataset uses the programme's.
    """

    id: str
    title: str
    unit: str
    unit_origin: UnitOrigin
    unit_source: str = ""
    decimals: int | None = None
    group: tuple[str, ...] = ()
    description: str = ""
    empty: EmptyCell = EmptyCell.MISSING
    published: str = ""


@dataclass(frozen=True)
class Structure:
    """Everything that is known about a dataset apart from its observations.

    `dimensions` are the columns besides measure and period; `periods` is the code list of the main
    time dimension, in which each code carries its `Period`.
    """

    title: str
    measures: tuple[Measure, ...]
    dimensions: tuple[Dimension, ...]
    periods: tuple[Code, ...]
    licence: str = ""
    published: str = ""
    description: str = ""
    notes: Mapping[str, str] = field(default_factory=dict)

    def in_publishers_codes(self, key: Sequence[str]) -> tuple[str, ...]:
        """Return `key`, of measure, members and period, in the publisher's own codes."""
        measure, *members = key[: 1 + len(self.dimensions)]
        found = [self.measure_by_id[measure].published or measure]
        for dimension, code in zip(self.dimensions, members, strict=True):
            found.append(dimension.by_id[code].published or code)
        return (*found, *key[len(found) :])

    @cached_property
    def measure_by_id(self) -> Mapping[str, Measure]:
        """The measures by their id."""
        return {measure.id: measure for measure in self.measures}

    @cached_property
    def dimension_by_id(self) -> Mapping[str, Dimension]:
        """The dimensions by their id."""
        return {dimension.id: dimension for dimension in self.dimensions}


# The long table, besides one text column per dimension between `measure` and `period`.
COLUMNS_BEFORE: Final = {"measure": "VARCHAR"}
COLUMNS_AFTER: Final = {
    "period": "VARCHAR",  # as printed: 2024-Q4
    "frequency": "VARCHAR",
    "start": "DATE",  # first day; null where the period is kept as is
    "value": "DOUBLE",
    "text": "VARCHAR",  # for text tables
    "status": "VARCHAR",  # CL_OBS_STATUS
    "confidentiality": "VARCHAR",  # CL_CONF_STATUS
    "finality": "VARCHAR",
    "mark": "VARCHAR",  # the publisher's own mark, as received
    "lower": "DOUBLE",  # bounds, where the publisher gives them or suppresses the value
    "upper": "DOUBLE",
    "citation": "VARCHAR",  # only where rows of one dataset come from different documents
}


def observation_columns(dimensions: tuple[Dimension, ...]) -> dict[str, str]:
    """Return name and type of every column of the long table, in order.

    >>> list(observation_columns(()))[:3]
    ['measure', 'period', 'frequency']
    """
    columns = {dimension.id: "VARCHAR" for dimension in dimensions}
    return COLUMNS_BEFORE | columns | COLUMNS_AFTER


def key_parts(dimensions: tuple[Dimension, ...]) -> tuple[str, ...]:
    """Return the columns that make the key of an observation within its dataset."""
    return ("measure", *(dimension.id for dimension in dimensions), "period")
