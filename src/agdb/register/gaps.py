"""What the register knows and what it lacks, kind by kind: a page of figures begins with this."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from agdb.register.entry import Entry
from agdb.register.initiative import Initiative
from agdb.register.party import Body
from agdb.register.register import Register
from agdb.register.result import Result


@dataclass(frozen=True, slots=True)
class Account:
    """How many records of a kind there are, how many of them nobody read, and what they lack.

    `lacking` counts records by the name of the fact that is unknown or missing in them.
    """

    records: int
    unread: int
    lacking: Mapping[str, int]


def accounts(register: Register) -> dict[str, Account]:
    """Return the account of every kind, in the order of the files.

    >>> accounts(Register())["money"]
    Account(records=0, unread=0, lacking={})
    """
    return {
        kind: Account(
            len(some),
            sum(one.unread for one in some.values()),
            dict(Counter(name for one in some.values() for name in _lacking(one))),
        )
        for kind, some in register.kinds()
    }


def _lacking(one: Entry) -> Iterator[str]:
    """The facts that `one` says are unknown or missing; an initiative has a list of its own."""
    match one:
        case Initiative():
            yield from (name for name, known in one.known().items() if not known)
            return
        case Result(value=None):
            yield "value"
        case Body(members_known=False):
            yield "members"
    for name in type(one).model_fields:
        if getattr(one, name) in ("unknown", "missing"):
            yield name
