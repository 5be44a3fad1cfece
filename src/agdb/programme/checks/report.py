"""Everything that the outline of the report names is there, and no occasion lacks its sentence."""

from __future__ import annotations

from agdb.errors import ProgrammeError
from agdb.programme.checks.names import require
from agdb.programme.programme import Programme, RecordOrigin
from agdb.programme.report.model_sentence import Occasion
from agdb.programme.report.question import AnswerContent


def check_report(programme: Programme, *, kept: bool) -> None:
    """Raise `ProgrammeError` for the first name in the report that leads nowhere.

    One that was `kept` in a release may lack the sentence of an occasion that is newer than it: a
    paper of that release that comes to say it tells what is missing.
    """
    report, origins = programme.report, programme.origins
    for paper in report.papers.values():
        at = origins["PaperPlan", paper.id]
        for position, chapter in enumerate(paper.chapters):
            if chapter.text is not None:
                place = at.place("chapters", position, "text")
                require(chapter.text, report.written, "written text", place)
    _check_pillars(programme)
    for said in report.targets.values():
        at = origins["ReportTarget", said.id]
        require(said.id, programme.targets, "target", at.place("id"))
    for written in report.written.values():
        at = origins["WrittenText", written.id]
        for position, quote in enumerate(written.quotes):
            where = at.place("quotes", position, "indicator")
            require(quote.indicator, programme.indicators, "indicator", where)
    _check_questions(programme)
    if report.papers:
        _check_occasions(programme, kept=kept)


def _check_pillars(programme: Programme) -> None:
    report = programme.report
    for pillar in report.pillars.values():
        at = programme.origins["ReportPillar", pillar.id]
        require(pillar.id, programme.pillar_ids, "pillar", at.place("id"))
        for number, block in enumerate(pillar.blocks):
            for figure, lead in enumerate(block.figures):
                where = at.place("blocks", number, "figures", figure, "indicator")
                require(lead.indicator, programme.indicators, "indicator", where)
        for position, target in enumerate(pillar.targets):
            require(target, report.targets, "target in targets.yaml", at.place("targets", position))


def _check_questions(programme: Programme) -> None:
    report = programme.report
    for question in report.questions.values():
        at = programme.origins["ReportQuestion", question.id]
        for position, name in enumerate(question.pillars):
            require(name, programme.pillar_ids, "pillar", at.place("pillars", position))
        for position, name in enumerate(question.indicators):
            require(name, programme.indicators, "indicator", at.place("indicators", position))
        match question.content:
            case AnswerContent.TARGET:
                require(question.about or "", report.targets, "target", at.place("about"))
            case AnswerContent.WRITTEN:
                require(question.about or "", report.written, "written text", at.place("about"))


def _check_occasions(programme: Programme, *, kept: bool) -> None:
    """Every occasion has one sentence: which of them a release asks for is not known beforehand."""
    report = programme.report
    first: dict[Occasion, RecordOrigin] = {}
    for one in report.sentences.values():
        origin = programme.origins["ModelSentence", one.id]
        if one.occasion in first:
            raise ProgrammeError(
                f"the occasion {one.occasion.value!r} has a sentence already,"
                f" at {first[one.occasion].place('occasion')}",
                place=origin.place("occasion"),
                remedy="give it another wording there",
            )
        first[one.occasion] = origin
    missing = [one.value for one in Occasion if one not in first]
    if missing and not kept:
        paper = next(iter(report.papers))
        raise ProgrammeError(
            f"the occasion {missing[0]!r} has no sentence",
            place=programme.origins["PaperPlan", paper].place("id"),
            remedy="add one to report/sentences.yaml",
        )
