"""Persons: who signs in, for which organisation in which role, and who sits where.

Nothing here ever leaves the desk. A person is one row with what hangs on it, and erasing that row
erases the person: everything else names a person by the opaque id only.
"""

from __future__ import annotations

import uuid
from typing import ClassVar

from django.contrib.auth.base_user import AbstractBaseUser, BaseUserManager
from django.db import models

from agdb.web.desk.roles import Role


class UserManager(BaseUserManager["User"]):
    """Finds accounts by their e-mail address, in whatever case it is typed."""

    def get_by_natural_key(self, username: str | None) -> User:
        """Return the account with this e-mail address."""
        return self.get(email=(username or "").strip().lower())


class User(AbstractBaseUser):
    """An account. Its e-mail address is kept in lower case; there is no name of a person."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    email = models.EmailField(unique=True)
    language = models.CharField(max_length=10, blank=True)
    is_active = models.BooleanField(default=True)
    joined = models.DateTimeField()

    USERNAME_FIELD = "email"
    EMAIL_FIELD = "email"
    REQUIRED_FIELDS: ClassVar[list[str]] = []

    objects = UserManager()


class Seat(models.Model):
    """A role of an account for an organisation of the register; one account may have several."""

    user = models.ForeignKey(User, on_delete=models.CASCADE, related_name="seats")
    organisation = models.CharField(max_length=80)
    role = models.CharField(max_length=20, choices=[(role.value, role.value) for role in Role])

    class Meta:
        """A seat is held once."""

        constraints: ClassVar = [
            models.UniqueConstraint(fields=["user", "organisation", "role"], name="seat_once")
        ]


class ContactPerson(models.Model):
    """Who fills a membership of a body; inside only, and gone with `erase`."""

    membership = models.CharField(max_length=80, unique=True)
    organisation = models.CharField(max_length=80)
    name = models.CharField(max_length=200)
    email = models.EmailField(blank=True)
    telephone = models.CharField(max_length=40, blank=True)
    version = models.PositiveIntegerField(default=1)
    changed = models.DateTimeField()
