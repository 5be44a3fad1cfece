"""A made-up programme about bicycles around the made-up figures: TEST DATA."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import Any

from tests.publication.bicycle_figures import (
    KINDS,
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

from agdb.programme.classification import Classification, Member
from agdb.programme.event import Event
from agdb.programme.model import Cited
from agdb.programme.plan import DivisionInUse, Pillar, Plan, Region, Unit
from agdb.programme.programme import Programme
from agdb.programme.source import Source
from agdb.programme.target import Target
from agdb.publication.address import Addresses
from agdb.publication.assets import assets
from agdb.publication.edition import Edition
from agdb.publication.wording.language import Language, languages
from agdb.register.kept import published
from agdb.results.release import Release

PARENTS = {"folding": "city"}
SAME = words("Soorten fietsen", "Kinds of bicycles")


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


def _classification(
    ident: str, members: dict[str, tuple[str, str]], **other: Any
) -> Classification:
    return Classification(
        id=ident,
        names=words(ident),
        version="1",
        source="https://example.org/",
        description=words("Testindeling", "Test classification"),
        members=tuple(
            Member(id=code, names=words(*names), parent=PARENTS.get(code))
            for code, names in members.items()
        ),
        **other,
    )


def _unit(ident: str, nl: str, en: str, kind: Any, **other: Any) -> Unit:
    short = other.pop("short", None) or words(nl, en)
    return Unit(id=ident, names=words(nl, en), short=short, kind=kind, **other)


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
        unit="bicycles-thousand",
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


def _events() -> Iterator[Event]:
    def event(ident: str, kind: Any, nl: str, en: str, day: date, **other: Any) -> Event:
        cited = Cited(url=f"https://example.org/{ident}", title=words(f"Nota {ident}"))
        names, said = words(nl, en), words(f"Er was: {nl}.", f"There was: {en}.")
        return Event(
            id=ident, kind=kind, names=names, words=said, day=day, sources=(cited,), **other
        )

    yield event("start", "plan", "eerste bel", "first bell", date(2022, 2, 3))
    yield event("letter", "letter", "belbrief", "bell letter", date(2023, 12, 22))
    frost = {"until": date(2021, 2, 14)}
    yield event("frost", "crisis", "vorst", "frost", date(2020, 12, 27), **frost)
    elsewhere = {"pillars": ("mending",)}
    yield event("tyre", "letter", "bandenbrief", "tyre letter", date(2024, 1, 9), **elsewhere)


def _plan() -> Plan:
    return Plan(
        id="bicycles",
        names=words("Fietsmonitor (testgegevens)", "Bicycle monitor (test data)"),
        short=words("Fietsmonitor", "Bicycle monitor"),
        description=words(
            "Een verzonnen programma over fietsen. Geen van deze cijfers bestaat.",
            "A made-up programme about bicycles. None of these figures exists.",
        ),
        languages=("nl", "en"),
        owner=words("Redactie Fietsmonitor", "Editors of the Bicycle monitor"),
        contact="https://example.org/",
        licence="CC BY 4.0",
        licence_url="https://creativecommons.org/licenses/by/4.0/",
        country="NL01",
        divisions=(
            DivisionInUse(
                prefix="PV",
                names=words("provincie", "province"),
                plural=words("Provincies", "Provinces"),
            ),
        ),
        pillars=(
            Pillar(
                id="riding",
                names=words("Meer mensen op de fiets", "More people on a bicycle"),
                summary=words("Hoeveel wordt er gefietst?", "How much do people ride?"),
            ),
            Pillar(
                id="learning",
                names=words("Leren fietsen en fietsen naar school", "Learning to ride"),
                summary=words("Fietsen naar school.", "Riding to school."),
            ),
            Pillar(
                id="mending",
                names=words("Zelf banden plakken", "Mending tyres"),
                summary=words("Wie plakt er nog?", "Who still mends?"),
            ),
        ),
    )


def made_up_release() -> Release:
    """Return the release; the same every time."""
    computed = {
        c.definition.id: c for c in (stock(), kinds(), quoted(), waiting(), share(), outlook())
    }
    regions = {"NL01": words("Nederland", "the Netherlands")} | {
        code: words(name) for code, name in PROVINCES.items()
    }
    units = (
        _unit(
            "bicycles-thousand",
            "duizend fietsen",
            "thousand bicycles",
            "count",
            scale=3,
            decimals=1,
        ),
        _unit("percent", "procent", "percent", "share", short=words("%")),
        _unit("persons", "personen", "persons", "count"),
        _unit("euro", "euro", "euros", "money"),
    )
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
    text = (
        "# {0}\n\nEen **tekst** over de [bron](https://example.org/).\n\n## Deel\n\n- een\n- twee\n"
    )
    texts = {
        "nl": {
            "about": text.format("Over deze monitor"),
            "methods": text.format("Werkwijze"),
            "accessibility": text.format("Toegankelijkheid"),
        },
        "en": {
            "about": text.format("About this monitor"),
            "methods": text.format("Methods"),
            "accessibility": text.format("Accessibility"),
        },
    }
    programme = Programme(
        plan=_plan(),
        units={unit.id: unit for unit in units},
        regions={
            code: Region(code=code, names=names, source="test") for code, names in regions.items()
        },
        sources={source.id: source for source in sources},
        classifications={
            "kinds": _classification("kinds", KINDS, defines=SAME, valid_from=2012),
            "makers": _classification(
                "makers", {"all": ("alle fietsen", "all bicycles")}, defines=SAME
            ),
            "sexes": _classification(
                "sexes", {"m": ("jongens", "boys"), "f": ("meisjes", "girls")}
            ),
        },
        indicators={ident: one.definition for ident, one in computed.items()},
        targets={one.id: one for one in _targets()},
        events={one.id: one for one in _events()},
        margins={},
        scenario={},
        texts=texts,
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
