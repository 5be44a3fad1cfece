"""What a probe expects is what the real answers that we hold are like."""

from __future__ import annotations

from pathlib import Path

import pytest
from tests.conftest import NOON

from agdb.sources.fetching.expectations import AnswerFinding, shown, values_at
from agdb.sources.publishers import ADDRESSES, SERVICES
from agdb.transport.traffic_log import Exchange

SETS = {
    "properties.json": "Properties",
    "dimensions.json": "Dimensions",
    "measure-codes.json": "MeasureCodes",
    "codes-Perioden.json": "PeriodenCodes",
    "observations-page-1.json": "Observations",
}


def findings(service: str, address: str, path: Path, type_: str) -> list[AnswerFinding]:
    """What differs in a real answer, had it come from `address`."""
    expects = next(one.expects for one in SERVICES if one.id == service)
    seen = Exchange(address, address, NOON, 200, (("Content-Type", type_),), path.read_bytes())
    found = [finding for one in expects for finding in one.findings(seen)]
    assert any(one.of.search(address) for one in expects), address
    return found


@pytest.mark.specimens
def test_real_answers_of_the_fourth_service_are_as_expected(specimens: Path) -> None:
    folders = sorted(specimens.glob("cbs/*/v4-json-*"))
    assert len(folders) >= 5
    for folder in folders:
        base = f"{ADDRESSES['cbs']}/odata/v1/CBS/{folder.parent.name}"
        for name, entity in SETS.items():
            path = folder / name
            if path.exists():
                found = findings("cbs-v4", f"{base}/{entity}", path, "application/json")
                assert [one for one in found if one.grave] == [], path


@pytest.mark.specimens
def test_real_answers_of_eurostat_are_as_expected(specimens: Path) -> None:
    paths = [
        *sorted(specimens.glob("newer/eurostat/*/statistics-jsonstat-*/*.json")),
        specimens / "eurostat" / "jsonstat" / "une_rt_m_de_last3_lowercase.json",
    ]
    assert len(paths) >= 2
    for path in paths:
        address = f"{ADDRESSES['eurostat']}/statistics/1.0/data/x?format=JSON"
        found = findings("eurostat", address, path, "application/json")
        assert [one for one in found if one.grave] == [], path


@pytest.mark.specimens
def test_a_real_excerpt_of_duo_is_as_expected(specimens: Path) -> None:
    folder = specimens / "newer" / "duo" / "p01-wo" / "ckan-csv-layout-excerpt"
    (path,) = folder.glob("*.csv")
    found = findings("duo", f"{ADDRESSES['duo']}/dataset/file.csv", path, "text/csv")
    assert [one for one in found if one.grave] == []


def test_a_value_is_shown_short_and_on_one_line() -> None:
    assert shown("a\nb") == "a b"
    assert shown(None) == "not there"
    assert shown({"a": [1, 2]}) == '{"a":[1,2]}'
    assert shown(b"\xff" * 200).endswith(" ...")


def test_a_path_leads_through_lists_and_stops_at_what_is_not_there() -> None:
    document = {"a": {"b": [{"c": 1}, {}, 3]}}
    assert list(values_at(document, "a.b[].c")) == [1, None, None]
    assert list(values_at(document, "a.x[].c")) == [None]
    assert list(values_at([{"c": 1}], "[].c")) == [1]
