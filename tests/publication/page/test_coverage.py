"""The page of coverage and freshness."""

from __future__ import annotations

import re
from dataclasses import replace

import pytest
from tests.publication.bicycle_figures import words

from agdb.publication.site import site
from agdb.results.release import Release


@pytest.fixture(scope="module")
def page(files: dict[str, bytes]) -> str:
    return files["en/coverage/index.html"].decode()


def test_kinds_of_figures_are_counted_apart(page: str, release: Release) -> None:
    counts = re.findall(r"<dt>(.*?)</dt><dd><strong>(\d+)</strong>", page)

    assert counts == [
        ("Series with five or more comparable periods", "4"),
        ("Series with fewer periods", "0"),
        ("Approximations", "0"),
        ("Single quoted figures", "1"),
        ("Without figures", "1"),
    ]
    assert sum(int(number) for _, number in counts) == len(release.computed)


def test_a_row_tells_the_age_of_its_figure(page: str) -> None:
    row = next(line for line in page.splitlines() if "/indicator/bicycles-stock/" in line)

    assert re.findall("<td>(.*?)</td>", row) == [
        "P1.01",
        "series, 20 comparable periods",
        "fourth quarter of 2024",
        '<span class="aged recent">3 months old</span>',
        "not known",
        "every quarter",
        "third quarter of 2025 (derived)",
    ]


@pytest.mark.slow
def test_what_is_missing_who_has_it_and_whether_we_asked_is_told_here_and_on_its_page(
    release: Release,
) -> None:
    known = next(iter(release.programme.sources.values()))
    source = known.model_copy(
        update={"id": "test:lanes", "notes": (words("Pas in mei.", "Not before May."),)}
    )
    sources = dict(release.programme.sources) | {"test:lanes": source}
    programme = replace(release.programme, sources=sources)

    files = dict(site(replace(release, programme=programme)))

    for name in ("en/coverage/index.html", "en/indicator/bicycles-lanes/index.html"):
        page = files[name].decode()
        assert "Not before May." in page
        assert "<dt>Requested</dt><dd>not yet</dd>" in page
        assert "<dt>Expected</dt><dd>unknown</dd>" in page
        assert f"<dt>Who has it or can make it</dt><dd>{known.publisher['en']}</dd>" in page
