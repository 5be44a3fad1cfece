"""A release of the invented programme with made-up figures of its own: TEST DATA.

The plan, its units, classifications, events and texts are those of `specimens/programme`; what a
page needs more of is here: figures, their sources and targets, provinces with borders, records.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from typing import Any

from tests.conftest import invented_programme
from tests.publication.bicycle_figures import (
    PROVINCES,
    SOURCE,
    kinds,
    outlook,
    quoted,
    share,
    stock,
    waiting,
    words,
)
from tests.publication.bicycle_lands import geography
from tests.publication.bicycle_register import bicycle_register

from agdb.programme.model import Cited
from agdb.programme.plan import Region
from agdb.programme.source import Source
from agdb.programme.target import Target
from agdb.publication.address import Addresses
from agdb.publication.assets import assets
from agdb.publication.edition import Edition
from agdb.publication.wording.language import Language, languages
from agdb.register.kept import published
from agdb.results.release import Release


def _source(ident: str, name: str, **other: Any) -> Source:
    return Source(
        id=ident,
        publisher=words("Testbureau", "Test Office"),
        names=words(name),
        page="https://example.org/bicycles",
        licence="CC BY 4.0",
        licence_url="https://creativecommons.org/licenses/by/4.0/",
        citation=words(f"Testbureau, {name}"),
        rhythm="quarter",
        **other,
    )


def _targets() -> Iterator[Target]:
    plain: dict[str, Any] = {
        "owner": words("Fietsersgenootschap", "Cyclists' Society"),
        "definition": words("Fietsen met bel.", "Bicycles with a bell."),
        "direction": "up",
        "sources": (Cited(url="https://example.org/target", title=words("De nota", "The note")),),
        "indicator": "bicycles-stock",
    }
    yield Target(
        id="many",
        names=words("Veel fietsen", "Many bicycles"),
        value=1600.5,
        unit="thousand-bicycles",
        year=2030,
        basis="policy",
        same_definition=True,
        **plain,
    )
    yield Target(
        id="share",
        names=words("Meer dan de helft", "More than half"),
        value=55,
        upper=60,
        unit="percent",
        basis="ambition",
        **plain,
    )


def made_up_release() -> Release:
    """Return the release; the same every time."""
    computed = {
        c.definition.id: c for c in (stock(), kinds(), quoted(), waiting(), share(), outlook())
    }
    regions = {"NL01": words("Nederland", "the Netherlands")} | {
        code: words(name) for code, name in PROVINCES.items()
    }
    sources = (
        _source(
            SOURCE,
            "Fietsen in bedrijf",
            notes=(words("Sinds 2020 met bel.", "With bell since 2020."),),
        ),
        _source(
            "test:pupils",
            "Leerlingen",
            derived=words("Afgerond door een ander.", "Rounded by another."),
        ),
    )
    programme = replace(
        invented_programme(),
        regions={
            code: Region(code=code, names=names, source="test") for code, names in regions.items()
        },
        sources={source.id: source for source in sources},
        indicators={ident: one.definition for ident, one in computed.items()},
        targets={one.id: one for one in _targets()},
        figures={},
        geography=geography(),
        hash="ef" * 32,
    )
    day = date(2025, 4, 22)
    register = published(bicycle_register(), day)
    return Release("2025-04-22-0a1b2c3d4e", day, programme, computed, register=register)


def edition_of(release: Release, language: Language) -> Edition:
    """The site of a release in one language, at an address of its own."""
    spoken = tuple(languages(release.programme.plan.languages).values())
    return Edition(release, language, spoken, Addresses("https://example.org/"), assets(), ())
