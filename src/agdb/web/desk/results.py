"""From an approved hand-in to a result of the register."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any, Final

from django.conf import settings

from agdb.register.fields import Fields
from agdb.register.states import ResultState
from agdb.statistics.web_address import is_web_address
from agdb.web.desk.answers import TRANSLATED, moment, number
from agdb.web.desk.ledger import Deed
from agdb.web.desk.messages import names, tongues
from agdb.web.desk.models import HandIn, Record
from agdb.web.desk.records import hold_together, keep, of_kind, proposed_entry
from agdb.web.desk.refusals import InvalidError, Mistake
from agdb.web.desk.texts import cleaned

Translations = Mapping[str, Mapping[str, str]]
_LONGEST_ID: Final = 70
_ANSWER_OF: Final = {"period": "day", "sources": "source", "unit": "unit"}


def try_result(row: HandIn, *, on: date) -> None:
    """Go on if the answers would make a result of the register.

    Raises `InvalidError` with the answer that would not: a unit that there is not, a day outside of
    the period of its initiative.
    """
    texts = {name: _typed(row, name) for name in TRANSLATED if row.answers.get(name)}
    try:
        hold_together("results", proposed_entry("results", _fields(row, texts, on, ident="trial")))
    except InvalidError as error:
        raise _by_answer(error) from None


def keep_result(row: HandIn, translations: Translations, *, deed: Deed) -> str:
    """Make the record of a hand-in that is approved now; return its id.

    A figure of the same initiative, kind, subject and period is replaced, and stays in the log; any
    other is a new row. Raises `InvalidError` for a text that lacks a language.
    """
    texts = _texts(row, translations)
    fields = _fields(row, texts, deed.at.date(), ident="trial")
    same = [
        one
        for one in of_kind("results").filter(links__kind="initiatives", links__ident=row.initiative)
        if all(one.fields.get(name) == fields[name] for name in ("kind", "what", "period"))
        and one.state == ResultState.APPROVED.value
    ]
    ident = same[0].ident if same else _free(f"{row.initiative}-{fields['kind']}", fields["period"])
    one = proposed_entry("results", {**fields, "id": ident})
    try:
        keep("results", one, expected=same[0].version if same else 0, deed=deed)
    except InvalidError as error:
        raise _by_answer(error) from None
    return ident


def _free(name: str, period: str) -> str:
    base = f"{name[: _LONGEST_ID - len(period)].rstrip('-')}-{period}"
    taken = set(
        Record.objects.filter(kind="results", ident__startswith=base).values_list(
            "ident", flat=True
        )
    )
    tries = (base if count == 1 else f"{base}-{count}" for count in range(1, len(taken) + 2))
    return next(ident for ident in tries if ident not in taken)


def _typed(row: HandIn, name: str) -> dict[str, str]:
    """What was typed, for a trial, in every language."""
    text: str = row.answers[name]
    return dict.fromkeys(settings.AGDB_LANGUAGES, text)


def _texts(row: HandIn, translations: Translations) -> dict[str, dict[str, str]]:
    found, lacking = {}, []
    for name in TRANSLATED:
        text = row.answers.get(name, "")
        if not text or (name == "source" and is_web_address(text)):
            continue
        asked = row.request.what if name == "what" and row.request is not None else {}
        if asked.get(row.language) != text:
            asked = {}  # it was typed, and is not the subject that was asked for
        given = {**asked, **translations.get(name, {}), row.language: text}
        found[name] = {code: cleaned(given.get(code, "")) for code in settings.AGDB_LANGUAGES}
        lacking += [
            Mistake(name, "translation-missing", {"language": code})
            for code, words in found[name].items()
            if not words
        ]
    if lacking:
        raise InvalidError(*lacking)
    return found


def _fields(row: HandIn, texts: Mapping[str, Mapping[str, str]], on: date, *, ident: str) -> Fields:
    answers = row.answers
    period = moment(answers["day"])
    value = number(answers)
    fields: dict[str, Any] = {
        "id": ident,
        "initiative": row.initiative,
        "kind": answers["kind"],
        "value": None if value is None else str(value),
        "period": period,
        "history": _history(row, on),
        "sources": [_source(row, texts.get("source"), on)],
        "as_of": period,
        "recorded": on.isoformat(),
        **{name: dict(texts[name]) for name in ("what", "method", "text") if name in texts},
    }
    if value is not None:
        fields["unit"] = answers["unit"]
    indicator = row.request.answers.get("indicator") if row.request is not None else None
    return fields | ({"indicator": indicator} if indicator else {})


def _history(row: HandIn, on: date) -> list[Fields]:
    """The way to approval, without what was sent back on it: that stays inside."""
    handed = [step for step in row.steps if step["state"] == ResultState.HANDED_IN.value]
    return [
        {"state": ResultState.DRAFT.value, "since": row.steps[0]["since"]},
        handed[-1] if handed else {"state": "handed-in", "since": on.isoformat()},
        {"state": ResultState.APPROVED.value, "since": on.isoformat()},
    ]


def _source(row: HandIn, title: Mapping[str, str] | None, on: date) -> Fields:
    typed = row.answers.get("source", "")
    supplier = names("organisations", row.organisation)
    said = {}
    for code, tongue in tongues(settings.AGDB_LANGUAGES).items():
        parts: dict[str, Any] = {"organisation": supplier[code], "day": tongue.date(on)}
        key = "supplied" if title is None or is_web_address(typed) else "supplied.with"
        if key == "supplied.with" and title is not None:
            parts["source"] = title[code]
        said[code] = tongue.say(key, **parts)
    found: dict[str, Any] = {"title": said, "seen": "account"}
    return found | ({"url": typed} if is_web_address(typed) else {})


def _by_answer(error: InvalidError) -> InvalidError:
    """The mistakes of a record, at the answers that they come from."""
    return InvalidError(
        *(
            Mistake(_ANSWER_OF.get(one.field.split(".")[0], one.field), one.key, one.values)
            for one in error.mistakes
        )
    )
