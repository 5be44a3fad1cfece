"""What is asked, its answer, and the letters about it."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from django.conf import settings
from django.core import mail
from django.core.mail.backends import locmem
from tests.register.records import words
from tests.web.desk.bench import ANSWERS, NOW, POLDER, REVIEWER, RING, SECRETARY

from agdb.web.desk import handins, requests
from agdb.web.desk.editing import create
from agdb.web.desk.models import DataRequest
from agdb.web.desk.people import add_user
from agdb.web.desk.permissions import SYSTEM
from agdb.web.desk.refusals import ForbiddenError, InvalidError, NotThereError
from agdb.web.desk.reminders import remind
from agdb.web.desk.roles import Role
from agdb.web.settings import WebOptions

DUE = date(2030, 3, 20)


@pytest.fixture(autouse=True)
def outbox(desk: WebOptions, monkeypatch: pytest.MonkeyPatch) -> list[mail.EmailMessage]:
    """The letters that were sent, in place of a mail server."""
    monkeypatch.setattr(settings, "EMAIL_BACKEND", f"{locmem.__name__}.EmailBackend")
    mail.outbox = []
    for email, language in (("r@ring.example", "nl"), ("s@ring.example", "en")):
        add_user(
            email, organisation="ring", role=Role.CONTRIBUTOR, password=None, language=language,
            by=SYSTEM, at=NOW,
        )  # fmt: skip
    return mail.outbox


def asked() -> DataRequest:
    return requests.ask(
        SECRETARY, organisation="ring", initiative="lanes", what=words("stroken aangelegd"),
        answers={"kind": "grant", "unit": "lanes"}, due=DUE, at=NOW,
    )  # fmt: skip


def test_a_request_tells_every_contributor_in_the_own_language(
    outbox: list[mail.EmailMessage],
) -> None:
    row = asked()

    assert [(letter.to, letter.subject) for letter in outbox] == [
        (["r@ring.example"], "Vraag: stroken aangelegd, voor 20 maart 2030"),
        (["s@ring.example"], "Request: stroken aangelegd, by 20 March 2030"),
    ]
    address = f"https://monitor.example/desk/nl/request/{row.pk}/"
    assert outbox[0].body.splitlines()[-1] == address
    assert "39" not in outbox[0].body.replace(address, "")  # which has digits of its own


def test_the_form_begins_with_what_was_asked_and_the_answer_closes_the_request() -> None:
    row = asked()
    draft = handins.draft(
        RING, organisation="ring", initiative="lanes", request=row.pk, language="nl", at=NOW
    )
    assert draft.answers == {"what": "stroken aangelegd", "kind": "grant", "unit": "lanes"}

    draft = handins.hand_in(RING, draft.pk, answers=ANSWERS, expected=1, at=NOW)
    row.refresh_from_db()
    assert row.state == "answered"
    again = handins.draft(
        RING, organisation="ring", initiative="lanes", request=row.pk, language="nl", at=NOW
    )
    assert again.pk == draft.pk

    english = {"method": {"en": "on the map"}, "text": {"en": "More."}}
    handins.approve(REVIEWER, draft.pk, translations=english, expected=draft.version, at=NOW)
    row.refresh_from_db()
    assert row.state == "closed"


def test_two_people_who_begin_to_answer_at_once_have_one_draft(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    row = asked()
    first = handins.draft(
        RING, organisation="ring", initiative="lanes", request=row.pk, language="nl", at=NOW
    )
    look = handins._open_answer
    answers = iter([None])
    monkeypatch.setattr(handins, "_open_answer", lambda one: next(answers, look(one)))

    second = handins.draft(
        RING, organisation="ring", initiative="lanes", request=row.pk, language="nl", at=NOW
    )

    assert second.pk == first.pk


def test_reminders_come_three_times_and_then_stop(outbox: list[mail.EmailMessage]) -> None:
    asked()
    outbox.clear()

    days = [NOW + timedelta(days=number) for number in range(60)]
    sent = {day.date(): remind(at=day) for day in days}

    assert [day for day, number in sent.items() if number] == [
        date(2030, 3, 13),
        date(2030, 3, 20),
        date(2030, 4, 3),
    ]
    assert len(outbox) == 6


def test_a_reminder_that_was_missed_is_sent_once(outbox: list[mail.EmailMessage]) -> None:
    asked()
    outbox.clear()

    assert remind(at=NOW + timedelta(days=60)) == 1
    assert remind(at=NOW + timedelta(days=61)) == 0


def test_an_action_that_stays_late_is_named_the_day_after_and_then_once_a_week(
    outbox: list[mail.EmailMessage],
) -> None:
    for number, day in enumerate((2, 3)):
        create(
            SECRETARY, "actions",
            {
                "id": f"bells-{number}", "what": words(f"bell {number}"), "owner": "ring",
                "due": f"2030-03-0{day}", "commitment": "bells", "as_of": "2030-03-01",
                "history": [{"state": "open", "since": "2030-03-01"}],
                "sources": [{"title": words("report"), "seen": "whole"}],
            },
            at=NOW,
        )  # fmt: skip
    days = [NOW + timedelta(days=number) for number in range(20)]

    sent = {day.date(): remind(at=day) for day in days}

    assert {day.day: number for day, number in sent.items() if number} == {3: 1, 4: 1, 11: 1, 18: 1}
    assert outbox[-1].subject == "Still overdue: bell 0; bell 1"
    assert "The earliest date was 2 March 2030." in outbox[-1].body


def test_who_answered_is_not_reminded(outbox: list[mail.EmailMessage]) -> None:
    row = asked()
    draft = handins.draft(
        RING, organisation="ring", initiative="lanes", request=row.pk, language="nl", at=NOW
    )
    handins.hand_in(RING, draft.pk, answers=ANSWERS, expected=1, at=NOW)

    assert remind(at=NOW + timedelta(days=60)) == 0


def test_a_letter_of_a_step_that_failed_is_never_sent(outbox: list[mail.EmailMessage]) -> None:
    with pytest.raises(InvalidError):
        requests.ask(
            SECRETARY, organisation="ring", initiative="lanes", what={"nl": "stroken"},
            answers={"owner": "me"}, due=NOW.date() - timedelta(days=1), at=NOW,
        )  # fmt: skip

    assert outbox == []


def test_a_mail_server_that_is_away_undoes_nothing(
    monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    monkeypatch.setattr(settings, "EMAIL_BACKEND", "django.core.mail.backends.smtp.EmailBackend")
    monkeypatch.setattr(settings, "EMAIL_HOST", "127.0.0.1")
    monkeypatch.setattr(settings, "EMAIL_PORT", 1)

    row = asked()

    assert DataRequest.objects.filter(pk=row.pk).exists()
    assert "the message asked to ring was not sent" in caplog.text
    assert "ring.example" not in caplog.text


def test_it_can_be_passed_on_by_who_was_asked_and_by_no_other() -> None:
    row = asked()
    with pytest.raises(NotThereError):
        requests.pass_on(POLDER, row.pk, reason="not us", expected=1, at=NOW)
    with pytest.raises(ForbiddenError):
        requests.withdraw(RING, row.pk, reason="no", expected=1, at=NOW)

    row = requests.pass_on(RING, row.pk, reason="polder has it", expected=1, at=NOW)
    assert (row.state, requests.days_late(row, DUE + timedelta(days=2))) == ("passed-on", 2)
