"""What drowns a series is told in words, and two points are no course."""

from __future__ import annotations

from dataclasses import replace

import pytest

from agdb.publication.figure.choice import figures
from agdb.publication.figure.drawable import drawable, is_course
from agdb.publication.reading.reading import Reading
from agdb.publication.reading.series import Point, Series, series_of
from agdb.publication.wording.language import Language
from agdb.results.release import Release
from agdb.results.value import Kind, Value


@pytest.fixture
def reading(release: Release, nl: Language) -> Reading:
    return Reading(release.computed["bicycles-stock"], release.programme, nl)


def made(reading: Reading, *numbers: float, margin: float = 0, ahead: float = 0) -> Reading:
    """The bicycles in use with these numbers, their margin, and bounds of a forecast around 100."""
    plain = reading.computed.values[0]

    def value(nth: int, number: float, wide: float, kind: Kind = Kind.OBSERVED) -> Value:
        bounds = {"lower": number - wide, "upper": number + wide} if wide else {}
        return replace(plain, period=f"{2020 + nth}-Q1", value=number, kind=kind, **bounds)  # type: ignore[arg-type]

    values = [value(nth, number, margin) for nth, number in enumerate(numbers)]
    if ahead:
        values.append(value(len(numbers), 100, ahead, Kind.FORECAST))
    return replace(reading, computed=replace(reading.computed, values=tuple(values)), twin=None)


def only(reading: Reading) -> Series:
    (series,) = series_of(reading.computed.values, rounding=reading.quantity.round)
    return series


@pytest.mark.parametrize(
    ("bound", "drawn"),
    [(20, True), (33, True), (34, False), (90, False)],  # 133/67 is under two times, 134/66 over
)
def test_a_forecast_that_says_nothing_is_a_sentence(
    reading: Reading, bound: float, drawn: bool
) -> None:
    changed = made(reading, 90, 95, 110, ahead=bound)

    found = drawable(changed, only(changed))

    assert bool(found.series.forecast) is drawn
    assert len(found.notes) == (not drawn)


def test_the_sentence_has_the_bounds_and_the_table_keeps_the_forecast(reading: Reading) -> None:
    changed = made(reading, 90, 95, 110, ahead=90)

    main = figures(changed)[0]

    said = "De verwachting is te ruim om te tekenen: in acht van de tien gevallen ligt het cijfer"
    assert main.notes[0].startswith(said)
    assert "tussen 10,0 en 190,0" in main.notes[0].replace("\u00a0", " ")
    assert 'class="fan"' not in main.drawing
    assert any(cell.bounds for group in main.table.groups for r in group.rows for cell in r.cells)


@pytest.mark.parametrize(("margin", "drawn"), [(5, True), (10, True), (11, False)])
def test_a_margin_wider_than_all_differences_is_a_sentence(
    reading: Reading, margin: float, drawn: bool
) -> None:
    changed = made(reading, 90, 100, 110, margin=margin)  # 20 apart; a margin is twice that number

    found = drawable(changed, only(changed))

    assert (found.series.points[0].value.lower is not None) is drawn
    assert len(found.notes) == (not drawn)


def test_what_is_not_published_keeps_the_bounds_that_are_all_that_is_known(
    reading: Reading,
) -> None:
    changed = made(reading, 90, 100, 110, margin=50)
    hidden = only(changed).points[0]
    secret = Point(hidden.period, replace(hidden.value, value=None), None)

    found = drawable(changed, replace(only(changed), points=(secret, *only(changed).points)))

    assert found.series.points[0].value.lower == 40


def test_two_points_are_two_points(reading: Reading) -> None:
    two, three = made(reading, 90, 110), made(reading, 90, 100, 110)

    assert not is_course(only(two))
    assert is_course(only(three))
    assert 'class="line"' not in figures(two)[0].drawing
    assert figures(two)[0].drawing.count('class="point"') == 4  # two sizes
    assert "Twee cijfers zijn nog geen ontwikkeling" in " ".join(figures(two)[0].notes)
    with_gap = made(reading, 90, 100, 110)
    assert "Twee cijfers" not in " ".join(figures(with_gap)[0].notes)
