"""A body is in the state of its last step, and nobody knows which without steps."""

from __future__ import annotations

from tests.publication.bicycle_register import bicycle_register

from agdb.register.states import BodyStatus

BODIES = bicycle_register().bodies


def test_the_state_of_a_body_is_that_of_its_last_step() -> None:
    assert BODIES["table"].status is BodyStatus.ACTIVE
    assert BODIES["core"].status is BodyStatus.BEING_SET_UP


def test_a_body_of_which_nothing_was_read_has_no_state() -> None:
    unknown = BODIES["core"].model_copy(update={"history": "unknown"})

    assert unknown.status is None
