"""What came and what was decided of it, in a folder: one file an arrival, each written in one step.

Without a database this is where proposals wait. A file is never changed but by a decision, and no
decision is ever undone: what comes again with other bytes is another arrival.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from datetime import datetime
from enum import StrEnum
from pathlib import Path

import msgspec

from agdb.errors import Place, SourceError, UsageError, WarehouseError
from agdb.files.checksum import digest
from agdb.files.documents import encoded, read_document
from agdb.files.durable import exclusive, replace_durably
from agdb.proposals.proposal import ProposalArrival
from agdb.sources.service_record import ServiceRecord


class ProposalVerdict(StrEnum):
    """What a person decided."""

    ACCEPTED = "accepted"
    REJECTED = "rejected"
    OUTSIDE = "outside"  # it does not belong to this plan, whatever it will say later


class ProposalDecision(msgspec.Struct, frozen=True):
    """What was decided and when; `record` is the id that it became, `reason` why it did not."""

    verdict: ProposalVerdict
    moment: datetime
    reason: str = ""
    record: str = ""


@dataclass(frozen=True, slots=True)
class StoredProposal:
    """An arrival, and what was decided of it; None while it waits.

    `number` counts arrivals: of two the later one has the greater, also if a clock went back.
    """

    arrival: ProposalArrival
    number: int
    decision: ProposalDecision | None = None


@dataclass(frozen=True, slots=True)
class Received:
    """What became of the records of one fetch, counted: new, known already, outside of the plan."""

    new: tuple[ProposalArrival, ...]
    known: int
    outside: int


class _File(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """The file of an arrival; the bytes stand in it as text, which is UTF-8 as they are."""

    service: str
    kind: str
    ident: str
    address: str
    moment: datetime
    number: int
    sha256: str
    raw: str
    turn: int = 0
    decision: ProposalDecision | None = None


class ProposalStore:
    """The folder `proposals/` of the data folder."""

    def __init__(self, data: Path) -> None:
        self._root = data / "proposals"

    def receive(self, records: Iterable[ServiceRecord], *, moment: datetime) -> Received:
        """Keep every record whose bytes are not those of its newest arrival.

        Records that were put outside of the plan are counted and not kept again. Raises
        `SourceError`, before anything is written, for bytes that are not text.
        """
        arrivals = [ProposalArrival.of(one, moment=moment) for one in records]
        for one in arrivals:
            _text(one)
        with self._alone():
            kept = self.all()
            newest = {one.arrival.subject: one.arrival for one in kept}
            outside = {one.arrival.subject for one in kept if _is(one, ProposalVerdict.OUTSIDE)}
            changed = [one for one in arrivals if not _same(one, newest.get(one.subject))]
            turns = Counter((one.arrival.subject, one.arrival.sha256) for one in kept)
            new = [
                replace(one, turn=turns[one.subject, one.sha256])
                for one in changed
                if one.subject not in outside
            ]
            last = max((one.number for one in kept), default=0)
            for number, one in enumerate(new, last + 1):
                self.write(StoredProposal(one, number))
        return Received(tuple(new), len(arrivals) - len(changed), len(changed) - len(new))

    def all(self) -> list[StoredProposal]:
        """Return everything that ever came, oldest first.

        Raises `WarehouseError` for damage, and for a folder that may not be read.
        """
        return sorted(map(self._read, self._files()), key=lambda one: one.number)

    def examine(self) -> Iterator[WarehouseError]:
        """Yield what is wrong with each file that is damaged, or with a folder not to be read."""
        try:
            files = self._files()
        except WarehouseError as error:
            yield error
            return
        for path in files:
            try:
                self._read(path)
            except WarehouseError as error:
                yield error

    def waiting(self) -> list[StoredProposal]:
        """Return what nobody decided on: of one subject the newest arrival, and none that is older.

        What came before a decision on a newer arrival of its subject does not wait any more.
        """
        newest = {one.arrival.subject: one for one in self.all()}
        return [one for one in newest.values() if one.decision is None]

    def find(self, ident: str) -> StoredProposal:
        """Return the arrival called `ident`; raises `UsageError` if none is."""
        found = next((one for one in self.all() if one.arrival.id == ident), None)
        if found is None:
            raise UsageError(
                f"no proposal is called {ident!r}",
                remedy="agdb register proposals lists those that wait",
            )
        return found

    def became(self) -> dict[tuple[str, str, str], str]:
        """Return the id of the record that each subject became, here or perhaps at the desk."""
        return {
            one.arrival.subject: one.decision.record
            for one in self.all()
            if one.decision is not None and one.decision.record
        }

    @contextmanager
    def deciding(self, ident: str) -> Iterator[Undecided]:
        """Give the arrival called `ident` to be decided on, and hold the folder meanwhile.

        Raises `UsageError` if none is called so, if it was decided on, or if a newer arrival of its
        subject waits.
        """
        with self._alone():
            kept = self.find(ident)
            if kept.decision is not None:
                raise UsageError(
                    f"{ident} was {kept.decision.verdict} on {kept.decision.moment:%Y-%m-%d}",
                    remedy="a decision stands; the record can be changed in the register",
                )
            newer = [one for one in self.waiting() if one.arrival.subject == kept.arrival.subject]
            if kept not in newer:
                raise UsageError(
                    f"{ident} is not the newest of its record",
                    remedy=f"look at {newer[0].arrival.id}" if newer else "it waits no more",
                )
            yield Undecided(kept.arrival, kept.number, self)

    def _files(self) -> list[Path]:
        """The files of arrivals; what a killed process had staged has a dot in front."""
        try:
            there = list(self._root.iterdir())
        except FileNotFoundError:  # nothing ever came
            return []
        except OSError as error:
            raise WarehouseError(
                f"the proposals cannot be read ({error.strerror})",
                place=Place(str(self._root)),
                remedy="give the right to read this folder",
            ) from error
        return sorted(one for one in there if one.suffix == ".json" and one.name[0] != ".")

    def write(self, kept: StoredProposal) -> None:
        """Write the file of an arrival in one step."""
        one = kept.arrival
        file = _File(
            one.service,
            one.kind,
            one.ident,
            one.address,
            one.moment,
            kept.number,
            one.sha256,
            _text(one),
            one.turn,
            kept.decision,
        )
        replace_durably(self._root / f"{one.id}.json", encoded(file))

    @contextmanager
    def _alone(self) -> Iterator[None]:
        """Hold the folder: two processes decide one after the other."""
        try:
            self._root.mkdir(parents=True, exist_ok=True)
            with exclusive(self._root):
                yield
        except OSError as error:
            raise WarehouseError(
                f"cannot write here ({error.strerror})",
                place=Place(str(self._root)),
                remedy="make room on the disk, or set AGDB_DATA to another folder",
            ) from error

    def _read(self, path: Path) -> StoredProposal:
        file = read_document(path, _File)
        raw = file.raw.encode()
        arrival = ProposalArrival(
            file.service,
            file.kind,
            file.ident,
            file.address,
            file.moment,
            raw,
            file.sha256,
            file.turn,
        )
        if digest([raw]).sha256 != file.sha256 or path.stem != arrival.id:
            raise WarehouseError(
                "the bytes are not those that came",
                place=Place(str(path)),
                remedy="restore it from a backup",
            )
        return StoredProposal(arrival, file.number, file.decision)


@dataclass(frozen=True, slots=True)
class Undecided:
    """An arrival that its holder decides on; without a call of `decide` it goes on waiting."""

    arrival: ProposalArrival
    number: int
    store: ProposalStore

    def decide(
        self, verdict: ProposalVerdict, *, moment: datetime, reason: str = "", record: str = ""
    ) -> None:
        """Write the decision down."""
        decision = ProposalDecision(verdict, moment, reason, record)
        self.store.write(StoredProposal(self.arrival, self.number, decision))


def _same(one: ProposalArrival, newest: ProposalArrival | None) -> bool:
    return newest is not None and newest.sha256 == one.sha256


def _is(one: StoredProposal, verdict: ProposalVerdict) -> bool:
    return one.decision is not None and one.decision.verdict is verdict


def _text(one: ProposalArrival) -> str:
    try:
        return one.raw.decode("utf-8")
    except UnicodeDecodeError as error:
        raise SourceError(
            f"byte {error.start} of {one.kind} {one.ident} is not UTF-8", place=Place(one.service)
        ) from None
