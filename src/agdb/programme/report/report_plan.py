"""All that the programme says of its report, in one object."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from agdb.programme.report.model_sentence import ModelSentence, Occasion
from agdb.programme.report.paper import PaperPlan


@dataclass(frozen=True)
class ReportPlan:
    """The papers by id in their order, and the model sentences by id; a plan may have neither."""

    papers: Mapping[str, PaperPlan] = field(default_factory=dict)
    sentences: Mapping[str, ModelSentence] = field(default_factory=dict)

    def sentence(self, occasion: Occasion) -> ModelSentence | None:
        """Return the sentence for an occasion, None where the programme has none."""
        return next((one for one in self.sentences.values() if one.occasion is occasion), None)
