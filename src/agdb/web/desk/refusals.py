"""Why a step at the desk is refused. Each names the sentence that a page shows, and fills it."""

from __future__ import annotations

import dataclasses
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from agdb.errors import DeskError


class NotThereError(DeskError):
    """The object does not exist, or is not the actor's to know of: both look the same (404)."""

    def __init__(self) -> None:
        super().__init__("this does not exist, or is not of your organisation")


class ForbiddenError(DeskError):
    """The actor knows of the object and may not do this to it (403)."""

    def __init__(self, act: str) -> None:
        super().__init__(f"your role does not allow this ({act})")


@dataclass(frozen=True, slots=True)
class FieldChange:
    """What another editor changed: the field, its value before and its value now."""

    field: str
    before: object
    now: object


class ConflictError(DeskError):
    """Somebody changed the object after the actor began.

    `role` and `organisation` are those of who changed it last, at `at`; `changes` are all that
    differs from what the actor began with; `version` is the one to go on from.
    """

    def __init__(
        self,
        *,
        version: int,
        changes: tuple[FieldChange, ...],
        role: str,
        organisation: str,
        at: datetime | None,
    ) -> None:
        names = ", ".join(change.field for change in changes) or "nothing that you see"
        who = f"{role} of {organisation}" if organisation else role or "somebody"
        super().__init__(f"{who} changed this meanwhile: {names}", remedy="choose field by field")
        self.version = version
        self.changes = changes
        self.role = role
        self.organisation = organisation
        self.at = at


@dataclass(frozen=True, slots=True)
class Mistake:
    """A mistake in one field: the key of its sentence, and what fills it."""

    field: str
    key: str
    values: Mapping[str, str] = dataclasses.field(default_factory=dict)


class InvalidError(DeskError):
    """What was typed cannot be taken; it is kept, and each mistake names its field."""

    def __init__(self, *mistakes: Mistake) -> None:
        named = "; ".join(f"{one.field}: {one.key}" for one in mistakes)
        super().__init__(f"this cannot be taken ({named})")
        self.mistakes = mistakes


class WrongStateError(DeskError):
    """The object is in a state from which this step does not lead: decided on already, closed."""

    def __init__(self, state: str, act: str) -> None:
        super().__init__(f"what is {state} cannot be {act}")
        self.state = state
        self.act = act
