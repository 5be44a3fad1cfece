"""What the tests of this room share: publishers on this machine, and a way to ask them."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pytest
from tests.conftest import NOON, ROOT
from tests.transport.conftest import QUICK, clock, no_proxies, server
from tests.transport.server import Reply, Server, TestClock, say

from agdb.files.recorded import RecordedFile
from agdb.sources.contract import Ask as Asking
from agdb.sources.contract import Draft, Label, Recording
from agdb.sources.fetching.fetch import FetchResult, fetch
from agdb.sources.fetching.order import Order
from agdb.sources.publishers import ADDRESSES
from agdb.statistics.identifier import DatasetId
from agdb.transport.client import Client
from agdb.transport.limits import Limits

__all__ = ["clock", "no_proxies", "server"]

TABLE = "/odata/v1/CBS/99999NED"
V3 = "/ODataFeed/odata/99999NED"


@dataclass
class Plain:
    """A reader of nothing, for publishers whose readers are built elsewhere."""

    revision: str = "plain/1"
    proven: bool = True
    name: str | None = None

    def recognises(self, files: tuple[RecordedFile, ...]) -> bool:
        return True

    def label(self, files: tuple[RecordedFile, ...]) -> Label:
        return Label(name=self.name)

    def read(self, recording: Recording, *, scratch: Path, ask: Asking) -> Draft:
        raise NotImplementedError


Ask = Callable[..., FetchResult]


@pytest.fixture
def root(tmp_path: Path) -> Path:
    """The data folder."""
    return tmp_path / "var"


@pytest.fixture
def asking(server: Server, clock: TestClock, root: Path) -> Callable[..., Any]:
    """Ask the server for a data set, as `agdb fetch` does, and hold its shelf."""

    @contextmanager
    def hold(dataset: str, *, attempts: int = 2, **more: Any) -> Iterator[FetchResult]:
        passed = {
            name: more.pop(name) for name in ("versions", "report", "readers") if name in more
        }
        base = server.url
        addresses = dict.fromkeys(ADDRESSES, base)
        order = Order(DatasetId.parse(dataset), addresses, **more)
        limits = Limits(**{**QUICK, "attempts": attempts})
        with (
            Client(limits=limits, clock=clock, chance=lambda: 0.5) as client,
            fetch(order, root=root, client=client, **passed) as outstanding,
        ):
            yield outstanding

    return hold


@pytest.fixture
def ask(asking: Callable[..., Any]) -> Ask:
    """Ask for a data set and let go of its shelf, with what came still on it."""

    def once(dataset: str, **more: Any) -> FetchResult:
        with asking(dataset, **more) as outstanding:
            return outstanding

    return once


@pytest.fixture
def plain() -> Plain:
    """A reader that takes everything."""
    return Plain()


@dataclass
class CbsTable:
    """The small table of the specimens, served as the fourth service does."""

    server: Server
    sets: dict[str, Any] = field(default_factory=dict)

    def page(self, number: int) -> str:
        """The path of a page of observations."""
        skip = "" if number == 1 else f"?$skip={7 * (number - 1)}"
        return f"{TABLE}/Observations{skip}"

    def serve(self, *, count: int | str = 13, **headers: Any) -> None:
        """Answer every question about the table."""
        for name, content in self.sets.items():
            self.server.on(f"{TABLE}/{name}", say(content, **headers))
        self.server.on(f"{TABLE}/Observations/$count", say(f"\ufeff{count}", type_="text/plain"))
        for number in (1, 2):
            self.server.on(self.page(number), say(self.observations(number)))

    def observations(self, number: int) -> dict[str, Any]:
        """One page, with its link on this server."""
        page = _specimen(f"observations-page-{number}.json")
        if number == 1:
            page["@odata.nextLink"] = self.server.url + self.page(2)
        return page

    def asked(self, part: str) -> int:
        """How often something was asked for."""
        return sum(part in asked.target for asked in self.server.asked)

    def on_page(self, number: int, *replies: Reply) -> None:
        """Answer for one page in another way."""
        self.server.on(self.page(number), *replies)


def _specimen(name: str) -> dict[str, Any]:
    folder = ROOT / "specimens" / "cbs" / "v4-json"
    return dict(json.loads((folder / name).read_text("utf-8")))


@pytest.fixture
def cbs(server: Server) -> CbsTable:
    """The small table on this machine."""
    return small_table(server)


def small_table(server: Server) -> CbsTable:
    """Let a server answer for the small table."""
    table = CbsTable(
        server,
        {
            "Properties": _specimen("properties.json"),
            "Dimensions": _specimen("dimensions.json"),
            "MeasureCodes": _specimen("measure-codes.json"),
            "MeasureGroups": _specimen("measure-groups.json"),
            "PeriodenCodes": _specimen("codes-Perioden.json"),
            "RegioSCodes": _specimen("codes-RegioS.json"),
        },
    )
    table.serve()
    return table


@pytest.fixture
def keep(warehouse: Any) -> Callable[[FetchResult], str]:
    """Keep what came as a version of its dataset, and return the name of the version."""

    def into(outstanding: FetchResult) -> str:
        delivery = outstanding.delivery
        assert delivery is not None
        version = warehouse.keep(delivery.recording, reader=delivery.reader, received=NOON)
        outstanding.settle(version.version)
        return str(version.version)

    return into
