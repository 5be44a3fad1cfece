"""The desk as an application of Django."""

from __future__ import annotations

from django.apps import AppConfig


class DeskConfig(AppConfig):
    """Accounts, the records of the register, hand-ins and the log of events."""

    name = "agdb.web.desk"
    label = "desk"
    default_auto_field = "django.db.models.BigAutoField"
