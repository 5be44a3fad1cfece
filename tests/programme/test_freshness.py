"""What a source says of its own date, of newer figures, and of its end."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from tests.conftest import NOON

from agdb.errors import ProgrammeError
from agdb.programme.reading import read_programme
from agdb.release.build import build_release
from agdb.release.inputs import keep_embedded
from agdb.warehouse.warehouse import Warehouse

BICYCLES = "sources/bicycles.yaml"
RHYTHM = "rhythm: quarter\n"


@pytest.mark.slow
def test_the_date_of_the_publisher_reaches_every_indicator_and_ours_stays_beside_it(
    edit: Callable[[str, str, str], Path], warehouse: Warehouse
) -> None:
    # Given figures that we copied on one day, and that their publisher published on another
    folder = edit(BICYCLES, RHYTHM, f"{RHYTHM}published: {{when: 2025-02-14, where: its page}}\n")
    programme = read_programme(folder)
    keep_embedded(programme=programme, warehouse=warehouse, received=NOON)

    # When they are built
    release = build_release(programme=programme, warehouse=warehouse)

    # Then both are told, and no source that is silent gets a date
    used = {part for one in release.computed.values() for part in one.inputs}
    told = {part.dataset: (part.published, part.recorded.isoformat()) for part in used}
    assert told["demo:bicycles"] == ("2025-02-14", "2025-01-10")
    assert {day for dataset, (day, _) in told.items() if dataset != "demo:bicycles"} <= {""}


def test_a_date_of_publication_is_no_new_reading_of_the_same_figures(
    edit: Callable[[str, str, str], Path], warehouse: Warehouse
) -> None:
    folder = edit(BICYCLES, RHYTHM, RHYTHM)
    keep_embedded(programme=read_programme(folder), warehouse=warehouse, received=NOON)
    edit(BICYCLES, RHYTHM, f"{RHYTHM}published: {{when: 2025-02, where: its page}}\n")

    keep_embedded(programme=read_programme(folder), warehouse=warehouse, received=NOON)

    assert {len(warehouse.versions(dataset)) for dataset in warehouse.datasets()} == {1}


@pytest.mark.parametrize(
    ("line", "told"),
    [
        ("published: {when: spring, where: its page}", "write a day"),
        ("published: {when: 2025-Q1, where: its page}", "write a day"),
        ("published: {when: 2025-02-14}", "where"),
        (
            "newer: {what: {nl: a, en: a}, period: soon, where: x.y, seen: 2026-11-29}",
            "known dates",
        ),
        ("newer: {what: {nl: a}, period: 2025, where: x.y, seen: 2026-11-29}", "'en'"),
        ("closed: {nl: Voorbij}", "'en'"),
    ],
)
def test_a_wrong_date_or_a_missing_word_is_told_with_file_and_line(
    line: str, told: str, edit: Callable[[str, str, str], Path]
) -> None:
    folder = edit(BICYCLES, RHYTHM, f"{RHYTHM}{line}\n")

    with pytest.raises(ProgrammeError, match=told) as error:
        read_programme(folder)

    assert "bicycles.yaml:8" in str(error.value)


def test_what_is_closed_expects_nothing(edit: Callable[[str, str, str], Path]) -> None:
    lines = "expected: {months: [6], source: x.y}\nclosed: {nl: Voorbij, en: Over}\n"
    folder = edit(BICYCLES, RHYTHM, f"{RHYTHM}{lines}")

    with pytest.raises(ProgrammeError, match=r"bicycles\.yaml:1: a closed edition has no next one"):
        read_programme(folder)
