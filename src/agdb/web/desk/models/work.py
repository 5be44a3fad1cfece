"""What goes on at the desk and is no record of the register yet: asked, handed in, proposed."""

from __future__ import annotations

import uuid
from typing import ClassVar

from django.db import models

from agdb.web.desk.models.plain import PlainField


class DataRequest(models.Model):
    """What is asked of an organisation about an initiative, and by which day.

    `what` is in every language; `answers` are those that the form begins with (kind, unit ...).
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    organisation = models.CharField(max_length=80)
    initiative = models.CharField(max_length=80)
    what = PlainField()
    answers = PlainField(default=dict)
    due = models.DateField()
    state = models.CharField(max_length=20)
    blocks = PlainField(default=dict)
    version = models.PositiveIntegerField(default=1)
    asked = models.DateTimeField()

    class Meta:
        """Looked up by organisation, what is due first in front."""

        indexes: ClassVar = [
            models.Index(fields=["organisation", "state", "due"], name="request_of_organisation")
        ]


class HandIn(models.Model):
    """A result that an organisation hands in, as it was typed; a record only once approved.

    `answers` has the keys of `agdb.web.desk.handins.ANSWERS`. `steps` is its way through the states
    of a result; `result` the id of the record that came of it; `release` the first one that it
    stood in. `opened` is when a reviewer looked at it: until then it can be taken back.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    request = models.ForeignKey(DataRequest, null=True, on_delete=models.PROTECT)
    organisation = models.CharField(max_length=80)
    initiative = models.CharField(max_length=80)
    author = models.UUIDField()
    language = models.CharField(max_length=10)
    answers = PlainField(default=dict)
    state = models.CharField(max_length=20)
    steps = PlainField(default=list)
    question = models.TextField(blank=True)
    asked_of = PlainField(default=list)
    opened = models.DateTimeField(null=True)
    result = models.CharField(max_length=80, blank=True)
    release = models.CharField(max_length=80, blank=True)
    version = models.PositiveIntegerField(default=1)
    changed = models.DateTimeField()

    class Meta:
        """Looked up by organisation, and by state in the queue; one answer to a request is open."""

        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["request"],
                condition=models.Q(state__in=["draft", "handed-in", "returned"]),
                name="handin_open_once",
            )
        ]
        indexes: ClassVar = [
            models.Index(fields=["organisation", "state"], name="handin_of_organisation"),
            models.Index(fields=["state", "changed"], name="handin_queue"),
        ]


class Proposal(models.Model):
    """A record that arrived from open data or from an organisation, and waits for a person.

    One of the kind `text` is no record: it is what somebody wrote for a paper of the report.
    `origin` is the source it was read from, empty where an organisation proposes; `raw` is what was
    read, as it came. `base` is the version of the record that it would change, 0 for a new one.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    origin = models.CharField(max_length=80, blank=True)
    organisation = models.CharField(max_length=80, blank=True)
    author = models.UUIDField(null=True)
    kind = models.CharField(max_length=20)
    ident = models.CharField(max_length=80)
    base = models.PositiveIntegerField(default=0)
    fields = PlainField()
    raw = models.TextField(blank=True)
    fingerprint = models.CharField(max_length=64, unique=True)
    state = models.CharField(max_length=20)
    reason = models.TextField(blank=True)
    version = models.PositiveIntegerField(default=1)
    arrived = models.DateTimeField()

    class Meta:
        """The queue: what waits, oldest first."""

        indexes: ClassVar = [models.Index(fields=["state", "arrived"], name="proposal_queue")]


class InsideNote(models.Model):
    """A part of an agenda that stays inside: one text of one sort under one item of a meeting."""

    meeting = models.CharField(max_length=80)
    item = models.PositiveIntegerField()
    sort = models.CharField(max_length=20)
    text = models.TextField()
    version = models.PositiveIntegerField(default=1)

    class Meta:
        """One text of each sort."""

        constraints: ClassVar = [
            models.UniqueConstraint(fields=["meeting", "item", "sort"], name="note_once")
        ]


class SentReminder(models.Model):
    """A message that was sent about an object on account of a day: nobody gets it twice."""

    kind = models.CharField(max_length=20)
    ident = models.CharField(max_length=80)
    step = models.CharField(max_length=30)
    sent = models.DateTimeField()

    class Meta:
        """Each step is sent once."""

        constraints: ClassVar = [
            models.UniqueConstraint(fields=["kind", "ident", "step"], name="reminder_once")
        ]
