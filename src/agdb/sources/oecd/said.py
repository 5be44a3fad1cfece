"""The attributes of SDMX-JSON: positions in lists of values, which of them we know."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from agdb.files.recorded import fault, shown
from agdb.sources.oecd.marks import ATTRIBUTES
from agdb.sources.oecd.message import Component, Value

# In the service before 2024: https://stats.oecd.org wrote these where others stand today.
_FORMER: Final = {"POWERCODE": "UNIT_MULT", "UNIT": "UNIT_MEASURE", "REFERENCEPERIOD": "BASE_PER"}


def member(item: Component, at: int, name: str) -> Value:
    """Return the value of a dimension or attribute at a place; raises `SourceError` if none is."""
    if not 0 <= at < len(item.values):
        raise fault(f"{shown(item.id)} has no value at place {at}", name)
    return item.values[at]


def said_by(row: Sequence[object], attributes: Sequence[Component], name: str) -> dict[str, str]:
    """Return what a list of positions says, by the ids of the attributes.

    Trailing positions may be left out. Raises `SourceError` for a position that is none, for more
    of them than attributes, and for an attribute that is not known: it may change what a value is.
    """
    found: dict[str, str] = {}
    if any(at is not None for at in row[len(attributes) :]):
        raise fault(f"{len(row)} attributes are given and {len(attributes)} are described", name)
    for at, item in zip(row, attributes, strict=False):
        if at is None:
            continue
        if not isinstance(at, int):
            raise fault(f"the attribute {shown(item.id)} is no position", name)
        id_ = _FORMER.get(item.id, item.id)
        if id_ not in ATTRIBUTES:
            raise fault(f"the attribute {shown(item.id)} is not known", name)
        found[id_] = member(item, at, name).id
    return found
