"""The monitor in short, above its figures: targets, the doorrekening and how much is known."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from agdb.publication import address
from agdb.publication.page.edition import Edition
from agdb.publication.page.scenario.page import glance_sentence
from agdb.publication.page.standing import leading
from agdb.publication.page.target_list import SECTION as TARGETS
from agdb.publication.page.target_list import measured_sentence
from agdb.publication.page.told import how_many


@dataclass(frozen=True, slots=True)
class Glance:
    """One sentence with the page that says more."""

    name: str
    href: str
    text: str


def glances(edition: Edition) -> tuple[Glance, ...]:
    """Return what can be said in short; what the release does not hold is left out."""
    return tuple(_glances(edition))


def _glances(edition: Edition) -> Iterator[Glance]:
    say, code = edition.language.say, edition.language.code

    def at(section: str) -> str:
        return edition.addresses.link(address.section(code, section))

    if edition.programme.targets:
        said = f"{leading(edition)} {measured_sentence(edition)}".strip()
        yield Glance(say("menu.targets"), at(TARGETS), said)
    if edition.release.scenario is not None:
        yield Glance(say("menu.scenario"), at("scenario"), glance_sentence(edition))
    having, total = (how_many(edition, f"indicators{x}") for x in ("-with-figures", ""))
    text = say("glance.coverage.text", having=having, total=total)
    yield Glance(say("glance.coverage"), at("coverage"), text)
