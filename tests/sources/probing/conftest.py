"""Every service on this machine, answering as it was seen to answer, and a way to probe it."""

from __future__ import annotations

import json
import socket
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from tests.conftest import ROOT
from tests.proposals.recordings import (
    letter,
    line,
    motion,
    page,
    promise,
    publication,
    search,
    table,
)
from tests.sources.fetching.conftest import TABLE, V3, CbsTable, cbs
from tests.transport.conftest import QUICK, clock, no_proxies, server
from tests.transport.server import Asked, Reply, Server, TestClock, say

from agdb.sources.fetching.expectations import ProbeSubject, Service
from agdb.sources.fetching.order import Addresses, Order
from agdb.sources.probing.probe import ProbeOutcome, probe
from agdb.sources.publishers import ADDRESSES, SERVICES
from agdb.transport.client import Client
from agdb.transport.limits import IpVersion, Limits
from agdb.transport.traffic_log import TrafficLog

__all__ = ["cbs", "clock", "no_proxies", "server"]

SMALL = {
    "cbs": ProbeSubject("cbs:99999NED"),
    "eurostat": ProbeSubject("eurostat:cyc_age", query={"geo": ("NL",)}),
    "duo": ProbeSubject("duo:p04hogdipl@gediplomeerdengeslhbo", "p04hogdipl", "*hbo*"),
    "oecd": ProbeSubject("oecd:DSD_CYC@DF_CYC_LV", "OECD.X,DSD_CYC@DF_CYC_LV,1.0"),
    "worldbank": ProbeSubject("worldbank:CY.CLE.ZS", query={"country": ("NLD",)}),
    "roa": ProbeSubject("roa:ais-2030", "doi:10.34894/DVQTOG"),
}
"""The data sets of the specimens, in the place of those that are asked of the real services."""
CATALOGUE = "/odata/v1/CBS/Datasets"
METADATA = f"{TABLE}/$metadata"
CUBE = "/statistics/1.0/data/cyc_age"
PACKAGE = "/api/3/action/package_show"
TOTAL = "/api/3/action/datastore_search"
FILE = "/file.csv"
FLOW = "/data/OECD.X,DSD_CYC@DF_CYC_LV,1.0/all"
LISTING = "/api/datasets/:persistentId/"
Probe = Callable[..., ProbeOutcome]


def specimen(*path: str) -> Any:
    """A small recording of invented figures."""
    return json.loads(ROOT.joinpath("specimens", *path).read_bytes())


def wanting(media: str, reply: Reply) -> Reply:
    """406 unless the question accepts `media` by name, as CBS was seen to answer."""

    def answer(connection: socket.socket, asked: Asked) -> bool:
        accepted = [part.partition(";")[0].strip() for part in asked.headers["accept"].split(",")]
        refused = say("Not Acceptable", status=406, type_="text/plain")
        return (reply if media in accepted else refused)(connection, asked)

    return answer


@pytest.fixture
def world(cbs: CbsTable, server: Server) -> Server:
    """All services as they were seen, each with a small data set."""
    for path, replies in list(server.routes.items()):
        if not path.endswith("$count"):
            server.on(path, *(wanting("application/json", reply) for reply in replies))
    edmx = say("<edmx:Edmx Version='4.0'/>", type_="application/xml")
    server.on(METADATA, wanting("application/xml", edmx))
    listed = [{"Identifier": "85264NED", "Title": "Werkzame personen"}]
    server.on(CATALOGUE, wanting("application/json", say({"value": listed})))
    _third(server)
    server.on(CUBE, say(specimen("eurostat", "json-stat.json")))
    _duo(server)
    body = (ROOT / "specimens" / "oecd" / "labels.csv").read_bytes()
    server.on(FLOW, say(body, type_="application/vnd.sdmx.data+csv"))
    for number in (1, 2):
        page = f"/country/NLD/indicator/CY.CLE.ZS?format=json&per_page=1000&page={number}"
        server.on(page, say(specimen("worldbank", f"page-{number}.json")))
    file = {"id": 7, "filename": "x_editie2026.csv", "checksum": {"type": "MD5", "value": "0"}}
    latest = {"files": [{"dataFile": file}], "releaseTime": "2026-01-31T10:00:00Z"}
    server.on(LISTING, say({"status": "OK", "data": {"latestVersion": latest}}))
    _records(server)
    return server


def at(base: str) -> Addresses:
    """All services at one address; those of records, which have no path of their own, below it."""
    own = {"tweede_kamer": "house", "bekendmakingen": "search", "rijksfinancien": "budget"}
    return dict.fromkeys(ADDRESSES, base) | {name: f"{base}/{path}" for name, path in own.items()}


def _records(server: Server) -> None:
    for kind, record in (("Toezegging", promise()), ("Zaak", motion()), ("Document", letter())):
        server.on(f"/house/{kind}", say(page([record])))
    server.on("/search", say(search(publication(), count=9), type_="application/xml"))
    row = line(jaar="2024", chapter="III", article="1")
    server.on("/budget", say(table(row), type_="text/csv"))


def _third(server: Server) -> None:
    sets: dict[str, Any] = {
        "TableInfos": [{"ID": 0, "Identifier": "99999NED", "Title": "Proef",
                        "Modified": "2026-01-31T02:00:00"}],
        "DataProperties": [
            {"ID": 0, "Position": 0, "Key": "RegioS", "Title": "Regio", "Type": "GeoDimension"},
            {"ID": 1, "Position": 1, "Key": "Perioden", "Title": "Perioden",
             "Type": "TimeDimension"},
            {"ID": 2, "Position": 2, "Key": "M_1", "Title": "M", "Type": "Topic",
             "Datatype": "Float", "Unit": "%", "Decimals": 1, "Default": "Missing"},
        ],
        "RegioS": [{"Key": "NL01  ", "Title": "Nederland"}],
        "Perioden": [{"Key": "2024JJ00", "Title": "2024", "Status": "Definitief"}],
        "TypedDataSet": [{"ID": 0, "RegioS": "NL01  ", "Perioden": "2024JJ00", "M_1": 1.5}],
    }  # fmt: skip
    names = ["TableInfos", "UntypedDataSet", "TypedDataSet", "DataProperties", "RegioS", "Perioden"]
    base = f"{server.url}{V3}/$metadata"
    listed = [{"name": name, "url": name} for name in names]
    server.on(f"{V3}?$format=json", say({"odata.metadata": base, "value": listed}))
    server.on(f"{V3}/UntypedDataSet/$count", say("1", type_="text/plain"))
    for name, rows in sets.items():
        answer = {"odata.metadata": f"{base}#Cbs.OData.WebAPI.{name}", "value": rows}
        server.on(f"{V3}/{name}", say(answer))


def _duo(server: Server) -> None:
    body = (ROOT / "specimens" / "duo" / "gediplomeerdengeslhbo.csv").read_bytes()
    resource = {
        "id": "0a1b",
        "name": "gediplomeerdengeslhbo",
        "format": "CSV",
        "url": server.url + FILE,
        "last_modified": "2026-02-20T10:00:00",
        "datastore_active": True,
    }
    package = {"resources": [resource], "license_title": "CC BY 4.0"}
    server.on(PACKAGE, say({"success": True, "result": package}))
    rows = body.count(b"\n") - 1
    server.on(TOTAL, say({"success": True, "result": {"total": rows}}))
    server.on(FILE, say(body, type_="text/csv"))


@pytest.fixture
def small(monkeypatch: pytest.MonkeyPatch) -> list[Service]:
    """The services with data sets of the specimens for subjects."""
    return [replace(one, subject=SMALL.get(one.publisher, one.subject)) for one in SERVICES]


def opener(clock: TestClock, **limits: Any) -> Callable[[IpVersion, TrafficLog | None], Client]:
    """Clients that wait for nothing."""

    def opened(ip_version: IpVersion, log: TrafficLog | None) -> Client:
        settings = {**QUICK, "attempts": 2, **limits}
        return Client(
            limits=Limits(**settings),
            clock=clock,
            chance=lambda: 0.5,
            ip_version=ip_version,
            log=log,
        )

    return opened


@pytest.fixture
def asked(server: Server, clock: TestClock, small: list[Service], tmp_path: Path) -> Probe:
    """Probe one service on this machine."""

    def do(
        name: str, *, base: str = "", ip_version: IpVersion = IpVersion.ANY, **limits: Any
    ) -> ProbeOutcome:
        service = next(one for one in small if one.id == name)
        addresses = at(base or server.url)
        order: Order = service.subject.order(addresses)
        folder = tmp_path / f"probe-{len(list(tmp_path.iterdir()))}"
        folder.mkdir()
        return probe(
            service,
            order,
            ip_version=ip_version,
            folder=folder,
            open_client=opener(clock, **limits),
        )

    return do
