"""Events are read with their file and line, and every mistake in one is told."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest

from agdb.errors import ProgrammeError
from agdb.programme.reading import read_programme

FILE = "events.yaml"


def test_events_are_read_in_the_order_of_the_file(programme_folder: Path) -> None:
    programme = read_programme(programme_folder)

    start, letter, frost, tyre = programme.events.values()
    assert (start.kind, start.day, start.until) == ("plan", date(2022, 2, 3), None)
    assert (frost.day, frost.until) == (date(2020, 12, 27), date(2021, 2, 14))
    for event in (start, letter):
        assert all(event.concerns(pillar) for pillar in programme.pillar_ids)
    assert [p for p in programme.pillar_ids if tyre.concerns(p)] == ["mending"]


def test_no_value_depends_on_an_event(edit: Callable[[str, str, str], Path]) -> None:
    folder = edit(FILE, "2022-02-03", "2022-02-04")
    changed = read_programme(folder)
    edit(FILE, "2022-02-04", "2022-02-03")
    before = read_programme(folder)

    assert changed.ground == before.ground
    assert (changed.hash, changed.around) != (before.hash, before.around)


@pytest.mark.parametrize(
    ("old", "new", "line", "told"),
    [
        ("kind: plan", "kind: rumour", 3, "kind is 'rumour'"),
        ("day: 2022-02-03", "day: spring", 6, "day is 'spring'"),
        ("day: 2022-02-03", "day: 2022-02-03\n  until: 2022-02-03", 2, "is not after 2022-02-03"),
        ("names: {nl: belbrief, en: bell letter}", "names: {nl: belbrief}", 10, "'en' is missing"),
        ("pillars: [", "pillars: [elsewhere, ", 26, "there is no pillar 'elsewhere'"),
        ("id: letter", "id: start", 8, "'start' was written before"),
    ],
)
def test_a_mistake_is_told_with_its_line(
    edit: Callable[[str, str, str], Path], old: str, new: str, line: int, told: str
) -> None:
    folder = edit(FILE, old, new)

    with pytest.raises(ProgrammeError) as raised:
        read_programme(folder)

    assert told in raised.value.what
    assert str(raised.value.place).endswith(f"{FILE}:{line}")


def test_an_event_without_a_source_is_refused(edit: Callable[[str, str, str], Path]) -> None:
    cited = "sources: [{url: 'https://example.org/start', title: {nl: Nota start, en: Nota start}}]"
    folder = edit(FILE, cited, "sources: []")

    with pytest.raises(ProgrammeError, match="sources"):
        read_programme(folder)
