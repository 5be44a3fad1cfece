"""Accounts, roles, and what is kept of a person."""

from __future__ import annotations

import json
from datetime import timedelta
from uuid import UUID

import pytest
from tests.web.desk.bench import ADMINISTRATOR, ANSWERS, NOW, RING, SECRETARY

from agdb.errors import DeskError
from agdb.web.desk import handins, inside, people
from agdb.web.desk.models import ContactPerson, Event, HandIn, Seat, User
from agdb.web.desk.permissions import SYSTEM
from agdb.web.desk.refusals import ForbiddenError
from agdb.web.desk.roles import Actor, Role, actor

pytestmark = pytest.mark.usefixtures("desk")

PASSWORD = "a long and windy road"


def added(email: str = "Rider@Ring.example", role: Role = Role.CONTRIBUTOR) -> User:
    return people.add_user(
        email, organisation="ring", role=role, password=PASSWORD, by=SYSTEM, at=NOW
    )


def test_an_address_is_one_account_in_whatever_case() -> None:
    user = added()

    assert people.person("RIDER@ring.EXAMPLE") == user
    assert user.check_password(PASSWORD)
    assert people.actor_of(user) == actor(user.id, [("contributor", "ring")])
    with pytest.raises(DeskError, match="there is an account"):
        added("rider@ring.example")


@pytest.mark.parametrize(
    ("email", "organisation", "password"),
    [
        ("no address", "ring", PASSWORD),
        ("a@b.example", "nowhere", PASSWORD),
        ("a@b.example", "ring", "short"),
        ("a@b.example", "ring", "password1234"),
    ],
)
def test_what_makes_no_account_is_one_sentence(
    email: str, organisation: str, password: str
) -> None:
    with pytest.raises(DeskError):
        people.add_user(
            email, organisation=organisation, role=Role.READER, password=password, by=SYSTEM, at=NOW
        )

    assert not User.objects.exists()


def test_an_administrator_gives_roles_but_not_the_own() -> None:
    user = added()
    people.give_role(ADMINISTRATOR, user.id, "polder", Role.REVIEWER, at=NOW)
    assert people.actor_of(user).in_role(Role.REVIEWER) == {"polder"}

    people.take_role(ADMINISTRATOR, user.id, "polder", Role.REVIEWER, at=NOW)
    assert people.actor_of(user).roles == {Role.CONTRIBUTOR}

    boss = added("boss@ring.example", Role.ADMINISTRATOR)
    with pytest.raises(ForbiddenError):
        people.give_role(people.actor_of(boss), boss.id, "ring", Role.REVIEWER, at=NOW)
    with pytest.raises(ForbiddenError):
        people.give_role(people.actor_of(boss), boss.id, "ring", Role.ADMINISTRATOR, at=NOW)


def test_a_secretary_invites_contributors() -> None:
    user = people.invite(SECRETARY, "new@ring.example", organisation="ring", at=NOW)

    assert people.actor_of(user).roles == {Role.CONTRIBUTOR}
    assert not user.has_usable_password()


def test_a_closed_account_has_no_roles() -> None:
    user = added()

    people.close_account(ADMINISTRATOR, user.id, at=NOW)

    user.refresh_from_db()
    assert people.actor_of(user) == Actor(user.id)


def test_everything_kept_of_a_person_is_given_and_no_password() -> None:
    user = added()
    who = people.actor_of(user)
    row = handins.draft(who, organisation="ring", initiative="lanes", language="nl", at=NOW)

    kept = people.kept_of(user)

    assert kept["email"] == "rider@ring.example"
    assert kept["hand_ins"] == [str(row.pk)]
    assert [event["action"] for event in kept["events"]] == ["draft"]
    assert "scrypt" not in json.dumps(kept)


def test_an_erased_person_is_nowhere_and_the_deeds_stay() -> None:
    user = added()
    who = people.actor_of(user)
    row = handins.draft(who, organisation="ring", initiative="lanes", language="nl", at=NOW)
    inside.name_contact(
        RING, "table-ring", name="R. Ider", email="rider@ring.example", telephone="1", expected=0,
        at=NOW,
    )  # fmt: skip
    identity = user.id

    people.erase(user, by=SYSTEM, at=NOW)

    assert not User.objects.filter(pk=identity).exists()
    assert not Seat.objects.exists()
    assert not ContactPerson.objects.exists()
    assert Event.objects.filter(actor=identity, action="draft").count() == 1
    assert "rider" not in str(list(Event.objects.values())).lower()
    assert HandIn.objects.get(pk=row.pk).author == identity


def test_the_last_administrator_stays() -> None:
    boss = added("boss@ring.example", Role.ADMINISTRATOR)
    with pytest.raises(DeskError, match="last administrator"):
        people.erase(boss, by=SYSTEM, at=NOW)

    added("other@ring.example", Role.ADMINISTRATOR)
    people.erase(boss, by=SYSTEM, at=NOW)


def test_an_account_that_nobody_uses_is_found_after_two_years() -> None:
    user = added()

    assert people.unused(NOW + people.UNUSED) == ()
    assert people.unused(NOW + people.UNUSED + timedelta(days=1)) == (user,)


def test_no_event_holds_an_address() -> None:
    user = added()
    people.give_role(ADMINISTRATOR, user.id, "polder", Role.READER, at=NOW)

    assert "example" not in str(list(Event.objects.filter(kind="account").values()))
    assert UUID(Event.objects.filter(kind="account").first().ident)


def test_a_draft_is_kept_when_its_author_is_gone() -> None:
    row = handins.draft(RING, organisation="ring", initiative="lanes", language="nl", at=NOW)

    handins.save(RING, row.pk, answers=ANSWERS, expected=1, at=NOW)

    assert HandIn.objects.get(pk=row.pk).answers["value"] == "39"
