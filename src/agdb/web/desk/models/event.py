"""The log: every change, written in the transaction that makes it, never changed or removed.

The database itself refuses update and delete (migration 0002).
"""

from __future__ import annotations

from typing import ClassVar

from django.db import models

from agdb.web.desk.models.plain import PlainField


class Event(models.Model):
    """Who did what to which object, when and why, with its fields before and after.

    `actor` is the opaque id of an account, None for the system; it stays when the account is
    erased, and then leads to nobody. `role` and `organisation` are those in which it was done.
    """

    at = models.DateTimeField()
    actor = models.UUIDField(null=True)
    role = models.CharField(max_length=20)
    organisation = models.CharField(max_length=80, blank=True)
    action = models.CharField(max_length=40)
    kind = models.CharField(max_length=20)
    ident = models.CharField(max_length=200)
    version = models.PositiveIntegerField()
    before = PlainField(null=True)
    after = PlainField(null=True)
    reason = models.TextField(blank=True)

    class Meta:
        """Read by object, by organisation and by person."""

        indexes: ClassVar = [
            models.Index(fields=["kind", "ident", "version"], name="event_of_object"),
            models.Index(fields=["organisation", "id"], name="event_of_organisation"),
            models.Index(fields=["actor", "id"], name="event_of_actor"),
        ]
