"""Where a release stands on its way to readers, and what was decided about it when."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum


class PublicationState(StrEnum):
    """Built and nothing decided; held back; held until a moment; shown; or taken back."""

    BUILT = "built"
    DRAFT = "draft"
    EMBARGOED = "embargoed"
    PUBLISHED = "published"
    WITHDRAWN = "withdrawn"


@dataclass(frozen=True, slots=True)
class PublicationStep:
    """One decision. `until` is the moment at which an embargo ends; moments have a zone.

    `reason` is for readers, and is there of every release that was withdrawn.
    """

    release: str
    state: PublicationState
    at: datetime
    until: datetime | None = None
    reason: str = ""


@dataclass(frozen=True, slots=True)
class PublishedRelease:
    """A release that readers had: its day of building, and the steps that tell of it.

    `withdrawn` is the step that took it back, None while it stands.
    """

    release: str
    day: date
    published: datetime
    withdrawn: PublicationStep | None = None
