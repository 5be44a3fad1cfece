"""The base of every object that a policy officer writes down in the programme."""

from __future__ import annotations

from typing import Annotated

from pydantic import BaseModel, ConfigDict, Field, StringConstraints

Words = Annotated[dict[str, str], Field(min_length=1)]
"""A text in every language of the programme: `{nl: ..., en: ...}`."""

Slug = Annotated[str, StringConstraints(pattern=r"^[a-z0-9]+(-[a-z0-9]+)*$", max_length=80)]
"""A name that can stand in an address for ever."""

Url = Annotated[str, StringConstraints(pattern=r"^https?://[^\s]+$")]
"""An address on the web, kept as text."""


class Record(BaseModel):
    """A frozen record that knows no other keys than its own."""

    model_config = ConfigDict(frozen=True, extra="forbid", str_strip_whitespace=True)
