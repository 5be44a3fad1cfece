"""First content of the register: initiatives with pillars, owner, regions and money as told."""

from __future__ import annotations

from typing import Literal

from pydantic import Field

from agdb.programme.model import Record, Slug, Url, Words


class Initiative(Record):
    """One file in `initiatives/`, or one entry of it. Money stays text: amounts overlap in kind."""

    id: Slug
    names: Words
    pillars: tuple[Slug, ...] = Field(min_length=1)
    owner: str
    budget: str
    period: str
    regions: tuple[str, ...] = ()
    region_text: str
    scope: Literal["national", "regional", "unknown"]
    target_group: str
    reach: str
    source: Url
    recorded: str = Field(pattern=r"^\d{4}-\d{2}-\d{2}$")
    note: str = ""
