"""`agdb probe` from the command line to a report, and from the report to a dataset."""

from __future__ import annotations

import json
import zipfile
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
import typer
from tests.sources.probing.conftest import (
    CUBE,
    SMALL,
    cbs,
    clock,
    no_proxies,
    opener,
    server,
    small,
    specimen,
    world,
)
from tests.transport.server import Server, TestClock, broken, say

from agdb.cli.network import network
from agdb.cli.probe import probe_services
from agdb.cli.recording import RecordingDetails, import_recording
from agdb.cli.settings import Settings
from agdb.errors import SourceError, UsageError, WarehouseError
from agdb.sources.fetching.expectations import Service
from agdb.sources.probing import probe as probing
from agdb.sources.probing.report import LIST
from agdb.statistics.identifier import DatasetId
from agdb.warehouse.warehouse import Warehouse

pytestmark = pytest.mark.slow

__all__ = ["cbs", "clock", "no_proxies", "server", "small", "world"]

Run = Callable[..., int]


@pytest.fixture
def where(programme_folder: Path, tmp_path: Path) -> Settings:
    """The invented programme and no data."""
    return Settings(data=tmp_path / "var", programme=programme_folder, home=tmp_path)


@pytest.fixture
def run(
    where: Settings,
    world: Server,
    clock: TestClock,
    small: list[Service],
    monkeypatch: pytest.MonkeyPatch,
) -> Run:
    """Probe services on this machine; returns the exit code."""
    monkeypatch.setattr(probing, "SERVICES", small)

    def do(*names: str, output: Path | None = None, as_json: bool = False) -> int:
        keys = ("CBS", "CBS_V3", "EUROSTAT", "DUO", "ROA", "OECD", "WORLDBANK")
        own = {"TWEEDE_KAMER": "house", "BEKENDMAKINGEN": "search", "RIJKSFINANCIEN": "budget"}
        settings = network(
            {f"AGDB_{key}_URL": world.url for key in keys}
            | {f"AGDB_{key}_URL": f"{world.url}/{path}" for key, path in own.items()}
        )
        try:
            probe_services(
                where,
                settings,
                names=names,
                output=output or where.home / "report.zip",
                as_json=as_json,
                opening=opener(clock),
            )
        except typer.Exit as stop:
            return int(stop.exit_code)
        return 0

    return do


def test_what_answers_as_expected_ends_with_0_and_says_how_to_import_it(
    run: Run, where: Settings, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run("eurostat", "duo", "roa", "uwv") == 0
    out = capsys.readouterr().out
    lines = [line.split() for line in out.splitlines()]
    assert lines[1][:3] == ["eurostat", "eurostat:cyc_age", "as"]
    assert lines[3] == ["roa", "roa:ais-2030", "as", "expected", "0", "0", "-"]
    path = where.home / "report.zip"
    assert f"  agdb import eurostat:cyc_age {path}" in out
    assert "uwv has no service: download its files by hand, then agdb import" in out


def test_a_difference_is_told_with_field_value_and_expectation_and_ends_with_1(
    run: Run, world: Server, capsys: pytest.CaptureFixture[str]
) -> None:
    cube = specimen("eurostat", "json-stat.json")
    world.on(CUBE, say({**cube, "version": "3.0"}))
    assert run("eurostat", "duo") == 1
    out = capsys.readouterr().out
    assert "differs  eurostat  " in out
    assert "    version: 3.0\n    expected: 2.0\n" in out
    assert "  agdb import duo:p04hogdipl@gediplomeerdengeslhbo" in out


def test_one_that_does_not_answer_does_not_stop_the_others(
    run: Run, world: Server, capsys: pytest.CaptureFixture[str]
) -> None:
    world.on(CUBE, broken(b"{}", after=0))
    assert run("eurostat", "worldbank", as_json=True) == 1
    told = json.loads(capsys.readouterr().out)
    assert [one["verdict"] for one in told["services"]] == ["no answer", "as expected"]
    (difference,) = told["services"][0]["differences"]
    assert difference["field"] == "answer"
    assert "resets the connection" in difference["value"]
    assert told["recordings"] == ["worldbank:CY.CLE.ZS"]


def test_the_report_holds_every_answer_with_its_headers(run: Run, where: Settings) -> None:
    assert run("cbs-v4", "cbs-v3", "worldbank") == 0
    with zipfile.ZipFile(where.home / "report.zip") as archive:
        names = set(archive.namelist())
        report = json.loads(archive.read(LIST))
        readme = archive.read("README.txt").decode()
        for service in report["services"]:
            for answer in service["answers"]:
                assert answer["status"] in {200, 404}
                assert dict(answer["headers"])["content-type"]
                assert answer["member"] is None or answer["member"] in names
    asked = [a["asked"] for s in report["services"] for a in s["answers"]]
    assert any(address.endswith("/$metadata") for address in asked)
    assert any("/TypedDataSet?" in address for address in asked)
    assert "agdb import DATASET THIS-FILE" in readme
    assert str(where.home) not in json.dumps(report)


@pytest.mark.parametrize(
    ("name", "dataset"),
    [
        ("cbs-v4", "cbs:99999NED"),
        ("eurostat", "eurostat:cyc_age"),
        ("oecd", "oecd:DSD_CYC@DF_CYC_LV"),
        ("worldbank", "worldbank:CY.CLE.ZS"),
        ("duo", "duo:p04hogdipl@gediplomeerdengeslhbo"),
    ],
)
def test_a_proven_answer_becomes_a_recording_in_one_step(
    run: Run,
    where: Settings,
    capsys: pytest.CaptureFixture[str],
    name: str,
    dataset: str,
) -> None:
    run(name)
    capsys.readouterr()
    path = where.home / "report.zip"
    import_recording(where, dataset=dataset, path=path, said=RecordingDetails(), as_json=False)
    (version,) = Warehouse(where.data).versions(DatasetId.parse(dataset))
    assert version.rows > 0
    assert version.receipt.origin.value == "fetch"
    assert version.recorded.isoformat() == "2026-11-24"
    assert version.receipt.address.startswith("http://127.0.0.1")
    query = SMALL[name.partition("-")[0]].query
    assert (version.partial is not None) is bool(query)
    # Nothing is warned of but a reader that no file of the publisher has proven yet
    for line in capsys.readouterr().err.splitlines():
        assert "has never read a file of the publisher itself" in line


def test_what_no_reader_reads_is_a_difference_and_no_recording(
    run: Run, world: Server, capsys: pytest.CaptureFixture[str]
) -> None:
    cube = specimen("eurostat", "json-stat.json")
    world.on(CUBE, say({**cube, "status": {"0": "z"}}))  # not applicable, beside a figure
    assert run("eurostat", as_json=True) == 1
    told = json.loads(capsys.readouterr().out)
    fields = [one["field"] for one in told["services"][0]["differences"]]
    assert "recording" in fields
    assert told["recordings"] == []


def test_a_data_set_is_asked_of_the_service_of_its_publisher(
    run: Run, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run("cbs:99999NED") == 0
    assert capsys.readouterr().out.splitlines()[1].split()[:2] == ["cbs-v4", "cbs:99999NED"]


def test_a_name_that_means_nothing_is_wrong_use(run: Run) -> None:
    with pytest.raises(UsageError, match=r"no service is called 'knmi'; name a data set, .*cbs-v4"):
        run("knmi")


def test_a_report_that_cannot_be_written_is_one_sentence(run: Run, where: Settings) -> None:
    with pytest.raises(WarehouseError, match="the report cannot be written here"):
        run("eurostat", output=where.home / "none" / "report.zip")


def test_a_report_without_the_data_set_or_that_is_damaged_is_one_sentence(
    run: Run, where: Settings, tmp_path: Path
) -> None:
    run("worldbank")
    path = where.home / "report.zip"

    def taken(dataset: str, file: Path) -> None:
        import_recording(where, dataset=dataset, path=file, said=RecordingDetails(), as_json=False)

    with pytest.raises(SourceError, match=r"no recording of cbs:1; it has worldbank:CY\.CLE\.ZS"):
        taken("cbs:1", path)
    with zipfile.ZipFile(path) as archive:
        members: dict[str, Any] = {name: archive.read(name) for name in archive.namelist()}
    for change, sentence in (
        ({LIST: b"{"}, "the list of the report is damaged"),
        ({"page-1": None}, "and has no such member"),
    ):
        broken_file = tmp_path / "broken.zip"
        with zipfile.ZipFile(broken_file, "w") as archive:
            for name, body in members.items():
                if not any(key in name and value is None for key, value in change.items()):
                    archive.writestr(name, change.get(name, body))
        with pytest.raises(SourceError, match=sentence):
            taken("worldbank:CY.CLE.ZS", broken_file)
    assert not Warehouse(where.data).datasets()


def test_the_real_services_are_asked_at_their_own_addresses() -> None:
    found = probing.named([], addresses=network({}).addresses, orders={})
    first = {service.id: service.first(order) for service, order in found}
    assert first["cbs-v4"] == "https://datasets.cbs.nl/odata/v1/CBS/86355NED/Properties"
    assert first["cbs-v3"].startswith("https://opendata.cbs.nl/ODataFeed/odata/86355NED/TableInfos")
    assert first["eurostat"].endswith("/isoc_sks_itspt?format=JSON&lang=EN&geo=NL")
    assert {service.publisher for service, _ in found} == {
        *("cbs", "eurostat", "duo", "oecd", "worldbank", "roa"),
        *("tweede-kamer", "bekendmakingen", "rijksfinancien"),
    }
