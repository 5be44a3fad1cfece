"""The site in one language: everything that every page of it needs."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property

from agdb.programme.programme import Programme
from agdb.publication import address
from agdb.publication.address import Addresses
from agdb.publication.assets import Assets
from agdb.publication.page.environment import environment
from agdb.publication.page.frame import recorded_sentence
from agdb.publication.reading.behind import Behind
from agdb.publication.reading.calendar import Awaited, awaited
from agdb.publication.reading.reading import Reading
from agdb.publication.wording.language import Language
from agdb.release.model import Release


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

    `news` tells that the site has a feed of what was fetched.
    """

    release: Release
    language: Language
    languages: tuple[Language, ...]
    addresses: Addresses
    assets: Assets
    behind: Behind | None = None
    news: bool = False

    @property
    def programme(self) -> Programme:
        """The programme that the release was made with."""
        return self.release.programme

    @cached_property
    def readings(self) -> dict[str, Reading]:
        """Every indicator of the release, read once in this language."""
        return {
            ident: Reading(computed, self.programme, self.language)
            for ident, computed in self.release.computed.items()
        }

    @cached_property
    def awaited(self) -> tuple[Awaited, ...]:
        """Every source with the days on which it is expected."""
        return awaited(self.release)

    @cached_property
    def regions(self) -> tuple[str, ...]:
        """The regions, in the programme's order, that have a value; the country is the site."""
        known = {
            series.region
            for reading in self.readings.values()
            for series in reading.series
            if series.known
        }
        country = self.programme.plan.country
        return tuple(code for code in self.programme.regions if code in known - {country})

    @cached_property
    def recorded(self) -> str:
        """One sentence about the days on which the data of this release were recorded."""
        days = [one.recorded for c in self.release.computed.values() for one in c.inputs]
        return recorded_sentence(days or [self.release.recorded], self.language)

    def render(
        self, template: str, path: str, *, title: str, description: str, **context: object
    ) -> tuple[str, bytes]:
        """Return the file at `path`: `template` with the frame of the site around it.

        `path` begins with the code of the language, so that the other languages have the same page.
        """
        code = self.language.code
        inside = path.removeprefix(f"{code}/")
        text = (
            environment()
            .get_template(template)
            .render(
                context
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
                    "menu": self._menu(path),
                    "texts": self._texts(path),
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

    def _menu(self, path: str) -> list[Link]:
        code, say = self.language.code, self.language.say
        found = [(address.overview(code), say("menu.overview"), "")]
        for number, pillar in enumerate(self.programme.plan.pillars, start=1):
            name = self.language.words(pillar.names)
            found.append(
                (address.pillar(code, number), say("overview.pillar", number=number), name)
            )
        if self.programme.targets:
            found.append((address.section(code, "targets"), say("menu.targets"), ""))
        if self.programme.initiatives:
            found.append((address.section(code, "initiatives"), say("menu.initiatives"), ""))
        if self.regions:
            found.append((address.section(code, "region"), say("menu.region"), ""))
        if self.release.scenario is not None:
            found.append((address.section(code, "scenario"), say("menu.scenario"), ""))
        return [
            Link(self.addresses.link(to), text, current=to == path, aside=aside)
            for to, text, aside in found
        ]

    def _texts(self, path: str) -> list[Link]:
        code = self.language.code
        named = [
            (address.section(code, name), self.language.say(f"menu.{name}"))
            for name in ("coverage", "calendar", "classifications", "sources", "data")
            if name != "classifications" or self.programme.classifications
        ]
        if self.release.backtest:
            named.append((address.section(code, "forecasts"), self.language.say("backtest.title")))
        for name, markdown in self.programme.texts.get(code, {}).items():
            named.append((address.section(code, name), heading(markdown, name)))
        return [Link(self.addresses.link(to), text, current=to == path) for to, text in named]


def heading(markdown: str, name: str) -> str:
    """Return the first heading of a text, or its name if it has none.

    >>> heading("# About this monitor\\n\\nText.", "about")
    'About this monitor'
    """
    for line in markdown.splitlines():
        if line.startswith("# "):
            return line[2:].strip()
    return name
