"""What no paper may say: a number that does not follow from its facts, a word without grounds.

Every paper goes through these checks before anybody gets it, in every language.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping

from agdb.errors import ReleaseError
from agdb.programme.report.house_words import WordGroup
from agdb.programme.report.model_sentence import Occasion
from agdb.programme.report.report_plan import ReportPlan
from agdb.publication.report.derivation import FactKind
from agdb.publication.report.document import (
    PaperNumber,
    Part,
    Quotation,
    ReportPaper,
    Sentence,
)
from agdb.publication.report.facts import Facts
from agdb.register.money import Money

MOST_FIGURES = 2
"""In one sentence."""
QUOTED = "P"
"""The model of a sentence that the programme has for one figure: a growth may be quoted in it."""
_END = re.compile(r"(?<=[.?!])\s+(?=[A-Z€“])")
_DIGIT = re.compile(r"\d")


def check_paper(paper: ReportPaper, facts: Facts, plan: ReportPlan) -> None:
    """Raise `ReleaseError` for the first thing in a paper that may not be said."""
    for part in paper.parts():
        _check_part(part, facts, paper)
    rules = _Rules(plan, facts, paper.language)
    for sentence in paper.sentences():
        if not sentence.written:
            for fault in rules.faults(sentence):
                raise ReleaseError(
                    f"sentence {sentence.ident} of paper {paper.ident} ({paper.language}) {fault}:"
                    f" {sentence.text!r}",
                    remedy="change its wording in report/sentences.yaml",
                )
    by_hand = {id(part) for one in paper.sentences() if one.written for part in one.parts}
    for part in paper.parts():
        if (
            isinstance(part, str)
            and id(part) not in by_hand
            and (number := stray_number(part, plan, paper.language))
        ):
            raise ReleaseError(
                f"paper {paper.ident} ({paper.language}) has the number {number} without a source:"
                f" {part!r}",
                remedy="let it come from a fact of the release, or add its pattern to"
                " plain-numbers in report/words.yaml if it is a date or the number of a paper",
            )


def _check_part(part: Part, facts: Facts, paper: ReportPaper) -> None:
    match part:
        case PaperNumber():
            found = facts.worked_out(part.derivation)
            if found != part.value:
                raise ReleaseError(
                    f"paper {paper.ident} prints {part.text!r}, and its facts give {found}"
                )
        case Quotation():
            found_words = facts.fact(part.fact)
            if isinstance(found_words, Mapping):
                found_words = found_words.get(paper.language)
            if str(found_words).casefold() != part.text.casefold():
                raise ReleaseError(
                    f"paper {paper.ident} quotes {part.text!r}, and {part.fact} says otherwise"
                )


def stray_number(text: str, plan: ReportPlan, language: str) -> str:
    """Return the first digits of a text that are no date, period or number of a paper."""
    left = text
    for pattern in _patterns(plan, WordGroup.PLAIN_NUMBERS, language):
        left = re.sub(pattern, "", left)
    found = _DIGIT.search(left)
    return "" if found is None else left[found.start() :][:20]


def _patterns(plan: ReportPlan, group: WordGroup, language: str) -> tuple[str, ...]:
    words = plan.words.get(group)
    return () if words is None else words.words.get(language, ())


class _Rules:
    """The rules of the programme for sentences in one language."""

    def __init__(self, plan: ReportPlan, facts: Facts, language: str) -> None:
        self._plan, self._facts, self._language = plan, facts, language

    def faults(self, sentence: Sentence) -> Iterator[str]:
        """Yield what is wrong with a sentence, in words that follow its name."""
        own = " ".join(one if isinstance(one, str) else "…" for one in sentence.parts)
        if self._says(WordGroup.JUDGING, own):
            yield "judges"
        if self._says(WordGroup.CAUSE, own):
            yield "names a cause, for which there is no evidence"
        if self._says(WordGroup.TARGET, own) and not self._says(WordGroup.OWNER, own):
            yield "has a target and does not say whose it is"
        if _figures(sentence) > MOST_FIGURES:
            yield f"has more than {MOST_FIGURES} figures"
        yield from self._of_direction(sentence, own)
        yield from self._of_money(sentence)

    def _of_direction(self, sentence: Sentence, own: str) -> Iterator[str]:
        """A word of direction needs two figures of one series that went that way."""
        model = sentence.ident.partition(":")[0]
        signs = {Occasion.RISEN: 1, Occasion.FALLEN: -1}
        for occasion, sign in signs.items():
            known = self._plan.sentence(occasion)
            if known is not None and known.id == model:
                before, now = (p for p in sentence.parts if isinstance(p, PaperNumber))
                if (now.value - before.value) * sign <= 0:
                    yield "says another direction than its figures"
                return
        if model != QUOTED and self._says(WordGroup.DIRECTION, own):
            yield "has a word of direction that is not the status engine's"

    def _of_money(self, sentence: Sentence) -> Iterator[str]:
        """An amount stands with the verb of its kind, and with that of no other."""
        kinds = {
            row.kind.value
            for part in sentence.parts
            if isinstance(part, PaperNumber)
            for fact in part.derivation.facts
            if fact.kind is FactKind.RECORD and fact.part == "amount"
            for row in [self._facts.fact(type(fact)(fact.kind, fact.ident))]
            if isinstance(row, Money)
        }
        text = sentence.text.casefold()
        verbs = {
            kind: words.verb[self._language].casefold() for kind, words in self._plan.money.items()
        }
        own = [verbs[kind] for kind in kinds if kind in verbs]
        for verb in own:
            if verb not in text:
                yield f"has an amount without {verb!r}"
        for kind, verb in verbs.items():
            within_own = any(verb in one for one in own)
            if kinds and kind not in kinds and verb in text and not within_own:
                yield f"has {verb!r}, the verb of another kind of money"

    def _says(self, group: WordGroup, text: str) -> bool:
        lower = text.casefold()
        return any(
            re.search(rf"(?<!\w)(?:{one})(?!\w)", lower)
            for one in _patterns(self._plan, group, self._language)
        )


def _figures(sentence: Sentence) -> int:
    """The most figures in one of the sentences that are made together."""
    marked = "".join(
        "\x00" if isinstance(one, PaperNumber) else one if isinstance(one, str) else one.text
        for one in sentence.parts
    )
    return max(text.count("\x00") for text in _END.split(marked))
