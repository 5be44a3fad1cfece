"""All that the programme says of its report, in one object."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from agdb.programme.report.house_words import HouseWords
from agdb.programme.report.model_sentence import ModelSentence, Occasion
from agdb.programme.report.money_words import MoneyWords
from agdb.programme.report.paper import PaperPlan
from agdb.programme.report.pillar import ReportPillar, ReportTarget
from agdb.programme.report.question import ReportQuestion
from agdb.programme.report.written import WrittenText


@dataclass(frozen=True)
class ReportPlan:
    """Everything of the report by id, in the order of its files; a plan may have nothing of it."""

    papers: Mapping[str, PaperPlan] = field(default_factory=dict)
    sentences: Mapping[str, ModelSentence] = field(default_factory=dict)
    money: Mapping[str, MoneyWords] = field(default_factory=dict)
    words: Mapping[str, HouseWords] = field(default_factory=dict)
    pillars: Mapping[str, ReportPillar] = field(default_factory=dict)
    targets: Mapping[str, ReportTarget] = field(default_factory=dict)
    written: Mapping[str, WrittenText] = field(default_factory=dict)
    questions: Mapping[str, ReportQuestion] = field(default_factory=dict)

    def sentence(self, occasion: Occasion) -> ModelSentence | None:
        """Return the sentence for an occasion, None where the programme has none."""
        return next((one for one in self.sentences.values() if one.occasion is occasion), None)
