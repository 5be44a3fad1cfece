"""Who may do what at the desk: one table, and one function that reads it.

The table is role x object; a cell lists what may be done, each part with a condition in front
where it has one. Nobody deletes. Several roles add up, but nobody decides on what is of an own
organisation or was handed in by oneself, whatever the role.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Final
from uuid import UUID

from agdb.web.desk.refusals import ForbiddenError, NotThereError
from agdb.web.desk.roles import Actor, Role


class Act(StrEnum):
    """What is done to an object."""

    READ = "read"
    CREATE = "create"
    UPDATE = "update"
    SUBMIT = "submit"
    TAKE_BACK = "take-back"
    PROPOSE = "propose"
    DECIDE = "decide"
    END = "end"
    PUBLISH = "publish"
    INVITE = "invite"
    EXPORT = "export"
    ERASE = "erase"


class Subject(StrEnum):
    """The kinds of objects that the table tells apart."""

    PUBLISHED = "published"
    DRAFT = "draft"
    WAITING = "waiting"
    DECIDED = "decided"
    REQUEST = "request"
    FACT = "fact"
    FIGURE = "figure"
    BODY = "body"
    PERSON = "person"
    MEETING = "meeting"
    INSIDE = "inside"
    DECISION = "decision"
    ACTION = "action"
    PAPER = "paper"
    PROPOSAL = "proposal"
    OPTION = "option"
    RELEASE = "release"
    LOG = "log"
    ACCOUNT = "account"
    SYSTEM = "system"


class Condition(StrEnum):
    """When a part of a cell holds: always, or only for objects that stand so to the actor."""

    ALWAYS = "always"
    OWN = "own"  # of an organisation for which the actor has this role
    OTHER = "other"  # of no organisation of the actor, and not handed in by the actor
    MEMBER = "member"  # of a body in which such an organisation sits
    SELF = "self"  # the actor's own account
    NOT_SELF = "not-self"  # any account but the actor's own


# The columns: object, visitor, reader, contributor, reviewer, secretary, administrator.
_TABLE: Final = """
published | read | read | read | read | read | read
draft     | -    | -    | own: read create update submit | - | - | -
waiting   | -    | -    | own: read submit take-back | read; other: decide | read | -
decided   | -    | read | own: read | read | read | read
request   | -    | -    | own: read update | read | read create update end | -
fact      | -    | read | own: read propose | read; other: decide | read create update end | read
figure    | -    | read | own: read propose | read; other: decide | read create update end | read
body      | -    | read | own: read | read | read create update end | read
person    | -    | -    | own: read update | - | read create update end | export erase
meeting   | -    | read | member: read | read | read create update end | read
inside    | -    | -    | member: read | - | read create update | -
decision  | -    | read | member: read | read | read create end | read
action    | -    | read | read; own: update | read | read create update end | read
paper     | -    | read | read | read | read create update end | read
proposal  | -    | -    | own: read | read; other: decide | read; other: decide | -
option    | -    | read | read | read; other: decide | read create update submit | read
release   | -    | -    | -    | read | read create publish end | read
log       | -    | -    | own: read | read | read | read
account   | -    | self: read update | self: read update | self: read update \
| self: read update; always: invite | not-self: create update end; always: read export erase
system    | -    | -    | -    | -    | -    | read update
"""
_COLUMNS: Final[tuple[Role | None, ...]] = (None, *Role)

Cell = Mapping[Act, Condition]


def _cell(text: str) -> Cell:
    found: dict[Act, Condition] = {}
    for part in text.strip().split(";") if text.strip() != "-" else ():
        condition, _, acts = part.rpartition(":")
        for act in acts.split():
            found[Act(act)] = Condition(condition.strip() or "always")
    return found


def _read_table() -> dict[tuple[Subject, Role | None], Cell]:
    rows = [line.split("|") for line in _TABLE.strip().splitlines()]
    return {
        (Subject(row[0].strip()), role): _cell(cell)
        for row in rows
        for role, cell in zip(_COLUMNS, row[1:], strict=True)
    }


TABLE: Final = _read_table()
"""What each role may do to each kind of object; the role None is a visitor."""


@dataclass(frozen=True, slots=True)
class PermissionObject:
    """An object as far as permissions go: whose it is, who made it, who sits at its table."""

    subject: Subject
    organisations: frozenset[str] = field(default_factory=frozenset)
    author: UUID | None = None
    members: frozenset[str] = field(default_factory=frozenset)
    account: UUID | None = None


class Verdict(StrEnum):
    """Allowed; refused to who knows of the object; or refused as if it did not exist."""

    ALLOWED = "allowed"
    FORBIDDEN = "forbidden"
    HIDDEN = "hidden"


def allowed(actor: Actor, act: Act, target: PermissionObject) -> Verdict:
    """Return whether `actor` may do `act` to `target`, and how a refusal looks.

    What is refused is forbidden to who may read the object or to whose organisation it belongs, and
    hidden from everybody else.

    >>> allowed(Actor(), Act.READ, PermissionObject(Subject.PUBLISHED)), allowed(
    ...     Actor(), Act.UPDATE, PermissionObject(Subject.DRAFT, frozenset({"tu"})))
    (<Verdict.ALLOWED: 'allowed'>, <Verdict.HIDDEN: 'hidden'>)
    """
    if permitted(actor, act, target):
        return Verdict.ALLOWED
    own = bool(target.organisations & actor.organisations)
    knows = own or (act is not Act.READ and permitted(actor, Act.READ, target))
    return Verdict.FORBIDDEN if knows else Verdict.HIDDEN


@dataclass(frozen=True, slots=True)
class Capacity:
    """As whom somebody acts: an account, in the role that allows it, for an organisation."""

    actor: UUID | None
    role: str
    organisation: str


SYSTEM: Final = Capacity(None, "system", "")
"""What a command does by itself, such as loading files."""


def require(actor: Actor, act: Act, target: PermissionObject) -> Capacity:
    """Return in which capacity `actor` may do `act` to `target`.

    Raises `ForbiddenError` or `NotThereError` where it may not, as `allowed` says.
    """
    verdict = allowed(actor, act, target)
    if verdict is Verdict.HIDDEN:
        raise NotThereError
    if verdict is Verdict.FORBIDDEN:
        raise ForbiddenError(act.value)
    role = next(role for role in (*Role, None) if _may_as(role, actor, act, target))
    if role is None:
        return Capacity(None, "visitor", "")
    held = actor.in_role(role)
    return Capacity(actor.id, role.value, min(held & target.organisations or held))


def permitted(actor: Actor, act: Act, target: PermissionObject) -> bool:
    """Return whether `actor` may do `act` to `target`.

    >>> permitted(Actor(), Act.READ, PermissionObject(Subject.PUBLISHED))
    True
    """
    return any(_may_as(role, actor, act, target) for role in _roles(actor))


def readable(actor: Actor, subject: Subject) -> frozenset[str] | None:
    """Return the organisations through which `actor` may read objects of this kind, None for all.

    An object counts as of an organisation that owns it or, where the table says so, that sits at
    its table.

    >>> readable(Actor(), Subject.PUBLISHED) is None, readable(Actor(), Subject.DRAFT)
    (True, frozenset())
    """
    through: frozenset[str] = frozenset()
    for role in _roles(actor):
        condition = TABLE[subject, role].get(Act.READ)
        if condition is Condition.ALWAYS:
            return None
        if role is not None and condition in {Condition.OWN, Condition.MEMBER}:
            through |= actor.in_role(role)
    return through


def _roles(actor: Actor) -> frozenset[Role | None]:
    return actor.roles or frozenset({None})


def _may_as(role: Role | None, actor: Actor, act: Act, target: PermissionObject) -> bool:
    condition = TABLE[target.subject, role].get(act)
    held = role in actor.roles if role is not None else not actor.roles
    return held and condition is not None and _holds(condition, actor, role, target)


def _holds(condition: Condition, actor: Actor, role: Role | None, target: PermissionObject) -> bool:
    mine = actor.in_role(role) if role is not None else frozenset[str]()
    match condition:
        case Condition.ALWAYS:
            return True
        case Condition.OWN:
            return bool(mine & target.organisations)
        case Condition.MEMBER:
            return bool(mine & target.members)
        case Condition.OTHER:
            by_self = actor.id is not None and actor.id == target.author
            return not by_self and not actor.organisations & target.organisations
        case Condition.SELF:
            return actor.id is not None and actor.id == target.account
        case Condition.NOT_SELF:
            return actor.id != target.account
