"""The events of the plan are those of the papers in the register, on the same days."""

from __future__ import annotations

import pytest

from agdb.programme.programme import Programme
from agdb.register.fitting import programme_register

pytestmark = pytest.mark.slow


def test_every_event_is_of_a_paper_of_the_register_and_on_its_day(programme: Programme) -> None:
    papers = {one.url: one for one in programme_register(programme).documents.values()}

    assert programme.events
    for event in programme.events.values():
        paper = papers[event.sources[0].url]
        assert str(paper.day) == event.day.isoformat(), event.id


def test_no_crisis_is_marked_of_which_no_source_is_recorded(programme: Programme) -> None:
    assert [one.id for one in programme.events.values() if one.kind == "crisis"] == []
    assert [one.id for one in programme.events.values() if one.kind == "plan"] == ["plan"]
