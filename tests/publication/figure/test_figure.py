"""Values that were brought over a break are drawn dashed, marked, and compared with nothing."""

from __future__ import annotations

import json
from dataclasses import replace

import pytest
from tests.publication.bicycles import edition_of

from agdb.indicators.breaks import linked_values, mark_breaks
from agdb.programme.indicator import Break, LinkFactor
from agdb.publication.download.cells import ValueCells
from agdb.publication.download.lines import ValueLines
from agdb.publication.figure.choice import figures
from agdb.publication.figure.figure import Figure
from agdb.publication.reading.coverage import comparable
from agdb.publication.reading.lead import change_told
from agdb.publication.reading.reading import Reading
from agdb.publication.wording.language import Language
from agdb.results.release import Release
from agdb.statistics.status import ObservationStatus

WORDS = {"nl": "Anders geteld.", "en": "Counted otherwise."}
LINK = LinkFactor(
    factor=1.5,
    low=1.25,
    high=1.75,
    source="https://example.org/overlap",
    evidence={"nl": "Een jaar is dubbel geteld.", "en": "One year was counted twice."},
)


@pytest.fixture
def reading(release: Release, nl: Language) -> Reading:
    """The bicycles in use, with a factor over a break in the last year."""
    computed = release.computed["bicycles-stock"]
    rupture = Break(period="2024-Q2", kind="method", words=WORDS, link=LINK)
    definition = computed.definition.model_copy(update={"breaks": (rupture,)})
    plain = [
        replace(value, status=ObservationStatus.NORMAL) if value.value is not None else value
        for value in computed.values
        if value.region == "NL01"
    ]
    values = mark_breaks(definition, plain)
    values += linked_values(definition, values)
    whole = replace(computed, definition=definition, values=tuple(values))
    return Reading(whole, release.programme, nl)


@pytest.fixture
def main(reading: Reading) -> Figure:
    return figures(reading)[0]


def test_the_linked_part_is_dashed_with_a_band_and_explained(main: Figure) -> None:
    assert 'class="linked"' in main.drawing
    assert 'class="fan"' in main.drawing
    assert any("De streeplijn is gekoppeld" in note for note in main.notes)
    assert any("maal 1,5, tussen 1,25 en 1,75" in note for note in main.notes)
    assert "staan ook gekoppeld" in main.drawing


def test_the_table_gives_it_a_column_of_its_own_with_bounds(main: Figure) -> None:
    assert main.table.columns == ("Nederland", "Nederland, gekoppeld")
    first = {row.header: row.cells for group in main.table.groups for row in group.rows}
    published, brought = first["1e kwartaal 2024"]

    assert published.marks == ()
    assert [mark.letter for mark in brought.marks] == ["k"]
    assert " tot " in brought.bounds
    assert first["4e kwartaal 2024"][1].text == ""  # after the break there is nothing to link


def test_downloads_call_it_linked_with_its_bounds(
    reading: Reading, release: Release, nl: Language
) -> None:
    lines = ValueLines(ValueCells(edition_of(release, nl), reading))
    rows = json.loads(b"[" + b"".join(lines.json(reading)) + b"]")
    brought = [row for row in rows if row["kind"] == "linked"]

    assert len(brought) > 30
    assert all(row["lower"] is not None and row["upper"] is not None for row in brought)
    assert all(row["status"] == "E" for row in brought)
    found = json.loads(b"[" + b"".join(lines.interface()) + b"]")
    assert sum(one["kind"] == "linked" for one in found) == len(brought)


def test_nothing_is_compared_with_it_or_counted_by_it(reading: Reading) -> None:
    head = reading.headline
    assert head is not None

    said = change_told(reading)

    assert "Door een breuk in de reeks is dit niet te vergelijken" in said
    assert comparable(reading) == sum(p.period.start.year < 2024 or p.period.start.month < 4
                                      for p in head.known)  # fmt: skip
