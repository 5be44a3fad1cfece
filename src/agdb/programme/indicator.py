"""An indicator as a policy officer defines it; the engine computes it without knowing its name."""

from __future__ import annotations

from typing import Final, Literal, Self

from pydantic import Field, model_validator

from agdb.programme.metric import ByClassification, Metric
from agdb.programme.model import Record, Slug, Url, Words
from agdb.programme.sentence import Sentence
from agdb.statistics.period import Frequency

HIGHEST: Final = "highest"
LOWEST: Final = "lowest"
EXTREMES: Final = (HIGHEST, LOWEST)
"""Instead of a code in `headline`: the member with the highest or lowest newest figure."""


class Breakdown(Record):
    """A dimension whose parts the reader sees, with the code of the whole if there is one.

    `remainder` is the code of the part that the source does not give and the engine computes: the
    whole minus the members, named as the source names it. `others` says what the whole holds beside
    the members, where they are not all of it and no remainder is computed.
    """

    id: Slug
    names: Words
    dimension: str
    classification: Slug
    total: str | None = None
    members: tuple[str, ...] = ()
    remainder: str | None = None
    others: Words | None = None


class RegionBreakdown(Record):
    """Either a dimension with region codes, or the one region that all observations are of."""

    dimension: str | None = None
    fixed: str | None = None
    divisions: tuple[str, ...] = ()


class LinkFactor(Record):
    """By how much the level changed at a break, and between which bounds that is known.

    Old times `factor` is new; `evidence` says what it was measured on. It is metadata: values
    before the break stay what they are, and the linked ones stand beside them.
    """

    factor: float = Field(gt=0)
    low: float = Field(gt=0)
    high: float = Field(gt=0)
    source: Url
    evidence: Words

    @model_validator(mode="after")
    def _lies_between_its_bounds(self) -> Self:
        if not self.low <= self.factor <= self.high:
            raise ValueError(f"the factor {self.factor} is not between {self.low} and {self.high}")
        if self.low == self.high:
            raise ValueError("a link factor is never certain: low and high differ")
        return self


class Break(Record):
    """A period from which on a series does not compare with what came before.

    `only_parts` is for a break in the members of breakdowns, where the whole was recalculated.
    """

    period: str
    kind: Literal["method", "classification", "definition", "territory"]
    words: Words
    link: LinkFactor | None = None
    only_parts: bool = False


class ShareOf(Record):
    """The people, in persons, that the headline of an indicator is a share of.

    The margin of a share follows from that of the number of people in it. `source` says where this
    number stands.
    """

    persons: float = Field(gt=0)
    source: str = Field(min_length=3)


class Related(Record):
    """Another indicator of nearly the same thing, and why there are two."""

    indicator: Slug
    why: Words


class Indicator(Record):
    """One file in `indicators/<pillar>/`.

    `headline` names the code of each breakdown that the name speaks of, one or more, or the
    highest or lowest; a breakdown that it leaves out counts as a whole. What is said of "the"
    figure of the indicator is said of these. `headline_reason` says why a name that speaks of a
    part may stand above a total. `sentence` says the newest figure in words.
    `beside` names the indicator of the whole economy that its page shows beside it, so that what
    moves with the economy is not read as the effect of a plan. A `companion` is itself about the
    whole economy, and does not count as a figure for the code of the catalogue that it stands at.
    `formerly` are the ids of indicators that went up in this one; their addresses lead here.
    """

    id: Slug
    formerly: tuple[Slug, ...] = ()
    catalogue: str = Field(pattern=r"^P[1-9]\.\d\d[a-z]?$")
    pillar: Slug
    theme: Slug | None = None
    names: Words
    definition: Words
    sentence: Sentence
    unit: Slug
    decimals: int | None = Field(default=None, ge=0, le=6)
    direction: Literal["up", "down", "context"]
    cyclical: bool = False
    beside: Slug | None = None
    companion: bool = False
    seasonally_adjusted: bool = False
    nature: Literal["series", "proxy", "quoted"] = "series"
    metric: Metric
    frequencies: tuple[Frequency, ...] = Field(min_length=1)
    region: RegionBreakdown
    breakdowns: tuple[Breakdown, ...] = ()
    headline: dict[str, str | tuple[str, ...]] = {}
    headline_reason: Words | None = None
    related: tuple[Related, ...] = ()
    classification: Slug | None = None
    breaks: tuple[Break, ...] = ()
    share_of: ShareOf | None = None
    caveats: tuple[Words, ...] = ()
    order: int = 100

    @property
    def classified_by(self) -> tuple[str, ...]:
        """The ids of its classifications: its own, of breakdowns, of filters."""
        found = [self.classification] if self.classification else []
        found += [breakdown.classification for breakdown in self.breakdowns]
        filters = [one for term in self.metric.terms for one in term.selection.where.values()]
        found += [one.classification for one in filters if isinstance(one, ByClassification)]
        return tuple(dict.fromkeys(found))

    def headline_codes(self, breakdown: Breakdown) -> tuple[str, ...]:
        """Return the codes of `breakdown` that stand in front: those named, else the total."""
        named = self.headline.get(breakdown.id)
        if named is None:
            return () if breakdown.total is None else (breakdown.total,)
        return (named,) if isinstance(named, str) else named
