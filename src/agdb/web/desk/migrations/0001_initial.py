"""The tables of the desk."""

import uuid

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

import agdb.web.desk.models.plain


class Migration(migrations.Migration):
    initial = True

    dependencies = []

    operations = [
        migrations.CreateModel(
            name="User",
            fields=[
                ("password", models.CharField(max_length=128, verbose_name="password")),
                (
                    "last_login",
                    models.DateTimeField(blank=True, null=True, verbose_name="last login"),
                ),
                (
                    "id",
                    models.UUIDField(
                        default=uuid.uuid4, editable=False, primary_key=True, serialize=False
                    ),
                ),
                ("email", models.EmailField(max_length=254, unique=True)),
                ("language", models.CharField(blank=True, max_length=10)),
                ("is_active", models.BooleanField(default=True)),
                ("joined", models.DateTimeField()),
            ],
            options={
                "abstract": False,
            },
        ),
        migrations.CreateModel(
            name="ContactPerson",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("membership", models.CharField(max_length=80, unique=True)),
                ("organisation", models.CharField(max_length=80)),
                ("name", models.CharField(max_length=200)),
                ("email", models.EmailField(blank=True, max_length=254)),
                ("telephone", models.CharField(blank=True, max_length=40)),
                ("version", models.PositiveIntegerField(default=1)),
                ("changed", models.DateTimeField()),
            ],
        ),
        migrations.CreateModel(
            name="DataRequest",
            fields=[
                (
                    "id",
                    models.UUIDField(
                        default=uuid.uuid4, editable=False, primary_key=True, serialize=False
                    ),
                ),
                ("organisation", models.CharField(max_length=80)),
                ("initiative", models.CharField(max_length=80)),
                ("what", agdb.web.desk.models.plain.PlainField()),
                ("answers", agdb.web.desk.models.plain.PlainField(default=dict)),
                ("due", models.DateField()),
                ("state", models.CharField(max_length=20)),
                ("blocks", agdb.web.desk.models.plain.PlainField(default=dict)),
                ("version", models.PositiveIntegerField(default=1)),
                ("asked", models.DateTimeField()),
            ],
            options={
                "indexes": [
                    models.Index(
                        fields=["organisation", "state", "due"], name="request_of_organisation"
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="Event",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("at", models.DateTimeField()),
                ("actor", models.UUIDField(null=True)),
                ("role", models.CharField(max_length=20)),
                ("organisation", models.CharField(blank=True, max_length=80)),
                ("action", models.CharField(max_length=40)),
                ("kind", models.CharField(max_length=20)),
                ("ident", models.CharField(max_length=200)),
                ("version", models.PositiveIntegerField()),
                ("before", agdb.web.desk.models.plain.PlainField(null=True)),
                ("after", agdb.web.desk.models.plain.PlainField(null=True)),
                ("reason", models.TextField(blank=True)),
            ],
            options={
                "indexes": [
                    models.Index(fields=["kind", "ident", "version"], name="event_of_object"),
                    models.Index(fields=["organisation", "id"], name="event_of_organisation"),
                    models.Index(fields=["actor", "id"], name="event_of_actor"),
                ],
            },
        ),
        migrations.CreateModel(
            name="InsideNote",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("meeting", models.CharField(max_length=80)),
                ("item", models.PositiveIntegerField()),
                ("sort", models.CharField(max_length=20)),
                ("text", models.TextField()),
                ("version", models.PositiveIntegerField(default=1)),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(fields=("meeting", "item", "sort"), name="note_once")
                ],
            },
        ),
        migrations.CreateModel(
            name="Proposal",
            fields=[
                (
                    "id",
                    models.UUIDField(
                        default=uuid.uuid4, editable=False, primary_key=True, serialize=False
                    ),
                ),
                ("origin", models.CharField(blank=True, max_length=80)),
                ("organisation", models.CharField(blank=True, max_length=80)),
                ("author", models.UUIDField(null=True)),
                ("kind", models.CharField(max_length=20)),
                ("ident", models.CharField(max_length=80)),
                ("base", models.PositiveIntegerField(default=0)),
                ("fields", agdb.web.desk.models.plain.PlainField()),
                ("raw", models.TextField(blank=True)),
                ("fingerprint", models.CharField(max_length=64, unique=True)),
                ("state", models.CharField(max_length=20)),
                ("reason", models.TextField(blank=True)),
                ("version", models.PositiveIntegerField(default=1)),
                ("arrived", models.DateTimeField()),
            ],
            options={
                "indexes": [models.Index(fields=["state", "arrived"], name="proposal_queue")],
            },
        ),
        migrations.CreateModel(
            name="Record",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("kind", models.CharField(max_length=20)),
                ("ident", models.CharField(max_length=80)),
                ("position", models.PositiveIntegerField()),
                ("fields", agdb.web.desk.models.plain.PlainField()),
                ("state", models.CharField(blank=True, max_length=20)),
                ("label", models.CharField(blank=True, max_length=300)),
                ("version", models.PositiveIntegerField(default=1)),
                ("changed", models.DateTimeField()),
            ],
            options={
                "indexes": [
                    models.Index(fields=["kind", "position"], name="record_by_position"),
                    models.Index(fields=["kind", "state", "position"], name="record_by_state"),
                ],
                "constraints": [
                    models.UniqueConstraint(fields=("kind", "ident"), name="record_once")
                ],
            },
        ),
        migrations.CreateModel(
            name="SentReminder",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("kind", models.CharField(max_length=20)),
                ("ident", models.CharField(max_length=80)),
                ("step", models.CharField(max_length=30)),
                ("sent", models.DateTimeField()),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(fields=("kind", "ident", "step"), name="reminder_once")
                ],
            },
        ),
        migrations.CreateModel(
            name="HandIn",
            fields=[
                (
                    "id",
                    models.UUIDField(
                        default=uuid.uuid4, editable=False, primary_key=True, serialize=False
                    ),
                ),
                ("organisation", models.CharField(max_length=80)),
                ("initiative", models.CharField(max_length=80)),
                ("author", models.UUIDField()),
                ("language", models.CharField(max_length=10)),
                ("answers", agdb.web.desk.models.plain.PlainField(default=dict)),
                ("state", models.CharField(max_length=20)),
                ("steps", agdb.web.desk.models.plain.PlainField(default=list)),
                ("question", models.TextField(blank=True)),
                ("asked_of", agdb.web.desk.models.plain.PlainField(default=list)),
                ("opened", models.DateTimeField(null=True)),
                ("result", models.CharField(blank=True, max_length=80)),
                ("release", models.CharField(blank=True, max_length=80)),
                ("version", models.PositiveIntegerField(default=1)),
                ("changed", models.DateTimeField()),
                (
                    "request",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        to="desk.datarequest",
                    ),
                ),
            ],
            options={
                "indexes": [
                    models.Index(fields=["organisation", "state"], name="handin_of_organisation"),
                    models.Index(fields=["state", "changed"], name="handin_queue"),
                ],
            },
        ),
        migrations.CreateModel(
            name="Link",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("kind", models.CharField(max_length=20)),
                ("ident", models.CharField(max_length=80)),
                (
                    "record",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="links",
                        to="desk.record",
                    ),
                ),
            ],
            options={
                "indexes": [models.Index(fields=["kind", "ident"], name="link_to")],
                "constraints": [
                    models.UniqueConstraint(fields=("record", "kind", "ident"), name="link_once")
                ],
            },
        ),
        migrations.CreateModel(
            name="Seat",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("organisation", models.CharField(max_length=80)),
                (
                    "role",
                    models.CharField(
                        choices=[
                            ("reader", "reader"),
                            ("contributor", "contributor"),
                            ("reviewer", "reviewer"),
                            ("secretary", "secretary"),
                            ("administrator", "administrator"),
                        ],
                        max_length=20,
                    ),
                ),
                (
                    "user",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="seats",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(
                        fields=("user", "organisation", "role"), name="seat_once"
                    )
                ],
            },
        ),
    ]
