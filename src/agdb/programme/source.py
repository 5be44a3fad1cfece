"""A data set that the programme reads: where it comes from, on what terms, what its codes mean."""

from __future__ import annotations

from datetime import date
from typing import Annotated, Literal, Self

from pydantic import Field, model_validator

from agdb.programme.collection import Collection
from agdb.programme.freshness import Asked, Newer, Published
from agdb.programme.model import Record, Slug, Url, Words
from agdb.programme.records import RecordTable
from agdb.programme.succession import Succession
from agdb.statistics.structure import DimensionKind, UnitOrigin


class MeasureNote(Record):
    """What the recording itself does not say about a measure.

    `titles` are what the publisher calls it, where its own id may be another than ours: the title
    alone, or with the groups above it as in `Werkloze beroepsbevolking / Seizoengecorrigeerd`. An
    id that is made of the title, as the topics of CBS are, needs none.
    """

    names: Words
    unit: Slug
    unit_origin: UnitOrigin
    unit_source: str = Field(min_length=3)
    nature: Literal["stock", "flow"] | None = None
    collection: Collection | None = None
    titles: tuple[str, ...] = ()


class DimensionNote(Record):
    """What the recording itself does not say about a dimension.

    `codes` maps the publisher's code to the one the programme uses, where the two differ. `titles`
    maps what the publisher calls a member to our code, where its own code is not recorded; with
    `titles_begin_with_code` our code is what its title begins with, as in `C Industrie`.
    """

    names: Words
    kind: DimensionKind = DimensionKind.ORDINARY
    codes: dict[str, str] = {}
    titles: dict[str, str] = {}
    titles_begin_with_code: bool = False


class Fetch(Record):
    """How the publisher is asked for this data set, as far as its id does not tell.

    `table` is the publisher's own name for it. `file` is the name of one file in a listing, in
    which `*` stands for anything. `query` gives the codes that are asked of a dimension; what is
    then left out makes the data set a declared slice.
    """

    table: str | None = Field(default=None, min_length=1)
    file: str | None = Field(default=None, min_length=1)
    query: dict[str, tuple[str, ...] | str] = {}


class Expected(Record):
    """When the next figures are published: some days after a period ends, or on days of the year.

    Exactly one of `lag_days` and `months` is given. Without a `day` any day of such a month is
    meant. `grace_days` is how much later is not yet late.
    `source` says where this is written; with `observed` the publisher did not announce it, and it
    was seen at an earlier publication, the one that `source` names.
    """

    lag_days: int | None = Field(default=None, ge=0, le=2000)
    months: tuple[Annotated[int, Field(ge=1, le=12)], ...] = ()
    day: int | None = Field(default=None, ge=1, le=31)
    grace_days: int = Field(default=14, ge=0, le=400)
    source: str = Field(min_length=3)
    observed: bool = False

    @model_validator(mode="after")
    def _one_of_two(self) -> Self:
        if (self.lag_days is None) == (not self.months):
            raise ValueError("give either lag_days or months, one of the two")
        return self


class Via(Record):
    """Through whom figures came that were not read at the publisher itself.

    `words` says what was read, `address` where it lies, `read` the day on which that author read
    the publisher, and `transcribed` the day on which it was carried over into the programme.
    """

    words: Words
    address: Url
    read: date | None = None
    transcribed: date


class Source(Record):
    """One file in `sources/`: one data set.

    `licence_words` says the licence in each language, where `licence` is not a name of a licence
    that is the same everywhere. With `own_terms` the licence of the site does not cover what is
    made of it. `via` says through whom the figures came, where they were not read at the publisher
    itself, and `succeeds` which table this one goes on after. `records` says how a
    table with one row a record, rather than one an observation, gives the measures and dimensions.
    `published` is the publisher's own date of the embedded figures, without which that date is not
    known, and `vintage` its name for their edition. `newer` says which newer figures the publisher
    has, `closed` why this edition gets no next one, and `asked` that somebody was asked for figures
    that we have not. `collection` says whether the figures are a full count or estimates of a
    survey; a measure may differ.
    """

    id: str = Field(pattern=r"^[a-z][a-z0-9-]*:[A-Za-z0-9][A-Za-z0-9_.@-]*$")
    publisher: Words
    names: Words
    page: Url
    licence: str
    licence_words: Words | None = None
    licence_url: Url | None = None
    own_terms: bool = False
    citation: Words
    rhythm: Literal["month", "quarter", "half-year", "year", "two-year", "irregular", "once"]
    expected: Expected | None = None
    published: Published | None = None
    vintage: str | None = Field(default=None, min_length=2, max_length=80)
    newer: Newer | None = None
    asked: Asked | None = None
    closed: Words | None = None
    fetch: Fetch | None = None
    embedded: str | None = None
    derived: Words | None = None
    collection: Collection | None = None
    via: Via | None = None
    succeeds: Succession | None = None
    notes: tuple[Words, ...] = ()
    measures: dict[str, MeasureNote] = {}
    dimensions: dict[str, DimensionNote] = {}
    records: RecordTable | None = None

    @property
    def table(self) -> str:
        """The table of which this is an edition: the id without what follows the @."""
        return self.id.partition("@")[0]

    @model_validator(mode="after")
    def _closed_or_expected(self) -> Self:
        if self.closed is not None and self.expected is not None:
            raise ValueError("a closed edition has no next one: leave closed or expected out")
        return self

    def collected(self, measure: str) -> Collection | None:
        """Return how the figures of a measure were collected, None where that is not declared."""
        note = self.measures.get(measure)
        return (note.collection if note else None) or self.collection
