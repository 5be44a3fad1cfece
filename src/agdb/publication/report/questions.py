"""Questions that Parliament and press ask, each answered by the release, or by that it cannot."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from typing import Final

from agdb.programme.report.pillar import LeadFigure
from agdb.programme.report.question import AnswerContent, ReportQuestion
from agdb.publication import address
from agdb.publication.edition import Edition
from agdb.publication.report.ahead import about_scenario
from agdb.publication.report.bodies import about_bodies
from agdb.publication.report.derivation import FactKind, FactPlace
from agdb.publication.report.document import (
    Chapter,
    PaperBlock,
    PaperLink,
    Paragraph,
    Quotation,
    Sentence,
)
from agdb.publication.report.gaps import about_gaps
from agdb.publication.report.indicators import about_figure, once_at_the_end
from agdb.publication.report.margins import about_margins
from agdb.publication.report.material import MadeChapter, Material
from agdb.publication.report.money import about_money
from agdb.publication.report.options import about_option
from agdb.publication.report.promises import about_motions, about_promises
from agdb.publication.report.results import about_results
from agdb.publication.report.targets import about_target
from agdb.publication.report.written import written_part

PAPER: Final = "qa"


@dataclass(frozen=True, slots=True)
class AnsweredQuestion:
    """A question with its answer; `known` is false where the release cannot answer it.

    `margins` tell how sure its figures are, or that nobody knows, and `caveats` what may not be
    read into them; both stand in the last of its blocks.
    """

    question: ReportQuestion
    heading: Sentence
    blocks: tuple[PaperBlock, ...]
    ids: tuple[str, ...]
    known: bool
    margins: tuple[Sentence, ...] = ()
    caveats: tuple[Sentence, ...] = ()


def answered(
    material: Material, *, indicator: str | None = None, region: str | None = None
) -> Iterator[AnsweredQuestion]:
    """Yield the questions about the pillar that is looked at, and an indicator if one is given.

    With a `region` only questions that have an indicator with figures there.
    """
    for one in material.plan.questions.values():
        of_pillar = material.pillar is None or material.pillar in one.pillars
        of_indicator = indicator is None or indicator in one.indicators
        in_region = region is None or has_figures_in(material.edition, one, region)
        if of_pillar and of_indicator and in_region:
            yield _answer(material, one)


def has_figures_in(edition: Edition, one: ReportQuestion, region: str) -> bool:
    """Return whether an indicator that a question is about has figures of a region."""
    readings = edition.readings
    return any(
        name in readings and readings[name].of_region(region) is not None for name in one.indicators
    )


def questions_chapter(material: Material) -> MadeChapter:
    """Return a chapter for each question; its last line is how to cite the answer."""
    return MadeChapter((), chapters=tuple(_chapter(material, one) for one in answered(material)))


def _chapter(material: Material, one: AnsweredQuestion) -> Chapter:
    ident = one.question.id
    cited = cited_as(material, one)
    if not cited:
        return Chapter(f"q-{ident}", one.heading, one.blocks)
    lead = f"{material.language.say('report.cite')} "
    page = address.page(material.language.code, "report", PAPER)
    parts = (lead, PaperLink(cited, f"{page}#q-{ident}"))
    line = Paragraph((Sentence(f"C:{ident}", parts),), small=True)
    return Chapter(f"q-{ident}", one.heading, (*one.blocks, line))


def cited_as(material: Material, one: AnsweredQuestion) -> str:
    """Return how an answer is cited: its sentences, and the release that they are of."""
    if not one.ids:
        return ""
    return f"{', '.join(one.ids)}; {material.release.id}"


def _answer(material: Material, one: ReportQuestion) -> AnsweredQuestion:
    heading = Sentence(f"Q:{one.id}", (material.language.words(one.question),))
    if one.content is AnswerContent.WRITTEN:
        part = written_part(material, material.plan.written[one.about or ""])
        return AnsweredQuestion(one, heading, (part,), (), known=bool(part.sentences))
    said = tuple(_RULES[one.content](material, one))
    if not said:
        who = material.language.words(one.who_knows)
        text = material.language.say("report.do-not-know", who=who)
        none = Paragraph((Sentence(f"U:{one.id}", (text,)),))
        return AnsweredQuestion(one, heading, (none,), (), known=False)
    blocks: tuple[PaperBlock, ...] = (Paragraph(said),)
    margins, caveats = tuple(_margins(material, one)), tuple(_caveats(material, one))
    if margins or caveats:
        blocks = (*blocks, Paragraph((*margins, *caveats), small=True))
    ids = tuple(dict.fromkeys(sentence.ident for sentence in said))
    return AnsweredQuestion(one, heading, blocks, ids, known=True, margins=margins, caveats=caveats)


def _margins(material: Material, one: ReportQuestion) -> Iterator[Sentence]:
    known = material.edition.programme.indicators
    leads = (_lead(material, name) for name in one.indicators if name in known)
    return about_margins(material, leads, one.id)


def _caveats(material: Material, one: ReportQuestion) -> Iterator[Sentence]:
    """The first caveat of each indicator that a question is about, each text once."""
    told: set[str] = set()
    for name in one.indicators:
        reading = material.edition.readings.get(name)
        if reading is not None and reading.definition.caveats:
            place = FactPlace(FactKind.DEFINITION, name, "definition.caveats.0")
            text = material.language.words(reading.definition.caveats[0])
            if text not in told:
                told.add(text)
                yield Sentence(f"V:{one.id}:{name}", (Quotation(text, place),))


def _target(material: Material, one: ReportQuestion) -> Iterator[Sentence]:
    said = material.plan.targets.get(one.about or "")
    return iter(()) if said is None else about_target(material, said)


def _figure(material: Material, one: ReportQuestion) -> Iterator[Sentence]:
    known = material.edition.programme.indicators
    for name in (name for name in one.indicators if name in known):
        yield from once_at_the_end(about_figure(material, _lead(material, name)))


def _lead(material: Material, indicator: str) -> LeadFigure:
    """The figure with its words; one that no pillar has in front begins with its name."""
    for pillar in material.plan.pillars.values():
        for one in pillar.figures:
            if one.indicator == indicator:
                return one
    language = material.language
    name = language.words(material.edition.programme.indicators[indicator].names)
    subject = language.say("report.subject", name=name)
    return LeadFigure(indicator=indicator, subject={language.code: subject})


def _money(material: Material, one: ReportQuestion) -> Iterator[Sentence]:
    known = one.about in material.edition.links.money
    return about_money(material, one.about or "") if known else iter(())


def _results(material: Material, one: ReportQuestion) -> Iterator[Sentence]:
    some = [row for row in material.register.results.values() if row.initiative == one.about]
    return (sentence for said in about_results(material, some) for sentence in said)


def _options(material: Material, _: ReportQuestion) -> Iterator[Sentence]:
    for one in material.register.options.values():
        yield from about_option(material, one)


def _scenario(material: Material, _: ReportQuestion) -> Iterator[Sentence]:
    return iter(()) if material.release.scenario is None else iter(about_scenario(material))


def _motions(material: Material, _: ReportQuestion) -> Iterator[Sentence]:
    return about_motions(material)


def _promises(material: Material, _: ReportQuestion) -> Iterator[Sentence]:
    return about_promises(material)


def _bodies(material: Material, _: ReportQuestion) -> Iterator[Sentence]:
    return about_bodies(material)


def _gaps(material: Material, _: ReportQuestion) -> Iterator[Sentence]:
    return about_gaps(material)


_RULES: Final[Mapping[AnswerContent, Callable[[Material, ReportQuestion], Iterator[Sentence]]]] = {
    AnswerContent.TARGET: _target,
    AnswerContent.FIGURE: _figure,
    AnswerContent.MONEY: _money,
    AnswerContent.RESULTS: _results,
    AnswerContent.SCENARIO: _scenario,
    AnswerContent.OPTIONS: _options,
    AnswerContent.MOTIONS: _motions,
    AnswerContent.PROMISES: _promises,
    AnswerContent.BODIES: _bodies,
    AnswerContent.GAPS: _gaps,
}
"""The rule of each content but the written one."""
