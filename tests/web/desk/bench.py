"""An invented register about cycling, and the people who sit at its desk."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime
from typing import Any, Final

from tests.register.records import words

from agdb.programme.report.written import WrittenText
from agdb.register.consistency import Fault
from agdb.register.fields import entry_of
from agdb.register.register import Register, register_of
from agdb.web.desk.roles import Actor, Role, actor

LANGUAGES: Final = ("nl", "en")
NOW: Final = datetime(2030, 3, 1, 9, 30, tzinfo=UTC)
UNITS: Final = frozenset({"lanes", "bridges"})
_KEPT: Final[dict[str, Any]] = {
    "sources": [{"url": "https://example.org/paper", "seen": "whole"}],
    "as_of": "2030-01-01",
    "recorded": "2030-02-01",
}


def organisation(ident: str) -> dict[str, Any]:
    return {"id": ident, "names": words(f"the {ident}"), "kind": "other"}


def initiative(ident: str, owner: str) -> dict[str, Any]:
    return {
        "id": ident, "names": words(f"plan {ident}"), "level": "project", "relation": "own",
        "pillars": ["road"], "partners": [{"organisation": owner, "role": "accountable"}],
        "history": [{"state": "implementation", "since": "2029-01-01"}],
        "period": {"start": "2029", "end": "2031"}, "national": False,
    }  # fmt: skip


TEXTS: Final = {
    ident: WrittenText.model_validate(
        {"id": ident, "names": words(ident), "asked": words("fill in"), "required": required}
    )
    for ident, required in (("advice", True), ("aim", False))
}

RECORDS: Final[dict[str, list[dict[str, Any]]]] = {
    "organisations": [organisation(name) for name in ("ministry", "ring", "polder")],
    "documents": [
        {"id": "letter", "kind": "letter", "title": words("letter"), "day": "2030-01-05"},
    ],
    "initiatives": [initiative("lanes", "ring"), initiative("bridges", "polder")],
    "money": [
        {
            "id": "lanes-granted", "initiative": "lanes", "kind": "verleend-aan-ontvanger",
            "amount": "12.50", "rate": "total",
        },
        {
            "id": "lanes-phase", "initiative": "lanes", "kind": "verleend-aan-ontvanger",
            "amount": "7.5", "rate": "total", "part_of": "lanes-granted",
        },
    ],
    "bodies": [
        {
            "id": "table", "names": words("the table"), "kind": "consultation",
            "level": "governing", "relation": "own",
            "history": [{"state": "active", "since": "2029-05-01"}], "members_known": True,
        }
    ],
    "memberships": [
        {"id": "table-ring", "body": "table", "organisation": "ring", "role": "member"}
    ],
    "commitments": [
        {
            "id": "bells", "kind": "oral", "text": words("bells before summer"),
            "made_by": words("minister"), "ministry": ["ministry"], "made_to": words("house"),
            "occasion": "unknown", "day": "2029-04-03", "term": "voor de zomer",
            "relation": "direct", "history": [{"state": "open", "since": "2029-04-03"}],
        }
    ],
}  # fmt: skip

REGISTER: Final[Register] = register_of(
    {
        kind: {one["id"]: entry_of(kind, {**one, **_KEPT}, languages=LANGUAGES) for one in some}
        for kind, some in RECORDS.items()
    }
)


def misfits(register: Register) -> Iterator[Fault]:
    """What does not fit the invented programme: a unit that it does not have."""
    for result in register.results.values():
        if result.unit is not None and result.unit not in UNITS:
            yield Fault("results", result.id, "unit", f"there is no unit {result.unit!r}")


def someone(number: int, *seats: tuple[Role, str]) -> Actor:
    """An actor with an id of its own and these seats."""
    from uuid import UUID

    return actor(UUID(int=number), seats)


RING: Final = someone(1, (Role.CONTRIBUTOR, "ring"))
POLDER: Final = someone(2, (Role.CONTRIBUTOR, "polder"))
REVIEWER: Final = someone(3, (Role.REVIEWER, "ministry"))
SECRETARY: Final = someone(4, (Role.SECRETARY, "ministry"))
ADMINISTRATOR: Final = someone(5, (Role.ADMINISTRATOR, "ministry"))
READER: Final = someone(6, (Role.READER, "polder"))

ANSWERS: Final = {
    "kind": "grant",
    "what": "stroken aangelegd",
    "value": "39",
    "not_counted": "",
    "unit": "lanes",
    "day": "1-2-2030",
    "method": "geteld op de kaart",
    "source": "https://example.org/count",
    "text": "Er zijn er meer dan vorig jaar.",
}
ENGLISH: Final = {
    "what": {"en": "lanes built"},
    "method": {"en": "counted on the map"},
    "text": {"en": "There are more than last year."},
}
