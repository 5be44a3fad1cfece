"""Letters that a day brings: what is still open, and what is late. Each is sent once, then no more.

Run once a day. A day that was missed is made up for by the newest step alone: nobody gets three
letters at once about the same thing. What stays late is named once a week, in one letter for each
organisation.
"""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime, timedelta
from typing import Final

from django.db import IntegrityError, transaction
from django.db.models import Max, Q

from agdb.web.desk.actions import action_letter, late_actions
from agdb.web.desk.messages import post
from agdb.web.desk.models import DataRequest, SentReminder
from agdb.web.desk.records import Held
from agdb.web.desk.requests import KIND, WAITING, letter, steps_due

_WEEK: Final = timedelta(days=7)


def remind(*, at: datetime) -> int:
    """Send the letters of the day; return how many objects they are about."""
    sent = 0
    for row in DataRequest.objects.filter(state__in=[state.value for state in WAITING]):
        steps = steps_due(row.due, today=at.date())
        if steps and _first(KIND, str(row.pk), steps, at):
            post(letter(row, "reminder"), row.organisation)
            sent += 1
    still: dict[str, list[Held]] = {}
    for one in late_actions(at.date()):
        owner, due = str(one.row.fields["owner"]), str(one.row.fields["due"])
        if _first("action", one.entry.id, (f"late-{due}",), at):
            post(action_letter(one, "action-late"), owner)
            sent += 1
        else:
            still.setdefault(owner, []).append(one)
    return sent + sum(_weekly(owner, late, at) for owner, late in still.items())


def _weekly(owner: str, late: list[Held], at: datetime) -> bool:
    """Name in one letter what is still late, a week after the letter before it; return if sent."""
    told = SentReminder.objects.filter(
        Q(kind="digest", ident=owner) | Q(kind="action", ident__in=[one.entry.id for one in late])
    ).aggregate(last=Max("sent"))["last"]
    if told is not None and at.date() - told.date() < _WEEK:
        return False
    first = action_letter(late[0], "actions-late")
    titles = [action_letter(one, "actions-late").what for one in late]
    what = {code: "; ".join(title[code] for title in titles) for code in first.what}
    if not _first("digest", owner, (f"week-{at.date().isoformat()}",), at):
        return False
    post(replace(first, what=what, path="/desk/{language}/actions/"), owner)
    return True


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
