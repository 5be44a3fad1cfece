"""What time it is, for the pages of the desk: asked here, and handed to whatever needs it."""

from __future__ import annotations

from datetime import date, datetime

from django.utils import timezone


def now() -> datetime:
    """Return this moment, with its time zone."""
    return timezone.now()


def today() -> date:
    """Return the day that it is in the time zone of the desk."""
    return timezone.localtime(now()).date()
