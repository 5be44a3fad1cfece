"""Forms of the desk: they carry what was typed; the services say what is wrong with it."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime, time
from typing import Any, ClassVar, Final

from django import forms
from django.core.exceptions import NON_FIELD_ERRORS
from django.http import HttpRequest, HttpResponseBase
from django.utils import timezone
from django.utils.functional import lazy

from agdb.web import clock
from agdb.web.desk.records import languages
from agdb.web.desk.refusals import ConflictError, InvalidError, Mistake
from agdb.web.language import active
from agdb.web.views import held
from agdb.web.views.page import changed_by, done, show
from agdb.web.wording import say

Choices = Iterable[tuple[str, str]]
Verdicts = Mapping[str, tuple[Callable[..., object], str]]
"""What is done, and the message that tells so, for each choice of a decision."""
_LONGEST: Final = 4000


@dataclass(frozen=True, slots=True)
class FormFault:
    """A mistake as the summary above a form shows it; `id` is that of its field."""

    field: str
    id: str
    text: str


@dataclass(frozen=True, slots=True)
class Question:
    """A question of a form: how it is drawn, and under which name its answer is sent."""

    drawn: str
    name: str
    label: str
    hint: str = ""


class DeskForm(forms.Form):
    """A form with a version, whose mistakes are listed above it and stand at their field.

    `asks` are its questions in order, each as how it is drawn and its name: a text, an area, a day,
    a time, a tick, a select, choices; a text or area with + in front is asked in every language.
    Labels are the messages `form.NAME`, hints `form.NAME.hint` where there is one.
    """

    asks: ClassVar[tuple[tuple[str, str], ...]] = ()
    version = forms.IntegerField(required=False, min_value=0, max_value=2**31 - 1)
    use_required_attribute = False

    def __init__(
        self,
        data: Mapping[str, Any] | None = None,
        *,
        choices: Mapping[str, Choices] | None = None,
        **kwargs: Any,
    ) -> None:
        kwargs.setdefault("auto_id", "f-%s")
        super().__init__(data, **kwargs)
        self.layout: list[Question] = []
        for drawn, name in self.asks:
            self._ask(drawn, name, (choices or {}).get(name, ()))

    def _ask(self, drawn: str, name: str, choices: Choices) -> None:
        speak, catalogue = say(active()), say(active())
        key = f"form.{name}"
        hint = catalogue(f"{key}.hint") if has_hint(name) else ""
        if drawn.startswith("+"):
            for code in languages():
                self.fields[f"{name}-{code}"] = text_field()
                label = speak(
                    "form.in-language", what=speak(key), language=speak(f"language.{code}")
                )
                self.layout.append(Question(drawn[1:], f"{name}-{code}", label, hint))
            return
        self.fields[name] = _FIELDS[drawn](choices)
        self.layout.append(Question(drawn, name, speak(key), hint))

    @property
    def expected(self) -> int:
        """The version that its author saw, 0 where none was sent."""
        return int(self.cleaned_data.get("version") or 0)

    @property
    def faults(self) -> list[FormFault]:
        """Every mistake with its field, in the order of the form."""
        found = []
        for name, texts in self.errors.items():
            field = "" if name == NON_FIELD_ERRORS or name not in self.fields else name
            found += [FormFault(field, f"f-{field}", str(text)) for text in texts]
        return found

    def typed(self, name: str) -> str:
        """What was typed in a field, without spaces around it."""
        return str(self.cleaned_data.get(name) or "").strip()

    def texts(self, name: str) -> dict[str, str]:
        """What was typed in every language; none at all where nothing was typed."""
        found = {code: self.typed(f"{name}-{code}") for code in languages()}
        return found if any(found.values()) else {}

    def whole_texts(self, name: str) -> dict[str, str]:
        """What was typed in every language; raises `InvalidError` if one is empty."""
        found = {code: self.typed(f"{name}-{code}") for code in languages()}
        lacking = [
            Mistake(f"{name}-{code}", "language-missing") for code in found if not found[code]
        ]
        if lacking:
            raise InvalidError(*lacking)
        return found

    def typed_day(self, name: str) -> date | None:
        """The day that was typed, None without one."""
        found: date | None = self.cleaned_data.get(name)
        return found

    def moment(self, day: str, hour: str) -> datetime:
        """The day and time that were typed; raises `InvalidError` without both."""
        on, at = self.typed_day(day), self.cleaned_data.get(hour)
        wrong = [
            Mistake(name, "day-missing") for name, got in ((day, on), (hour, at)) if got is None
        ]
        if on is None or not isinstance(at, time):
            raise InvalidError(*wrong)
        return timezone.make_aware(datetime.combine(on, at))

    def refuse(self, error: InvalidError) -> None:
        """Show each mistake of a refusal at its field, or above where the form has no such one."""
        for one in error.mistakes:
            first = one.field.split(".")[0]
            names = (one.field, one.field.replace(".", "-"), first, f"{first}-{active()}")
            self.add_error(
                next((name for name in names if name in self.fields), None), sentence(one)
            )


def sentence(one: Mistake) -> str:
    """Return a mistake as a sentence in the active language."""
    return say(active())(f"mistake.{one.key}", **one.values)


def text_field(*, most: int = _LONGEST) -> forms.CharField:
    """A text that may be left empty; the service says where it may not."""
    return forms.CharField(
        required=False, max_length=most, error_messages={"max_length": _LATER("too-long", most)}
    )


def choice_field(choices: Choices) -> forms.ChoiceField:
    """One of several codes, or none."""
    return forms.ChoiceField(
        required=False,
        choices=list(choices),
        error_messages={"invalid_choice": _LATER("no-such-choice")},
    )


def _several(choices: Choices) -> forms.MultipleChoiceField:
    wrong = _LATER("no-such-choice")
    return forms.MultipleChoiceField(
        required=False,
        choices=list(choices),
        error_messages={"invalid_choice": wrong, "invalid_list": wrong},
    )


def _say_mistake(key: str, most: int = 0) -> str:
    return say(active())(f"mistake.{key}", **({"most": str(most)} if most else {}))


_LATER: Final = lazy(_say_mistake, str)
"""A sentence that is said in the language that is active when it is read."""


_FIELDS: Final[Mapping[str, Callable[[Choices], forms.Field]]] = {
    "text": lambda _: text_field(),
    "email": lambda _: text_field(most=254),
    "area": lambda _: text_field(),
    "select": choice_field,
    "choices": choice_field,
    "several": _several,
    "tick": lambda _: forms.BooleanField(required=False),
    "date": lambda _: forms.DateField(
        required=False, error_messages={"invalid": _LATER("not-a-day")}
    ),
    "time": lambda _: forms.TimeField(
        required=False, error_messages={"invalid": _LATER("not-a-time")}
    ),
}


def has_hint(name: str) -> bool:
    """Return whether the question `name` has a hint in the messages."""
    from agdb.web.wording import spoken  # noqa: PLC0415

    return f"form.{name}.hint" in spoken()[active()].catalogue


F = Callable[[Any], HttpResponseBase]


def form_page(
    request: HttpRequest,
    form: DeskForm,
    act: F,
    *,
    title: str,
    button: str,
    back: tuple[str, str],
    version: int = 0,
    about: str = "",
    template: str = "form.html",
    **context: Any,
) -> HttpResponseBase:
    """Show a page with one form, and do `act` with what was sent.

    A refusal shows the form again with every word that was typed; who comes second is told what
    the first changed, and goes on from there. `back` is the page before: its address and name.
    """
    status, clash = 200, None
    if request.method == "POST":
        status = 422
        if form.is_valid():
            try:
                return act(form)
            except InvalidError as error:
                form.refuse(error)
            except ConflictError as error:
                status, version = 409, error.version
                rows = [(one.field, _shown(one.before), _shown(one.now)) for one in error.changes]
                clash = {"who": changed_by(error), "rows": rows}
    return show(
        request, template, status=status,
        form=form, title=title, button=button, back=back, version=version, about=about,
        clash=clash, **context,
    )  # fmt: skip


def decided(
    request: HttpRequest, form: DeskForm, verdicts: Verdicts, *, then: str
) -> HttpResponseBase:
    """Do what was chosen, tell so, and go on to the page `then`.

    Raises `InvalidError` where nothing was chosen.
    """
    act, message = verdicts.get(form.typed("verdict"), (None, ""))
    if act is None:
        raise InvalidError(Mistake("verdict", "choose-verdict"))
    act(expected=form.expected, at=clock.now())
    return done(request, message, then)


def sent_or_kept(request: HttpRequest) -> Mapping[str, Any] | None:
    """Return what was sent now, or what was kept when the session had ended, None without."""
    return request.POST if request.method == "POST" else held.take(request)


def _shown(value: object) -> str:
    if isinstance(value, dict):
        if active() in value:
            return str(value[active()])
        return ", ".join(filter(None, map(_shown, value.values())))
    if isinstance(value, list):
        return "; ".join(map(_shown, value))
    return "" if value is None else str(value)
