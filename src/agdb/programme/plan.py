"""The plan itself: its title, its languages, its pillars, the divisions of regions in use."""

from __future__ import annotations

from typing import Literal

from pydantic import Field

from agdb.programme.model import CodeText, Record, Slug, Url, Words
from agdb.programme.sentence import Sentence


class Theme(Record):
    """A subject inside a pillar, under which its page puts some of the indicators."""

    id: Slug
    names: Words


class Pillar(Record):
    """One pillar of the plan and its themes, in the order in which readers meet them.

    `short` is one word for a menu. `leads` are the few indicators that tell its story, the first of
    them in one sentence on the first page.
    """

    id: Slug
    names: Words
    short: Words | None = None
    leads: tuple[Slug, ...] = ()
    summary: Words
    themes: tuple[Theme, ...] = ()

    @property
    def theme_ids(self) -> tuple[str, ...]:
        """The ids of the themes, in order."""
        return tuple(theme.id for theme in self.themes)


class DivisionInUse(Record):
    """A division of regions by the prefix of its codes; a plan has them from wide to narrow.

    With `comparison` its areas lie outside the country: figures are set beside those of the
    country in one chart, and no page, map or forecast is made of them.
    """

    prefix: str = Field(pattern=r"^[A-Z]{2}$")
    names: Words
    plural: Words
    comparison: bool = False


class CatalogueEntry(Record):
    """What catalogues of data sets ask of a publisher, in the codes of the European Union.

    `theme` is what all figures are about, `publisher_type` what kind of body publishes them and
    `spatial` the country. `email` is where programmers and portals can write to.
    """

    theme: Url
    theme_names: Words
    publisher_type: Url
    publisher_type_names: Words
    spatial: Url
    email: str = Field(pattern=r"^[^@\s]+@[^@\s]+$")


class Plan(Record):
    """What `programme.yaml` says."""

    id: Slug
    names: Words
    short: Words
    description: Words
    languages: tuple[str, ...] = Field(min_length=1)
    owner: Words
    contact: Url
    licence: str
    licence_url: Url
    country: str
    divisions: tuple[DivisionInUse, ...]
    pillars: tuple[Pillar, ...] = Field(min_length=1)
    catalogue: CatalogueEntry | None = None

    def is_beside(self, region: str) -> bool:
        """Whether a region lies outside the country, and is there to compare with."""
        return any(region.startswith(one.prefix) for one in self.divisions if one.comparison)


class Region(Record):
    """One region with the years in which its code meant this area."""

    code: CodeText
    names: Words
    valid_from: int | None = None
    valid_to: int | None = None
    source: str

    def is_valid(self, year: int) -> bool:
        """Return whether there was such a region in a year."""
        return (self.valid_from or year) <= year <= (self.valid_to or year)


class Unit(Record):
    """A unit of measurement: its words, its power of ten and the spellings at the source.

    `difference` is how a difference of two values is said where it is not in the unit itself, with
    `{value}` in its words. `one` is its name beside the number 1, where that differs.
    `of` is the unit that this one counts in thousands or the like: persons, of thousand persons.
    A value in a `signed` unit may be below zero: a change, a growth, a balance.
    """

    id: Slug
    names: Words
    one: Words | None = None
    difference: Sentence | None = None
    short: Words
    kind: Literal["count", "share", "ratio", "index", "money", "rate", "quantity", "points"]
    scale: int = 0
    of: Slug | None = None
    decimals: int = Field(default=0, ge=0, le=6)
    signed: bool = False
    spellings: tuple[str, ...] = ()
