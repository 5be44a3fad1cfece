"""An action of a decision, to its proof; and what is late."""

from __future__ import annotations

from datetime import date

import pytest
from tests.register.records import words
from tests.web.desk.bench import POLDER, READER, RING, SECRETARY
from tests.web.desk.test_meetings import LATER, decided

from agdb.register.meeting import Action
from agdb.web.desk import actions
from agdb.web.desk.records import Held, held
from agdb.web.desk.refusals import ForbiddenError, InvalidError

pytestmark = pytest.mark.usefixtures("desk")


def opened(due: date | None = date(2030, 4, 1)) -> Held:
    decided()
    return actions.open_action(
        SECRETARY, ident="order", what=words("order bells"), owner="ring", due=due,
        decision="buy-bells", at=LATER,
    )  # fmt: skip


def action() -> Action:
    found = held("actions", "order").entry
    assert isinstance(found, Action)
    return found


def test_an_action_is_done_with_a_proof_only() -> None:
    opened()

    with pytest.raises(InvalidError):
        actions.finish_action(RING, "order", proof={}, expected=1, at=LATER)
    actions.finish_action(RING, "order", proof=words("receipt 12"), expected=1, at=LATER)

    assert (action().state.value, action().proof) == ("done", words("receipt 12"))


def test_an_action_is_dropped_with_a_reason_only() -> None:
    opened()

    with pytest.raises(InvalidError) as refused:
        actions.drop_action(RING, "order", reason=words(" "), expected=1, at=LATER)
    actions.drop_action(RING, "order", reason=words("no shop"), expected=1, at=LATER)

    assert [(one.field, one.key) for one in refused.value.mistakes] == [
        ("reason", "reason-missing")
    ]
    assert action().state.value == "dropped"


def test_a_day_that_is_moved_stays_in_sight_with_its_reason() -> None:
    opened()

    actions.postpone_action(
        RING, "order", due=date(2030, 5, 1), reason=words("shop closed"), expected=1, at=LATER
    )

    assert action().due == date(2030, 5, 1)
    assert [(one.was, one.reason) for one in action().postponed] == [
        (date(2030, 4, 1), words("shop closed"))
    ]


def test_an_action_is_late_the_day_after_its_day_and_not_before() -> None:
    opened()

    assert actions.late_actions(date(2030, 4, 1)) == ()
    assert [one.entry.id for one in actions.late_actions(date(2030, 4, 2))] == ["order"]


def test_only_the_owner_and_the_secretary_touch_an_action() -> None:
    opened()

    with pytest.raises(ForbiddenError):
        actions.finish_action(POLDER, "order", proof=words("me"), expected=1, at=LATER)
    with pytest.raises(ForbiddenError):
        actions.start_action(READER, "order", expected=1, at=LATER)
