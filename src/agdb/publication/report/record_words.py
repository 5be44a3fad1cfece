"""Words of the register as a paper quotes them, with the paper or page in which they were read."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from urllib.parse import urlsplit

from agdb.programme.model import Words
from agdb.publication import address
from agdb.publication.edition import Edition
from agdb.publication.report.derivation import FactKind, FactPlace
from agdb.publication.report.document import Footnote, PaperLink, Quotation
from agdb.publication.report.facts import Facts
from agdb.publication.wording.moment import moment_name
from agdb.register.entry import Entry
from agdb.register.paper import Document
from agdb.register.register import Register


@dataclass(frozen=True)
class RecordWords:
    """The words of the register of one release in one language."""

    edition: Edition
    facts: Facts

    @property
    def register(self) -> Register:
        """The register of the release."""
        return self.edition.release.register

    def moment(self, moment: str) -> str:
        """Return a moment in words, as sure as it is known; empty where it is unknown."""
        return "" if moment == "unknown" else moment_name(moment, self.edition.language)

    def code(self, of: str, value: str | StrEnum | None) -> str:
        """Return the name of a code of a fixed list; what is unknown says so."""
        return self.edition.language.say(f"register.{of}.{'unknown' if value is None else value}")

    def quoted(self, kind: str, one: Entry, field: str, *, href: str = "") -> Quotation:
        """Return words of a record as they stand there; raises `ReleaseError` without them."""
        place = FactPlace(FactKind.RECORD, f"{kind}/{one.id}", field)
        found = self.facts.fact(place)
        text = found if isinstance(found, str) else self._in_language(found)
        return Quotation(text, place, href)

    def _in_language(self, found: object) -> str:
        assert isinstance(found, dict), "words of a record are in every language"
        words: Words = found
        return self.edition.language.words(words)

    def page(self, kind: str, ident: str) -> str:
        """Return the page of an initiative or body of the release; empty where it has none."""
        code = self.edition.language.code
        if kind == "initiatives" and ident in self.register.initiatives:
            return address.initiative(code, ident)
        if kind == "bodies" and ident in self.register.bodies:
            return address.body(code, ident)
        return ""

    def named(self, kind: str, one: Entry) -> Quotation:
        """Return the name of an initiative, body or organisation, with the link to its page."""
        return self.quoted(kind, one, "names", href=self.page(kind, one.id))

    def note(self, one: Entry) -> Footnote:
        """Return the footnote of a fact of the register: where it was read, and of when it is."""
        language = self.edition.language
        evidence = one.sources[0]
        paper = self.register.documents.get(evidence.document or "")
        href = evidence.url or (paper.url if paper is not None else None) or ""
        if evidence.title is not None:
            title = language.words(evidence.title)
        elif paper is not None:
            title = language.words(paper.title)
        else:
            title = urlsplit(href).netloc.removeprefix("www.") or self.code("seen", evidence.seen)
        moment = self.moment(one.as_of)
        return Footnote(language.say("report.note.record", title=title, moment=moment), href)

    def paper(self, one: Document) -> PaperLink:
        """Return a paper of Parliament by its number, any other by its title; an annex by both."""
        language = self.edition.language
        whole = self.register.documents.get(one.part_of or "")
        if whole is not None and one.number is None:
            of = self.paper(whole).text
            text = language.say("report.paper.annex", title=language.words(one.title), of=of)
        elif one.dossier is not None and one.number is not None:
            text = language.say("report.paper", dossier=one.dossier, number=one.number)
        else:
            text = language.words(one.title)
        return PaperLink(text, one.url or "")
