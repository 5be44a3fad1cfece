"""A data set that the programme reads: where it comes from, on what terms, what its codes mean."""

from __future__ import annotations

from typing import Literal

from pydantic import Field

from agdb.programme.model import Record, Slug, Url, Words
from agdb.statistics.structure import DimensionKind, UnitOrigin


class MeasureNote(Record):
    """What the recording itself does not say about a measure."""

    names: Words
    unit: Slug
    unit_origin: UnitOrigin
    unit_source: str = Field(min_length=3)


class DimensionNote(Record):
    """What the recording itself does not say about a dimension.

    `codes` maps the publisher's code to the one the programme uses, where the two differ.
    """

    names: Words
    kind: DimensionKind = DimensionKind.ORDINARY
    codes: dict[str, str] = {}


class Source(Record):
    """One file in `sources/`: one data set."""

    id: str = Field(pattern=r"^[a-z][a-z0-9-]*:[A-Za-z0-9][A-Za-z0-9_.@-]*$")
    publisher: Words
    names: Words
    page: Url
    licence: str
    licence_url: Url | None = None
    citation: Words
    rhythm: Literal["month", "quarter", "half-year", "year", "two-year", "irregular", "once"]
    embedded: str | None = None
    derived: Words | None = None
    notes: tuple[Words, ...] = ()
    measures: dict[str, MeasureNote] = {}
    dimensions: dict[str, DimensionNote] = {}
