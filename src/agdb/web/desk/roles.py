"""The roles at the desk, and who acts: a person in one or several of them."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from enum import StrEnum
from uuid import UUID


class Role(StrEnum):
    """What somebody does at the desk; without any, a visitor."""

    READER = "reader"
    CONTRIBUTOR = "contributor"
    REVIEWER = "reviewer"
    SECRETARY = "secretary"
    ADMINISTRATOR = "administrator"


@dataclass(frozen=True, slots=True)
class Actor:
    """Who acts: the opaque id of an account, and its organisations by role.

    Without an id it is a visitor.

    >>> Actor().roles
    frozenset()
    """

    id: UUID | None = None
    seats: frozenset[tuple[Role, str]] = field(default_factory=frozenset)

    @property
    def roles(self) -> frozenset[Role]:
        """Every role, for whichever organisation."""
        return frozenset(role for role, _ in self.seats)

    @property
    def organisations(self) -> frozenset[str]:
        """The organisations for which it acts, in whichever role."""
        return frozenset(organisation for _, organisation in self.seats)

    def in_role(self, role: Role) -> frozenset[str]:
        """Return the organisations for which it has `role`."""
        return frozenset(organisation for held, organisation in self.seats if held is role)


def actor(id_: UUID, seats: Iterable[tuple[str, str]]) -> Actor:
    """Return the actor with these seats, each a role and an organisation."""
    return Actor(id_, frozenset((Role(role), organisation) for role, organisation in seats))
