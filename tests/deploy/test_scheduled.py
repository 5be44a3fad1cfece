"""The lines of a unit, run in their order as systemd runs them, against a publisher of our own."""

from __future__ import annotations

import os
import re
import shlex
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import NamedTuple

import pytest

from agdb.publication.page.calendar.page import NEWS
from agdb.statistics.identifier import DatasetId
from agdb.warehouse.warehouse import Warehouse
from tests.conftest import ROOT
from tests.deploy.test_units import DEPLOY
from tests.sources.fetching.conftest import CbsTable, cbs
from tests.transport.conftest import clock, no_proxies, server
from tests.transport.server import Server, say

pytestmark = pytest.mark.long

__all__ = ["cbs", "clock", "no_proxies", "server"]

TABLE = DatasetId.parse("cbs:99999NED")
SOURCE = f"""
id: {TABLE}
publisher: {{nl: CBS, en: CBS}}
names: {{nl: Proeftabel, en: Test table}}
page: https://example.org/99999NED
licence: CC BY 4.0
citation: {{nl: CBS, en: CBS}}
rhythm: quarter
"""


class Line(NamedTuple):
    """What a line of a unit came to."""

    words: str
    code: int
    told: str


@pytest.fixture
def run(programme_folder: Path, tmp_path: Path, server: Server) -> Callable[[str], list[Line]]:
    """Run a unit on the invented programme; the first line that fails is the last."""
    (programme_folder / "sources" / "table.yaml").write_text(SOURCE, "utf-8")
    settings = {
        "AGDB_DATA": str(tmp_path / "lib" / "data"),
        "AGDB_PROGRAMME": str(programme_folder),
        "AGDB_ADDRESS": "https://monitor.example/",
        "AGDB_CBS_URL": server.url,
        "AGDB_HOME": str(ROOT),
        "PYTHONPATH": str(ROOT / "src"),
        "COVERAGE_PROCESS_START": "",
    }
    (tmp_path / "lib" / "backup").mkdir(parents=True)

    def each(name: str) -> list[Line]:
        text = (DEPLOY / "server" / f"{name}.service").read_text("utf-8")
        text = text.replace("/srv/agdb/agdb", f"{shlex.quote(sys.executable)} -P -m agdb")
        text = text.replace("/var/lib/agdb", str(tmp_path / "lib")).replace("%%", "%")
        done: list[Line] = []
        for may_fail, words in re.findall(r"^ExecStart=(-?)(.*)$", text, re.MULTILINE):
            filled = re.sub(r"\$\{(\w+)\}", lambda found: settings[found[1]], words)
            one = subprocess.run(
                shlex.split(filled), env=os.environ | settings,
                capture_output=True, text=True, check=False,
            )  # fmt: skip
            done.append(Line(words, one.returncode, one.stdout + one.stderr))
            if one.returncode and not may_fail:
                break
        return done

    return each


def test_a_day_brings_in_what_is_new_and_the_next_one_what_was_revised(
    run: Callable[[str], list[Line]], cbs: CbsTable, tmp_path: Path
) -> None:
    # Given a publisher with a table, the morning fetches it, builds and publishes
    first = run("agdb-update")

    assert [line.code for line in first] == [0, 0, 0], first
    assert f"new  {TABLE}: 13 observations" in first[0].told
    site = tmp_path / "lib" / "www"
    page = (site / "nl" / "index.html").read_text("utf-8")
    assert "https://monitor.example/" in page
    assert str(TABLE) in (site / NEWS).read_text("utf-8")

    # When nothing changed, the next one brings nothing in and the site stays
    second = run("agdb-update")
    assert [line.code for line in second] == [0, 0, 0], second
    assert not re.search("^(new|revised) ", second[0].told, re.MULTILINE)
    assert len(Warehouse(tmp_path / "lib" / "data").versions(TABLE)) == 1
    assert (site / "nl" / "index.html").read_text("utf-8") == page

    # When the publisher revised a figure, it is a version of its own
    changed = cbs.observations(1)
    changed["value"][0]["Value"] = 7888.3
    cbs.sets["Properties"] = {**cbs.sets["Properties"], "Version": "2"}
    cbs.serve()
    cbs.on_page(1, say(changed))
    third = run("agdb-update")
    assert [line.code for line in third] == [0, 0, 0], third
    assert f"revised  {TABLE}" in third[0].told
    assert len(Warehouse(tmp_path / "lib" / "data").versions(TABLE)) == 2


def test_a_publisher_that_is_away_takes_neither_build_nor_site_away(
    run: Callable[[str], list[Line]], server: Server, tmp_path: Path
) -> None:
    # Given a publisher that knows nothing of the table
    done = run("agdb-update")

    # Then that is told, and what there is is built and published
    assert [line.code for line in done] == [1, 0, 0], done
    assert str(TABLE) in done[0].told
    assert "Traceback" not in done[0].told
    assert (tmp_path / "lib" / "www" / "en" / "index.html").is_file()


def test_the_night_keeps_a_backup_from_which_another_machine_goes_on(
    run: Callable[[str], list[Line]], cbs: CbsTable, tmp_path: Path
) -> None:
    run("agdb-update")

    done = run("agdb-backup")

    assert [line.code for line in done] == [0], done
    (file,) = (tmp_path / "lib" / "backup").glob("agdb-20*.tar")
    back = subprocess.run(
        [sys.executable, "-P", "-m", "agdb", "restore", str(file)],
        env=os.environ
        | {"AGDB_DATA": str(tmp_path / "back"), "AGDB_PROGRAMME": str(tmp_path / "programme")}
        | {"AGDB_HOME": str(ROOT), "PYTHONPATH": str(ROOT / "src")},
        capture_output=True, text=True, check=False,
    )  # fmt: skip
    assert back.returncode == 0, back.stderr
    assert len(Warehouse(tmp_path / "back").versions(TABLE)) == 1
