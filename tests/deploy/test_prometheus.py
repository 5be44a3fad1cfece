"""Prometheus itself reads what the monitor measures, by the settings that stand in `deploy/`."""

from __future__ import annotations

import json
import os
import re
import shutil
import socket
import subprocess
import time
import urllib.parse
import urllib.request
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
import yaml

from tests.cli.test_serve import started
from tests.conftest import ROOT

FOLDER = ROOT / "deploy" / "prometheus"
# The series that each alarm is tried on: how far apart its values are, these values, and the place
# of the first at which the alarm has to be there.
PLANTED = {
    "MonitorIsAway": ("up{job='agdb'}", "m", "1x3 0x20", 9),
    "AnswersFail": (
        "agdb_request_duration_seconds_count{kind='page',origin='project',status='5xx'}",
        "m",
        "0x5 1x20",
        6,
    ),
    "NewerFiguresWait": ("agdb_source_newer{source='cbs:1'}", "d", "0x9 1x60", 31),
    "ReleaseStandsStill": ("agdb_release_recorded_timestamp_seconds", "d", "0x300", 101),
}


def program(name: str) -> str:
    """A program of Debian's package `prometheus`; its absence skips, or fails where required."""
    if shutil.which(name) is None:
        if os.environ.get("AGDB_REQUIRE_WEB_SERVERS"):
            pytest.fail(f"{name} is not installed")
        pytest.skip(f"{name} is not installed (apt-get install prometheus)")
    return name


def alerts() -> list[str]:
    (group,) = yaml.safe_load((FOLDER / "alerts.yml").read_text("utf-8"))["groups"]
    return [rule["alert"] for rule in group["rules"]]


def test_every_alarm_is_tried() -> None:
    assert sorted(alerts()) == sorted(PLANTED)


@pytest.mark.slow
def test_prometheus_understands_its_settings() -> None:
    done = subprocess.run(
        [program("promtool"), "check", "config", str(FOLDER / "prometheus.yml")],
        capture_output=True, text=True, check=False,
    )  # fmt: skip

    assert done.returncode == 0, done.stdout + done.stderr
    assert f"{len(PLANTED)} rules found" in done.stdout


@pytest.mark.slow
@pytest.mark.parametrize("name", PLANTED)
def test_an_alarm_comes_when_it_has_to_and_not_before(name: str, tmp_path: Path) -> None:
    series, step, values, place = PLANTED[name]

    def count(at: int) -> dict[str, Any]:
        asked = f"count(ALERTS{{alertname='{name}',alertstate='firing'}}) or vector(0)"
        return {"expr": asked, "eval_time": f"{at}{step}"}

    tried = {
        "rule_files": [str(FOLDER / "alerts.yml")],
        "evaluation_interval": f"1{step}",
        "tests": [
            {
                "interval": f"1{step}",
                "input_series": [{"series": series, "values": values}],
                "promql_expr_test": [
                    {**count(1), "exp_samples": [{"value": 0}]},
                    {**count(place - 1), "exp_samples": [{"value": 0}]},
                    {**count(place), "exp_samples": [{"value": 1}]},
                ],
            }
        ],
    }
    path = tmp_path / "tried.yml"
    path.write_text(json.dumps(tried), "utf-8")

    done = subprocess.run(
        [program("promtool"), "test", "rules", str(path)],
        capture_output=True, text=True, check=False,
    )  # fmt: skip

    assert done.returncode == 0, done.stdout + done.stderr


@pytest.fixture
def monitor(
    programme_folder: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> Iterator[str]:
    """The host and port of a server behind an https address, the invented programme published."""
    monkeypatch.setenv("AGDB_ADDRESS", "https://monitor.example/")
    with started(tmp_path) as process:
        assert process.stdout is not None
        told = ""
        while (found := re.search(r"http://(127\.0\.0\.1:\d+)/", told)) is None:
            line = process.stdout.readline()
            assert line, told
            told += line
        yield found[1]


@pytest.fixture
def prometheus(monitor: str, tmp_path: Path) -> Iterator[str]:
    """The address of a Prometheus that asks this server every second, settings else ours."""
    text = (FOLDER / "prometheus.yml").read_text("utf-8")
    text = text.replace("127.0.0.1:8000", monitor).replace("30s", "1s")
    (tmp_path / "prometheus.yml").write_text(text, "utf-8")
    shutil.copy(FOLDER / "alerts.yml", tmp_path)
    with socket.socket() as one:
        one.bind(("127.0.0.1", 0))
        port = one.getsockname()[1]
    command = [
        program("prometheus"), f"--config.file={tmp_path / 'prometheus.yml'}",
        f"--storage.tsdb.path={tmp_path / 'kept'}", f"--web.listen-address=127.0.0.1:{port}",
    ]  # fmt: skip
    with subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL) as process:
        yield f"http://127.0.0.1:{port}"
        process.terminate()


def told(prometheus: str, asked: str) -> list[tuple[dict[str, str], float]]:
    """What Prometheus answers to a question: labels and value of each series."""
    query = urllib.parse.urlencode({"query": asked})
    with urllib.request.urlopen(f"{prometheus}/api/v1/query?{query}", timeout=10) as answer:
        found = json.load(answer)["data"]["result"]
    return [(one["metric"], float(one["value"][1])) for one in found]


def waited(prometheus: str, asked: str) -> list[tuple[dict[str, str], float]]:
    """The same, once there is an answer."""
    for _ in range(600):
        try:
            if found := told(prometheus, asked):
                return found
        except OSError:  # it has not begun yet
            pass
        time.sleep(0.2)
    raise AssertionError(f"Prometheus has nothing to say of {asked}")


@pytest.mark.long
def test_prometheus_finds_the_monitor_up_and_reads_all_that_it_measures(
    monitor: str, prometheus: str
) -> None:
    through_https = {"X-Forwarded-Proto": "https"}
    for _ in range(5):
        asked = urllib.request.Request(f"http://{monitor}/nl/", headers=through_https)
        urllib.request.urlopen(asked, timeout=10).close()

    (labels, up), *others = waited(prometheus, "up == 1")
    assert (labels["job"], labels["instance"], up, others) == ("agdb", monitor, 1, [])
    (_, pages), *_ = waited(
        prometheus, 'sum(agdb_request_duration_seconds_count{kind="page",status="2xx"}) >= 5'
    )
    assert pages >= 5
    ((release, _),) = waited(prometheus, "agdb_release_info")
    assert release["release"].startswith("2025-01-10-")
    sources = waited(prometheus, "agdb_source_newer")
    assert {one["source"] for one, _ in sources} >= {"demo:bicycles", "demo:parking"}
    assert waited(prometheus, "scrape_samples_post_metric_relabeling")[0][1] > 10
    # the alarms were asked of real figures too, and the old release of the tests is one
    assert waited(prometheus, 'ALERTS{alertname="ReleaseStandsStill",alertstate="firing"}')
