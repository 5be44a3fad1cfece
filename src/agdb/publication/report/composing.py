"""From a release to its papers: the outline of the programme, chapter by chapter."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import replace
from functools import partial
from typing import Final

from agdb.errors import ReleaseError
from agdb.programme.report.model_sentence import Occasion
from agdb.programme.report.paper import ChapterContent, ChapterPlan, HeaderField, PaperPlan
from agdb.publication.report.ahead import record_chapter, scenario_chapter
from agdb.publication.report.bodies import actions_chapter, agenda_chapter, bodies_chapter
from agdb.publication.report.checks import check_paper
from agdb.publication.report.document import (
    Chapter,
    HeaderLine,
    Paragraph,
    Part,
    ReportPaper,
    Sentence,
)
from agdb.publication.report.gaps import gaps_chapter
from agdb.publication.report.material import MadeChapter, Material
from agdb.publication.report.money import money_by_kind, money_chapter, money_in_short
from agdb.publication.report.note import key_points, named_in_pillars, the_set
from agdb.publication.report.options import options_chapter
from agdb.publication.report.pillars import pillar_chapters, pillars_in_short
from agdb.publication.report.promise_tables import motion_table, promise_table
from agdb.publication.report.promises import answers_of, motion_name, promises_chapter
from agdb.publication.report.questions import questions_chapter
from agdb.publication.report.region import region_figures, region_missing, region_wider
from agdb.publication.report.region_plan import region_alike, region_initiatives, region_shortage
from agdb.publication.report.results import results_chapter
from agdb.publication.report.since import about_changes, changes_chapter
from agdb.publication.report.written import written_part


def paper_of(material: Material, plan: PaperPlan) -> ReportPaper:
    """Return one paper, of which every number was worked out again from its facts.

    Raises `ReleaseError` for a sentence that says what it may not, and for a number that does not
    follow from the facts that it names.
    """
    language, release = material.language, material.release
    words = language.words
    title = words(plan.title)
    if plan.per_region:
        region = material.region or material.edition.programme.plan.country
        title = language.say(
            "report.title.region",
            title=title,
            region=language.words(material.edition.programme.regions[region].names),
        )
    made = (_chapter(material, one) for one in plan.chapters)
    chapters = tuple(one for one in made if one is not None)
    closing = tuple(_line(material, one) for one in plan.closing)
    header = tuple(_line(material, one) for one in plan.header)
    paper = ReportPaper(
        ident=plan.id,
        kind=words(plan.kind),
        title=title,
        language=language.code,
        release=release.id,
        day=release.day,
        header=header,
        chapters=chapters,
        footer=language.say("report.footer", day=language.date(release.day), release=release.id),
        draft=_draft(material, plan),
        closing=closing,
        compact=plan.per_region,
    )
    check_paper(paper, material.facts, material.plan)
    return paper


def _draft(material: Material, plan: PaperPlan) -> str:
    """The words of a draft: something is to be filled in, or was not reviewed."""
    texts = [material.plan.written[one.text] for one in plan.chapters if one.text is not None]
    blank = any(one.asked is not None for one in (*plan.header, *plan.closing))
    if blank or any(one.text is None or one.reviewed is None for one in texts):
        return material.language.say("report.draft")
    return ""


def _line(material: Material, one: HeaderField) -> HeaderLine:
    words = material.language.words
    if one.text is not None:
        return HeaderLine(words(one.names), words(one.text))
    return HeaderLine(words(one.names), words(one.asked or {}), missing=True)


def _chapter(material: Material, plan: ChapterPlan) -> Chapter | None:
    """The chapter; None where its rule has nothing to say."""
    words = material.language.words
    made = _made(material, plan)
    if not made.blocks and not made.chapters:
        return None
    heading = made.heading or Sentence(f"H:{plan.id}", (words(plan.heading),))
    name = "" if plan.names is None else words(plan.names)
    return Chapter(plan.id, heading, made.blocks, name, made.chapters, plan.new_page)


def _made(material: Material, plan: ChapterPlan) -> MadeChapter:
    if plan.content is not ChapterContent.WRITTEN:
        return _RULES[plan.content](material)
    text = material.plan.written.get(plan.text or "")
    if text is None:
        raise ReleaseError(
            f"chapter {plan.id!r} has the written text {plan.text!r}, which is not there",
            remedy="add it to report/written.yaml",
        )
    part, heading = written_part(material, text), material.language.words(plan.heading)
    return MadeChapter((replace(part, label="") if part.name == heading else part,))


def _opening(material: Material, occasion: Occasion = Occasion.OPENING) -> MadeChapter:
    """What the paper does, which papers it answers, and what it is compared with."""
    language, day = material.language, material.release.day
    plan = language.words(material.edition.programme.plan.names)
    said = [material.write.say(occasion, day.isoformat(), plan=plan, day=language.date(day))]
    parts: list[Part] = []
    for one in material.register.motions.values():
        if one.relation == "direct" and answers_of(material, one):
            parts += [language.say("report.and")] if parts else []
            parts.append(motion_name(material, one))
    if parts:
        said.append(material.write.say(Occasion.ANSWERS, "motions", papers=tuple(parts)))
    said += list(about_changes(material))[:1]
    return MadeChapter((Paragraph(tuple(said)),))


_RULES: Final[Mapping[ChapterContent, Callable[[Material], MadeChapter]]] = {
    ChapterContent.OPENING: _opening,
    ChapterContent.REASON: partial(_opening, occasion=Occasion.REASON),
    ChapterContent.PILLARS_IN_SHORT: pillars_in_short,
    ChapterContent.CHANGES: changes_chapter,
    ChapterContent.PILLARS: pillar_chapters,
    ChapterContent.PILLARS_NAMED: named_in_pillars,
    ChapterContent.MONEY: money_chapter,
    ChapterContent.MONEY_TABLE: money_by_kind,
    ChapterContent.MONEY_IN_SHORT: money_in_short,
    ChapterContent.PROMISES: promises_chapter,
    ChapterContent.PROMISE_TABLE: promise_table,
    ChapterContent.MOTION_TABLE: motion_table,
    ChapterContent.BODIES: bodies_chapter,
    ChapterContent.RESULTS: results_chapter,
    ChapterContent.OPTIONS: options_chapter,
    ChapterContent.SCENARIO: scenario_chapter,
    ChapterContent.OWN_RECORD: record_chapter,
    ChapterContent.GAPS: gaps_chapter,
    ChapterContent.KEY_POINTS: key_points,
    ChapterContent.SET: the_set,
    ChapterContent.AGENDA: agenda_chapter,
    ChapterContent.ACTIONS: actions_chapter,
    ChapterContent.QUESTIONS: questions_chapter,
    ChapterContent.REGION_FIGURES: region_figures,
    ChapterContent.REGION_INITIATIVES: region_initiatives,
    ChapterContent.REGION_WIDER: region_wider,
    ChapterContent.REGION_SHORTAGE: region_shortage,
    ChapterContent.REGION_ALIKE: region_alike,
    ChapterContent.REGION_MISSING: region_missing,
}
"""The rule of each content but the written one, which has a text."""
