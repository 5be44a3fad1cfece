"""The site in one language: what every page of it needs, and the templates that make a page."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import cache, cached_property
from typing import Any, Final, TypeVar

from jinja2 import Environment, PackageLoader, StrictUndefined

from agdb.arrivals.calendar import Schedule
from agdb.programme.programme import Programme
from agdb.publication import address
from agdb.publication.address import Addresses
from agdb.publication.assets import Assets
from agdb.publication.reading.calendar import Awaited, NewerFigures, awaited, newer_figures
from agdb.publication.reading.coverage import Counts, counts
from agdb.publication.reading.reading import Reading
from agdb.publication.section import LinkLabel, LinkPlace, Section
from agdb.publication.wording.language import Language
from agdb.register.links import Links
from agdb.results.provenance import Provenance
from agdb.results.release import Release
from agdb.statistics.period import Period

T = TypeVar("T")
POLICY: Final = (
    "default-src 'none'; style-src 'self'; font-src 'self'; img-src 'self'; script-src 'self'; "
    "connect-src 'self'; base-uri 'none'; form-action 'self'"
)
"""Content Security Policy of every page, in the page itself: a web server need not know it."""


@dataclass(frozen=True, slots=True)
class Link:
    """A link in a menu: `current` where the reader is, `language` where it leads to another.

    `aside` is read aloud after a text that is short for the eye.
    """

    href: str
    text: str
    current: bool = False
    language: str = ""
    aside: str = ""


@dataclass(frozen=True)
class Edition:
    """One language of a release, with the other languages that a reader can choose.

    `sections` are the pages of the site, in the order of its menu; `news` and `delivery` tell
    that it has a feed of what was fetched, and a workbook to send figures in; `tabled` that there
    is one table of all values, `served` that a server answers questions about them, and `stated`
    that the packages and inputs behind the site are published with it. `first` is the edition in
    another language, with which it shares what no language changes.
    """

    release: Release
    language: Language
    languages: tuple[Language, ...]
    addresses: Addresses
    assets: Assets
    sections: tuple[Section, ...]
    provenance: Provenance | None = None
    news: bool = False
    delivery: bool = False
    tabled: bool = False
    served: bool = False
    stated: bool = False
    first: Edition | None = None

    @property
    def programme(self) -> Programme:
        """The programme that the release was made with."""
        return self.release.programme

    def once(self, what: str, make: Callable[[], T]) -> T:
        """Return what `make` makes; more than one file asks for `what`, and it is made once."""
        if what not in self._made:
            self._made[what] = make()
        found: T = self._made[what]
        return found

    @cached_property
    def _made(self) -> dict[str, Any]:
        return {}

    @cached_property
    def links(self) -> Links:
        """The links of the register of the release, walked both ways."""
        return Links(self.release.register)

    @cached_property
    def readings(self) -> dict[str, Reading]:
        """Every indicator of the release, read once in this language."""
        return self._read({} if self.first is None else self.first.readings)

    def _read(self, twins: Mapping[str, Reading]) -> dict[str, Reading]:
        return {
            ident: Reading(computed, self.programme, self.language, twins.get(ident))
            for ident, computed in self.release.computed.items()
        }

    def href(self, indicator: str) -> str:
        """Return the address of the page of an indicator."""
        return self.addresses.link(address.indicator(self.language.code, indicator))

    def link(self, reading: Reading, *, aside: str = "") -> Link:
        """Return the link to the page of an indicator, under its name."""
        return Link(self.href(reading.definition.id), reading.name, aside=aside)

    @cached_property
    def awaited(self) -> tuple[Awaited, ...]:
        """Every source with the days on which it is expected."""
        return awaited(self.release) if self.first is None else self.first.awaited

    @cached_property
    def _schedules(self) -> dict[str, Schedule]:
        return {one.source.id: one.schedule for one in self.awaited}

    def newer(self, reading: Reading, newest: Period) -> NewerFigures | None:
        """Return what the publisher of an indicator has after `newest`, None if that is unknown."""
        return newer_figures(
            reading.computed, self.programme, self._schedules, newest=newest, held=self._held
        )

    @cached_property
    def _held(self) -> frozenset[str]:
        """The data sets that the indicators of the release read."""
        computed = self.release.computed.values()
        return frozenset(part.dataset for one in computed for part in one.inputs)

    @cached_property
    def regions(self) -> tuple[str, ...]:
        """The regions that have a page, in the programme's order; none if no region has a value.

        The country has one too, and a region without a figure of its own: its page tells what is
        known around it. An area that is there to compare with has none.
        """
        if self.first is not None:
            return self.first.regions
        plan = self.programme.plan
        inside = tuple(code for code in self.programme.regions if not plan.is_beside(code))
        return inside if self.with_values - {plan.country} else ()

    @cached_property
    def with_values(self) -> frozenset[str]:
        """The regions inside the country that have a value of any indicator."""
        if self.first is not None:
            return self.first.with_values
        known = {region for one in self.readings.values() for region, _, _ in one.known}
        return frozenset(known & set(self.programme.regions)) - {
            code for code in known if self.programme.plan.is_beside(code)
        }

    @cached_property
    def related_to(self) -> dict[str, tuple[tuple[str, Mapping[str, str]], ...]]:
        """By indicator the others that name it beside themselves, each with the reason."""
        found: dict[str, tuple[tuple[str, Mapping[str, str]], ...]] = {}
        for ident, other in self.programme.indicators.items():
            for one in other.related:
                found[one.indicator] = (*found.get(one.indicator, ()), (ident, one.why))
        return found

    @cached_property
    def counts(self) -> Counts:
        """How much of the catalogue has figures, and how old they are."""
        return counts(self.readings.values(), day=self.release.day)

    @property
    def updated(self) -> str:
        """One sentence about the day of this release."""
        return self.language.say("site.updated", day=self.language.date(self.release.day))

    @property
    def ages(self) -> str:
        """One sentence about how many figures are old; empty where none is."""
        found = self.counts
        if not found.old:
            return ""
        key = "site.ages.both" if found.very_old else "site.ages"
        return self.language.say(key, n=found.old, very=found.very_old, all=found.aged)

    def render(
        self, template: str, path: str, *, title: str, description: str, **context: object
    ) -> tuple[str, bytes]:
        """Return the file at `path`: `template` with the frame of the site around it.

        `path` begins with the code of the language, so that the other languages have the same page.
        """
        code = self.language.code
        inside = path.removeprefix(f"{code}/")
        card = address.card(code, inside.partition("/")[0])
        text = (
            environment()
            .get_template(template)
            .render(
                {"image": self.addresses.full(card) if self.addresses.absolute else ""}
                | context
                | {
                    "edition": self,
                    "language": self.language,
                    "say": self.language.say,
                    "words": self.language.words,
                    "link": self.addresses.link,
                    "full": self.addresses.full,
                    "address": address,
                    "plan": self.programme.plan,
                    "release": self.release,
                    "path": path,
                    "title": title,
                    "description": description,
                    "menu": self._links(LinkPlace.MENU, path),
                    "texts": self._links(LinkPlace.FOOTER, path),
                    "switch": [
                        Link(
                            self.addresses.link(f"{other.code}/{inside}"),
                            other.autonym,
                            current=other.code == code,
                            language=other.code,
                        )
                        for other in self.languages
                    ],
                    "alternates": [
                        (other.code, f"{other.code}/{inside}") for other in self.languages
                    ],
                }
            )
        )
        return self.addresses.file(path), text.encode()

    def _links(self, place: LinkPlace, current: str) -> list[Link]:
        """The links of the menu or the footer, on the page at `current`."""
        return [
            Link(self.addresses.link(path), label.text, current=path == current, aside=label.aside)
            for where, path, label in self.frame
            if where is place
        ]

    @cached_property
    def keys(self) -> Mapping[str, tuple[str, ...]]:
        """Which pages each section has, by its name."""
        return {section.name: section.keys(self) for section in self.sections}

    @cached_property
    def frame(self) -> tuple[tuple[LinkPlace, str, LinkLabel], ...]:
        """What menu and footer of every page lead to: place, path, and what it is called."""
        code = self.language.code
        return tuple(
            (section.place, section.path(code, key), label)
            for section in self.sections
            if section.place is not LinkPlace.ELSEWHERE
            for key in self.keys[section.name]
            if (label := section.label(self, key)) is not None
        )


@cache
def environment() -> Environment:
    """Return the one environment in which all pages are made."""
    made = Environment(
        loader=PackageLoader("agdb.publication", "page"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=True,
    )
    made.globals["policy"] = POLICY
    return made
