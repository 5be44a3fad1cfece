"""Answers that publishers really gave, served on this machine and fetched from there."""

from __future__ import annotations

import zipfile
from collections.abc import Callable
from pathlib import Path
from typing import Any

import msgspec
import pytest
from tests.sources.fetching.conftest import Ask, Plain
from tests.transport.server import Server, say

from agdb.arrivals.difference import difference
from agdb.errors import SourceError
from agdb.sources.cbs.fetch_v4 import observations_in
from agdb.sources.fetching.fetch import FetchResult
from agdb.statistics.identifier import DatasetId
from agdb.warehouse.version import DatasetVersion

pytestmark = pytest.mark.specimens
TABLE = "/odata/v1/CBS/85224NED"


@pytest.fixture
def recorded(specimens: Path, server: Server) -> Path:
    """The complete recording of 85224NED, served as the fourth service does."""
    (folder,) = (specimens / "cbs" / "85224NED").glob("v4-json-*")
    manifest = msgspec.json.decode((folder / "index.json").read_bytes())
    entities = {"properties": "Properties", "dimensions": "Dimensions"}
    entities["measure-codes"] = "MeasureCodes"
    for key, name in manifest["files"].items():
        entity = entities.get(key) or f"{key.removeprefix('codes-')}Codes"
        server.on(f"{TABLE}/{entity}", say((folder / name).read_bytes()))
    server.on(f"{TABLE}/Observations/$count", say("4046", type_="text/plain"))
    server.on(f"{TABLE}/Observations", say((folder / "observations-page-1.json").read_bytes()))
    return folder


def test_a_table_fetched_is_cell_by_cell_the_table_imported(
    recorded: Path,
    asking: Any,
    keep: Callable[[FetchResult], str],
    warehouse: Any,
    take_in: Callable[[str, Path], DatasetVersion],
) -> None:
    imported = take_in("cbs:85224NED", recorded)

    with asking("cbs:85224NED") as outstanding:
        keep(outstanding)

    fetched = warehouse.find(DatasetId.parse("cbs:85224NED"))
    change = difference(imported, fetched)
    assert fetched.version != imported.version
    assert fetched.rows == 4046
    assert (change.added, change.changed, change.gone, change.layout) == (0, 0, 0, ())


def test_a_real_bulk_table_is_counted_as_cbs_counts_it(specimens: Path, tmp_path: Path) -> None:
    (file,) = (specimens / "cbs" / "83841NED").rglob("Observations.csv")
    path = tmp_path / "83841NED.zip"
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.write(file, "Observations.csv")

    assert observations_in(path) == 11460


def test_a_real_answer_of_eurostat_in_small_letters_is_taken(
    specimens: Path, server: Server, ask: Ask, plain: Plain
) -> None:
    body = (specimens / "eurostat/jsonstat/une_rt_m_de_last3_lowercase.json").read_bytes()
    server.on("/statistics/1.0/data/une_rt_m", say(body))
    query = {"geo": ("de",), "lastTimePeriod": ("3",)}

    delivery = ask("eurostat:une_rt_m", query=query, readers={"eurostat": (plain,)}).delivery

    assert delivery is not None
    assert delivery.recording.publisher_date.startswith("2026-")


def test_the_real_words_of_eurostat_for_too_much_are_told(
    specimens: Path, server: Server, ask: Ask, plain: Plain
) -> None:
    body = (specimens / "eurostat/jsonstat/error_413_extraction_too_big.json").read_bytes()
    server.on("/statistics/1.0/data/ds_045409", say(body, status=413))

    with pytest.raises(SourceError, match="estimated 10305182 rows"):
        ask("eurostat:ds_045409", readers={"eurostat": (plain,)})
