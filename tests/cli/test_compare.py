"""`agdb compare`: two releases by id or day, and one sentence where one of them is not there."""

from __future__ import annotations

import json

import pytest
from tests.cli.conftest import Run


@pytest.fixture
def two(agdb: Run) -> tuple[str, str]:
    """Two releases of the invented programme, a month apart."""
    days = ("2026-01-10", "2026-02-10")
    first, then = (
        json.loads(agdb("build", "--as-of", d, "--json").stdout)["release"] for d in days
    )
    return first, then


@pytest.mark.slow
def test_releases_are_compared_by_id_or_day(agdb: Run, two: tuple[str, str]) -> None:
    first, then = two

    by_id = agdb("compare", first, then, "--json")
    by_day = agdb("compare", "2026-01-31", "--json")

    assert by_id.returncode == 0, by_id.stderr
    found = json.loads(by_id.stdout)
    assert (found["before"], found["after"]) == (first, then)
    assert found["days"] == ["2026-01-10", "2026-02-10"]
    assert json.loads(by_day.stdout) == found
    assert agdb("compare", first, then).stdout.startswith(f"from {first} (2026-01-10) to {then}")


@pytest.mark.slow
def test_what_is_not_there_is_told_in_a_sentence(agdb: Run, two: tuple[str, str]) -> None:
    first, then = two

    for words, sentence in (
        (("compare", "2025-01-01"), "no release was built by 2025-01-01"),
        (("compare", "nothing"), "there is no release 'nothing'"),
        (("compare", "20"), "more than one release begins with '20'"),
        (("compare", then), "does not differ from itself"),
    ):
        found = agdb(*words)
        assert found.returncode == 2
        assert sentence in found.stderr
    assert first


def test_without_a_release_that_is_told(agdb: Run) -> None:
    found = agdb("compare", "2026-01-01")

    assert found.returncode != 0
    assert "there is no release yet" in found.stderr
