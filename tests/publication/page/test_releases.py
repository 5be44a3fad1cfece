"""The list of releases, and each at its own address: as it was, or why it was withdrawn."""

from __future__ import annotations

import re
from datetime import UTC, datetime

import pytest
from tests.publication.page.test_provenance import Known

from agdb.publication.site import site
from agdb.results.publication import PublicationState, PublicationStep, PublishedRelease
from agdb.results.release import Release

GONE = "2025-01-01-gone"
MOMENT = datetime(2025, 1, 2, tzinfo=UTC)


class Had(Known):
    """Provenance of readers who had two releases before, of which one was withdrawn."""

    def published(self) -> tuple[PublishedRelease, ...]:
        """Both, the first in front."""
        step = PublicationStep(GONE, PublicationState.WITHDRAWN, MOMENT, reason="Een <fout>.")
        return (
            PublishedRelease("2024-12-01-old", datetime(2024, 12, 1, tzinfo=UTC).date(), MOMENT),
            PublishedRelease(GONE, MOMENT.date(), MOMENT, step),
        )


@pytest.fixture(scope="module")
def pages(release: Release) -> dict[str, str]:
    """The pages of a site with a past, as text."""
    made = site(release, provenance=Had())
    return {path: body.decode() for path, body in made if path.endswith((".html", ".css", ".svg"))}


def test_the_newest_stands_in_front_and_what_was_withdrawn_says_why(pages: dict[str, str]) -> None:
    page = pages["nl/releases/index.html"]

    found = re.findall(r'href="/releases/([^/]+)/"><code>', page[: page.index("</main>")])
    assert found == ["2025-04-22-0a1b2c3d4e", GONE, "2024-12-01-old"]
    assert "ingetrokken op 2 januari 2025<br>Een &lt;fout&gt;." in page
    assert "bewaard zoals het was" in page


def test_a_release_stands_on_its_own_at_its_address(
    release: Release, pages: dict[str, str]
) -> None:
    page = pages[f"releases/{release.id}/index.html"]

    assert "Zoals het was op 22 april 2025" in page
    assert "1.234" in page or "Fietsen" in page
    assert not re.search(r'(?:href|src)="(?:/|https?:)', page)  # no file of the site around it
    assert 'href="frozen.css"' in page
    assert 'href="en/"' in page
    english = pages[f"releases/{release.id}/en/index.html"]
    assert "As it was on 22 April 2025" in english
    assert 'href="../frozen.css"' in english
    assert 'href="../icon.svg"' in english
    assert f"releases/{release.id}/icon.svg" in pages
    assert '<meta name="description" content="Deze bladzijde hoort bij één uitgave' in page
    assert 'href="../../../en/"' in english


def test_the_address_of_a_withdrawn_release_stays_and_says_why(pages: dict[str, str]) -> None:
    page = pages[f"releases/{GONE}/index.html"]

    assert "Deze uitgave is ingetrokken" in page
    assert "Een &lt;fout&gt;." in page
    assert "2 januari 2025" in page
    assert '<meta name="description" content="De uitgave is ingetrokken op 2 januari 2025' in page
    assert f"releases/{GONE}/frozen.css" in pages


def test_every_page_leads_to_its_release(release: Release, pages: dict[str, str]) -> None:
    for path in ("nl/index.html", "en/money/index.html"):
        assert f'<a href="/releases/{release.id}/">' in pages[path]
