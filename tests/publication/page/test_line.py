"""A page tells which table each period comes from, and through whom the figures were read."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path

import pytest
from tests.indicators.test_compute import built
from tests.indicators.test_succession import ONE_LINE, SOURCE, succeed

from agdb.publication.page.indicator.evidence import evidence
from agdb.publication.page.shared.card import labels
from agdb.publication.reading.reading import Reading
from agdb.publication.site import site
from agdb.publication.wording.language import languages
from agdb.results.release import Release

__all__ = ["succeed"]  # a fixture

VIA = """via:
  words: {nl: gegevens van de fietsclub, en: data of the cycling club}
  address: https://example.org/club
  read: 2025-06-01
  transcribed: 2025-06-11
succeeds:"""


@pytest.fixture
def release(succeed: Callable[..., Path], tmp_path: Path) -> Release:
    """A release with a table that succeeds another and was read through a club."""
    return built(succeed(ONE_LINE, SOURCE.replace("succeeds:", VIA)), tmp_path / "var")


def _reading(release: Release, language: str) -> Reading:
    spoken = languages(("nl", "en"))[language]
    return Reading(release.computed["bicycles-number"], release.programme, spoken)


def test_beside_each_source_stands_what_comes_from_it(release: Release) -> None:
    newest, oldest = evidence(_reading(release, "nl")).credits

    assert newest.notes == (
        "Hieruit komt: 2e kwartaal 2024 tot en met 3e kwartaal 2024.",
        (
            "Niet rechtstreeks bij de uitgever gelezen, maar via gegevens van de fietsclub"
            " (stand van 1 juni 2025)."
        ),
        "Deze tabel volgt tabel bicycles op. Beide tellen hetzelfde.",
    )
    assert oldest.notes == ("Hieruit komt: 1e kwartaal 2024.",)


def test_a_label_and_the_day_of_copying_tell_that_it_was_read_through_others(
    release: Release,
) -> None:
    reading = _reading(release, "en")

    facts = {fact.term: (fact.text, fact.href) for fact in evidence(reading).parts[0].facts}

    assert "Read through others" in labels(reading)
    assert facts["Read through"] == ("data of the cycling club", "https://example.org/club")
    assert facts["As it stood there on"] == ("1 June 2025", "")
    assert facts["Copied by us on"] == ("11 June 2025", "")


@pytest.mark.slow
def test_downloads_and_interface_tell_it_too(release: Release) -> None:
    files = dict(site(release))

    download = json.loads(files["en/indicator/bicycles-number.json"])
    interface = json.loads(files["api/v1/indicator/bicycles-number.json"])

    inputs = (download.get("about") or download.get("metadata") or download)["inputs"]
    assert [one["periods"] for one in inputs] == [
        "second quarter of 2024 to third quarter of 2024", "first quarter of 2024"
    ]  # fmt: skip
    assert (inputs[0]["via"], inputs[0]["via_read"]) == ("data of the cycling club", "2025-06-01")
    assert interface["inputs"][0]["via"]["address"] == "https://example.org/club"
    tables = {(value["period"], value["table"]) for value in interface["values"]}
    assert {("2024-Q1", 1), ("2024-Q3", 0)} <= tables
