"""Ids of records that are made at the desk."""

from __future__ import annotations

import re
from itertools import count
from typing import Final

from agdb.web.desk.models import Record

_LONGEST: Final = 60


def free_ident(kind: str, name: str) -> str:
    """Return an id for a new record of `kind` that no other has, like `name`."""
    base = re.sub(r"[^a-z0-9]+", "-", name.casefold()).strip("-")[:_LONGEST].strip("-") or kind
    taken = set(
        Record.objects.filter(kind=kind, ident__startswith=base).values_list("ident", flat=True)
    )
    tries = (base if number == 1 else f"{base}-{number}" for number in count(1))
    return next(one for one in tries if one not in taken)
