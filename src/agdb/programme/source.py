"""A data set that the programme reads: where it comes from, on what terms, what its codes mean."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection as Several
from collections.abc import Mapping
from datetime import date
from typing import Annotated, Final, Literal, Self

from pydantic import AfterValidator, Field, model_validator

from agdb.programme.model import Record, Slug, Url, Words
from agdb.programme.records import RecordTable
from agdb.programme.succession import Succession
from agdb.statistics.period import Frequency, Period
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

    def left_apart(self, present: Several[str]) -> Mapping[str, str]:
        """Return our code by each of the publisher's that does not take its place.

        `present` are codes as the publisher gives them. Several that are one of ours stay apart
        when a recording is read: whether they add up, or follow each other in time, is for an
        indicator to say.

        >>> note = DimensionNote(names={"en": "Region"}, codes={"NL31": "PV26", "NL35": "PV26"})
        >>> note.left_apart({"NL31"}), note.left_apart({"NL31", "NL35"})
        ({}, {'NL31': 'PV26', 'NL35': 'PV26'})
        """
        known = {theirs: ours for theirs, ours in self.codes.items() if theirs in present}
        several = Counter((*known.values(), *(code for code in present if code not in known)))
        return {theirs: ours for theirs, ours in known.items() if several[ours] > 1}


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


class Collection(Record):
    """Under `collection` in a source, or under one of its measures where that differs.

    A `survey` asks some and estimates the others: it names a rule of `margins.yaml`, or says in
    `no_margin` why no margin is known. A `full-count` counts everyone, as a register does: it has
    no sampling error. `counted` says whom, where that is less than the name of the figures says,
    and `rounded_to` what the publisher rounds to. An `estimate` is made of several sources or by a
    model, as national accounts and forecasts are. `unknown` is for a publication that does not say.
    """

    kind: Literal["survey", "full-count", "estimate", "unknown"]
    margin: Slug | None = None
    no_margin: Words | None = None
    counted: Words | None = None
    rounded_to: int | None = Field(default=None, gt=1)

    @model_validator(mode="after")
    def _says_what_is_known_of_its_margin(self) -> Self:
        said = sum(one is not None for one in (self.margin, self.no_margin))
        if self.kind == "survey" and said != 1:
            raise ValueError("a survey names its margin, or says in no_margin why none is known")
        if self.kind != "survey" and said:
            raise ValueError(f"only a survey has a sampling margin, and this is: {self.kind}")
        if self.kind != "full-count" and (self.counted or self.rounded_to):
            raise ValueError("counted and rounded_to are for a full count")
        return self


_MOMENTS: Final = (Frequency.DAY, Frequency.MONTH, Frequency.YEAR)


def _moment(text: str) -> str:
    if Period.parse(text).frequency not in _MOMENTS:
        raise ValueError("write a day (2025-02-14), or the month or year if no more is known")
    return text


def _dated(text: str) -> str:
    if not Period.parse(text).dated:
        raise ValueError("write a period with known dates, such as 2025, 2025-Q4 or 2024/25")
    return text


class Published(Record):
    """When the publisher published the figures that the programme carries, as far as it is known.

    `where` says where that is written. This is not the day on which we copied them.
    """

    when: Annotated[str, AfterValidator(_moment)]
    where: str = Field(min_length=3)


class Asked(Record):
    """That somebody was asked for figures which this monitor has not: whom, and on which day."""

    of: Words
    on: date


class Newer(Record):
    """Newer figures that the publisher has and this monitor has not.

    It is told as long as the newest figure of an indicator ends before `period`, so that it need
    not be removed when they are read. `where` says where they were seen, and `seen` on which day.
    Without `measures` it is about all that the source has.
    """

    what: Words
    period: Annotated[str, AfterValidator(_dated)]
    where: str = Field(min_length=3)
    seen: date
    measures: tuple[str, ...] = ()
