"""The six answers of a hand-in: what was typed, held against the rules, and the result it makes."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from datetime import date
from decimal import Decimal
from typing import Final

from agdb.register.moment import first_day
from agdb.register.result import Result, ResultKind
from agdb.statistics.web_address import is_web_address
from agdb.web.desk.refusals import InvalidError, Mistake
from agdb.web.desk.texts import cleaned

ANSWERS: Final = (
    "kind",
    "what",
    "value",
    "not_counted",
    "unit",
    "day",
    "method",
    "source",
    "text",
)
"""What a contributor may fill in, and nothing else is taken of what is sent."""

TRANSLATED: Final = ("what", "method", "source", "text")
"""The answers that are published as text, and so in every language."""

_LONGEST: Final = {"text": 2000, "method": 1000}
_SHORT: Final = 300
_NUMBER: Final = re.compile(r"\d{1,12}(?:[.,]\d{1,6})?", re.ASCII)
_GROUPED: Final = re.compile(r"\d{1,3}(?:[.,]\d{3})+", re.ASCII)
_DAY: Final = re.compile(r"(\d{1,2})[-/.](\d{1,2})[-/.](\d{4})", re.ASCII)
_SENTENCE_END: Final = re.compile(r"[.!?](?=\s|$)")
_MOST_SENTENCES: Final = 5
_TENFOLD: Final = 10

Answers = dict[str, str]


def typed(sent: Mapping[str, str]) -> Answers:
    """Return what was typed as it is kept: known names only, without characters that none types.

    Raises `InvalidError` for a name that is not an answer, or a text longer than is kept.
    """
    strange = [name for name in sent if name not in ANSWERS]
    if strange:
        raise InvalidError(*(Mistake(name, "no-such-field") for name in strange))
    kept = {name: cleaned(text) for name, text in sent.items()}
    long = [name for name, text in kept.items() if len(text) > _LONGEST.get(name, _SHORT)]
    if long:
        raise InvalidError(
            *(Mistake(name, "too-long", {"most": str(_LONGEST.get(name, _SHORT))}) for name in long)
        )
    return kept


def mistakes(answers: Answers, *, today: date) -> Iterator[Mistake]:
    """Yield what is wrong with the answers by themselves, field by field."""
    kind = answers.get("kind", "")
    if kind not in {one.value for one in ResultKind}:
        yield Mistake("kind", "choose-kind")
    if not answers.get("what"):
        yield Mistake("what", "what-missing")
    yield from _number(answers)
    yield from _moment(answers, today)
    source = answers.get("source", "")
    if source.casefold().startswith(("http", "www.")) and not is_web_address(source):
        yield Mistake("source", "bad-address", {"typed": source})
    text = answers.get("text", "")
    if answers.get("value") and not text:
        yield Mistake("text", "no-story")
    if len(_SENTENCE_END.findall(text)) > _MOST_SENTENCES:
        yield Mistake("text", "too-many-sentences", {"most": str(_MOST_SENTENCES)})


def _number(answers: Answers) -> Iterator[Mistake]:
    value, not_counted = answers.get("value", ""), bool(answers.get("not_counted"))
    if value and not_counted:
        yield Mistake("value", "number-and-not-counted")
    elif not value and not not_counted:
        yield Mistake("value", "number-missing")
    elif value and _GROUPED.fullmatch(value):
        # 1.234 is a thousand to one reader and one and a bit to another: neither is guessed
        plain = re.sub(r"[.,]", "", value)
        yield Mistake("value", "number-grouped", {"typed": value, "plain": plain})
    elif value and not _NUMBER.fullmatch(value):
        yield Mistake("value", "number-with-words", {"typed": value})
    if value and not answers.get("unit"):
        yield Mistake("unit", "unit-missing")


def _moment(answers: Answers, today: date) -> Iterator[Mistake]:
    text = answers.get("day", "")
    try:
        begun = first_day(moment(text))
    except ValueError:
        yield Mistake("day", "day-unreadable", {"typed": text})
        return
    if begun > today:
        yield Mistake("day", "day-in-future", {"typed": text})


def moment(text: str) -> str:
    """Return a day, month or year as the register writes it; other text comes back as it is.

    >>> moment("1-9-2025"), moment("2025"), moment("soon")
    ('2025-09-01', '2025', 'soon')
    """
    match = _DAY.fullmatch(text)
    return text if match is None else f"{match[3]}-{int(match[2]):02d}-{int(match[1]):02d}"


def number(answers: Answers) -> Decimal | None:
    """Return the number of checked answers, None where nothing was counted.

    >>> number({"value": "12,5"})
    Decimal('12.5')
    """
    value = answers.get("value", "")
    return Decimal(value.replace(",", ".")) if value else None


def doubts(answers: Answers, last: Result | None) -> tuple[Mistake, ...]:
    """Return what is unlikely, beside the result handed in before; a doubt is not a mistake."""
    if last is None:
        return ()
    found = []
    if answers.get("kind") != last.kind.value:
        found.append(Mistake("kind", "other-kind", {"before": last.kind.value}))
    value = number(answers)
    if value is not None and last.value:
        ratio = value / last.value
        if ratio > _TENFOLD or (ratio and ratio < Decimal(1) / _TENFOLD):
            found.append(Mistake("value", "tenfold", {"before": str(last.value)}))
    return tuple(found)
