"""Role x object x act: every cell of the table is a test, written out here a second time."""

from __future__ import annotations

from typing import Final
from uuid import UUID

import pytest
from tests.web.desk.bench import someone

from agdb.web.desk.permissions import (
    TABLE,
    Act,
    PermissionObject,
    Subject,
    Verdict,
    allowed,
    require,
)
from agdb.web.desk.refusals import ForbiddenError, NotThereError
from agdb.web.desk.roles import Actor, Role

HOME: Final = "ring"
AWAY: Final = "polder"
ME: Final = 1

# How an object stands to the actor: of the own organisation; of another one; of another one at
# whose table the own one sits; of another one, but handed in by the actor; the own account.
STANDS: Final[dict[str, dict[str, object]]] = {
    "own": {"organisations": frozenset({HOME}), "account": UUID(int=9)},
    "other": {"organisations": frozenset({AWAY}), "account": UUID(int=9)},
    "member": {
        "organisations": frozenset(), "members": frozenset({HOME}), "account": UUID(int=9),
    },
    "by-self": {
        "organisations": frozenset({AWAY}), "author": UUID(int=ME), "account": UUID(int=9),
    },
    "self": {"organisations": frozenset({AWAY}), "account": UUID(int=ME)},
}  # fmt: skip

# For each object and role the acts that are allowed, by how the object stands. `*` is however it
# stands. What is not written is refused.
ALLOWED: Final[dict[Subject, dict[Role | None, dict[str, str]]]] = {
    Subject.PUBLISHED: {role: {"*": "read"} for role in (None, *Role)},
    Subject.DRAFT: {Role.CONTRIBUTOR: {"own": "read create update submit"}},
    Subject.WAITING: {
        Role.CONTRIBUTOR: {"own": "read submit take-back"},
        Role.REVIEWER: {"*": "read", "other": "decide", "member": "decide", "self": "decide"},
        Role.SECRETARY: {"*": "read"},
    },
    Subject.DECIDED: {
        Role.READER: {"*": "read"},
        Role.CONTRIBUTOR: {"own": "read"},
        Role.REVIEWER: {"*": "read"},
        Role.SECRETARY: {"*": "read"},
        Role.ADMINISTRATOR: {"*": "read"},
    },
    Subject.REQUEST: {
        Role.CONTRIBUTOR: {"own": "read update"},
        Role.REVIEWER: {"*": "read"},
        Role.SECRETARY: {"*": "read create update end"},
    },
    **{
        subject: {
            Role.READER: {"*": "read"},
            Role.CONTRIBUTOR: {"own": "read propose"},
            Role.REVIEWER: {"*": "read", "other": "decide", "member": "decide", "self": "decide"},
            Role.SECRETARY: {"*": "read create update end"},
            Role.ADMINISTRATOR: {"*": "read"},
        }
        for subject in (Subject.FACT, Subject.FIGURE)
    },
    Subject.BODY: {
        Role.READER: {"*": "read"},
        Role.CONTRIBUTOR: {"own": "read"},
        Role.REVIEWER: {"*": "read"},
        Role.SECRETARY: {"*": "read create update end"},
        Role.ADMINISTRATOR: {"*": "read"},
    },
    Subject.PERSON: {
        Role.CONTRIBUTOR: {"own": "read update"},
        Role.SECRETARY: {"*": "read create update end"},
        Role.ADMINISTRATOR: {"*": "export erase"},
    },
    Subject.MEETING: {
        Role.READER: {"*": "read"},
        Role.CONTRIBUTOR: {"member": "read"},
        Role.REVIEWER: {"*": "read"},
        Role.SECRETARY: {"*": "read create update end"},
        Role.ADMINISTRATOR: {"*": "read"},
    },
    Subject.INSIDE: {
        Role.CONTRIBUTOR: {"member": "read"},
        Role.SECRETARY: {"*": "read create update"},
    },
    Subject.DECISION: {
        Role.READER: {"*": "read"},
        Role.CONTRIBUTOR: {"member": "read"},
        Role.REVIEWER: {"*": "read"},
        Role.SECRETARY: {"*": "read create end"},
        Role.ADMINISTRATOR: {"*": "read"},
    },
    Subject.ACTION: {
        Role.READER: {"*": "read"},
        Role.CONTRIBUTOR: {"*": "read", "own": "update"},
        Role.REVIEWER: {"*": "read"},
        Role.SECRETARY: {"*": "read create update end"},
        Role.ADMINISTRATOR: {"*": "read"},
    },
    Subject.PAPER: {
        Role.READER: {"*": "read"},
        Role.CONTRIBUTOR: {"*": "read"},
        Role.REVIEWER: {"*": "read"},
        Role.SECRETARY: {"*": "read create update end"},
        Role.ADMINISTRATOR: {"*": "read"},
    },
    Subject.PROPOSAL: {
        Role.CONTRIBUTOR: {"own": "read"},
        **{
            role: {"*": "read", "other": "decide", "member": "decide", "self": "decide"}
            for role in (Role.REVIEWER, Role.SECRETARY)
        },
    },
    Subject.OPTION: {
        Role.READER: {"*": "read"},
        Role.CONTRIBUTOR: {"*": "read"},
        Role.REVIEWER: {"*": "read", "other": "decide", "member": "decide", "self": "decide"},
        Role.SECRETARY: {"*": "read create update submit"},
        Role.ADMINISTRATOR: {"*": "read"},
    },
    Subject.RELEASE: {
        Role.REVIEWER: {"*": "read"},
        Role.SECRETARY: {"*": "read create publish end"},
        Role.ADMINISTRATOR: {"*": "read"},
    },
    Subject.LOG: {
        Role.CONTRIBUTOR: {"own": "read"},
        Role.REVIEWER: {"*": "read"},
        Role.SECRETARY: {"*": "read"},
        Role.ADMINISTRATOR: {"*": "read"},
    },
    Subject.ACCOUNT: {
        Role.READER: {"self": "read update"},
        Role.CONTRIBUTOR: {"self": "read update"},
        Role.REVIEWER: {"self": "read update"},
        Role.SECRETARY: {"self": "read update", "*": "invite"},
        Role.ADMINISTRATOR: {
            "*": "read export erase",
            **dict.fromkeys(("own", "other", "member", "by-self"), "create update end"),
        },
    },
    Subject.SYSTEM: {Role.ADMINISTRATOR: {"*": "read update"}},
}

CELLS: Final = [
    (subject, role, act) for subject in Subject for role in (None, *Role) for act in Act
]


def who(role: Role | None) -> Actor:
    return Actor() if role is None else someone(ME, (role, HOME))


@pytest.mark.parametrize(("subject", "role", "act"), CELLS)
def test_a_cell_allows_what_is_written_and_nothing_else(
    subject: Subject, role: Role | None, act: Act
) -> None:
    cell = ALLOWED[subject].get(role, {})
    expected = {
        stands
        for stands in STANDS
        if act.value in f"{cell.get('*', '')} {cell.get(stands, '')}".split()
    }

    found = {
        stands
        for stands, given in STANDS.items()
        if allowed(who(role), act, PermissionObject(subject, **given)) is Verdict.ALLOWED  # type: ignore[arg-type]
    }

    assert found == expected


def test_nobody_deletes() -> None:
    assert "delete" not in {act.value for act in Act}


def test_the_table_has_a_cell_for_every_object_and_role() -> None:
    assert set(TABLE) == {(subject, role) for subject in Subject for role in (None, *Role)}


@pytest.mark.parametrize("role", list(Role))
def test_who_may_not_even_read_learns_nothing(role: Role) -> None:
    target = PermissionObject(Subject.DRAFT, frozenset({AWAY}))

    with pytest.raises(NotThereError):
        require(who(role), Act.READ, target)


def test_who_may_read_is_told_that_the_rest_is_forbidden() -> None:
    with pytest.raises(ForbiddenError):
        require(who(Role.READER), Act.UPDATE, PermissionObject(Subject.FACT, frozenset({AWAY})))


def test_a_colleague_without_the_role_is_told_so() -> None:
    with pytest.raises(ForbiddenError):
        require(who(Role.READER), Act.READ, PermissionObject(Subject.DRAFT, frozenset({HOME})))


def test_several_roles_add_up_but_never_to_a_decision_on_what_is_own() -> None:
    both = someone(ME, (Role.CONTRIBUTOR, HOME), (Role.REVIEWER, "ministry"))

    assert (
        allowed(both, Act.SUBMIT, PermissionObject(Subject.DRAFT, frozenset({HOME})))
        is Verdict.ALLOWED
    )
    for target in (
        PermissionObject(Subject.WAITING, frozenset({HOME})),
        PermissionObject(Subject.WAITING, frozenset({AWAY}), author=both.id),
    ):
        assert allowed(both, Act.DECIDE, target) is Verdict.FORBIDDEN


def test_a_role_for_one_organisation_is_none_for_another() -> None:
    both = someone(ME, (Role.CONTRIBUTOR, HOME), (Role.READER, AWAY))

    verdict = allowed(both, Act.UPDATE, PermissionObject(Subject.DRAFT, frozenset({AWAY})))

    assert verdict is Verdict.FORBIDDEN


def test_the_capacity_names_the_organisation_whose_object_it_is() -> None:
    both = someone(ME, (Role.CONTRIBUTOR, HOME), (Role.CONTRIBUTOR, AWAY))

    capacity = require(both, Act.READ, PermissionObject(Subject.DRAFT, frozenset({HOME})))

    assert (capacity.role, capacity.organisation) == ("contributor", HOME)
