"""Asks one service: over which network it answers, what differs, and what came as a recording."""

from __future__ import annotations

import ipaddress
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from enum import StrEnum
from pathlib import Path
from typing import Final
from urllib.parse import urlsplit

from agdb.errors import SourceError, TransportError
from agdb.sources.contract import Reader, RecordedFile, Recording
from agdb.sources.fetching.contract import Fetched, Order
from agdb.sources.fetching.fetch import recording_of
from agdb.sources.fetching.shelf import Shelf
from agdb.sources.fetching.slice import sliced
from agdb.sources.probing.expect import Finding
from agdb.sources.probing.service import Service
from agdb.sources.publishers import reader_for
from agdb.sources.transport.answer import Request
from agdb.sources.transport.client import Client
from agdb.sources.transport.failure import RefusedError
from agdb.sources.transport.family import Family
from agdb.sources.transport.witness import Seen, Witness

_MOST: Final = 64 << 20
OpenClient = Callable[[Family, Witness | None], Client]


class Verdict(StrEnum):
    """How a service stands."""

    EXPECTED = "as expected"
    DIFFERS = "differs"
    SILENT = "no answer"


@dataclass(frozen=True, slots=True)
class Difference:
    """A finding, and the address whose answer it is about."""

    asked: str
    finding: Finding


@dataclass(frozen=True)
class Outcome:
    """What one service answered.

    `families` tells for each family of addresses what is wrong with it, empty where it answers.
    `recording` is what came, if it is whole and in a form that a reader knows.
    """

    service: Service
    order: Order
    families: Mapping[Family, str]
    differences: tuple[Difference, ...]
    seen: tuple[Seen, ...]
    recording: Recording | None = None
    reader: Reader | None = None

    @property
    def verdict(self) -> Verdict:
        """Whether anything differs, or nothing came at all."""
        if all(one.status is None for one in self.seen):
            return Verdict.SILENT
        grave = any(one.finding.grave for one in self.differences)
        return Verdict.DIFFERS if grave else Verdict.EXPECTED


@dataclass
class _Work:
    service: Service
    order: Order
    folder: Path
    open_client: OpenClient
    witness: Witness = field(default_factory=Witness)
    differences: list[Difference] = field(default_factory=list)


def probe(
    service: Service,
    order: Order,
    *,
    family: Family,
    folder: Path,
    open_client: OpenClient,
) -> Outcome:
    """Ask `service` for `order`, and hold every answer against what was expected.

    `folder` is a new one, in which the answers stand meanwhile. Nothing is raised for what a
    publisher does: each problem is a difference, or no answer.
    """
    work = _Work(service, order, folder, open_client)
    address = service.first(order)
    families = {} if family is not Family.ANY else _families(address, work)
    works = [one for one, fault in families.items() if not fault]
    if len(works) == 1:  # the other one may hang, so it is not tried again
        (family,) = works
        usable = f"an answer; AGDB_ADDRESS_FAMILY={family} leaves it out"
        work.differences += [
            Difference(address, Finding(one, fault, usable, grave=False))
            for one, fault in families.items()
            if fault
        ]
    kept = _asked(work, family)
    work.differences += _held(service, work.witness.seen)
    recording, reader = kept or (None, None)
    return Outcome(
        service,
        order,
        families,
        tuple(dict.fromkeys(work.differences)),
        tuple(work.witness.seen),
        recording,
        reader,
    )


def _families(address: str, work: _Work) -> dict[Family, str]:
    """Whether the first address answers over IPv4 and over IPv6; nothing for a bare address."""
    with suppress(ValueError):
        ipaddress.ip_address(urlsplit(address).hostname or "")
        return {}
    return {family: _tried(address, family, work) for family in (Family.IPV4, Family.IPV6)}


def _tried(address: str, family: Family, work: _Work) -> str:
    request = Request(address, (), lambda _: None, _MOST)
    try:
        with work.open_client(family, None) as client:
            client.get(request, work.folder / f"{family}.answer")
    except RefusedError:
        return ""  # that is an answer too
    except TransportError as error:
        return error.what
    return ""


def _asked(work: _Work, family: Family) -> tuple[Recording, Reader] | None:
    kept = None
    with work.open_client(family, work.witness) as client:
        for number, request in enumerate(work.service.beside(work.order)):
            with _noted(work, request.address):
                client.get(request, work.folder / f"beside-{number}")
        if work.service.fetcher is None:
            return None
        place = work.folder / "shelf"
        address = work.service.first(work.order)
        with (
            _noted(work, address),
            Shelf.open(place, client=client, question="probe") as shelf,
        ):
            fetched = work.service.fetcher.fetch(work.order, shelf)
            kept = None if fetched is None else _recording(work.order, fetched, shelf)
    return kept


def _recording(order: Order, fetched: Fetched, shelf: Shelf) -> tuple[Recording, Reader]:
    files = tuple(
        RecordedFile.of(name, path.read_bytes()) for name, path in sorted(fetched.files.items())
    )
    reader = reader_for(order.dataset, files)
    label = reader.label(files)
    recording = recording_of(order, fetched, files, label, answers=shelf.answers)
    return recording, reader if order.slice is None else sliced(reader, order.slice)


@contextmanager
def _noted(work: _Work, address: str) -> Iterator[None]:
    """Turn what goes wrong inside into a difference, and go on after it."""
    try:
        yield
    except (SourceError, TransportError) as error:
        place = address if error.place is None else error.place.name
        finding = Finding("answer", error.what, "an answer that fetching can rely on")
        work.differences.append(Difference(place, finding))


def _held(service: Service, seen: Iterable[Seen]) -> Iterator[Difference]:
    for one in seen:
        for expectation in service.expects:
            for finding in expectation.findings(one):
                yield Difference(one.asked, finding)
