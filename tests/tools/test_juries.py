"""Outside juries have nothing to say against a site, and each tells a planted fault."""

from __future__ import annotations

import os
import shutil
import subprocess
from collections.abc import Callable
from pathlib import Path

import pytest
from tests.conftest import ROOT
from tools.juries import HOME, JURIES, Jury, judged

from agdb.cli.site_folder import write_site
from agdb.cli.supply import supply_of
from agdb.publication.site import site
from agdb.results.release import Release
from agdb.warehouse.parquet_bytes import parquet_bytes

REQUIRED = "AGDB_REQUIRE_JURIES"
INSTALLED = (HOME / "installed").is_file() and shutil.which("java") and shutil.which("node")
WHERE_THEY_ARE = pytest.mark.skipif(
    not INSTALLED and not os.environ.get(REQUIRED),
    reason="the juries are not installed: .ci/juries",
)
OF_SITE = [one for one in JURIES if one.site]
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
    """The published site of the invented programme."""
    where = tmp_path_factory.mktemp("juries") / "site"
    supply = supply_of(ROOT)
    assert supply is not None
    base = "https://monitor.example.org/"
    pages = site(cycling_release, base=base, parquet=parquet_bytes, served=True, bill=supply.bill)
    pages = supply.stated(pages, cycling_release, base=base)
    write_site(pages, folder=where, name="a release")
    return where


@WHERE_THEY_ARE
@pytest.mark.slow
@pytest.mark.parametrize("jury", OF_SITE, ids=lambda jury: jury.name)
def test_a_jury_has_nothing_to_say_against_the_site(jury: Jury, folder: Path) -> None:
    content, said = judged(jury, folder)

    assert content, said[-3000:]


@WHERE_THEY_ARE
@pytest.mark.slow
@pytest.mark.parametrize("name", PLANTED)
def test_a_jury_tells_a_planted_fault(name: str, folder: Path) -> None:
    (jury,) = [one for one in JURIES if one.name == name]
    path, plant = PLANTED[name]
    file = folder / path
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
@pytest.mark.parametrize("jury", [one for one in JURIES if not one.site], ids=lambda j: j.name)
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
