"""Events on a time axis."""

from __future__ import annotations

import re

import pytest

from agdb.publication.chart.canvas import WIDE
from agdb.publication.chart.event import EventMark, named_events, rows_of, visible
from agdb.publication.chart.lettering import width
from agdb.publication.chart.scale import Scale

AXIS = Scale(2015, 2025, 50, 650)
PLAN = EventMark("start van het plan", 2023, firm=True)
LETTER = EventMark("brief over de uitvoering", 2023)
FROST = EventMark("vorst", 2013, until=2016)


def test_only_what_lies_on_the_axis_is_marked() -> None:
    marks = (PLAN, FROST, EventMark("te vroeg", 2014), EventMark("te laat", 2026))

    assert visible(marks, 2015, 2025) == (PLAN, FROST)


def test_names_that_would_meet_stand_in_rows_of_their_own() -> None:
    far = EventMark("lang geleden", 2016)

    assert rows_of((), AXIS, WIDE) == 0
    assert rows_of((PLAN,), AXIS, WIDE) == 1
    assert rows_of((PLAN, far), AXIS, WIDE) == 1
    assert rows_of((PLAN, LETTER), AXIS, WIDE) == 2


LATE = tuple(EventMark(f"een lange naam, nummer {nth}", 2024.5 + nth / 4) for nth in range(3))
LONG_AXIS = Scale(2005, 2026, 50, 650)
PANDEMIC = EventMark("coronapandemie", 2020.25, until=2023.25)
PAPERS = (EventMark("brief uitvoering", 2023.75), EventMark("voortgangsbrief", 2025.5))


@pytest.mark.parametrize(
    ("marks", "axis"),
    [((PLAN, LETTER, *LATE), AXIS), ((PANDEMIC, PLAN, *PAPERS), LONG_AXIS)],
)
def test_no_line_goes_through_the_name_of_another(
    marks: tuple[EventMark, ...], axis: Scale
) -> None:
    drawn = named_events(marks, axis, top=200, bottom=300, size=WIDE)

    texts = [re.search(r'<text[^>]* x="([\d.]+)" y="([\d.]+)">([^<]+)<', str(one)) for one in drawn]
    lines = [re.search(r' x1?="([\d.]+)".*? y1?="([\d.]+)"', str(one)) for one in drawn]
    for text in texts:
        assert text is not None
        start, base, name = float(text[1]), float(text[2]), text[3]
        for line in lines:
            assert line is not None
            above = float(line[2]) < base
            assert not (above and start < float(line[1]) < start + width(name, size=WIDE.font))


def test_a_line_stands_at_its_place_and_the_plan_is_firmer() -> None:
    letter, plan = named_events((PLAN, LETTER), AXIS, top=60, bottom=300, size=WIDE)

    assert 'x1="530" x2="530"' in plan
    assert 'x1="530" x2="530"' in letter
    assert plan.startswith('<g class="event firm">')
    assert letter.startswith('<g class="event">')


def test_what_lasts_is_a_strip_as_far_as_the_axis_goes() -> None:
    (strip,) = named_events((FROST,), AXIS, top=60, bottom=300, size=WIDE)

    assert '<rect x="50" width="60"' in strip


def test_a_name_never_leaves_the_drawing() -> None:
    last = EventMark("een heel lange naam voor een gebeurtenis", 2025)

    (drawn,) = named_events((last,), AXIS, top=60, bottom=300, size=WIDE)

    start = float(drawn.partition('class="note" x="')[2].partition('"')[0])
    assert start < 650
