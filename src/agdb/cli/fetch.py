"""`agdb fetch`: asks the publishers, keeps what is new, and reports on each data set."""

from __future__ import annotations

import os
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Annotated

import typer

from agdb.arrivals.arrival import (
    Arrival,
    ArrivalOutcome,
    came,
    failed,
    letter_lines,
    news,
    remembered,
    same,
    summary,
    touched,
)
from agdb.arrivals.calendar import Expectation, expectation
from agdb.arrivals.difference import difference, newest_period
from agdb.arrivals.memory import FEED, MEMORY, feed_bytes, memory_bytes, read_memory
from agdb.arrivals.state import published_on
from agdb.cli.context import programme, warehouse
from agdb.cli.network import NetworkSettings, network
from agdb.cli.options import Json
from agdb.cli.output import put, put_json, warn
from agdb.cli.progress import progress
from agdb.cli.recording import remarks_on
from agdb.cli.settings import Settings, current
from agdb.errors import AgdbError, Place, WarehouseError
from agdb.files.durable import replace_durably
from agdb.programme.programme import Programme
from agdb.sources.contract import Origin
from agdb.sources.fetching.fetch import FetchResult
from agdb.sources.fetching.fetch import fetch as fetch_order
from agdb.sources.fetching.order import Order, order_of
from agdb.sources.publishers import fetchable
from agdb.sources.wrapped_reader import translated
from agdb.statistics.identifier import DatasetId
from agdb.transport.client import Client
from agdb.transport.mail import send
from agdb.warehouse.ledger import Ledger
from agdb.warehouse.version import DatasetVersion
from agdb.warehouse.warehouse import Warehouse


@dataclass(frozen=True)
class _Run:
    """What the work on each data set needs."""

    where: Settings
    plan: Programme
    store: Warehouse
    client: Client


def fetch(
    datasets: Annotated[
        list[str] | None, typer.Argument(metavar="[DATASET]...", help="As in cbs:85224NED.")
    ] = None,
    *,
    as_json: Json = False,
) -> None:
    """Fetch from the publishers that the settings name."""
    fetch_datasets(current(), network(os.environ), datasets=datasets or [], as_json=as_json)


def fetch_datasets(
    where: Settings,
    net: NetworkSettings,
    *,
    datasets: Sequence[str],
    as_json: bool,
    client: Client | None = None,
) -> None:
    """Fetch the data sets named, or all that can be, and end with one list.

    One that fails does not stop the others; the command then ends with 1.
    """
    plan = programme(where)
    orders = orders_for(plan, net, datasets)
    with client or Client(ip_version=net.ip_version) as asking:
        run = _Run(where, plan, warehouse(where), asking)
        arrivals = [
            _arrival(run, order, label=f"{number} of {len(orders)}, {order.dataset}")
            for number, order in enumerate(orders, 1)
        ]
        said = _said(where.data)
        arrivals += _untold(run, said, arrivals)
    told = news(arrivals)
    if as_json:
        put_json(arrivals)
    else:
        _put_list(arrivals)
    title = plan.plan.names[plan.plan.languages[0]]
    try:
        unsaid = _write_feed(where.data, said, told, title=title)
    except OSError as error:
        raise WarehouseError(
            f"the feed cannot be written here ({error.strerror})",
            place=Place(str(where.data)),
            remedy="make room on the disk, or set AGDB_DATA to another folder",
        ) from error
    if unsaid and net.mailbox is not None:
        text = "\n".join(letter_lines(unsaid)) + "\n"
        head = f"{title}: {summary(unsaid)}"
        send(net.mailbox, subject=head, text=text, moment=unsaid[0].moment)
    if any(arrival.outcome is ArrivalOutcome.FAILED for arrival in arrivals):
        raise typer.Exit(1)


def orders_for(plan: Programme, net: NetworkSettings, datasets: Sequence[str]) -> list[Order]:
    """Return what is asked: the data sets named, or every source that we know how to ask for."""
    if not datasets:
        orders = [order_of(source, net.addresses) for source in plan.sources.values()]
        return [order for order in orders if fetchable(order)]
    named = [DatasetId.parse(text) for text in datasets]
    sources = {DatasetId.parse(source.id).folder: source for source in plan.sources.values()}
    return [
        order_of(sources[id_.folder], net.addresses)
        if id_.folder in sources
        else Order(id_, net.addresses)
        for id_ in dict.fromkeys(named)
    ]


def _arrival(run: _Run, order: Order, *, label: str) -> Arrival:
    indicators = touched(run.plan, order.dataset)
    versions = run.store.all_versions(order.dataset)
    used = run.store.find(order.dataset)
    before = [version for version in versions if not version.receipt.transcription]
    try:
        with (
            progress(label) as shown,
            fetch_order(
                order,
                root=run.where.data,
                client=run.client,
                versions={version.version for version in versions},
                report=shown.tell,
            ) as outstanding,
        ):
            version = _kept(run, outstanding)
        moment = run.client.clock.now()
        if version is None or version.version in {known.version for known in versions}:
            expected = _expected(run, order, versions)
            return same(order.dataset, expected=expected, moment=moment, indicators=indicators)
        newest = run.store.find(version.id)
        for remark in remarks_on(version, before=used, now=newest, plan=run.plan):
            warn(f"{version.id}: {remark}")
        return came(
            version.id,
            version=version.version,
            rows=version.rows,
            change=difference(before[-1], version) if before else None,
            moment=moment,
            indicators=indicators,
        )
    except AgdbError as error:
        moment = run.client.clock.now()
        return failed(order.dataset, sentence=str(error), moment=moment, indicators=indicators)


def _kept(run: _Run, outstanding: FetchResult) -> DatasetVersion | None:
    delivery = outstanding.delivery
    if delivery is None:
        return None
    recording = delivery.recording
    reader = translated(delivery.reader, run.plan.source_of(recording.dataset))
    version = run.store.keep(recording, reader=reader, received=run.client.clock.now())
    outstanding.settle(version.version)
    return version


def _expected(run: _Run, order: Order, versions: Sequence[DatasetVersion]) -> Expectation | None:
    source = run.plan.source_of(order.dataset)
    if source is None or not versions:
        return None
    newest = versions[-1]
    return expectation(source, newest=newest_period(newest), published=published_on(newest, source))


def _put_list(arrivals: Sequence[Arrival]) -> None:
    told = news(arrivals)
    for line in letter_lines(told):
        put(line)
    unchanged = len(arrivals) - len(told)
    if unchanged or not told:
        put(f"{unchanged} unchanged")


def _said(data: Path) -> tuple[Arrival, ...]:
    """What the feed has told; nothing where nobody can read any more what that was."""
    try:
        return read_memory(data)
    except (WarehouseError, OSError):
        return ()


def _untold(run: _Run, said: Sequence[Arrival], now: Sequence[Arrival]) -> list[Arrival]:
    """What came in a run that was killed before it could tell anybody.

    A version that was received later than the last news, and is not in it.
    """
    last = max((arrival.moment for arrival in said), default=None)
    known = {arrival.version for arrival in (*said, *now)}
    found = []
    for id_ in run.store.datasets():
        older: DatasetVersion | None = None
        for version in run.store.all_versions(id_):
            receipt = version.receipt
            late = last is None or receipt.received > last
            if receipt.origin is Origin.FETCH and late and version.version not in known:
                found.append(
                    came(
                        id_,
                        version=version.version,
                        rows=version.rows,
                        change=None if older is None else difference(older, version),
                        moment=run.client.clock.now(),
                        indicators=touched(run.plan, id_),
                    )
                )
            older = older if receipt.transcription else version
    return found


def _write_feed(
    data: Path, before: Sequence[Arrival], told: Sequence[Arrival], *, title: str
) -> list[Arrival]:
    """Add the news to what was said before, and return what was not; each file in one step."""
    entries = remembered(before, told)
    replace_durably(data / MEMORY, memory_bytes(entries))
    replace_durably(data / FEED, feed_bytes(entries, title=title))
    Ledger(data).catch_up()
    said = {arrival.id for arrival in before}
    return [arrival for arrival in told if arrival.id not in said]
