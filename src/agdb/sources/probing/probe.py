"""Asks one service: over which network it answers, what differs, and what came as a recording."""

from __future__ import annotations

import ipaddress
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import AbstractContextManager, contextmanager, suppress
from dataclasses import dataclass, field
from enum import StrEnum
from pathlib import Path
from typing import Final
from urllib.parse import urlsplit

from agdb.errors import SourceError, TransportError, UsageError
from agdb.files.recorded import RecordedFile
from agdb.sources.contract import Reader, Recording
from agdb.sources.fetching.expectations import AnswerFinding, Service
from agdb.sources.fetching.fetch import recording_of
from agdb.sources.fetching.order import Addresses, Fetched, Order
from agdb.sources.fetching.staging import Staging
from agdb.sources.publishers import BY_HAND, SERVICES, reader_for
from agdb.sources.wrapped_reader import sliced
from agdb.statistics.identifier import DatasetId
from agdb.transport.answer import Connection, RefusedError, Request
from agdb.transport.limits import IpVersion
from agdb.transport.traffic_log import Exchange, TrafficLog

_MOST: Final = 64 << 20
OpenClient = Callable[[IpVersion, TrafficLog | None], AbstractContextManager[Connection]]


class ServiceVerdict(StrEnum):
    """How a service stands."""

    EXPECTED = "as expected"
    DIFFERS = "differs"
    SILENT = "no answer"


@dataclass(frozen=True, slots=True)
class AnswerDifference:
    """A finding, and the address whose answer it is about."""

    asked: str
    finding: AnswerFinding


@dataclass(frozen=True)
class ProbeOutcome:
    """What one service answered.

    `families` tells for each version of IP what is wrong with it, empty where it works.
    `recording` is what came, if it is whole and in a form that a reader knows.
    """

    service: Service
    order: Order
    families: Mapping[IpVersion, str]
    differences: tuple[AnswerDifference, ...]
    seen: tuple[Exchange, ...]
    recording: Recording | None = None
    reader: Reader | None = None

    @property
    def verdict(self) -> ServiceVerdict:
        """Whether anything differs, or nothing came at all."""
        if all(one.status is None for one in self.seen):
            return ServiceVerdict.SILENT
        grave = any(one.finding.grave for one in self.differences)
        return ServiceVerdict.DIFFERS if grave else ServiceVerdict.EXPECTED


@dataclass
class _Work:
    service: Service
    order: Order
    folder: Path
    open_client: OpenClient
    log: TrafficLog = field(default_factory=TrafficLog)
    differences: list[AnswerDifference] = field(default_factory=list)


def probe(
    service: Service,
    order: Order,
    *,
    ip_version: IpVersion,
    folder: Path,
    open_client: OpenClient,
) -> ProbeOutcome:
    """Ask `service` for `order`, and hold every answer against what was expected.

    `folder` is a new one, in which the answers stand meanwhile. Nothing is raised for what a
    publisher does: each problem is a difference, or no answer.
    """
    work = _Work(service, order, folder, open_client)
    address = service.first(order)
    families = {} if ip_version is not IpVersion.ANY else _families(address, work)
    works = [one for one, fault in families.items() if not fault]
    if len(works) == 1:  # the other one may hang, so it is not tried again
        (ip_version,) = works
        usable = f"an answer; AGDB_ADDRESS_FAMILY={ip_version} leaves it out"
        work.differences += [
            AnswerDifference(address, AnswerFinding(one, fault, usable, grave=False))
            for one, fault in families.items()
            if fault
        ]
    kept = _asked(work, ip_version)
    work.differences += _held(service, work.log.seen)
    recording, reader = kept or (None, None)
    return ProbeOutcome(
        service,
        order,
        families,
        tuple(dict.fromkeys(work.differences)),
        tuple(work.log.seen),
        recording,
        reader,
    )


def _families(address: str, work: _Work) -> dict[IpVersion, str]:
    """Whether the first address answers over IPv4 and over IPv6; nothing for a bare address."""
    with suppress(ValueError):
        ipaddress.ip_address(urlsplit(address).hostname or "")
        return {}
    return {
        ip_version: _tried(address, ip_version, work)
        for ip_version in (IpVersion.IPV4, IpVersion.IPV6)
    }


def _tried(address: str, ip_version: IpVersion, work: _Work) -> str:
    request = Request(address, (), lambda _: None, _MOST)
    try:
        with work.open_client(ip_version, None) as client:
            client.get(request, work.folder / f"{ip_version}.answer")
    except RefusedError:
        return ""  # that is an answer too
    except TransportError as error:
        return error.what
    return ""


def _asked(work: _Work, ip_version: IpVersion) -> tuple[Recording, Reader] | None:
    kept = None
    with work.open_client(ip_version, work.log) as client:
        for number, request in enumerate(work.service.beside(work.order)):
            with _noted(work, request.address):
                client.get(request, work.folder / f"beside-{number}")
        if work.service.fetcher is None:
            return None
        place = work.folder / "staging"
        address = work.service.first(work.order)
        with (
            _noted(work, address),
            Staging.open(place, client=client, question="probe") as staging,
        ):
            fetched = work.service.fetcher.fetch(work.order, staging)
            kept = None if fetched is None else _recording(work.order, fetched, staging)
    return kept


def _recording(order: Order, fetched: Fetched, staging: Staging) -> tuple[Recording, Reader]:
    files = tuple(
        RecordedFile.of(name, path.read_bytes()) for name, path in sorted(fetched.files.items())
    )
    reader = reader_for(order.dataset, files)
    label = reader.label(files)
    recording = recording_of(order, fetched, files, label, answers=staging.answers)
    return recording, reader if order.slice is None else sliced(reader, order.slice)


@contextmanager
def _noted(work: _Work, address: str) -> Iterator[None]:
    """Turn what goes wrong inside into a difference, and go on after it."""
    try:
        yield
    except (SourceError, TransportError) as error:
        place = address if error.place is None else error.place.name
        finding = AnswerFinding("answer", error.what, "an answer that fetching can rely on")
        work.differences.append(AnswerDifference(place, finding))


def _held(service: Service, seen: Iterable[Exchange]) -> Iterator[AnswerDifference]:
    for one in seen:
        for expectation in service.expects:
            for finding in expectation.findings(one):
                yield AnswerDifference(one.asked, finding)


def named(
    names: Sequence[str], *, addresses: Addresses, orders: Mapping[str, Order]
) -> list[tuple[Service, Order]]:
    """Return what is asked: every service without names, else those that the names mean.

    A name is a publisher, a service, or a data set, which the first service of its publisher is
    asked for; `orders` has what the programme says of asking for data sets, by their folder. Raises
    `UsageError` for a name that means none of them.
    """
    found: dict[tuple[str, str], tuple[Service, Order]] = {}
    for name in names or [service.id for service in SERVICES]:
        for service, order in _meant(name, addresses, orders):
            found[service.id, str(order.dataset)] = (service, order)
    return list(found.values())


def _meant(
    name: str, addresses: Addresses, orders: Mapping[str, Order]
) -> list[tuple[Service, Order]]:
    if name in BY_HAND:
        return []
    if ":" in name:
        id_ = DatasetId.parse(name)
        for service in SERVICES:
            if service.publisher == id_.publisher:
                return [(service, orders.get(id_.folder, Order(id_, addresses)))]
    found = [one for one in SERVICES if name in {one.publisher, one.id}]
    if not found:
        known = ", ".join(dict.fromkeys(n for s in SERVICES for n in (s.publisher, s.id)))
        raise UsageError(
            f"no service is called {name!r}",
            remedy=f"name a data set, {', '.join(BY_HAND)}, {known}",
        )
    return [(service, service.subject.order(addresses)) for service in found]
