"""What may come: the doorrekening with its range, and how good our own estimates were."""

from __future__ import annotations

from agdb.programme.report.model_sentence import Occasion
from agdb.publication import address
from agdb.publication.report.derivation import FactKind
from agdb.publication.report.document import Paragraph, Sentence
from agdb.publication.report.material import MadeChapter, Material
from agdb.results.scenario import MeasureFact
from agdb.results.scenario_answers import ScenarioAnswer

_NO_EVIDENCE = "no evidence"
_HEADLINE = "run.headline.0"
_ENOUGH = 10
_LEVEL = 0.8
"""The margin that is named beside a forecast."""


def scenario_chapter(material: Material) -> MadeChapter:
    """Return what the doorrekening says, or that the release has none."""
    said = about_scenario(material)
    heading = None
    if material.release.scenario is not None and _without_evidence(material.release.scenario):
        heading = Sentence("H:no-evidence", (material.language.say("report.heading.no-evidence"),))
    return MadeChapter((Paragraph(said),), heading=heading)


def _without_evidence(answer: ScenarioAnswer) -> list[MeasureFact]:
    """The measures in the estimate for which none was found; what it leaves out is not named."""
    return [one for one in answer.run.measures if one.in_plan and one.grade == _NO_EVIDENCE]


def about_scenario(material: Material) -> tuple[Sentence, ...]:
    """Return the effect of the plan with its range, and the measures without evidence."""
    answer, write = material.release.scenario, material.write
    if answer is None:
        return (write.say(Occasion.NO_SCENARIO, "all"),)
    block, page = answer.run.headline[0], address.section(material.language.code, "scenario")
    number = material.numbers.of_scenario
    mean = number((f"{_HEADLINE}.baseline.mean", f"{_HEADLINE}.with_plan.mean"), page)
    low, high = (number((f"{_HEADLINE}.closure.{end}",), page) for end in ("low", "high"))
    about = str(block.year)
    found = [
        write.say(Occasion.SCENARIO, about, year=str(block.year), mean=mean),
        write.say(Occasion.SCENARIO_RANGE, about, low=low, high=high),
    ]
    without = _without_evidence(answer)
    if without:
        names = material.language.listing(
            [f"“{material.language.words(one.name) if one.name else one.id}”" for one in without]
        )
        found.append(write.say(Occasion.NO_EVIDENCE, about, measures=names))
    return tuple(found)


def record_chapter(material: Material) -> MadeChapter:
    """Return how many of our own estimates came out within their margin."""
    return MadeChapter((Paragraph((about_record(material),)),))


def about_record(material: Material) -> Sentence:
    """Return the count of estimates that met their outcome and of those inside the margin.

    With fewer than ten outcomes nothing is said of them.
    """
    outcomes = material.release.track.outcomes
    if len(outcomes) < _ENOUGH:
        return material.write.say(Occasion.NO_RECORD, "all")
    inside = [
        str(place)
        for place, one in enumerate(outcomes)
        if dict(zip(one.score.levels, one.score.inside, strict=True)).get(_LEVEL)
    ]
    page, numbers = address.section(material.language.code, "forecasts"), material.numbers
    every = (str(place) for place in range(len(outcomes)))
    return material.write.say(
        Occasion.RECORD,
        "all",
        n=numbers.count(FactKind.OUTCOME, every, page),
        inside=numbers.count(FactKind.OUTCOME, inside, page),
    )
