"""A text of a paper counts once a second person approved it, and what was there before stays."""

from __future__ import annotations

from typing import Any

import pytest
from tests.web.desk.bench import NOW, POLDER, REVIEWER, SECRETARY, someone

from agdb.web.desk import proposals, written
from agdb.web.desk.models import Event, Proposal
from agdb.web.desk.refusals import (
    ConflictError,
    ForbiddenError,
    InvalidError,
    NotThereError,
    WrongStateError,
)
from agdb.web.desk.roles import Role

pytestmark = pytest.mark.usefixtures("desk")

TEXT = {"nl": "Stem in met het plan.", "en": "Agree with the plan."}


def waiting(text: dict[str, str] | None = None) -> Proposal:
    return written.write(SECRETARY, "advice", text=text or TEXT, quotes=(), expected=0, at=NOW)


def test_a_text_that_waits_is_not_in_a_release() -> None:
    row = waiting()

    assert (row.state, written.approved_texts()) == ("proposed", ())
    assert written.standing(SECRETARY, "advice").waiting == row


def test_a_second_person_approves_and_the_release_has_it_with_both_functions() -> None:
    row = waiting()

    written.approve(REVIEWER, row.pk, expected=1, at=NOW)

    (found,) = written.approved_texts()
    assert found["id"] == "advice"
    assert found["text"] == TEXT
    assert found["by"] == {"nl": "the ministry", "en": "the ministry"}
    assert found["reviewed"]["day"] == "2030-03-01"
    assert set(found["reviewed"]["by"]) == {"nl", "en"}


def test_who_wrote_a_text_does_not_approve_it() -> None:
    both = someone(3, (Role.SECRETARY, "ministry"), (Role.REVIEWER, "polder"))
    row = written.write(both, "advice", text=TEXT, quotes=(), expected=0, at=NOW)

    with pytest.raises(ForbiddenError):
        written.approve(both, row.pk, expected=1, at=NOW)
    with pytest.raises(ForbiddenError):
        written.approve(SECRETARY, row.pk, expected=1, at=NOW)


def test_what_was_approved_stays_until_another_text_is() -> None:
    written.approve(REVIEWER, waiting().pk, expected=1, at=NOW)
    later = waiting({"nl": "Stem niet in.", "en": "Do not agree."})

    assert written.approved_texts()[0]["text"] == TEXT
    written.reject(REVIEWER, later.pk, reason="te kort", expected=1, at=NOW)
    assert written.approved_texts()[0]["text"] == TEXT
    again = waiting({"nl": "Stem nu niet in.", "en": "Do not agree now."})
    written.approve(REVIEWER, again.pk, expected=1, at=NOW)
    assert written.approved_texts()[0]["text"]["nl"] == "Stem nu niet in."
    assert Event.objects.filter(kind="text").count() == 6


def test_the_own_text_can_be_changed_while_it_waits_and_that_of_another_cannot() -> None:
    row = waiting()
    other = someone(44, (Role.SECRETARY, "polder"))
    given: dict[str, Any] = {"quotes": (), "at": NOW}

    changed = written.write(
        SECRETARY, "advice", text={**TEXT, "nl": "Anders."}, expected=1, **given
    )

    assert (changed.pk, changed.version) == (row.pk, 2)
    with pytest.raises(ConflictError):
        written.write(SECRETARY, "advice", text=TEXT, expected=1, **given)
    with pytest.raises(InvalidError) as refused:
        written.write(other, "advice", text=TEXT, expected=2, **given)
    assert refused.value.mistakes[0].key == "text-waits"


def test_a_text_lacks_no_language_and_a_rejection_no_reason() -> None:
    with pytest.raises(InvalidError) as refused:
        waiting({"nl": "Stem in.", "en": " "})
    assert [one.field for one in refused.value.mistakes] == ["text-en"]
    row = waiting()
    with pytest.raises(InvalidError):
        written.reject(REVIEWER, row.pk, reason=" ", expected=1, at=NOW)


def test_a_decision_is_taken_once_and_on_what_was_seen() -> None:
    row = waiting()
    with pytest.raises(ConflictError):
        written.approve(REVIEWER, row.pk, expected=7, at=NOW)
    written.approve(REVIEWER, row.pk, expected=1, at=NOW)

    with pytest.raises(WrongStateError):
        written.reject(REVIEWER, row.pk, reason="x", expected=2, at=NOW)


def test_a_text_that_no_paper_asks_for_is_not_there() -> None:
    with pytest.raises(NotThereError):
        written.standing(SECRETARY, "king")
    with pytest.raises(NotThereError):
        written.read(POLDER, waiting().pk)


def test_a_text_is_no_record_that_arrived() -> None:
    row = waiting()

    assert list(proposals.visible(REVIEWER)) == []
    with pytest.raises(NotThereError):
        proposals.read(REVIEWER, row.pk)
