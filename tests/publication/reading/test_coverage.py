"""How many periods of a series can be compared."""

from __future__ import annotations

import pytest
from tests.publication.bicycle_figures import indicator, read, value

from agdb.publication.reading.comparable import Stretch
from agdb.publication.reading.coverage import (
    Coverage,
    comparable,
    covered,
)
from agdb.publication.reading.reading import Reading
from agdb.publication.wording.language import Language
from agdb.results.release import Release
from agdb.results.value import Computed
from agdb.statistics.status import ObservationStatus


def reading(release: Release, nl: Language, *values: object, **other: object) -> Reading:
    definition = indicator("made-up", "Verzonnen", "Made up", frequencies=("year",), **other)
    return Reading(Computed(definition, values, (read(),), None), release.programme, nl)  # type: ignore[arg-type]  # values are made by value()


def years(*marks: ObservationStatus | None) -> list[object]:
    """One value for each year from 2010; None is a year without a value."""
    return [
        value("NL01", str(2010 + nth), None if mark is None else 1.0 + nth,
              status=mark or ObservationStatus.MISSING)
        for nth, mark in enumerate(marks)
    ]  # fmt: skip


NORMAL, BREAK = ObservationStatus.NORMAL, ObservationStatus.BREAK
DIFFERS = ObservationStatus.DEFINITION_DIFFERS


@pytest.mark.parametrize(
    ("marks", "number"),
    [
        ((NORMAL,) * 6, 6),
        ((NORMAL, None, NORMAL, NORMAL), 3),
        ((NORMAL, NORMAL, NORMAL, BREAK, NORMAL), 3),
        ((NORMAL, BREAK, NORMAL, NORMAL, NORMAL), 4),
        ((NORMAL, NORMAL, DIFFERS, NORMAL), 2),
    ],
)
def test_a_break_or_another_definition_ends_what_can_be_compared(
    release: Release, nl: Language, marks: tuple[ObservationStatus | None, ...], number: int
) -> None:
    assert comparable(reading(release, nl, *years(*marks))) == number


def test_a_hole_is_no_break_and_is_told(release: Release, nl: Language) -> None:
    whole = reading(release, nl, *years(NORMAL, NORMAL, NORMAL))
    hole = reading(release, nl, *years(NORMAL, None, NORMAL, NORMAL))
    after_a_break = reading(release, nl, *years(NORMAL, None, BREAK, NORMAL, NORMAL))

    assert whole.stretch == Stretch(3, unbroken=True)
    assert hole.stretch == Stretch(3, unbroken=False)
    assert after_a_break.stretch == Stretch(3, unbroken=True)


def test_periods_that_have_no_place_on_a_line_are_not_comparable(
    release: Release, nl: Language
) -> None:
    values = [value("NL01", f"{2010 + n}-{2012 + n}", 1.0) for n in range(6)]

    assert comparable(reading(release, nl, *values)) == 0


@pytest.mark.parametrize(
    ("nature", "number", "kind"),
    [
        ("series", 5, Coverage.SERIES),
        ("series", 4, Coverage.SHORT),
        ("proxy", 9, Coverage.PROXY),
        ("quoted", 9, Coverage.QUOTED),
        ("series", 0, Coverage.WAITING),
        ("proxy", 0, Coverage.WAITING),
    ],
)
def test_each_indicator_is_counted_as_one_thing(
    release: Release, nl: Language, nature: str, number: int, kind: Coverage
) -> None:
    assert covered(reading(release, nl, *years(*[NORMAL] * number), nature=nature)) is kind
