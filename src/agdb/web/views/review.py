"""Reviewing what was handed in: the difference first, then a decision with its reason."""

from __future__ import annotations

from collections.abc import Mapping
from functools import partial
from typing import Any, Final
from uuid import UUID

from django import forms
from django.http import HttpRequest, HttpResponse, HttpResponseBase

from agdb.register.states import ResultState
from agdb.statistics.web_address import is_web_address
from agdb.web import clock
from agdb.web.desk import handins
from agdb.web.desk.answers import ANSWERS, TRANSLATED, doubts
from agdb.web.desk.models import Event, HandIn
from agdb.web.desk.records import languages
from agdb.web.desk.refusals import InvalidError, Mistake
from agdb.web.desk.roles import Actor, Role
from agdb.web.language import active
from agdb.web.views import held
from agdb.web.views.forms import DeskForm, Verdicts, choice_field, decided, sentence, text_field
from agdb.web.views.hand_in import history, last_answers
from agdb.web.views.home import all_named, named, subject, task
from agdb.web.views.page import desk_page, show
from agdb.web.wording import say

_VERDICTS: Final = ("approve", "send-back", "reject")


class ReviewForm(DeskForm):
    """A decision: nothing is chosen beforehand. Texts come in the other languages."""

    verdict = choice_field([])
    reason = text_field()
    about = forms.MultipleChoiceField(required=False)

    def __init__(self, data: Mapping[str, Any] | None, *, row: HandIn, **kwargs: Any) -> None:
        super().__init__(data, **kwargs)
        speak = say(active())
        self.fields["verdict"] = choice_field((one, speak(f"verdict.{one}")) for one in _VERDICTS)
        about: forms.MultipleChoiceField = self.fields["about"]  # type: ignore[assignment]
        about.choices = [(one, speak(f"answer.{one}")) for one in ANSWERS]
        self.translated = list(_to_translate(row))
        for name, code in self.translated:
            self.fields[f"{name}-{code}"] = text_field(most=4000)

    def translations(self) -> dict[str, dict[str, str]]:
        """The texts in the other languages, by answer and language."""
        found: dict[str, dict[str, str]] = {}
        for name, code in self.translated:
            found.setdefault(name, {})[code] = self.typed(f"{name}-{code}")
        return found

    def refuse(self, error: InvalidError) -> None:
        """Show a text that lacks a language at the field of that language."""
        placed = [
            Mistake(f"{one.field}-{one.values['language']}", one.key, one.values)
            if one.key == "translation-missing"
            else one
            for one in error.mistakes
        ]
        super().refuse(InvalidError(*placed))


def _to_translate(row: HandIn) -> list[tuple[str, str]]:
    asked = row.request.what if row.request is not None else {}
    return [
        (name, code)
        for name in TRANSLATED
        for code in languages()
        if code != row.language
        and (text := row.answers.get(name))
        and not (name == "source" and is_web_address(text))
        and not (name == "what" and asked.get(row.language) == text)
    ]


@desk_page
def queue(request: HttpRequest, actor: Actor) -> HttpResponse:
    """List what waits for a decision of this reviewer, the oldest in front."""
    rows = handins.visible(actor).filter(state=ResultState.HANDED_IN.value).order_by("changed")
    plans = all_named("initiatives", (row.initiative for row in rows))
    tasks = [(row.pk, task(row, plans), handins.may_decide(actor, row)) for row in rows]
    return show(request, "queue.html", tasks=tasks)


@desk_page
def review(request: HttpRequest, actor: Actor, ident: UUID) -> HttpResponseBase:
    """Show a hand-in beside what is published, and record the decision on it."""
    row = handins.open_for_review(actor, ident, at=clock.now())
    if request.method != "POST":
        kept = held.take(request)
        return _page(request, actor, row, ReviewForm(kept, row=row), kept=kept is not None)
    form = ReviewForm(request.POST, row=row)
    if not form.is_valid():
        return _page(request, actor, row, form, status=422)
    try:
        return decided(request, form, _verdicts(actor, row, form), then="desk-review-queue")
    except InvalidError as error:
        form.refuse(error)
        return _page(request, actor, row, form, status=422)


def _verdicts(actor: Actor, row: HandIn, form: ReviewForm) -> Verdicts:
    reason, about = form.typed("reason"), form.cleaned_data["about"]
    approve = partial(handins.approve, actor, row.pk, translations=form.translations())
    send_back = partial(handins.send_back, actor, row.pk, question=reason, about=about)
    reject = partial(handins.reject, actor, row.pk, reason=reason)
    return {
        "approve": (approve, "done.approved"),
        "send-back": (send_back, "done.sent-back"),
        "reject": (reject, "done.rejected"),
    }


def _page(
    request: HttpRequest,
    actor: Actor,
    row: HandIn,
    form: ReviewForm,
    *,
    kept: bool = False,
    status: int = 200,
) -> HttpResponse:
    last = handins.last_time(row.organisation, row.initiative, before=row)
    published = last_answers(last)
    return show(
        request, "review.html", status=status,
        row=row, form=form, kept=kept, subject=subject(row),
        initiative=named("initiatives", row.initiative),
        organisation=named("organisations", row.organisation),
        rows=_compared(row, published), published=last is not None,
        doubts=[sentence(one) for one in doubts(row.answers, last)],
        since_question=_since_question(row), history=history(row),
        waits=row.state == ResultState.HANDED_IN.value and Role.REVIEWER in actor.roles,
        texts=[(name, code, row.answers.get(name, "")) for name, code in form.translated],
    )  # fmt: skip


def _compared(row: HandIn, published: Mapping[str, str]) -> list[tuple[str, str, str]]:
    """Every answer: what is published, and what was handed in."""
    speak, found = say(active()), []
    for name in ANSWERS:
        new = row.answers.get(name, "")
        if name == "kind" and new:
            new = speak(f"kind.{new}")
        if name == "not_counted":
            continue
        if name == "value" and row.answers.get("not_counted"):
            new = speak("handin.not-counted")
        found.append((name, published.get(name, ""), new))
    return found


def _since_question(row: HandIn) -> list[tuple[str, str, str]]:
    """What changed since it was last sent back: the answer, before and now."""
    sent_back = Event.objects.filter(kind=handins.KIND, ident=str(row.pk), action="send-back")
    last = sent_back.order_by("-id").first()
    then: Mapping[str, Any] = (last.after if last else None) or {}
    if not then:
        return []
    return [
        (name, str(then.get(name, "")), row.answers.get(name, ""))
        for name in ANSWERS
        if str(then.get(name, "")) != row.answers.get(name, "")
    ]
