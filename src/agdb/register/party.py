"""Who takes part: organisations, the bodies in which they meet, and who sits there for whom.

After Popolo and the W3C Organization ontology. A public record names organisations and roles; the
person who fills a role stays inside.
"""

from __future__ import annotations

from enum import StrEnum
from typing import Self

from pydantic import model_validator

from agdb.programme.model import Slug, Url, Words
from agdb.register.entry import Entry, Unknown
from agdb.register.moment import Moment, first_day, last_day
from agdb.register.states import BODY, BodyStatus, Step, fault


class OrganisationKind(StrEnum):
    """Which of the parties of the plan an organisation belongs to."""

    GOVERNMENT = "government"
    PARLIAMENT = "parliament"
    REGIONAL_GOVERNMENT = "regional-government"
    EMPLOYERS = "employers"
    WORKERS = "workers"
    EDUCATION = "education"
    RESEARCH = "research"
    COMPANY = "company"
    EXECUTING_AGENCY = "executing-agency"
    PARTNERSHIP = "partnership"
    OTHER = "other"


class Organisation(Entry):
    """An organisation, with its address in a register of organisations where it has one."""

    names: Words
    short: Words | None = None
    kind: OrganisationKind | Unknown
    homepage: Url | None = None
    identifier: Url | None = None
    part_of: Slug | None = None


class BodyKind(StrEnum):
    """What kind of table it is."""

    CONSULTATION = "consultation"
    STEERING_GROUP = "steering-group"
    TASK_GROUP = "task-group"
    ADVISORY_COMMITTEE = "advisory-committee"
    PARLIAMENTARY_COMMITTEE = "parliamentary-committee"
    COALITION = "coalition"
    PARTNERSHIP = "partnership"


class BodyLevel(StrEnum):
    """Who sits there: those who decide, stakeholders, advisers, those who carry out."""

    GOVERNING = "governing"
    STAKEHOLDERS = "stakeholders"
    ADVICE = "advice"
    EXECUTION = "execution"
    PARLIAMENT = "parliament"


class Relation(StrEnum):
    """What something is to the plan: its own, made stronger by it, beside it, or around it."""

    OWN = "own"
    INTENSIFIED = "intensified"
    RELATED = "related"
    CONTEXT = "context"


class Body(Entry):
    """A table at which organisations meet. Its status is that of the last step of `history`.

    `initiative` is what it steers, advises on or carries out; `start` when it began, as far as that
    is known where its status is not.
    """

    names: Words
    kind: BodyKind
    level: BodyLevel
    relation: Relation
    pillars: tuple[Slug, ...] = ()
    part_of: Slug | None = None
    predecessor: Slug | None = None
    initiative: Slug | None = None
    mandate: Words | Unknown = "unknown"
    start: Moment | None = None
    history: tuple[Step, ...] | Unknown
    members_known: bool = False

    @model_validator(mode="after")
    def _went_a_way_there_is(self) -> Self:
        wrong = None if self.history == "unknown" else fault(self.history, BODY, BodyStatus)
        if wrong is not None:
            raise ValueError(wrong)
        return self

    @property
    def status(self) -> BodyStatus | None:
        """The state that holds, None where it is not known."""
        return None if self.history == "unknown" else BodyStatus(self.history[-1].state)


class MemberRole(StrEnum):
    """What a member does in a body."""

    CHAIR = "chair"
    MEMBER = "member"
    SECRETARY = "secretary"
    OBSERVER = "observer"


class Membership(Entry):
    """An organisation in a body, for whom it sits there, and since when."""

    body: Slug
    organisation: Slug
    role: MemberRole
    post: Words | None = None
    on_behalf_of: Slug | None = None
    start: Moment | None = None
    end: Moment | None = None

    @model_validator(mode="after")
    def _does_not_end_before_it_starts(self) -> Self:
        if self.start and self.end and last_day(self.end) < first_day(self.start):
            raise ValueError(f"it ends in {self.end}, before it starts in {self.start}")
        return self
