"""Outside juries have nothing to say against a site, and each tells a planted fault."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
from collections.abc import Callable, Iterable
from pathlib import Path
from typing import Any

import pytest
from tests.conftest import ROOT
from tests.publication.served import served
from tools.juries import HOME, JURIES, Jury, judged

from agdb.cli.site_folder import write_site
from agdb.cli.supply import supply_of
from agdb.publication.site import site
from agdb.release.store import ReleaseStore
from agdb.results.release import Release
from agdb.warehouse.parquet_bytes import parquet_bytes
from agdb.web.api.openapi import openapi

REQUIRED = "AGDB_REQUIRE_JURIES"
INSTALLED = (HOME / "installed").is_file() and shutil.which("java") and shutil.which("node")
WHERE_THEY_ARE = pytest.mark.skipif(
    not INSTALLED and not os.environ.get(REQUIRED),
    reason="the juries are not installed: .ci/juries",
)


def each(juries: Iterable[Jury]) -> list[Any]:
    """Juries as cases of a test; those that look at whole sites in a browser are long."""
    marks = {True: [pytest.mark.long, pytest.mark.browser], False: []}
    return [pytest.param(one, marks=marks[one.long], id=one.name) for one in juries]


Plant = Callable[[bytes], bytes]


def changed(old: bytes, new: bytes) -> Plant:
    def plant(body: bytes) -> bytes:
        assert old in body, f"{old!r} is not there to be damaged"
        return body.replace(old, new, 1)

    return plant


PLANTED: dict[str, tuple[str, Plant]] = {
    "Nu HTML checker": ("nl/data/index.html", changed(b"<h1>", b"<h7>")),
    "html-validate": ("nl/data/index.html", changed(b"<h1>", b"<h1 id='content'>")),
    "links and anchors": ("nl/data/index.html", changed(b'href="/nl/', b'href="/xx/')),
    "plain Dutch": (
        "nl/compare/index.html",
        changed(
            b"</main>",
            b"<p>"
            + b"Arbeidsmarktontwikkelingen noodzaken beleidsverantwoordelijken. " * 60
            + b"</p></main>",
        ),
    ),
    "axe": ("nl/data/index.html", changed(b'<html lang="nl">', b"<html>")),
    "focus not obscured": (
        "assets/site.*.css",
        lambda sheet: sheet + b".top { position: fixed; inset: 0; z-index: 9; }",
    ),
    "pa11y": ("nl/data/index.html", changed(b'<html lang="nl">', b"<html>")),
    "Lighthouse": ("nl/data/index.html", changed(b"<title>", b"<title hidden></title><title>")),
    "frictionless": ("datapackage.json", changed(b'"headerRows": [', b'"headerRows": [1')),
    "Data Package 2 profile": ("datapackage.json", changed(b'"resources"', b'"recources"')),
    "CSV on the Web": (
        "nl/indicator/bicycles-number.csv-metadata.json",
        changed(b'"datatype": "decimal"', b'"datatype": "date"'),
    ),
    "JSON-stat": (
        "nl/indicator/bicycles-number.jsonstat.json",
        changed(b'"size": [', b'"size": ["a",'),
    ),
    "pysdmx": ("sdmx/bicycles-number.csv", changed(b"STRUCTURE,STRUCTURE_ID", b"A,B")),
    "CycloneDX, of the site": ("sbom.cdx.json", changed(b'"purl"', b'"purrl"')),
    "iCalendar": ("nl/calendar.ics", changed(b"BEGIN:VEVENT", b"BEGIN:VEVEN")),
    "DCAT-AP-NL, dcat-ap-SHACL": (
        "catalogue.ttl",
        changed(
            b"  dcat:accessURL <https://monitor.example.org/nl/indicator/bicycles-number/> ;\n", b""
        ),
    ),
    "DCAT-AP-NL, dcat-ap-nl-SHACL": (
        "catalogue.ttl",
        changed(b"  dcat:contactPoint <https://monitor.example.org/#contact> ;\n", b""),
    ),
}


@pytest.fixture(scope="module")
def folder(cycling_release: Release, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The published site of the invented programme, its release in the data folder beside it."""
    kept = tmp_path_factory.mktemp("juries")
    where = kept / "site"
    programme = ROOT / "specimens" / "programme"
    ReleaseStore(kept / "releases").keep(cycling_release, programme_folder=programme)
    supply = supply_of(ROOT)
    assert supply is not None
    base = "https://monitor.example.org/"
    pages = site(cycling_release, base=base, parquet=parquet_bytes, served=True, bill=supply.bill)
    pages = supply.stated(pages, cycling_release, base=base)
    write_site(pages, folder=where, name="a release")
    return where


@WHERE_THEY_ARE
@pytest.mark.slow
@pytest.mark.parametrize("jury", each(one for one in JURIES if one.site))
def test_a_jury_has_nothing_to_say_against_the_site(
    jury: Jury, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("AGDB_DATA", str(folder.parent))

    content, said = judged(jury, folder)

    assert content, said[-3000:]


@WHERE_THEY_ARE
@pytest.mark.slow
@pytest.mark.parametrize("jury", each(one for one in JURIES if one.name in PLANTED))
def test_a_jury_tells_a_planted_fault(jury: Jury, folder: Path) -> None:
    pattern, plant = PLANTED[jury.name]
    (file,) = folder.glob(pattern)
    right = file.read_bytes()
    file.unlink()
    file.write_bytes(plant(right))

    try:
        content, _ = judged(jury, folder)
    finally:
        file.write_bytes(right)

    assert not content


@WHERE_THEY_ARE
@pytest.mark.slow
@pytest.mark.long
def test_schemathesis_tells_an_interface_that_answers_otherwise_than_described(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    from tools import jury_browser

    # Given our description, on a server that has a page of HTML for every question
    told = openapi(address="https://monitor.example.org/", title="Monitor", contact={})
    files = {"api/v1/openapi.json": json.dumps(told).encode()}
    monkeypatch.setattr(jury_browser, "serving", lambda _: served(files, tmp_path))

    said = list(jury_browser.schemathesis(tmp_path))

    assert said
    assert "Undocumented Content-Type" in said[0]


def test_every_jury_in_a_browser_has_a_planted_fault() -> None:
    apart = {"schemathesis"}  # no file of a site can damage what it judges; it has its own test

    assert {one.name for one in JURIES if one.long} - apart <= set(PLANTED)


@WHERE_THEY_ARE
@pytest.mark.slow
@pytest.mark.parametrize("jury", each(one for one in JURIES if not one.site))
def test_a_jury_has_nothing_to_say_against_the_repository(jury: Jury, folder: Path) -> None:
    python = str(ROOT / ".venv" / "bin" / "python")
    subprocess.run(
        [python, "tools/openapi_file.py", str(HOME / "openapi.json")],
        cwd=ROOT, check=True, env=os.environ | {"PYTHONPATH": str(ROOT / "src")},
    )  # fmt: skip

    content, said = judged(jury, folder)

    assert content, said[-3000:]


def test_the_document_has_the_exact_command_of_every_jury() -> None:
    text = (ROOT / "docs" / "juries.md").read_text("utf-8")

    for jury in JURIES:
        command = " ".join((*jury.command, *([f"SITE/{jury.each}"] if jury.each else [])))
        assert f"`{command}`" in text, jury.name
