"""What each publisher sends becomes a dataset: asked, recognised, read and kept, by its own reader.

The answers are the small specimens, in the layouts that the readers know.
"""

from __future__ import annotations

import csv
import hashlib
import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from tests.conftest import NOON
from tests.transport.server import Server, say

from agdb.sources.publishers import FETCHERS, READERS
from agdb.warehouse.version import DatasetVersion
from agdb.warehouse.warehouse import Warehouse

Kept = Callable[..., DatasetVersion]


@pytest.fixture
def kept(asking: Any, root: Path) -> Kept:
    """Fetch a data set and keep it, as `agdb fetch` does."""

    def do(dataset: str, **more: Any) -> DatasetVersion:
        with asking(dataset, **more) as outstanding:
            delivery = outstanding.delivery
            assert delivery is not None
            return Warehouse(root).keep(delivery.recording, reader=delivery.reader, received=NOON)

    return do


def test_every_publisher_that_is_asked_has_readers() -> None:
    assert FETCHERS.keys() <= READERS.keys()


def test_eurostat(server: Server, kept: Kept, small: Path) -> None:
    answer = json.loads((small / "eurostat" / "json-stat.json").read_bytes())
    server.on("/statistics/1.0/data/cyc_age", say(answer))

    version = kept("eurostat:cyc_age")

    assert version.rows > 0
    assert version.partial is None


def test_duo(server: Server, kept: Kept, small: Path) -> None:
    body = (small / "duo" / "gediplomeerdengeslhbo.csv").read_bytes()
    rows = len(list(csv.reader(body.decode().splitlines()))) - 1
    resource = {
        "id": "0a1b",
        "name": "gediplomeerdengeslhbo",
        "format": "CSV",
        "url": server.url + "/file.csv",
        "datastore_active": True,
    }
    server.on(
        "/api/3/action/package_show", say({"success": True, "result": {"resources": [resource]}})
    )
    server.on("/api/3/action/datastore_search", say({"success": True, "result": {"total": rows}}))
    server.on("/file.csv", say(body, type_="text/csv"))

    version = kept("duo:p04hogdipl@gediplomeerdengeslhbo", table="p04hogdipl")

    assert version.rows > 0
    assert version.receipt.files[0].name == "0a1b.csv"


def test_roa(server: Server, kept: Kept, small: Path) -> None:
    body = (small / "roa" / "ais.csv").read_bytes()
    checksum = {"type": "MD5", "value": hashlib.md5(body).hexdigest()}
    file = {"id": 7, "filename": "x_editie2026.csv", "filesize": len(body), "checksum": checksum}
    listing = {"data": {"latestVersion": {"files": [{"dataFile": file}]}}}
    server.on("/api/datasets/:persistentId/", say(listing))
    server.on("/api/access/datafile/7", say(body, type_="text/csv"))

    version = kept("roa:ais-2030", table="doi:10.34894/DVQTOG", file="*editie2026.csv")

    assert version.rows > 0
    assert version.receipt.files[0].name == "7.csv"


def test_oecd(server: Server, kept: Kept, small: Path) -> None:
    flow = "OECD.X,DSD_CYC@DF_CYC_LV,1.0"
    body = (small / "oecd" / "labels.csv").read_bytes()
    server.on(f"/data/{flow}/all", say(body, type_="application/vnd.sdmx.data+csv"))

    version = kept("oecd:DSD_CYC@DF_CYC_LV", table=flow)

    assert version.rows > 0


def test_world_bank(server: Server, kept: Kept, small: Path) -> None:
    for number in (1, 2):
        page = json.loads((small / "worldbank" / f"page-{number}.json").read_bytes())
        path = "/country/NLD/indicator/CY.CLE.ZS"
        server.on(f"{path}?format=json&per_page=1000&page={number}", say(page))

    version = kept("worldbank:CY.CLE.ZS", query={"country": ("NLD",)})

    assert version.rows > 0
    assert [file.name for file in version.receipt.files] == ["page-1.json", "page-2.json"]
