"""What is fetched by each route of CBS is what its reader reads: from the wire to the dataset."""

from __future__ import annotations

import json
import zipfile
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from tests.sources.cbs.conftest import v3_folder
from tests.transport.server import Server, say

from agdb.arrivals.difference import difference
from agdb.sources.cbs import fetch_v4
from agdb.sources.fetching.fetch import FetchResult
from agdb.statistics.identifier import DatasetId
from agdb.warehouse.version import DatasetVersion

__all__ = ["v3_folder"]

V3 = "/ODataFeed/odata/99997ned"
Keep = Callable[[FetchResult], str]
TakeIn = Callable[[str, Path], DatasetVersion]


def serve_v3(server: Server, folder: Path) -> None:
    """Serve the invented v3 table, its two pages linked on this server."""
    names = []
    for path in folder.glob("*.json"):
        content = json.loads(path.read_text("utf-8"))
        names.append(path.stem)
        address = f"{V3}/{path.stem}"
        if path.stem == "figures-1":
            content["odata.nextLink"] = f"{server.url}{V3}/TypedDataSet?$format=json&$skip=2"
            address = f"{V3}/TypedDataSet"
        elif path.stem == "figures-2":
            address = f"{V3}/TypedDataSet?$format=json&$skip=2"
        server.on(address, say(content))
    sets = [name for name in names if not name.startswith("figures")]
    listed = [{"name": name, "url": name} for name in (*sets, "TypedDataSet", "UntypedDataSet")]
    server.on(V3, say({"odata.metadata": "", "value": listed}))
    server.on(f"{V3}/UntypedDataSet/$count", say("4", type_="text/plain"))


@pytest.mark.slow
def test_the_feed_becomes_the_dataset_that_its_files_make(
    server: Server, v3_folder: Path, asking: Any, keep: Keep, warehouse: Any, take_in: TakeIn
) -> None:
    imported = take_in("cbs:99997ned", v3_folder)
    serve_v3(server, v3_folder)

    with asking("cbs:99997ned") as outstanding:
        keep(outstanding)

    fetched = warehouse.find(DatasetId.parse("cbs:99997ned"))
    change = difference(imported, fetched)
    assert (fetched.rows, fetched.partial) == (8, None)
    assert (change.added, change.changed, change.gone, change.layout) == (0, 0, 0, ())


@pytest.mark.specimens
def test_a_zip_becomes_the_dataset_that_its_files_make(
    specimens: Path,
    server: Server,
    asking: Any,
    keep: Keep,
    warehouse: Any,
    monkeypatch: pytest.MonkeyPatch,
    tmp_path: Path,
) -> None:
    # Given a real table of 11,460 observations, taken for a large one
    monkeypatch.setattr(fetch_v4, "BULK_ABOVE", 10_000)
    files = next((specimens / "cbs" / "83841NED").rglob("Observations.csv")).parent
    path = tmp_path / "83841NED.zip"
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        for file in files.glob("*.csv"):
            archive.write(file, file.name)
    properties = {"Identifier": "83841NED", "ObservationCount": 11460, "Version": "1"}
    table = "/odata/v1/CBS/83841NED"
    server.on(f"{table}/Properties", say(properties))
    server.on(f"{table}/Observations/$count", say("11460", type_="text/plain"))
    server.on("/CSV/CBS/nl/83841NED", say(path.read_bytes(), type_="application/zip"))

    with asking("cbs:83841NED") as outstanding:
        keep(outstanding)

    version = warehouse.find(DatasetId.parse("cbs:83841NED"))
    assert (version.rows, version.partial) == (11460, None)
    assert version.receipt.address == f"{server.url}/CSV/CBS/nl/83841NED"
