"""A made-up release about bicycles: TEST DATA, none of these figures exists.

It has what real releases have: quarters and years, gaps, provisional and suppressed values, bounds,
a break, regions, breakdowns, a ratio, a quoted value, a derived source and one that waits.
"""

from __future__ import annotations

import math
import os
from collections.abc import Callable, Iterator
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from agdb.indicators.value import Computed, Input, Kind, Value, Waiting
from agdb.programme.classification import Classification, Member
from agdb.programme.indicator import Breakdown, Indicator, RegionBreakdown
from agdb.programme.initiative import Initiative
from agdb.programme.plan import DivisionInUse, Pillar, Plan, Region, Unit
from agdb.programme.programme import Programme
from agdb.programme.source import Source
from agdb.programme.target import Target
from agdb.publication.wording.language import Language, languages
from agdb.release.model import Release
from agdb.statistics.status import Finality, ObservationStatus
from agdb.statistics.structure import UnitOrigin

GOLDENS = Path(__file__).parent / "goldens"
REWRITE = "AGDB_REWRITE_GOLDENS"
PROVINCES = {
    "PV20": "Groningen", "PV21": "Fryslân", "PV22": "Drenthe", "PV23": "Overijssel",
    "PV24": "Flevoland", "PV25": "Gelderland", "PV26": "Utrecht", "PV27": "Noord-Holland",
    "PV28": "Zuid-Holland", "PV29": "Zeeland", "PV30": "Noord-Brabant", "PV31": "Limburg",
}  # fmt: skip
KINDS = {
    "city": ("stadsfietsen", "city bicycles"),
    "race": ("racefietsen", "racing bicycles"),
    "cargo": ("bakfietsen", "cargo bicycles"),
    "folding": ("vouwfietsen", "folding bicycles"),
    "electric": ("elektrische fietsen", "electric bicycles"),
    "child": ("kinderfietsen", "children's bicycles"),
}
SOURCE = "test:bicycles"


def words(nl: str, en: str | None = None) -> dict[str, str]:
    return {"nl": nl, "en": nl if en is None else en}


def value(region: str, period: str, number: float | None, **other: Any) -> Value:
    plain = {
        "breakdown": (),
        "status": ObservationStatus.NORMAL,
        "finality": Finality.DEFINITIVE,
        "mark": "",
        "lower": None,
        "upper": None,
        "kind": Kind.OBSERVED,
        "keys": 1,
        "keys_hash": "ab" * 32,
    }
    return Value(region=region, period=period, value=number, **plain | other)


def read(role: str = "value", **other: Any) -> Input:
    plain = {
        "dataset": SOURCE,
        "version": "20250422-0123abcd",
        "recorded": date(2025, 4, 22),
        "checksum": "cd" * 32,
        "transcription": True,
        "address": "https://example.org/bicycles",
        "licence": "CC BY 4.0",
        "citations": ("Testbureau, Fietsen in bedrijf, stand 22 april 2025",),
        "measure": "Fietsen (testgegevens)",
        "unit": "bicycles-thousand",
        "unit_origin": UnitOrigin.DOCUMENTED,
        "unit_source": "toelichting bij de tabel",
        "predicate": "RegioS = 'NL01'",
        "partial": None,
    }
    return Input(role=role, **plain | other)


def indicator(ident: str, nl: str, en: str, **other: Any) -> Indicator:
    plain: dict[str, Any] = {
        "catalogue": "P1.01",
        "pillar": "riding",
        "definition": words(
            f"Aantal of aandeel dat hoort bij: {nl.lower()}. Dit zijn testgegevens.",
            f"Number or share that belongs to: {en.lower()}. These are test data.",
        ),
        "unit": "bicycles-thousand",
        "direction": "up",
        "metric": {"type": "simple", "value": {"dataset": SOURCE, "measure": "M1"}},
        "frequencies": ("quarter",),
        "region": RegionBreakdown(dimension="RegioS", divisions=("PV",)),
    }
    return Indicator(id=ident, names=words(nl, en), **plain | other)


def wave(nth: int, *, level: float, swing: float, slope: float = 0.0) -> float:
    return round(level + slope * nth + swing * math.sin(nth / 5.0) + (nth * 7 % 5) / 3, 3)


def stock() -> Computed:
    """Quarters with a gap, a break, provisional ends, provinces with a suppressed value."""
    definition = indicator(
        "bicycles-stock",
        "Fietsen in bedrijf",
        "Bicycles in use",
        cyclical=True,
        order=1,
        caveats=(words("Alleen fietsen met bel.", "Only bicycles with a bell."),),
    )
    values = []
    for nth in range(40):
        period = f"{2015 + nth // 4}-Q{nth % 4 + 1}"
        other: dict[str, Any] = {}
        if nth == 20:
            other["status"] = ObservationStatus.BREAK
        if nth >= 37:
            other["finality"] = Finality.PROVISIONAL
        if nth < 6:
            other["finality"] = Finality.UNKNOWN
        if nth != 13:
            values.append(value("NL01", period, wave(nth, level=1210, swing=60, slope=6), **other))
    for place, code in enumerate(PROVINCES):
        for nth in range(32, 40):
            period = f"{2015 + nth // 4}-Q{nth % 4 + 1}"
            number: float | None = wave(nth, level=60 + 17 * (place * 5 % 12), swing=4)
            status, bounds = ObservationStatus.NORMAL, {}
            if code == "PV29" and nth > 37:
                number, status = None, ObservationStatus.MISSING_SUPPRESSED
                bounds = {"lower": 10.0, "upper": 30.0}
            values.append(
                value(code, period, number, status=status, finality=Finality.PROVISIONAL, **bounds)
            )
    return Computed(definition, tuple(values), (read(),), None)


def kinds() -> Computed:
    """Years by kind: six members, so small multiples; and a total."""
    definition = indicator(
        "bicycles-sold",
        "Verkochte fietsen",
        "Bicycles sold",
        frequencies=("year",),
        order=2,
        breakdowns=(
            Breakdown(
                id="kind",
                names=words("soort fiets", "kind of bicycle"),
                dimension="Soort",
                classification="kinds",
                total="T001",
            ),
        ),
    )
    values = [
        value(
            "NL01",
            str(2013 + nth),
            wave(nth * 3, level=700, swing=90),
            breakdown=(("kind", "T001"),),
        )
        for nth in range(12)
    ] + [
        value(
            "NL01",
            str(2013 + nth),
            wave(nth * 3 + place, level=40 + 50 * place, swing=25),
            breakdown=(("kind", kind),),
            finality=Finality.PROVISIONAL if nth == 11 else Finality.DEFINITIVE,
        )
        for place, kind in enumerate(KINDS)
        for nth in range(12)
    ]
    return Computed(definition, tuple(values), (read(recorded=date(2024, 12, 3)),), None)


def share() -> Computed:
    """A ratio in percent over school years, with margins, by two sexes, and for provinces."""
    definition = indicator(
        "bicycles-to-school",
        "Leerlingen die op de fiets komen",
        "Pupils who come by bicycle",
        unit="percent",
        decimals=1,
        frequencies=("school-year",),
        pillar="learning",
        metric={
            "type": "ratio",
            "scale": 100,
            "numerator": {"dataset": SOURCE, "measure": "M2"},
            "denominator": {"dataset": "test:pupils", "measure": "M3"},
        },
        breakdowns=(
            Breakdown(
                id="sex",
                names=words("geslacht", "sex"),
                dimension="Geslacht",
                classification="sexes",
                total="T",
            ),
        ),
    )
    values = []
    for nth in range(10):
        period = f"{2014 + nth}/{15 + nth}"
        for code, level in (("T", 61.0), ("m", 58.4), ("f", 63.5)):
            number = wave(nth, level=level, swing=2.2)
            bounds = {"lower": number - 1.4, "upper": number + 1.4} if code == "T" else {}
            values.append(
                value(
                    "NL01",
                    period,
                    number,
                    breakdown=(("sex", code),),
                    keys=2,
                    finality=Finality.UNKNOWN,
                    **bounds,
                )
            )
    for place, code in enumerate(PROVINCES):
        for nth in (8, 9):
            number = wave(nth + place * 3, level=58, swing=6)
            values.append(
                value(code, f"{2014 + nth}/{15 + nth}", number, breakdown=(("sex", "T"),))
            )
    inputs = (
        read("numerator", measure="Leerlingen op de fiets", unit="persons"),
        read(
            "denominator",
            dataset="test:pupils",
            measure="Leerlingen",
            unit="persons",
            transcription=False,
            partial="alleen bekostigd onderwijs",
            recorded=date(2025, 2, 1),
        ),
    )
    return Computed(definition, tuple(values), inputs, None)


def outlook() -> Computed:
    """Years with a forecast and its fan."""
    definition = indicator(
        "bicycles-price",
        "Gemiddelde prijs van een fiets",
        "Average price of a bicycle",
        unit="euro",
        frequencies=("year",),
        pillar="learning",
        direction="context",
        region=RegionBreakdown(fixed="NL01"),
    )
    values = [value("NL01", str(2010 + n), 700 + 31.5 * n + 12 * (n % 3)) for n in range(15)]
    values += [
        value(
            "NL01",
            str(2025 + n),
            1180 + 33.0 * n,
            kind=Kind.FORECAST,
            lower=1150 + 18.0 * n,
            upper=1210 + 50.0 * n,
            finality=Finality.UNKNOWN,
        )
        for n in range(4)
    ]
    return Computed(definition, tuple(values), (read(unit="euro"),), None)


def quoted() -> Computed:
    definition = indicator(
        "bicycles-satisfaction",
        "Tevreden fietsers",
        "Satisfied cyclists",
        nature="quoted",
        unit="percent",
        frequencies=("year",),
        region=RegionBreakdown(fixed="NL01"),
        order=3,
    )
    return Computed(definition, (value("NL01", "2023", 87.0),), (read(unit="percent"),), None)


def waiting() -> Computed:
    definition = indicator(
        "bicycles-lanes", "Lengte van fietspaden", "Length of cycle lanes", order=4
    )
    wait = Waiting("test:lanes", "agdb fetch test:lanes")
    return Computed(definition, (), (), wait)


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


def _classification(ident: str, members: dict[str, tuple[str, str]]) -> Classification:
    return Classification(
        id=ident,
        names=words(ident),
        version="1",
        source="https://example.org/",
        description=words("Testindeling", "Test classification"),
        members=tuple(Member(id=code, names=words(*names)) for code, names in members.items()),
    )


def _unit(ident: str, nl: str, en: str, kind: Any, **other: Any) -> Unit:
    short = other.pop("short", None) or words(nl, en)
    return Unit(id=ident, names=words(nl, en), short=short, kind=kind, **other)


def _initiatives() -> Iterator[Initiative]:
    plain = {
        "owner": "Fietsersgenootschap",
        "budget": "12 mln euro per jaar",
        "period": "2024-2027",
        "target_group": "fietsers",
        "reach": "onbekend",
        "source": "https://example.org/plan",
        "recorded": "2025-04-22",
    }
    yield Initiative(
        id="bells",
        names=words("Meer bellen", "More bells"),
        pillars=("riding",),
        region_text="landelijk",
        scope="national",
        **plain,
    )
    yield Initiative(
        id="north",
        names=words("Noorden fietst", "The north rides"),
        pillars=("riding", "learning"),
        regions=("PV20", "PV22"),
        note="loopt af",
        region_text="Groningen en Drenthe",
        scope="regional",
        **plain,
    )
    yield Initiative(
        id="delta",
        names=words("Deltafiets"),
        pillars=("learning",),
        region_text="de delta",
        scope="regional",
        **plain,
    )


def _targets() -> Iterator[Target]:
    plain: dict[str, Any] = {
        "owner": words("Fietsersgenootschap", "Cyclists' Society"),
        "definition": words("Fietsen met bel.", "Bicycles with a bell."),
        "direction": "up",
        "source": "https://example.org/target",
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
    """The release itself; the fixture of the same name hands it out."""
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
            "kinds": _classification("kinds", KINDS),
            "sexes": _classification(
                "sexes", {"m": ("jongens", "boys"), "f": ("meisjes", "girls")}
            ),
        },
        indicators={ident: one.definition for ident, one in computed.items()},
        initiatives={one.id: one for one in _initiatives()},
        targets={one.id: one for one in _targets()},
        texts=texts,
        figures={},
        hash="ef" * 32,
    )
    return Release("2025-04-22-0a1b2c3d4e", date(2025, 4, 22), programme, computed)


@pytest.fixture(scope="session")
def release() -> Release:
    """A whole made-up release."""
    return made_up_release()


@pytest.fixture(scope="session")
def nl() -> Language:
    return languages(("nl", "en"))["nl"]


@pytest.fixture(scope="session")
def en() -> Language:
    return languages(("nl", "en"))["en"]


@pytest.fixture
def golden() -> Callable[[str, str], None]:
    """Compare a text with the golden file of that name; with the variable set, write it first."""

    def check(name: str, text: str) -> None:
        file = GOLDENS / name
        shown = text.replace("><", ">\n<") + "\n"
        if os.environ.get(REWRITE):
            file.write_text(shown, encoding="utf-8")
        assert file.is_file(), f"{name} is not there: look at it, then set {REWRITE}=1"
        assert shown == file.read_text(encoding="utf-8"), f"{name} differs: look at it again"

    return check
