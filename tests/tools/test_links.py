"""Every link, anchor and reference by id within a site leads somewhere, or is told."""

from __future__ import annotations

from pathlib import Path

import pytest
from tools.links import faults

RIGHT = """<!doctype html><h1 id="top">a</h1><p id="b" aria-labelledby="top">
<a href="/nl/b/#there">b</a> <a href="#b">c</a> <a href="https://elsewhere.example/">d</a>
<a href="https://monitor.example.org/nl/b/">e</a> <a href="/api/v1/observations?page=2">f</a></p>"""


@pytest.fixture
def site(tmp_path: Path) -> Path:
    (tmp_path / "nl" / "b").mkdir(parents=True)
    (tmp_path / "robots.txt").write_text("Sitemap: https://monitor.example.org/sitemap.xml\n")
    (tmp_path / "nl" / "index.html").write_text(RIGHT)
    (tmp_path / "nl" / "b" / "index.html").write_text('<p id="there">there</p>')
    return tmp_path


def test_a_site_in_which_all_leads_somewhere_has_no_faults(site: Path) -> None:
    assert list(faults(site)) == []


@pytest.mark.parametrize(
    ("old", "new", "told"),
    [
        ('"/nl/b/#there"', '"/nl/c/"', "/nl/c/ leads nowhere"),
        ('"/nl/b/#there"', '"/nl/b/#here"', "/nl/b/#here has no such place"),
        ('"https://monitor.example.org/nl/b/"', '"https://monitor.example.org/x"', "leads nowhere"),
        ('id="b"', 'id="top"', "the id 'top' comes twice"),
        ('aria-labelledby="top"', 'aria-labelledby="no"', "refers to no 'no'"),
    ],
)
def test_what_leads_nowhere_is_told_with_its_page(
    site: Path, old: str, new: str, told: str
) -> None:
    page = site / "nl" / "index.html"
    page.write_text(page.read_text().replace(old, new))

    assert any(told in fault for fault in faults(site))
    assert all(fault.startswith("nl/index.html: ") for fault in faults(site))


def test_a_folder_without_pages_is_no_site(tmp_path: Path) -> None:
    assert list(faults(tmp_path)) == [f"{tmp_path}: there is no page"]
