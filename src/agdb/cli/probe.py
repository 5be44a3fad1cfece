"""`agdb probe`: asks each publisher one small question, and says what differs from the expected."""

from __future__ import annotations

import os
import tempfile
from collections.abc import Callable, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Annotated, Final

import typer

from agdb.cli.context import now, programme
from agdb.cli.network import NetworkSettings, network
from agdb.cli.options import Json
from agdb.cli.output import put, put_json, put_table
from agdb.cli.progress import progress
from agdb.cli.settings import Settings, current
from agdb.errors import AgdbError
from agdb.sources.fetching.expectations import AnswerFinding
from agdb.sources.fetching.order import order_of
from agdb.sources.probing.probe import AnswerDifference, ProbeOutcome, ServiceVerdict, named
from agdb.sources.probing.probe import probe as ask
from agdb.sources.probing.report import Report, report_of, write_report
from agdb.sources.publishers import BY_HAND
from agdb.statistics.identifier import DatasetId
from agdb.transport.client import Client
from agdb.transport.limits import IpVersion, Limits
from agdb.transport.traffic_log import TrafficLog
from agdb.warehouse.warehouse import Warehouse

# No limit on the time of an answer, only on silence: a page at six kilobytes a second is an answer.
_ASKING: Final = Limits(attempts=2, longest_retry_after=60)
_TRYING: Final = Limits(attempts=1, read=20)  # whether a version of IP reaches the publisher at all
OpenClient = Callable[[IpVersion, TrafficLog | None], Client]


def probe(
    names: Annotated[
        list[str] | None,
        typer.Argument(metavar="[NAME]...", help="A publisher, a service or a data set."),
    ] = None,
    *,
    output: Annotated[
        Path | None, typer.Option(metavar="FILE", help="The zip to write, here by default.")
    ] = None,
    as_json: Json = False,
) -> None:
    """Ask the publishers that the settings name."""
    probe_services(
        current(), network(os.environ), names=names or [], output=output, as_json=as_json
    )


def open_client(ip_version: IpVersion, log: TrafficLog | None) -> Client:
    """Return a client that asks twice at most; one without a log only tries the line."""
    limits = _TRYING if log is None else _ASKING
    return Client(limits=limits, ip_version=ip_version, log=log)


def probe_services(
    where: Settings,
    net: NetworkSettings,
    *,
    names: Sequence[str],
    output: Path | None,
    as_json: bool,
    opening: OpenClient = open_client,
) -> None:
    """Ask the services named, or all of them, and write what they answered to one zip.

    Ends with 1 if one did not answer, or in another way than expected.
    """
    sources = programme(where).sources.values()
    orders = {
        DatasetId.parse(source.id).folder: order_of(source, net.addresses) for source in sources
    }
    asked = named(names, addresses=net.addresses, orders=orders)
    moment, outcomes = now(), []
    with tempfile.TemporaryDirectory(prefix="agdb-probe-") as scratch:
        for number, (service, order) in enumerate(asked):
            folder = Path(scratch) / str(number)
            folder.mkdir()
            with progress(f"asking {service.id} for {order.dataset}"):
                outcome = ask(
                    service,
                    order,
                    ip_version=net.ip_version,
                    folder=folder,
                    open_client=opening,
                )
                outcomes.append(_read(outcome, folder / "data"))
    report, contents = report_of(outcomes, made=moment)
    path = output or Path(f"agdb-probe-{moment:%Y%m%d-%H%M%S}.zip")
    if outcomes:
        write_report(path, report, contents)
    if as_json:
        put_json({"report": str(path) if outcomes else None, **_plain(report)})
    else:
        _put(report, path if outcomes else None, by_hand=[*names] or BY_HAND)
    if any(outcome.verdict is not ServiceVerdict.EXPECTED for outcome in outcomes):
        raise typer.Exit(1)


def _read(outcome: ProbeOutcome, folder: Path) -> ProbeOutcome:
    """Read what came as a recording, in a warehouse of its own; what fails is a difference."""
    if outcome.recording is None or outcome.reader is None:
        return outcome
    try:
        Warehouse(folder).keep(outcome.recording, reader=outcome.reader, received=now())
    except AgdbError as error:
        finding = AnswerFinding("recording", error.what, "a recording that its reader reads")
        difference = AnswerDifference(outcome.recording.address, finding)
        return replace(
            outcome, differences=(*outcome.differences, difference), recording=None, reader=None
        )
    return outcome


def _plain(report: Report) -> dict[str, object]:
    return {
        "made": report.made.isoformat(),
        "services": [
            {
                "service": one.service,
                "dataset": one.dataset,
                "verdict": one.verdict,
                "families": one.families,
                "differences": one.differences,
            }
            for one in report.services
        ],
        "recordings": [one.dataset for one in report.recordings],
    }


def _put(report: Report, path: Path | None, *, by_hand: Sequence[str]) -> None:
    kept = {one.service for one in report.recordings}
    if report.services:
        put_table(
            ("service", "data set", "verdict", "differences", "remarks", "recording"),
            (
                (
                    one.service,
                    one.dataset,
                    one.verdict,
                    str(sum(d.grave for d in one.differences)),
                    str(sum(not d.grave for d in one.differences)),
                    "whole" if one.service in kept else "-",
                )
                for one in report.services
            ),
        )
    for one in report.services:
        for difference in one.differences:
            word = "differs" if difference.grave else "remark"
            put(f"{word}  {one.service}  {difference.asked}")
            put(f"    {difference.field}: {difference.value}")
            put(f"    expected: {difference.expected}")
    for name in BY_HAND:
        if name in by_hand:
            put(f"{name} has no service: download its files by hand, then agdb import")
    if path is None:
        return
    put(f"all answers with their headers are in {path}: send it along when you report a difference")
    for dataset in dict.fromkeys(one.dataset for one in report.recordings):
        put(f"  agdb import {dataset} {path}")
