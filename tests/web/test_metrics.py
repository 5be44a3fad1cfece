"""`/metrics`: what Prometheus can read, of all processes, told to who may know it."""

from __future__ import annotations

import json
import os
from pathlib import Path
from typing import Any

import pytest
from django.test import Client
from prometheus_client.parser import text_string_to_metric_families
from tests.web.rsgi import Headers, Scope, front_of, told

from agdb.cli.site_folder import write_site
from agdb.web.counters import Counters
from agdb.web.server import application
from agdb.web.settings import WebOptions

INDEX = {"release": "2026-11-29-abc", "recorded": "2026-11-29"}
SOURCES = {
    "sources": [
        {"id": "cbs:1", "published": {"when": "2026-07-30"}, "newer": None},
        {"id": 'odd"one\\', "published": {"when": "2024"}, "newer": {"period": "2026"}},
    ]
}


@pytest.fixture
def site(tmp_path: Path) -> Path:
    pages = [
        ("index.html", b"page"),
        ("404.html", b"nowhere"),
        ("api/v1/index.json", json.dumps(INDEX).encode()),
        ("api/v1/sources.json", json.dumps(SOURCES).encode()),
    ]
    write_site(pages, folder=tmp_path / "site", name="a")
    return tmp_path / "site"


def samples(text: str) -> dict[str, dict[tuple[str, ...], float]]:
    """Every sample by its name and the values of its labels, as Prometheus' own parser reads it."""
    found: dict[str, dict[tuple[str, ...], float]] = {}
    for family in text_string_to_metric_families(text):
        assert family.documentation
        for one in family.samples:
            found.setdefault(one.name, {})[tuple(one.labels.values())] = one.value
    return found


def scope(path: str, **headers: str) -> Any:
    return Scope(path=path, headers=Headers(host="127.0.0.1", **headers))


def test_release_and_sources_are_told_with_their_age(site: Path) -> None:
    application(WebOptions(site=site))

    found = samples(Client().get("/metrics").content.decode())

    assert found["agdb_release_info"] == {("2026-11-29-abc",): 1}
    assert found["agdb_release_recorded_timestamp_seconds"] == {(): 1795910400}
    # a source of which only the year is known has no day
    assert found["agdb_source_published_timestamp_seconds"] == {("cbs:1",): 1785369600}
    assert found["agdb_source_newer"] == {("cbs:1",): 0, ('odd"one\\',): 1}


def test_every_answer_is_counted_by_where_it_came_from(site: Path) -> None:
    front = front_of(WebOptions(site=site))
    for path in ("/", "/", "/", "/none", "/api/v1/none", "/desk/"):
        told(front, scope(path))

    text = told(front, scope("/metrics")).sent.decode()

    found = samples(text)
    assert found["agdb_request_duration_seconds_count"] == {
        ("page", "memory", "2xx"): 2,
        ("page", "project", "2xx"): 1,
        ("page", "project", "4xx"): 1,
        ("api", "project", "4xx"): 1,
        ("desk", "project", "4xx"): 1,
    }
    classes = found["agdb_request_duration_seconds_bucket"]
    counts = [n for labels, n in classes.items() if labels[:3] == ("page", "memory", "2xx")]
    assert counts == sorted(counts)
    assert counts[-1] == 2
    assert "127.0.0.1" not in text


@pytest.mark.parametrize(
    "headers",
    [{"x_forwarded_for": "10.0.0.1"}, {"forwarded": "for=10.0.0.1"}, {"via": "1.1 caddy"}],
    ids=str,
)
def test_who_comes_through_the_server_in_front_is_told_nothing(
    site: Path, headers: dict[str, str]
) -> None:
    answer = told(front_of(WebOptions(site=site)), scope("/metrics", **headers))

    assert (answer.status, answer.sent) == (404, b"nowhere")


def test_another_machine_is_told_nothing(site: Path) -> None:
    application(WebOptions(site=site))

    assert Client(REMOTE_ADDR="10.0.0.1").get("/metrics").status_code == 404


@pytest.mark.parametrize(
    ("shown", "status"), [("Bearer word", 200), ("Bearer wor", 404), ("word", 404), ("", 404)]
)
def test_where_there_is_a_token_it_has_to_be_shown(site: Path, shown: str, status: int) -> None:
    front = front_of(WebOptions(site=site, metrics_token="word"))
    headers = {"authorization": shown} if shown else {}

    answer = told(front, scope("/metrics", x_forwarded_for="10.0.0.1", **headers))

    assert answer.status == status


def test_counts_of_several_processes_are_one() -> None:
    counters = Counters()
    for _ in range(3):
        child = os.fork()
        if child == 0:
            counters.join()
            counters.add("/nl/", 200, 0.0005, from_memory=True)
            os._exit(0)
        os.waitpid(child, 0)

    (found,) = counters.tallies()

    assert (found.kind, found.origin, found.status) == ("page", "memory", "2xx")
    assert found.classes == (3, 0, 0, 0, 0, 0, 0, 0)
    assert found.seconds == pytest.approx(0.0015)


def test_a_time_is_counted_in_its_class() -> None:
    counters = Counters()
    for seconds in (0.001, 0.0011, 3.0, 11.0):
        counters.add("/api/v1/observations", 200, seconds, from_memory=False)

    (found,) = counters.tallies()

    assert (found.kind, found.classes) == ("api", (1, 1, 0, 0, 0, 0, 1, 1))
