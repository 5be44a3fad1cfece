"""A record of the register as a row: its fields as the files have them, and where it leads."""

from __future__ import annotations

from typing import ClassVar

from django.db import models

from agdb.web.desk.models.plain import PlainField


class Record(models.Model):
    """A record by kind and id.

    `fields` are what its frozen type of `agdb.register` writes; `position` is its place in the file
    of its kind; `state` is that of the last step of its history, empty without one; `label` the
    first text by which it is called, for lists and search. `version` counts its changes.
    """

    kind = models.CharField(max_length=20)
    ident = models.CharField(max_length=80)
    position = models.PositiveIntegerField()
    fields = PlainField()
    state = models.CharField(max_length=20, blank=True)
    label = models.CharField(max_length=300, blank=True)
    version = models.PositiveIntegerField(default=1)
    changed = models.DateTimeField()

    class Meta:
        """An id is used once in a kind; lists go by position."""

        constraints: ClassVar = [
            models.UniqueConstraint(fields=["kind", "ident"], name="record_once")
        ]
        indexes: ClassVar = [
            models.Index(fields=["kind", "position"], name="record_by_position"),
            models.Index(fields=["kind", "state", "position"], name="record_by_state"),
        ]


class Link(models.Model):
    """That a record names another one: `kind` and `ident` are the one that is named.

    Worked out of the fields at every change, so that each link can be walked both ways.
    """

    record = models.ForeignKey(Record, on_delete=models.CASCADE, related_name="links")
    kind = models.CharField(max_length=20)
    ident = models.CharField(max_length=80)

    class Meta:
        """A link stands once, and is looked up from its far end."""

        constraints: ClassVar = [
            models.UniqueConstraint(fields=["record", "kind", "ident"], name="link_once")
        ]
        indexes: ClassVar = [models.Index(fields=["kind", "ident"], name="link_to")]
