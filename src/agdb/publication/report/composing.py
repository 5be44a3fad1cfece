"""From a release to its papers: the outline of the programme, chapter by chapter."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property

from agdb.programme.report.model_sentence import Occasion
from agdb.programme.report.paper import ChapterContent, ChapterPlan, HeaderField, PaperPlan
from agdb.publication.edition import Edition
from agdb.publication.report.document import (
    Chapter,
    HeaderLine,
    PaperBlock,
    Paragraph,
    ReportPaper,
    Sentence,
)
from agdb.publication.report.writer import SentenceWriter


@dataclass(frozen=True)
class Composer:
    """Composes the papers of one release in one language."""

    edition: Edition

    @cached_property
    def write(self) -> SentenceWriter:
        """What makes the sentences."""
        return SentenceWriter(self.edition.programme.report, self.edition.language)

    def paper(self, plan: PaperPlan) -> ReportPaper:
        """Return one paper."""
        language, release = self.edition.language, self.edition.release
        words = language.words
        return ReportPaper(
            ident=plan.id,
            kind=words(plan.kind),
            title=words(plan.title),
            language=language.code,
            release=release.id,
            day=release.day,
            header=tuple(self._line(one) for one in plan.header),
            chapters=tuple(self._chapter(one) for one in plan.chapters),
            footer=language.say("report.footer", day=language.date(release.day)),
            closing=tuple(self._line(one) for one in plan.closing),
        )

    def _line(self, one: HeaderField) -> HeaderLine:
        words = self.edition.language.words
        if one.text is not None:
            return HeaderLine(words(one.names), words(one.text))
        return HeaderLine(words(one.names), words(one.asked or {}), missing=True)

    def _chapter(self, plan: ChapterPlan) -> Chapter:
        words = self.edition.language.words
        heading = Sentence(f"H:{plan.id}", (words(plan.heading),))
        name = "" if plan.names is None else words(plan.names)
        return Chapter(plan.id, heading, self._blocks(plan.content), name)

    def _blocks(self, content: ChapterContent) -> tuple[PaperBlock, ...]:
        match content:
            case ChapterContent.OPENING:
                return (Paragraph(self._opening()),)

    def _opening(self) -> tuple[Sentence, ...]:
        language, release = self.edition.language, self.edition.release
        plan = language.words(self.edition.programme.plan.names)
        return (
            self.write.say(
                Occasion.OPENING, release.day.isoformat(), plan=plan, day=language.date(release.day)
            ),
            self.write.say(Occasion.FIRST_REPORT, release.day.isoformat()),
        )
