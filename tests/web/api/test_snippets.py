"""The snippets of the page do what they say against a server."""

from __future__ import annotations

import html
import json
import re
import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from threading import Thread
from wsgiref.simple_server import WSGIRequestHandler, make_server

import pytest

from agdb.publication.site import site
from agdb.release.store import ReleaseStore
from agdb.results.release import Release
from agdb.web.server import application
from agdb.web.settings import WebOptions


class Silent(WSGIRequestHandler):
    def log_message(self, *_: object) -> None:
        """Say nothing."""


@pytest.fixture(scope="module")
def address(folder: Path) -> Iterator[str]:
    handler = application(
        WebOptions(
            site=folder / "site",
            languages=("nl", "en"),
            releases=ReleaseStore(folder / "releases"),
        )
    )
    with make_server("127.0.0.1", 0, handler, handler_class=Silent) as server:
        Thread(target=server.serve_forever, daemon=True).start()
        yield f"http://127.0.0.1:{server.server_port}/"
        server.shutdown()


@pytest.fixture
def snippets(address: str, cycling_release: Release) -> dict[str, str]:
    """The snippets of the page as published for this address."""
    page = dict(site(cycling_release, base=address, served=True))["en/api/index.html"].decode()
    found = re.findall(r'id="snippet-(\w+)"><code>(.*?)</code>', page, re.DOTALL)
    return {name: html.unescape(text) for name, text in found}


def newest(release: Release) -> list[list[str]]:
    """Period, region and value of the last three; one that is not published has no number."""
    values = release.computed["bicycles-number"].values[-3:]
    return [
        [one.period, one.region, *([] if one.value is None else [f"{one.value:g}"])]
        for one in values
    ]


def read(line: str) -> list[str]:
    period, region, *number = line.split()
    return [period, region, *(f"{float(one):g}" for one in number if one != "NA")]


@pytest.mark.slow
def test_python_prints_the_newest_values(
    snippets: dict[str, str], cycling_release: Release
) -> None:
    done = subprocess.run(
        [sys.executable, "-I", "-c", snippets["python"]], capture_output=True, text=True, check=True
    )

    assert [read(line) for line in done.stdout.splitlines()] == newest(cycling_release)


@pytest.mark.slow
@pytest.mark.skipif(shutil.which("Rscript") is None, reason="R is not installed")
def test_r_prints_the_newest_values(snippets: dict[str, str], cycling_release: Release) -> None:
    done = subprocess.run(
        ["Rscript", "--vanilla", "-e", snippets["r"]], capture_output=True, text=True, check=True
    )

    lines = [line.split(maxsplit=1)[1] for line in done.stdout.splitlines()[1:]]
    assert [read(line) for line in lines] == newest(cycling_release)


@pytest.mark.slow
def test_excel_is_given_an_address_that_answers_as_its_options_expect(
    snippets: dict[str, str],
) -> None:
    match = re.search(r'Web\.Contents\("(.*?)"\)', snippets["excel"])
    assert match is not None
    code = f"import urllib.request as u; print(u.urlopen({match[1]!r}).read().decode())"

    done = subprocess.run(
        [sys.executable, "-I", "-c", code], capture_output=True, text=True, check=True
    )

    header, first, *_ = done.stdout.splitlines()
    assert header.startswith("indicator,region,period,breakdown,value,")
    assert len(first.split(",")) == len(header.split(","))
    assert json.dumps(header).isascii()
