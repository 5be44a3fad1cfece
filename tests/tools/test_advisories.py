"""A service of advisories is asked about what is locked; where it does not answer, that is said."""

from __future__ import annotations

import json
import threading
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, HTTPServer
from pathlib import Path
from typing import Any

import pytest

from tools import advisories

WEAK = {
    "vulns": [{"id": "EX-2", "modified": "2026-01-01"}, {"id": "EX-1", "modified": "2026-01-01"}]
}


class Service:
    """Answers what a test wants, and keeps what it was asked."""

    def __init__(self) -> None:
        self.answer: Any = {"results": [{}, WEAK]}
        self.asked: Any = None
        service = self

        class Handler(BaseHTTPRequestHandler):
            def do_POST(self) -> None:
                body = self.rfile.read(int(self.headers["Content-Length"]))
                service.asked = json.loads(body)
                self.send_response(200)
                self.end_headers()
                self.wfile.write(json.dumps(service.answer).encode())

            def log_message(self, *_: object) -> None:
                """Say nothing."""

        self.server = HTTPServer(("127.0.0.1", 0), Handler)

    @property
    def words(self) -> tuple[str, str]:
        return "--service", f"http://127.0.0.1:{self.server.server_port}/"


@pytest.fixture
def service(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Service]:
    """A service on this machine, and a lock of two packages in the place of ours."""
    (tmp_path / "one.lock").write_text("safe==1.0\nweak==2.0\n")
    monkeypatch.setattr(advisories, "ROOT", tmp_path)
    monkeypatch.setattr(advisories, "LOCKS", ("one.lock",))
    one = Service()
    thread = threading.Thread(target=one.server.serve_forever)
    thread.start()
    yield one
    one.server.shutdown()
    thread.join()
    one.server.server_close()


def test_every_locked_package_is_asked_about_and_the_advisories_are_named(
    service: Service, capsys: pytest.CaptureFixture[str]
) -> None:
    code = advisories.main(service.words)

    assert code == 1
    assert service.asked == {
        "queries": [
            {"package": {"ecosystem": "PyPI", "name": "safe"}, "version": "1.0"},
            {"package": {"ecosystem": "PyPI", "name": "weak"}, "version": "2.0"},
        ]
    }
    assert capsys.readouterr().out.startswith("weak 2.0: EX-1, EX-2\n2 packages asked of ")


def test_no_advisory_is_an_answer_too(service: Service) -> None:
    service.answer = {"results": [{}, {}]}

    assert advisories.main(service.words) == 0


@pytest.mark.parametrize(
    ("answer", "why"),
    [
        ({"results": [{}]}, "it answered about 1 of 2 packages"),
        ({"results": [{}, {**WEAK, "next_page_token": "x"}]}, "more advisories of a package"),
        ({"message": "no"}, "it answered about 0 of 2 packages"),
    ],
)
def test_half_an_answer_is_none(
    answer: object, why: str, service: Service, capsys: pytest.CaptureFixture[str]
) -> None:
    service.answer = answer

    assert advisories.main(service.words) == 2
    said = capsys.readouterr().out
    assert said.startswith("NOT ASKED")
    assert why in said


def test_a_service_that_is_not_there_is_said_and_not_taken_for_safety(
    capsys: pytest.CaptureFixture[str],
) -> None:
    code = advisories.main(("--service", "http://127.0.0.1:9/"))

    assert code == 2
    assert "nothing is known of advisories" in capsys.readouterr().out
