"""The model sentences of the papers: what each may say, and in which words.

The engine decides when a sentence is said, the programme how. A sentence has two or three wordings
in each language; all of them have the same places for what changes.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from enum import StrEnum
from typing import Annotated, Final, Literal, Self

from pydantic import AfterValidator, Field, model_validator

from agdb.programme.model import Record, complete
from agdb.programme.sentence import Slot, pieces


class Occasion(StrEnum):
    """When a sentence is said."""

    OPENING = "opening"
    REASON = "reason"
    ANSWERS = "answers"
    FIRST_REPORT = "first-report"
    SINCE = "since"
    NEW_PERIODS = "new-periods"
    REVISED = "revised"
    DEFINITIONS = "definitions"
    NEW_RECORDS = "new-records"
    RISEN = "risen"
    FALLEN = "fallen"
    EQUAL = "equal"
    UNCLEAR = "unclear"
    CHANCE_UNKNOWN = "chance-unknown"
    ALONE = "alone"
    BREAK = "break"
    UNFAVOURABLE = "unfavourable"
    FAVOURABLE = "favourable"
    LONGER = "longer"
    CYCLICAL = "cyclical"
    OLD = "old"
    NO_FIGURES = "no-figures"
    NO_FIGURES_IN_PILLAR = "no-figures-in-pillar"
    NO_TARGET = "no-target"
    TARGET_NO_JUDGEMENT = "target-no-judgement"
    TARGET_NEEDED = "target-needed"
    TARGET_CHANCE = "target-chance"
    OF_OTHERS = "of-others"
    MONEY_OF = "money-of"
    NOT_ADDED = "not-added"
    PAID_UNKNOWN = "paid-unknown"
    NO_MONEY = "no-money"
    RESULT = "result"
    RESULT_UNCOUNTED = "result-uncounted"
    RESULTS_OPEN = "results-open"
    NO_RESULTS = "no-results"
    NOT_MEASURED = "not-measured"
    BODIES = "bodies"
    BODIES_SINCE = "bodies-since"
    NO_BODIES = "no-bodies"
    PROMISES = "promises"
    PROMISES_OPEN = "promises-open"
    PROMISE_LATE = "promise-late"
    PROMISE_NO_TERM = "promise-no-term"
    NONE_LATE = "none-late"
    NO_PROMISES = "no-promises"
    MOTION_ANSWERED = "motion-answered"
    OPTION = "option"
    OPTION_LEAST = "option-least"
    OPTION_WITHOUT_SUBJECT = "option-without-subject"
    OPTION_READING = "option-reading"
    UNFUNDED = "unfunded"
    NO_OPTIONS = "no-options"
    SCENARIO = "scenario"
    SCENARIO_RANGE = "scenario-range"
    NO_SCENARIO = "no-scenario"
    NO_EVIDENCE = "no-evidence"
    INITIATIVES = "initiatives"
    GOALS = "goals"
    NO_GOALS = "no-goals"
    WITHOUT_AMOUNT = "without-amount"
    WITHOUT_FIGURES = "without-figures"
    MEMBERS_UNKNOWN = "members-unknown"
    RECORD = "record"
    NO_RECORD = "no-record"
    MARGIN = "margin"
    MARGIN_OF_FULL_COUNT = "margin-of-full-count"
    MARGIN_OF_ESTIMATE = "margin-of-estimate"
    MARGIN_UNKNOWN = "margin-unknown"


_CHANGE: Final = "subject before then now period"
PLACES: Final[Mapping[Occasion, str]] = {
    Occasion.OPENING: "plan day",
    Occasion.REASON: "plan day",
    Occasion.ANSWERS: "papers",
    Occasion.SINCE: "previous",
    Occasion.NEW_PERIODS: "n",
    Occasion.REVISED: "n",
    Occasion.DEFINITIONS: "n",
    Occasion.NEW_RECORDS: "n",
    Occasion.RISEN: _CHANGE,
    Occasion.FALLEN: _CHANGE,
    Occasion.EQUAL: "subject now then period",
    Occasion.UNCLEAR: _CHANGE,
    Occasion.CHANCE_UNKNOWN: _CHANGE,
    Occasion.ALONE: "subject now period",
    Occasion.BREAK: "period",
    Occasion.LONGER: "before then",
    Occasion.OLD: "period",
    Occasion.NO_FIGURES: "subject",
    Occasion.TARGET_NO_JUDGEMENT: "goal",
    Occasion.TARGET_NEEDED: "when needed",
    Occasion.TARGET_CHANCE: "chance",
    Occasion.OF_OTHERS: "owner",
    Occasion.MONEY_OF: "initiative",
    Occasion.NO_MONEY: "initiative",
    Occasion.RESULT: "source count what kind",
    Occasion.RESULT_UNCOUNTED: "source what kind",
    Occasion.NOT_MEASURED: "initiative",
    Occasion.BODIES: "state bodies",
    Occasion.BODIES_SINCE: "day",
    Occasion.PROMISES: "n",
    Occasion.PROMISES_OPEN: "n",
    Occasion.PROMISE_LATE: "promise term days",
    Occasion.PROMISE_NO_TERM: "promise",
    Occasion.MOTION_ANSWERED: "motion paper answers",
    Occasion.OPTION: "subject cost years",
    Occasion.OPTION_LEAST: "least",
    Occasion.OPTION_READING: "reading",
    Occasion.SCENARIO: "year mean",
    Occasion.SCENARIO_RANGE: "low high",
    Occasion.NO_EVIDENCE: "measures",
    Occasion.INITIATIVES: "n",
    Occasion.GOALS: "n",
    Occasion.WITHOUT_AMOUNT: "n all",
    Occasion.WITHOUT_FIGURES: "n all",
    Occasion.MEMBERS_UNKNOWN: "n all",
    Occasion.RECORD: "n inside",
    Occasion.MARGIN: "subject period margin",
    Occasion.MARGIN_OF_FULL_COUNT: "subject",
    Occasion.MARGIN_OF_ESTIMATE: "subject",
    Occasion.MARGIN_UNKNOWN: "subject",
}
"""What changes in the sentence of an occasion: the names that may stand between braces."""

Wording = str | dict[Literal["one", "other"], str]
"""A text, or one for the singular and one for the plural of the number in the place `n`."""

Wordings = Annotated[dict[str, tuple[Wording, ...]], AfterValidator(complete)]
"""The wordings in every language of the programme."""


class ModelSentence(Record):
    """One model sentence, under the id that its readers point at, as S02.

    A place is written `{now}`, or `{Now}` where what stands there begins a sentence.
    """

    id: str = Field(pattern=r"^[A-Z]\d\d[a-z]?$")
    occasion: Occasion
    wordings: Wordings

    @model_validator(mode="after")
    def _has_one_set_of_places(self) -> Self:
        allowed = set(PLACES.get(self.occasion, "").split())
        sets = {frozenset(_places(text)) for text in self.texts()}
        for unknown in sorted(set().union(*sets) - allowed):
            known = ", ".join(sorted(allowed)) or "none"
            raise ValueError(f"there is no place {unknown!r} here; there are {known}")
        if len(sets) > 1:
            raise ValueError("its wordings have different places, and a reader would miss a fact")
        return self

    def texts(self) -> Iterator[str]:
        """Yield every text in every language."""
        for wordings in self.wordings.values():
            for one in wordings:
                yield from [one] if isinstance(one, str) else one.values()


def _places(text: str) -> Iterator[str]:
    try:
        return (one.name.lower() for one in pieces(text) if isinstance(one, Slot))
    except ValueError as error:
        raise ValueError(f"{text!r}: {error}") from None
