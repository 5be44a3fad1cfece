"""The log in JSON: a line for each request and each fault, and no person in any of them."""

from __future__ import annotations

import json
import logging
import sys
from pathlib import Path

import pytest
from django.test import Client

from agdb.cli.site_folder import write_site
from agdb.web.json_lines import JsonLines
from agdb.web.server import application
from agdb.web.settings import WebOptions


@pytest.fixture
def client(tmp_path: Path) -> Client:
    write_site([("nl/index.html", b"page")], folder=tmp_path / "site", name="a")
    application(WebOptions(site=tmp_path / "site"))
    return Client()


def lines(caplog: pytest.LogCaptureFixture) -> list[dict[str, object]]:
    """What was logged, as it is written."""
    return [json.loads(JsonLines().format(record)) for record in caplog.records]


def test_a_published_page_is_told_with_its_address(
    client: Client, caplog: pytest.LogCaptureFixture
) -> None:
    with caplog.at_level(logging.INFO, "agdb.request"):
        client.get("/nl/?name=jansen")

    (line,) = lines(caplog)
    assert line["view"] == "agdb.web.pages.page"
    assert (line["method"], line["status"], line["path"]) == ("GET", 200, "/nl/")
    assert isinstance(line["milliseconds"], float)
    assert set(line) == {
        "time", "level", "logger", "message", "method", "status", "milliseconds", "view", "path",
    }  # fmt: skip


@pytest.mark.parametrize(
    "path", ["/nl/jansen/", "/desk/nl/members/jansen/end/", "/api/v1/register/people/jansen"]
)
def test_nothing_that_somebody_asked_or_typed_is_told(
    client: Client, caplog: pytest.LogCaptureFixture, path: str
) -> None:
    with caplog.at_level(logging.INFO, "agdb.request"):
        client.get(
            f"{path}?q=jansen",
            headers={"user-agent": "jansen", "referer": "https://jansen.example/"},
            REMOTE_ADDR="10.1.2.3",
        )
        client.post(path, {"a": "jansen"}, headers={"host": "jansen.example"})

    written = "\n".join(json.dumps(line) for line in lines(caplog))
    assert "agdb.request" in written
    assert "jansen" not in written
    assert "10.1.2.3" not in written


def test_a_fault_is_told_by_its_kind_and_place() -> None:
    try:
        int("jansen")
    except ValueError:
        record = logging.LogRecord(
            "django.request", logging.ERROR, "", 1, "Internal Server Error: %s", ("/nl/jansen/",),
            sys.exc_info(),
        )  # fmt: skip

    line = json.loads(JsonLines().format(record))

    assert (line["level"], line["message"]) == ("error", "Internal Server Error: %s")
    assert line["fault"] == "ValueError"
    assert line["at"][0].startswith("test_a_fault_is_told_by_its_kind_and_place:")
    assert "jansen" not in json.dumps(line)
