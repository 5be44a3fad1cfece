"""`agdb fetch` from the command line to the warehouse, the list, the feed and the letter."""

from __future__ import annotations

import json
from collections.abc import Callable
from datetime import timedelta
from pathlib import Path
from typing import Any
from xml.etree import ElementTree as ET

import pytest
import typer
from tests.sources.fetching.conftest import TABLE, CbsTable, cbs
from tests.transport.conftest import QUICK, clock, no_proxies, server
from tests.transport.server import Server, TestClock, say
from tests.transport.test_mail import Post, post

from agdb.arrivals.memory import examine_news, read_memory
from agdb.cli.fetch import fetch_datasets, orders_for
from agdb.cli.network import network
from agdb.cli.settings import Settings
from agdb.cli.sources import list_sources
from agdb.errors import TransportError, UsageError, WarehouseError
from agdb.programme.reading import read_programme
from agdb.statistics.identifier import DatasetId
from agdb.transport.client import Client
from agdb.transport.limits import Limits
from agdb.warehouse.warehouse import Warehouse

pytestmark = pytest.mark.slow

__all__ = ["cbs", "clock", "no_proxies", "post", "server"]

SOURCE = """
id: cbs:99999NED
publisher: {nl: CBS, en: CBS}
names: {nl: Proeftabel, en: Test table}
page: https://example.org/99999NED
licence: CC BY 4.0
citation: {nl: CBS, en: CBS}
rhythm: quarter
expected: {lag_days: 45, grace_days: 10, source: "https://example.org/a"}
"""
Run = Callable[..., int]


@pytest.fixture
def where(programme_folder: Path, tmp_path: Path) -> Settings:
    """The invented programme with a source of CBS that an indicator uses."""
    (programme_folder / "sources" / "table.yaml").write_text(SOURCE, "utf-8")
    path = programme_folder / "indicators" / "roads" / "bicycles.yaml"
    path.write_text(path.read_text("utf-8").replace("demo:bicycles", "cbs:99999NED"), "utf-8")
    return Settings(data=tmp_path / "var", programme=programme_folder, home=tmp_path)


@pytest.fixture
def run(where: Settings, server: Server, clock: TestClock) -> Run:
    """Run the command; returns its exit code."""

    def do(*datasets: str, as_json: bool = False, **environment: str) -> int:
        names = ("CBS", "CBS_V3", "EUROSTAT", "DUO", "ROA", "OECD", "WORLDBANK")
        base = {f"AGDB_{name}_URL": server.url for name in names}
        limits = Limits(**{**QUICK, "attempts": 2})
        client = Client(limits=limits, clock=clock, chance=lambda: 0.5)
        settings = network({**base, **environment})
        try:
            fetch_datasets(where, settings, datasets=datasets, as_json=as_json, client=client)
        except typer.Exit as stop:
            return stop.exit_code
        return 0

    return do


def revise(table: CbsTable, *, value: float, version: str) -> None:
    """CBS publishes the table anew with another first figure."""
    first = table.observations(1)
    first["value"][0]["Value"] = value
    table.sets["Properties"] = {**table.sets["Properties"], "Version": version}
    table.serve()
    table.on_page(1, say(first))


def test_without_names_every_source_that_can_be_asked_for_is_fetched(
    cbs: CbsTable, run: Run, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run() == 0

    out, err = capsys.readouterr()
    assert out.splitlines() == [
        "new  cbs:99999NED: 13 observations, the first of this data set",
        "     touches bicycles-number",
    ]
    assert "is kept and not used" in err  # by an indicator that was written about another table
    assert err.count("\n") == 1


def test_what_is_fetched_takes_up_the_codes_of_the_programme(
    cbs: CbsTable, run: Run, where: Settings
) -> None:
    # Given a programme that has its own code for what the publisher calls Nederland
    words = "dimensions: {RegioS: {names: {nl: r, en: r}, titles: {Nederland: HERE}}}\n"
    path = where.programme / "sources" / "table.yaml"
    path.write_text(path.read_text("utf-8") + words, "utf-8")
    # When the table is fetched
    assert run("cbs:99999NED") == 0
    # Then the dataset has our code, and the publisher's beside it
    version = Warehouse(where.data).find(DatasetId.parse("cbs:99999NED"))
    assert version is not None
    ours = version.structure.dimension_by_id["RegioS"].by_id["HERE"]
    assert (ours.title, ours.published) == ("Nederland", "NL01")


def test_what_the_programme_cannot_use_is_told_and_kept(
    cbs: CbsTable, where: Settings, run: Run, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run("cbs:99999NED") == 0
    told = capsys.readouterr().err
    assert "warning: cbs:99999NED: version 2026-11-24-" in told
    assert "is kept and not used: the indicator bicycles-number cannot read this" in told
    assert len(Warehouse(where.data).versions(DatasetId("cbs", "99999NED"))) == 1


def test_unchanged_new_and_revised_follow_each_other(
    cbs: CbsTable, run: Run, capsys: pytest.CaptureFixture[str], clock: TestClock
) -> None:
    clock.moment = clock.moment.replace(year=2025, month=7)
    run("cbs:99999ned")
    run("cbs:99999NED")
    revise(cbs, value=7888.3, version="2")
    run("cbs:99999NED")

    lines = [line for line in capsys.readouterr().out.splitlines() if "touches" not in line]
    assert lines == [
        "new  cbs:99999NED: 13 observations, the first of this data set",
        "1 unchanged",
        "revised  cbs:99999NED: observations: 1 changed, 1 of them said to be definitive",
    ]


def test_figures_that_should_have_been_there_are_late(
    cbs: CbsTable, run: Run, capsys: pytest.CaptureFixture[str]
) -> None:
    # Given a newest quarter of 2025-Q1, so that the next was expected in August 2025
    run()
    capsys.readouterr()

    assert run() == 0

    assert "late  cbs:99999NED: expected in 2025-08-15 and not there" in capsys.readouterr().out


def test_a_new_layout_is_told(cbs: CbsTable, run: Run, capsys: pytest.CaptureFixture[str]) -> None:
    run()
    cbs.sets["MeasureCodes"]["value"][0]["Unit"] = "mln euro"
    revise(cbs, value=7888.2, version="2")
    capsys.readouterr()

    run()

    assert "layout changed  cbs:99999NED: measure" in capsys.readouterr().out


def test_one_that_fails_does_not_stop_the_others_and_ends_with_1(
    cbs: CbsTable, run: Run, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run("cbs:11111NED", "cbs:99999NED", "uwv:x", as_json=True) == 1

    arrivals = json.loads(capsys.readouterr().out)
    assert [a["outcome"] for a in arrivals] == ["failed", "new", "failed"]
    assert "CBS does not know a table '11111NED'" in arrivals[0]["sentence"]
    assert arrivals[1]["indicators"] == ["bicycles-number"]
    assert "do not know how to ask" in arrivals[2]["sentence"]


def test_a_reader_that_refuses_leaves_the_warehouse_as_it_was(
    cbs: CbsTable, run: Run, where: Settings, capsys: pytest.CaptureFixture[str]
) -> None:
    cbs.sets["MeasureCodes"]["value"].pop()
    cbs.serve()

    assert run() == 1

    assert "the answers are in" in capsys.readouterr().out
    assert not (where.data / "datasets").exists()


def test_the_feed_tells_each_news_once(
    cbs: CbsTable, run: Run, where: Settings, clock: TestClock
) -> None:
    run()
    run()
    clock.moment = clock.moment.replace(day=25)
    run()

    feed = ET.fromstring((where.data / "fetch.atom").read_bytes())
    atom = "{http://www.w3.org/2005/Atom}"
    titles = [entry.findtext(f"{atom}title") for entry in feed.iter(f"{atom}entry")]
    assert sorted(map(str, titles)) == ["cbs:99999NED: late", "cbs:99999NED: new"]


def test_a_damaged_memory_of_the_feed_is_begun_anew(
    cbs: CbsTable, run: Run, where: Settings
) -> None:
    memory = where.data / "fetch" / "arrivals.json"
    memory.parent.mkdir(parents=True)
    memory.write_bytes(b"\xff{")

    run()

    assert len(read_memory(where.data)) == 1
    assert list(examine_news(where.data)) == []


def test_a_data_folder_that_takes_nothing_is_one_sentence(
    run: Run, where: Settings, capsys: pytest.CaptureFixture[str]
) -> None:
    where.data.write_text("in the way", "utf-8")

    with pytest.raises(WarehouseError, match="the feed cannot be written here"):
        run("cbs:99999NED")

    assert "failed  cbs:99999NED" in capsys.readouterr().out


def test_a_letter_goes_out_when_there_is_news_and_only_then(
    cbs: CbsTable, run: Run, post: Post, clock: TestClock
) -> None:
    clock.moment = clock.moment.replace(year=2025, month=7)
    mail = {"AGDB_MAIL_TO": "a@example.org, b@example.org", "AGDB_SMTP_URL": post.url}

    run(**mail)
    said = len(post.said)
    run(**mail)

    assert "To: a@example.org, b@example.org" in post.said
    assert any(line.startswith("Subject: ") and "1 new" in line for line in post.said)
    assert "     touches bicycles-number" in post.said
    assert len(post.said) == said


def test_a_letter_that_nobody_takes_is_told_after_the_list(
    cbs: CbsTable, run: Run, capsys: pytest.CaptureFixture[str]
) -> None:
    with pytest.raises(TransportError, match="did not take the letter"):
        run(AGDB_MAIL_TO="a@example.org", AGDB_SMTP_URL="smtp://127.0.0.1:1")

    assert "new  cbs:99999NED" in capsys.readouterr().out


def test_a_terminal_sees_progress(
    cbs: CbsTable, run: Run, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr("sys.stderr.isatty", lambda: True, raising=False)
    monkeypatch.setenv("TERM", "xterm")

    run()

    assert "new  cbs:99999NED" in capsys.readouterr().out


@pytest.mark.parametrize("name", ["AGDB_ADDRESS_FAMILY", "AGDB_EUROSTAT_URL"])
def test_a_setting_that_is_wrong_is_wrong_use(name: str) -> None:
    with pytest.raises(UsageError, match=f"{name}: 'ipv5' is no"):
        network({name: "ipv5"})


def test_the_sender_is_the_receiver_unless_a_setting_says_otherwise() -> None:
    base = {"AGDB_MAIL_TO": "a@example.org", "AGDB_SMTP_URL": "smtp://x"}

    assert network(base).mailbox.sender == "a@example.org"
    assert network({**base, "AGDB_MAIL_FROM": "b@x"}).mailbox.sender == "b@x"
    assert network({"AGDB_MAIL_TO": "a@example.org"}).mailbox is None


def test_what_the_programme_says_about_asking_goes_into_the_order(where: Settings) -> None:
    extra = "fetch: {table: 12345NED, file: x*, query: {RegioS: NL01, Sector: [C, F]}}\n"
    (where.programme / "sources" / "table.yaml").write_text(SOURCE + extra, "utf-8")

    orders = orders_for(read_programme(where.programme), network({}), [])

    assert [order.name for order in orders] == ["12345NED"]
    assert orders[0].file == "x*"
    assert orders[0].query == {"RegioS": ("NL01",), "Sector": ("C", "F")}


def test_the_list_of_sources_tells_what_is_expected_and_late(
    cbs: CbsTable, run: Run, where: Settings, clock: TestClock, capsys: pytest.CaptureFixture[str]
) -> None:
    run()
    capsys.readouterr()

    list_sources(where, as_json=False, today=clock.moment.date())
    table = capsys.readouterr().out
    list_sources(where, as_json=True, today=clock.moment.date())
    states = {state["dataset"]: state for state in json.loads(capsys.readouterr().out)}

    row = next(line for line in table.splitlines() if line.startswith("cbs:99999NED"))
    assert row.split() == [
        *("cbs:99999NED", "99999NED", "quarter", "2026-01-31", "2026-11-24", "2025-Q1"),
        *("2025-08-15", "period,", "documented", "not", "read", "yet"),
    ]
    assert states["cbs:99999NED"]["expected"] == "2025-08-15"
    assert states["cbs:99999NED"]["fetch"]["table"] == "99999NED"
    assert states["demo:bicycles"]["version"] is None
    assert states["demo:bicycles"]["fetch"] is None


def test_the_command_line_knows_both_commands(
    where: Settings, cbs: CbsTable, monkeypatch: pytest.MonkeyPatch, capsys: Any
) -> None:
    from agdb.cli.app import main

    monkeypatch.setenv("AGDB_DATA", str(where.data))
    monkeypatch.setenv("AGDB_PROGRAMME", str(where.programme))
    monkeypatch.setenv("AGDB_CBS_URL", cbs.server.url)
    for words in (["agdb", "fetch", "cbs:99999NED"], ["agdb", "sources", "--json"]):
        monkeypatch.setattr("sys.argv", words)
        with pytest.raises(SystemExit) as stop:
            main()
        assert stop.value.code == 0

    out = capsys.readouterr().out
    assert "new  cbs:99999NED" in out
    assert cbs.asked(TABLE) > 0
    assert '"basis": "period"' in out


def test_the_news_of_a_run_that_was_killed_is_told_by_the_next(
    cbs: CbsTable,
    run: Run,
    where: Settings,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
    clock: TestClock,
) -> None:
    # Given news that was told, and then a revision whose run was killed before it could tell
    run("cbs:99999NED")
    clock.moment += timedelta(days=1)
    revise(cbs, value=7888.3, version="2")
    with monkeypatch.context() as patch:
        patch.setattr("agdb.cli.fetch._write_feed", interrupted)
        with pytest.raises(KeyboardInterrupt):
            run("cbs:99999NED")
    clock.moment += timedelta(days=1)
    capsys.readouterr()

    # When it is fetched again, and once more
    run("cbs:99999NED")
    told = capsys.readouterr().out
    run("cbs:99999NED")

    # Then the revision is told once, in the list and in the feed
    assert "revised  cbs:99999NED: " in told
    assert "revised" not in capsys.readouterr().out
    feed = (where.data / "fetch.atom").read_text("utf-8")
    assert feed.count("<title>cbs:99999NED: revised</title>") == 1


def interrupted(*_: object, **__: object) -> None:
    raise KeyboardInterrupt
