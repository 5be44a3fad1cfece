"""A result from draft to register: handed in, sent back, corrected, approved."""

from __future__ import annotations

from datetime import timedelta
from decimal import Decimal

import pytest
from tests.web.desk.bench import (
    ANSWERS,
    ENGLISH,
    NOW,
    POLDER,
    REVIEWER,
    RING,
    SECRETARY,
    someone,
)

from agdb.register.result import Result
from agdb.web.desk import handins
from agdb.web.desk.models import Event, HandIn, Record
from agdb.web.desk.records import held
from agdb.web.desk.refusals import (
    ConflictError,
    ForbiddenError,
    InvalidError,
    NotThereError,
    WrongStateError,
)
from agdb.web.desk.roles import Role

pytestmark = pytest.mark.usefixtures("desk")


def begun() -> HandIn:
    return handins.draft(RING, organisation="ring", initiative="lanes", language="nl", at=NOW)


def handed_in(**changes: str) -> HandIn:
    row = begun()
    return handins.hand_in(RING, row.pk, answers=ANSWERS | changes, expected=row.version, at=NOW)


def approved(**changes: str) -> HandIn:
    row = handed_in(**changes)
    return handins.approve(
        REVIEWER, row.pk, translations=ENGLISH, expected=row.version, at=NOW + timedelta(days=1)
    )


def test_an_approved_hand_in_is_a_result_of_the_register() -> None:
    row = approved()

    result = held("results", row.result).entry
    assert isinstance(result, Result)
    assert (result.value, result.unit, result.period) == (Decimal(39), "lanes", "2030-02-01")
    assert result.what == {"nl": "stroken aangelegd", "en": "lanes built"}
    assert [step.state for step in result.history] == ["draft", "handed-in", "approved"]
    assert result.sources[0].title == {
        "nl": "opgegeven door the ring, beoordeeld op 2 maart 2030",
        "en": "supplied by the ring, reviewed on 2 March 2030",
    }
    assert result.public


def test_what_was_sent_back_is_corrected_and_nothing_of_the_question_is_public() -> None:
    row = handed_in()
    row = handins.send_back(
        REVIEWER, row.pk, question="Zijn dit er 39?", about=["value"], expected=row.version, at=NOW
    )
    assert (row.state, row.asked_of) == ("returned", ["value"])

    row = handins.hand_in(
        RING, row.pk, answers={"value": "38"}, expected=row.version, at=NOW + timedelta(hours=1)
    )
    row = handins.approve(REVIEWER, row.pk, translations=ENGLISH, expected=row.version, at=NOW)

    fields = Record.objects.get(kind="results", ident=row.result).fields
    assert fields["value"] == "38"
    assert "Zijn dit" not in str(fields)


def test_every_step_is_an_event_with_before_after_and_reason() -> None:
    row = handed_in()
    handins.reject(REVIEWER, row.pk, reason="dubbel", expected=row.version, at=NOW)

    events = Event.objects.filter(kind="hand-in", ident=str(row.pk)).order_by("id")
    assert [event.action for event in events] == ["draft", "save", "hand-in", "reject"]
    last = events[3]
    assert (last.role, last.organisation, last.reason) == ("reviewer", "ministry", "dubbel")
    assert last.before is not None
    assert last.after is not None
    assert (last.before["state"], last.after["state"]) == ("handed-in", "rejected")


def test_what_was_typed_is_kept_when_it_cannot_be_handed_in() -> None:
    row = begun()

    with pytest.raises(InvalidError) as refused:
        handins.hand_in(RING, row.pk, answers=ANSWERS | {"value": "39 plannen"}, expected=1, at=NOW)

    assert [(one.field, one.key) for one in refused.value.mistakes] == [
        ("value", "number-with-words")
    ]
    row.refresh_from_db()
    assert (row.answers["value"], row.state, row.version) == ("39 plannen", "draft", 2)


@pytest.mark.parametrize(
    ("changes", "mistake"),
    [
        ({"value": "39", "not_counted": "yes"}, ("value", "number-and-not-counted")),
        ({"value": ""}, ("value", "number-missing")),
        ({"value": "1.234"}, ("value", "number-grouped")),
        ({"text": ""}, ("text", "no-story")),
        ({"day": "2030-03-02"}, ("day", "day-in-future")),
        ({"day": "31-2-2030"}, ("day", "day-unreadable")),
        ({"day": "2012"}, ("day", "contradicts")),
        ({"kind": "output", "day": "2028"}, ("day", "contradicts")),
        ({"source": "https://exa mple"}, ("source", "bad-address")),
        ({"kind": "all"}, ("kind", "choose-kind")),
        ({"unit": "elephants"}, ("unit", "contradicts")),
        ({"unit": ""}, ("unit", "unit-missing")),
        ({"what": ""}, ("what", "what-missing")),
        ({"text": "Een. Twee. Drie. Vier. Vijf. Zes."}, ("text", "too-many-sentences")),
    ],
)
def test_a_mistake_is_named_at_its_field(changes: dict[str, str], mistake: tuple[str, str]) -> None:
    changes = {"kind": "output"} | changes if changes.get("day") == "2012" else changes

    with pytest.raises(InvalidError) as refused:
        handed_in(**changes)

    assert mistake in [(one.field, one.key) for one in refused.value.mistakes]


def test_not_counted_is_an_answer() -> None:
    row = approved(value="", not_counted="yes", unit="")

    result = held("results", row.result).entry
    assert isinstance(result, Result)
    assert result.value is None


def test_another_kind_than_last_time_is_asked_about_once_and_adds_a_row() -> None:
    first = approved()
    row = begun()
    with pytest.raises(handins.DoubtError) as doubted:
        handins.hand_in(
            RING, row.pk, answers=ANSWERS | {"kind": "application", "value": "400"}, expected=1,
            at=NOW + timedelta(days=3),
        )  # fmt: skip
    assert [one.key for one in doubted.value.mistakes] == ["other-kind", "tenfold"]

    row = handins.hand_in(
        RING, row.pk, answers={}, expected=2, confirmed=True, at=NOW + timedelta(days=3)
    )
    row = handins.approve(
        REVIEWER, row.pk, translations=ENGLISH, expected=row.version, at=NOW + timedelta(days=4)
    )

    assert row.result != first.result
    assert Record.objects.filter(kind="results").count() == 2


def test_the_same_figure_again_replaces_it_and_the_log_keeps_the_old() -> None:
    first = approved()

    second = approved(value="40")

    assert second.result == first.result
    assert Record.objects.get(kind="results").fields["value"] == "40"
    past = Event.objects.filter(kind="results").order_by("id").values_list("after", flat=True)
    assert [after["value"] for after in past if after] == ["39", "40"]


def test_a_text_without_its_translation_is_not_approved() -> None:
    row = handed_in()

    with pytest.raises(InvalidError) as refused:
        handins.approve(REVIEWER, row.pk, translations={}, expected=row.version, at=NOW)

    assert {one.field for one in refused.value.mistakes} == {"what", "method", "text"}
    assert not Record.objects.filter(kind="results").exists()


def test_it_can_be_taken_back_until_a_reviewer_opens_it() -> None:
    row = handed_in()
    row = handins.take_back(RING, row.pk, expected=row.version, at=NOW)
    assert row.state == "draft"
    row = handins.hand_in(RING, row.pk, answers={}, expected=row.version, at=NOW)

    row = handins.open_for_review(REVIEWER, row.pk, at=NOW)

    with pytest.raises(WrongStateError):
        handins.take_back(RING, row.pk, expected=row.version, at=NOW)


def test_another_organisation_sees_what_it_would_see_if_there_were_nothing() -> None:
    row = handed_in()

    with pytest.raises(NotThereError) as other:
        handins.read(POLDER, row.pk)
    with pytest.raises(NotThereError) as nothing:
        handins.read(RING, someone(9).id or row.pk)

    assert str(other.value) == str(nothing.value)
    assert list(handins.visible(POLDER)) == []
    assert list(handins.visible(RING)) == [row]


def test_nobody_decides_on_the_own_organisation_or_the_own_hand_in() -> None:
    row = handed_in()
    both = someone(1, (Role.CONTRIBUTOR, "ring"), (Role.REVIEWER, "ministry"))
    colleague = someone(8, (Role.REVIEWER, "ring"))

    for nobody in (both, colleague, RING, SECRETARY):
        with pytest.raises(ForbiddenError):
            handins.approve(nobody, row.pk, translations=ENGLISH, expected=row.version, at=NOW)


def test_a_decision_taken_twice_is_taken_once() -> None:
    row = handed_in()
    seen = row.version
    handins.approve(REVIEWER, row.pk, translations=ENGLISH, expected=seen, at=NOW)

    with pytest.raises(ConflictError):
        handins.reject(REVIEWER, row.pk, reason="no", expected=seen, at=NOW)
    with pytest.raises(ForbiddenError):
        handins.reject(REVIEWER, row.pk, reason="no", expected=seen + 1, at=NOW)

    assert HandIn.objects.get(pk=row.pk).state == "approved"


def test_the_second_of_two_editors_is_told_what_the_first_changed() -> None:
    row = begun()
    handins.save(RING, row.pk, answers={"value": "1", "text": "Een."}, expected=1, at=NOW)
    colleague = someone(7, (Role.CONTRIBUTOR, "ring"))

    with pytest.raises(ConflictError) as refused:
        handins.save(colleague, row.pk, answers={"value": "2"}, expected=1, at=NOW)

    told = refused.value
    assert [(change.field, change.before, change.now) for change in told.changes] == [
        ("value", None, "1"),
        ("text", None, "Een."),
    ]
    assert (told.role, told.organisation, told.at, told.version) == ("contributor", "ring", NOW, 2)


def test_a_field_that_is_no_answer_is_refused() -> None:
    row = begun()

    with pytest.raises(InvalidError) as refused:
        handins.save(RING, row.pk, answers={"state": "approved"}, expected=1, at=NOW)

    assert [(one.field, one.key) for one in refused.value.mistakes] == [("state", "no-such-field")]
    assert HandIn.objects.get(pk=row.pk).state == "draft"


def test_a_letter_that_nobody_gets_is_logged(caplog: pytest.LogCaptureFixture) -> None:
    handed_in()

    assert "nobody of ring can be told: handed-in" in caplog.text
