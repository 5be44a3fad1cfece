"""The events of the plan are those of the papers in the register, on the same days."""

from __future__ import annotations

import pytest

from agdb.programme.programme import Programme
from agdb.register.fitting import programme_register

pytestmark = pytest.mark.slow


def test_every_event_of_the_plan_is_of_a_paper_of_the_register_and_on_its_day(
    programme: Programme,
) -> None:
    papers = {one.url: one for one in programme_register(programme).documents.values()}
    of_the_plan = [one for one in programme.events.values() if one.kind != "crisis"]

    assert of_the_plan
    for event in of_the_plan:
        paper = papers[event.sources[0].url]
        assert str(paper.day) == event.day.isoformat(), event.id
    assert [one.id for one in of_the_plan if one.kind == "plan"] == ["plan"]


def test_a_crisis_has_the_first_and_the_last_day_that_its_source_gives(
    programme: Programme,
) -> None:
    crises = [one for one in programme.events.values() if one.kind == "crisis"]

    assert [(one.id, one.day.isoformat(), str(one.until)) for one in crises] == [
        ("recession-2008", "2008-07-01", "2009-06-30"),
        ("covid-19", "2020-01-30", "2023-05-05"),
    ]
