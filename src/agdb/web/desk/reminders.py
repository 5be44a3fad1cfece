"""Letters that a day brings: what is still open, and what is late. Each is sent once, then no more.

Run once a day. A day that was missed is made up for by the newest step alone: nobody gets three
letters at once about the same thing.
"""

from __future__ import annotations

from datetime import datetime

from django.db import IntegrityError, transaction

from agdb.web.desk.meetings import action_letter, late_actions
from agdb.web.desk.messages import post
from agdb.web.desk.models import DataRequest, SentReminder
from agdb.web.desk.requests import KIND, WAITING, letter, steps_due


def remind(*, at: datetime) -> int:
    """Send the letters of the day; return how many objects they are about."""
    sent = 0
    for row in DataRequest.objects.filter(state__in=[state.value for state in WAITING]):
        steps = steps_due(row.due, today=at.date())
        if steps and _first(KIND, str(row.pk), steps, at):
            post(letter(row, "reminder"), row.organisation)
            sent += 1
    for one in late_actions(at.date()):
        due = str(one.row.fields["due"])
        if _first("action", one.entry.id, (f"late-{due}",), at):
            post(action_letter(one, "action-late"), str(one.row.fields["owner"]))
            sent += 1
    return sent


def _first(kind: str, ident: str, steps: tuple[str, ...], at: datetime) -> bool:
    """Note that these steps are taken; return whether the last of them is taken now."""
    try:
        with transaction.atomic():
            there = set(
                SentReminder.objects.filter(kind=kind, ident=ident).values_list("step", flat=True)
            )
            new = [step for step in steps if step not in there]
            for step in new:
                SentReminder.objects.create(kind=kind, ident=ident, step=step, sent=at)
    except IntegrityError:  # another process sends it at this very moment
        return False
    return steps[-1] in new
