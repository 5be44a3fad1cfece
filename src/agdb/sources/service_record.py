"""One record of a service that lists papers, promises or budget lines, as it was sent.

These services give no statistics: what they send is proposed for the register. A person decides,
so the bytes of each record are kept beside what was read in them.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Final, Protocol

from agdb.errors import Place, SourceError
from agdb.files.recorded import RecordedFile
from agdb.programme.door import Door
from agdb.sources.fetching.staging import Staging

MOST_RECORDS: Final = 20_000
MOST_BYTES: Final = 1 << 20  # of one record


@dataclass(frozen=True, slots=True)
class Paper:
    """A paper of Parliament as another record names it; empty text and None where that is silent.

    `number` is that of the document system (2025D31302); `dossier` may have a suffix (36410-L) and
    `sequence` is the number of the paper in it.
    """

    number: str
    kind: str
    title: str
    day: date | None
    dossier: str = ""
    sequence: int | None = None

    @property
    def identifier(self) -> str:
        """As the paper is cited: `kst-29544-1283`, or the number of the document system.

        >>> Paper("2025D31302", "Brief regering", "", None, "29544", 1283).identifier
        'kst-29544-1283'
        """
        if self.dossier and self.sequence is not None:
            return f"kst-{self.dossier}-{self.sequence}"
        return self.number


@dataclass(frozen=True, slots=True)
class Promise:
    """A promise in the register of the clerk's office, in the words of the service.

    `fulfilled` is the day on which it was met; there is no deadline in these data. `parties` are
    those to whose members it was made, and `persons` counts addressees without a party.
    """

    number: str
    text: str
    function: str
    ministry: str
    status: str
    activity: str
    day: date | None
    fulfilled: date | None
    letters: tuple[Paper, ...]
    parties: tuple[str, ...]
    persons: int
    repeats: tuple[str, ...]
    changes: tuple[str, ...]
    supplements: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Ballot:
    """One row of a vote: what was voted, by which party, and its seats at that moment."""

    choice: str
    party: str
    seats: int | None
    mistake: bool


@dataclass(frozen=True, slots=True)
class Ruling:
    """A decision on a motion, with the rows of its vote, none where nobody was counted."""

    kind: str
    text: str
    way_of_voting: str
    status: str
    ballots: tuple[Ballot, ...]


@dataclass(frozen=True, slots=True)
class MotionCase:
    """The case of a motion: its papers, the parties that moved it, and what was decided."""

    number: str
    title: str
    advice: str
    movers: tuple[str, ...]
    papers: tuple[Paper, ...]
    rulings: tuple[Ruling, ...]


@dataclass(frozen=True, slots=True)
class Publication:
    """An official publication; `part_of` is the paper of which it is an annex."""

    identifier: str
    kinds: tuple[str, ...]
    title: str
    day: date
    creator: str
    url: str
    part_of: str


@dataclass(frozen=True, slots=True)
class BudgetLine:
    """A line of the budget in **thousands of euros**, of one year and one phase.

    `flow` is V (commitments), U (payments) or O (receipts): never added to each other. The numbers
    of lines below the article are those of one load of the service, so names identify them.
    """

    year: int
    phase: str
    flow: str
    chapter: str
    chapter_name: str
    article: str
    article_name: str
    part: str
    instrument: str
    scheme: str
    thousands: int


Facts = Promise | MotionCase | Paper | Publication | BudgetLine


@dataclass(frozen=True, slots=True)
class ServiceRecord:
    """A record as `service` sent it: its own `kind` and `ident`, its bytes, and what they say.

    `changed` is the day on which the service changed it, None where that is not told. `facts` is
    None for a record that the service says it deleted.
    """

    service: str
    kind: str
    ident: str
    address: str
    changed: date | None
    raw: bytes
    facts: Facts | None

    @property
    def sha256(self) -> str:
        """Checksum of the bytes."""
        return hashlib.sha256(self.raw).hexdigest()


@dataclass(frozen=True, slots=True)
class Inquiry:
    """What a service is asked: where it is, what the programme says of it, and since when.

    `since` leaves out what the service did not change after that day; None asks for everything.
    """

    base: str
    door: Door
    since: date | None = None


class RecordService(Protocol):
    """One service of records: how it is asked, and how its recordings are read."""

    @property
    def id(self) -> str:
        """Its name in commands and in `doors.yaml`."""
        ...

    @property
    def proven(self) -> bool:
        """Whether a recording of the service's own bytes was read."""
        ...

    def fetch(self, inquiry: Inquiry, staging: Staging) -> Sequence[Path]:
        """Stage every answer and return their files; raises as a `Fetcher` does."""
        ...

    def read(self, files: Sequence[RecordedFile]) -> tuple[ServiceRecord, ...]:
        """Return every record of a whole recording, each once; raises `SourceError`."""
        ...

    def parse(self, kind: str, raw: bytes) -> ServiceRecord:
        """Return the record of which `raw` are the bytes; raises `SourceError`."""
        ...


def pages_of(
    files: Iterable[RecordedFile], name: re.Pattern[str], *, service: str, called: str
) -> dict[str, list[RecordedFile]]:
    """Return the pages of a recording in their order, by kind; without kinds that is the empty one.

    `name` is the whole name of a page, with its number as the group `page`, and its kind, if there
    are several, as `kind`. Raises `SourceError` for a file with another name, of which `called`
    then tells what is right, and for a missing page.

    >>> name = re.compile(r"page-(?P<page>[0-9]+)")
    >>> two = [RecordedFile.of("page-2", b""), RecordedFile.of("page-1", b"")]
    >>> [one.name for one in pages_of(two, name, service="any", called="name them page-1")[""]]
    ['page-1', 'page-2']
    """
    numbered: dict[str, dict[int, RecordedFile]] = {}
    for file in files:
        match = name.fullmatch(file.name)
        if match is None:
            raise SourceError(
                "this is not a page of a recording of this service",
                place=Place(file.name),
                remedy=called,
            )
        kind = match.groupdict().get("kind", "")
        numbered.setdefault(kind, {})[int(match["page"])] = file
    for kind, pages in numbered.items():
        missing = next((nth for nth in range(1, len(pages) + 1) if nth not in pages), None)
        if missing is not None:
            raise SourceError(
                f"page {missing}{f' of {kind}' if kind else ''} is missing",
                place=Place(service),
                remedy="a recording has every page",
            )
    return {kind: [pages[nth] for nth in sorted(pages)] for kind, pages in numbered.items()}


def each_once(records: Iterable[ServiceRecord], *, service: str) -> tuple[ServiceRecord, ...]:
    """Return the records; raises `SourceError` for one that comes twice, or too many of them."""
    found: dict[tuple[str, str], ServiceRecord] = {}
    for one in records:
        if (one.kind, one.ident) in found:
            raise SourceError(
                f"{one.kind} {one.ident} comes twice",
                place=Place(service),
                remedy="the service changed while it was asked: fetch again",
            )
        found[one.kind, one.ident] = one
        if len(found) > MOST_RECORDS:
            raise SourceError(
                f"the recording has more than {MOST_RECORDS} records",
                place=Place(service),
                remedy="ask for less: narrow the entry in doors.yaml, or use --since",
            )
    return tuple(found.values())


def bounded(raw: bytes, *, name: str) -> bytes:
    """Return the bytes of one record; raises `SourceError` for more than one can have."""
    if len(raw) > MOST_BYTES:
        raise SourceError(
            f"a record has {len(raw)} bytes, more than {MOST_BYTES}",
            place=Place(name),
            remedy="look at what the service sends there",
        )
    return raw


LAYOUT: Final = "report it: this layout is not proven live, see docs/limits-sources.md"


def layout_fault(name: str) -> Callable[[str], SourceError]:
    """Return what makes an error of the reason why bytes are not in the layout that we know."""
    return lambda reason: SourceError(
        f"not in the layout that we know ({reason})", place=Place(name), remedy=LAYOUT
    )
