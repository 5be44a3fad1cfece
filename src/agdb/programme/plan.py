"""The plan itself: its title, its languages, its pillars, the divisions of regions in use."""

from __future__ import annotations

from typing import Literal

from pydantic import Field

from agdb.programme.model import Record, Slug, Url, Words


class Theme(Record):
    """A subject inside a pillar, under which its page puts some of the indicators."""

    id: Slug
    names: Words


class Pillar(Record):
    """One pillar of the plan and its themes, in the order in which readers meet them."""

    id: Slug
    names: Words
    summary: Words
    themes: tuple[Theme, ...] = ()

    @property
    def theme_ids(self) -> tuple[str, ...]:
        """The ids of the themes, in order."""
        return tuple(theme.id for theme in self.themes)


class DivisionInUse(Record):
    """A division of regions: the prefix of its codes and the years it is valid in."""

    prefix: str = Field(pattern=r"^[A-Z]{2}$")
    names: Words
    plural: Words


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


class Region(Record):
    """One region with the years in which its code meant this area."""

    code: str
    names: Words
    valid_from: int | None = None
    valid_to: int | None = None
    source: str


class Unit(Record):
    """A unit of measurement: its words, its power of ten and the spellings at the source.

    `one` is its name beside the number 1, where that differs.
    """

    id: Slug
    names: Words
    one: Words | None = None
    short: Words
    kind: Literal["count", "share", "ratio", "index", "money", "rate", "quantity", "points"]
    scale: int = 0
    decimals: int = Field(default=0, ge=0, le=6)
    spellings: tuple[str, ...] = ()
