"""Events on figures: at the period in which they lie, with their source, and never as a cause."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from agdb.publication.figure.choice import figures
from agdb.publication.figure.events import before_the_plan, event_marks
from agdb.publication.reading.reading import Reading
from agdb.publication.wording.language import Language
from agdb.results.release import Release
from agdb.statistics.period import Frequency


@pytest.fixture
def reading(release: Release, nl: Language) -> Reading:
    return Reading(release.computed["bicycles-stock"], release.programme, nl)


def test_an_event_stands_at_its_period_and_those_of_other_pillars_do_not(reading: Reading) -> None:
    quarters = {one.label: (one.at, one.until) for one in event_marks(reading, Frequency.QUARTER)}
    years = {one.label: (one.at, one.until) for one in event_marks(reading, Frequency.YEAR)}

    assert quarters == {
        "vorst": (2020.75, 2021.0), "eerste bel": (2022.0, None), "belbrief": (2023.75, None)
    }  # fmt: skip
    assert years["belbrief"] == (2023, None)


def test_periods_without_a_place_on_a_line_have_no_events(reading: Reading) -> None:
    assert event_marks(reading, Frequency.OTHER) == ()


def test_a_figure_lists_what_it_marks_with_day_and_source(reading: Reading) -> None:
    main = figures(reading)[0]

    assert [one.when for one in main.events] == [
        "27 december 2020 tot en met 14 februari 2021", "3 februari 2022", "22 december 2023"
    ]  # fmt: skip
    assert main.events[1].what == "Er was: eerste bel."
    assert main.events[1].href == "https://example.org/start"
    assert main.drawing.count(">eerste bel</text>") == 2  # wide and narrow


def test_figures_of_before_the_plan_say_so(reading: Reading, release: Release) -> None:
    later = release.programme.events["start"].model_copy(update={"day": date(2025, 1, 1)})
    programme = replace(release.programme, events={"start": later})
    early = Reading(reading.computed, programme, reading.language)
    said = "Al deze cijfers gaan over de tijd vóór het plan, dat op 1 januari 2025 begon."

    assert before_the_plan(reading, reading.headlines) == ""
    assert before_the_plan(early, early.headlines) == said
    assert said in figures(early)[0].notes
