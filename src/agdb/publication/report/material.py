"""What every chapter of a paper is made from: one release, in one language, wide or narrow."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property

from agdb.programme.report.report_plan import ReportPlan
from agdb.publication.edition import Edition
from agdb.publication.report.document import Chapter, PaperBlock, Sentence
from agdb.publication.report.facts import Facts
from agdb.publication.report.numbers import Numbers
from agdb.publication.report.record_words import RecordWords
from agdb.publication.report.writer import SentenceWriter
from agdb.publication.wording.language import Language
from agdb.register.register import Register
from agdb.results.release import Release
from agdb.results.release_changes import ReleaseChanges


@dataclass(frozen=True, slots=True)
class MadeChapter:
    """What a rule makes of a chapter; without a `heading` that of the outline stands over it.

    One without anything is left out of its paper.
    """

    blocks: tuple[PaperBlock, ...]
    heading: Sentence | None = None
    chapters: tuple[Chapter, ...] = ()


@dataclass(frozen=True)
class Material:
    """A release in one language.

    `changes` is what differs from an earlier release, None for a first report; `region` and
    `pillar` narrow a paper down.
    """

    edition: Edition
    changes: ReleaseChanges | None = None
    region: str | None = None
    pillar: str | None = None

    @property
    def release(self) -> Release:
        """The release."""
        return self.edition.release

    @property
    def register(self) -> Register:
        """The register of the release."""
        return self.edition.release.register

    @property
    def plan(self) -> ReportPlan:
        """What the programme says of its report."""
        return self.edition.programme.report

    @property
    def language(self) -> Language:
        """The language."""
        return self.edition.language

    @cached_property
    def facts(self) -> Facts:
        """Where its numbers are looked up."""
        return Facts(self.release)

    @cached_property
    def words(self) -> RecordWords:
        """The words of its register."""
        return RecordWords(self.edition, self.facts)

    @cached_property
    def numbers(self) -> Numbers:
        """What makes its numbers."""
        return Numbers(self.edition, self.words)

    @cached_property
    def write(self) -> SentenceWriter:
        """What makes its sentences."""
        return SentenceWriter(self.plan, self.language)

    @property
    def pillars(self) -> tuple[tuple[int, str], ...]:
        """The pillars that are looked at, each with its number in the plan."""
        every = enumerate(self.edition.programme.pillar_ids, start=1)
        return tuple(one for one in every if self.pillar in (None, one[1]))

    def pillar_title(self, ident: str) -> str:
        """Return the title of a pillar in the papers."""
        named = self.plan.pillars.get(ident)
        if named is not None:
            return self.language.words(named.title)
        pillars = self.edition.programme.plan.pillars
        return self.language.words(next(one for one in pillars if one.id == ident).names)
