"""Facts of the register in words: moments, codes, sources, and links to the pages of records."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from enum import StrEnum
from urllib.parse import urlsplit

from agdb.programme.model import Words
from agdb.publication import address
from agdb.publication.edition import Edition, Link
from agdb.publication.wording.language import folded
from agdb.publication.wording.moment import moment_name
from agdb.register.entry import Entry, Evidence
from agdb.register.initiative import InitiativePeriod
from agdb.register.moment import Certainty
from agdb.register.party import Organisation
from agdb.register.register import Register


@dataclass(frozen=True, slots=True)
class FactSource:
    """Where a fact was read: the address if it has one, and how it was seen."""

    href: str
    text: str
    seen: str


@dataclass(frozen=True)
class RegisterWording:
    """The register of an edition, in its language."""

    edition: Edition

    @property
    def register(self) -> Register:
        """The register of the release."""
        return self.edition.release.register

    def words(self, words: Words | str | None) -> str:
        """Return a text of a record; empty for what is not there, unknown or missing."""
        return "" if words is None or isinstance(words, str) else self.edition.language.words(words)

    def code(self, of: str, value: str | StrEnum | None) -> str:
        """Return the name of a code of a fixed list; what is unknown says so."""
        return self.edition.language.say(f"register.{of}.{'unknown' if value is None else value}")

    def coded(self, idents: Iterable[str]) -> str:
        """Return codes of the code lists by their names, as an enumeration; empty without any."""
        known = self.register.codes
        names = [self.words(known[one].names) for one in idents if one in known]
        return self.edition.language.listing(names)

    def moment(self, moment: str | None) -> str:
        """Return a moment in words; empty for none and for one that is unknown."""
        known = moment is not None and moment != "unknown"
        return moment_name(moment, self.edition.language) if known and moment is not None else ""

    def period(self, period: InitiativePeriod | str) -> str:
        """Return from when to when in words; empty if nothing is known of it."""
        if isinstance(period, str):
            return ""
        say = self.edition.language.say
        start, end = self.moment(period.start), self.moment(period.end)
        if start and end:
            said = start if start == end else say("duration.both", start=start, end=end)
        elif start:
            said = say("duration.since" if period.ongoing else "duration.from", start=start)
        elif end:
            said = say("duration.until", end=end)
        else:
            said = say("duration.ongoing") if period.ongoing else ""
        if said and period.certainty is Certainty.ESTIMATED:
            return f"{said} ({say('duration.estimated')})"
        return said

    def sources(self, one: Entry) -> tuple[FactSource, ...]:
        """Return where the facts of a record were read, in their order."""
        return tuple(self._source(evidence) for evidence in one.sources)

    def _source(self, evidence: Evidence) -> FactSource:
        paper = self.register.documents.get(evidence.document or "")
        href = evidence.url or (paper.url if paper is not None else None) or ""
        title = self.words(evidence.title) or (self.words(paper.title) if paper else "")
        text = title or urlsplit(href).netloc.removeprefix("www.")
        seen = self.code("seen", evidence.seen)
        return FactSource(href, text, seen) if text else FactSource("", seen, "")

    def initiatives(self, idents: Iterable[str]) -> tuple[Link, ...]:
        """Return links to the pages of these initiatives, by name."""
        known = self.register.initiatives
        return self._links(self.initiative(one) for one in idents if one in known)

    def initiative(self, ident: str) -> Link:
        """Return the link to the page of one initiative."""
        return self._link(
            address.initiative, ident, self.words(self.register.initiatives[ident].names)
        )

    def body(self, ident: str) -> Link:
        """Return the link to the page of one body."""
        return self._link(address.body, ident, self.words(self.register.bodies[ident].names))

    def organisation(self, ident: str) -> Link:
        """Return the link to the page of one organisation; by its id where it was left out."""
        one = self.register.organisations.get(ident)
        return Link("", ident) if one is None else self.of_organisation(one)

    def of_organisation(self, one: Organisation) -> Link:
        """Return the link to the page of an organisation, with its short name behind its name."""
        name, short = self.words(one.names), self.words(one.short)
        shown = f"{name} ({short})" if short and short != name else name
        return self._link(address.organisation, one.id, shown)

    def document(self, ident: str) -> Link:
        """Return a paper by its title, with its address where it has one."""
        one = self.register.documents[ident]
        return Link(one.url or "", self.words(one.title), aside=self.moment(one.day))

    def indicators(self, idents: Iterable[str]) -> tuple[Link, ...]:
        """Return links to indicators that the release has."""
        readings, code = self.edition.readings, self.edition.language.code
        return self._links(
            Link(self.edition.addresses.link(address.indicator(code, one)), readings[one].name)
            for one in idents
            if one in readings
        )

    def targets(self, idents: Iterable[str]) -> tuple[Link, ...]:
        """Return links to targets of the programme."""
        known = self.edition.programme.targets
        page = self.section("targets")
        found = (known[one] for one in idents if one in known)
        return tuple(Link(f"{page}#{one.id}", self.words(one.names)) for one in found)

    def section(self, name: str) -> str:
        """Return the address of a section of the site."""
        return self.edition.addresses.link(address.section(self.edition.language.code, name))

    def _link(self, page: Callable[[str, str], str], ident: str, text: str) -> Link:
        return Link(self.edition.addresses.link(page(self.edition.language.code, ident)), text)

    @staticmethod
    def _links(some: Iterable[Link]) -> tuple[Link, ...]:
        return tuple(sorted(some, key=lambda one: folded(one.text)))
