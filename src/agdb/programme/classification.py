"""A classification: a named, versioned list of codes with its source and years of validity."""

from __future__ import annotations

from pydantic import Field

from agdb.programme.model import CodeText, Record, Slug, Url, Words


class Member(Record):
    """One code of a classification."""

    id: CodeText
    names: Words
    parent: CodeText | None = None


class Classification(Record):
    """One file in `classifications/`.

    `defines` names the thing of which there is more than one definition, such as technical
    occupations: classifications with the same words stand side by side and are never joined.
    """

    id: Slug
    names: Words
    version: str
    valid_from: int | None = None
    valid_to: int | None = None
    source: Url
    description: Words
    defines: Words | None = None
    members: tuple[Member, ...] = Field(min_length=1)
