"""Made-up figures about bicycles: TEST DATA, none of them exists.

They have what real figures have: quarters and years, gaps, provisional and suppressed values,
bounds, a break, regions, breakdowns, a ratio, a forecast, a quoted value and one that waits.
"""

from __future__ import annotations

import math
from datetime import date
from typing import Any

from agdb.programme.indicator import Breakdown, Indicator, RegionBreakdown
from agdb.results.value import Computed, Input, Kind, Value, Waiting
from agdb.statistics.status import Finality, ObservationStatus
from agdb.statistics.structure import UnitOrigin

PROVINCES = {
    "PV20": "Groningen", "PV21": "Fryslân", "PV22": "Drenthe", "PV23": "Overijssel",
    "PV24": "Flevoland", "PV25": "Gelderland", "PV26": "Utrecht", "PV27": "Noord-Holland",
    "PV28": "Zuid-Holland", "PV29": "Zeeland", "PV30": "Noord-Brabant", "PV31": "Limburg",
}  # fmt: skip
MAKES = ("city", "race", "cargo", "folding", "electric", "child")
SOURCE = "test:bicycles"


def words(nl: str, en: str | None = None) -> dict[str, str]:
    return {"nl": nl, "en": nl if en is None else en}


def value(region: str, period: str, number: float | None, **other: Any) -> Value:
    plain: dict[str, Any] = {
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
    plain: dict[str, Any] = {
        "dataset": SOURCE,
        "version": "20250422-0123abcd",
        "recorded": date(2025, 4, 22),
        "checksum": "cd" * 32,
        "transcription": True,
        "address": "https://example.org/bicycles",
        "licence": "CC BY 4.0",
        "citations": ("Testbureau, Fietsen in bedrijf, stand 22 april 2025",),
        "measure": "Fietsen (testgegevens)",
        "unit": "thousand-bicycles",
        "unit_origin": UnitOrigin.DOCUMENTED,
        "unit_source": "toelichting bij de tabel",
        "predicate": "RegioS = 'NL01'",
        "partial": None,
    }
    return Input(role=role, **plain | other)


def indicator(ident: str, nl: str, en: str, **other: Any) -> Indicator:
    plain: dict[str, Any] = {
        "catalogue": "P1.01",
        "pillar": "roads",
        "definition": words(
            f"Aantal of aandeel dat hoort bij: {nl.lower()}. Dit zijn testgegevens.",
            f"Number or share that belongs to: {en.lower()}. These are test data.",
        ),
        "sentence": words("{period} was dit {value}.", "{period}, this was {value}."),
        "unit": "thousand-bicycles",
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
                id="make",
                names=words("soort fiets", "kind of bicycle"),
                dimension="Soort",
                classification="makes",
                total="T001",
            ),
        ),
    )
    values = [
        value(
            "NL01",
            str(2013 + nth),
            wave(nth * 3, level=700, swing=90),
            breakdown=(("make", "T001"),),
        )
        for nth in range(12)
    ] + [
        value(
            "NL01",
            str(2013 + nth),
            wave(nth * 3 + place, level=40 + 50 * place, swing=25),
            breakdown=(("make", kind),),
            finality=Finality.PROVISIONAL if nth == 11 else Finality.DEFINITIVE,
        )
        for place, kind in enumerate(MAKES)
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
            lower_95=1120 + 10.0 * n,
            upper_95=1240 + 60.0 * n,
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
        decimals=0,
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
