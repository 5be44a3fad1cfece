"""From a label of Statistics Netherlands to the code that the programme uses for it.

Labels are cut at 40 characters, and those of activities have no code in front; both are looked up
by how they begin.
"""

from __future__ import annotations

import json
from pathlib import Path

_WHOLE = {
    "Totaal C-N en Q": "C-N+Q",
    "Alle sectoren": "T",
    "10000": "T",
    "Bol-vt en bbl totaal": "T",
    "Met werk, zonder uitkering": "work",
    "Met werk, met uitkering": "work-benefit",
    "Zonder werk, met uitkering": "benefit",
    "Zonder werk, zonder uitkering": "neither",
    "1 jaar na verlaten onderwijs": "1-year",
    "Bedrijven": "companies",
    "Instellingen": "institutions",
    "Hoger onderwijs": "higher-education",
    "Deelname leven lang ontwikkelen": "participates",
    "Volgt formeel onderwijs": "formal",
    "Volgt niet-formeel onderwijs": "non-formal",
    "15 tot 75 jaar": "15-75",
    "25 tot 65 jaar": "25-65",
    "2 of meer werkzame personen": "2+",
    "2 tot 10 werkzame personen": "2-10",
    "10 tot 50 werkzame personen": "10-50",
    "50 tot 250 werkzame personen": "50-250",
    "250 of meer werkzame personen": "250+",
}
_BEGINS = {
    "A-U Commerciële sector": "A-U-commercial",
    "1.Totaal milieubescherming": "protection",
    "2. Totaal management": "resources",
    "Energiesystemen": "energy-systems",
    "Productie hernieuwbare": "renewable-production",
    "Milieutechnische bouw": "environmental-construction",
    "Milieuadvies": "advice-engineering",
    "Productie industriële": "industrial-equipment",
    "Biologische landbouw": "organic-farming",
    "Voorbereiding tot recycling": "recycling-preparation",
    "Milieukeuring": "inspection",
    "Onderwijs gericht op milieu": "education",
    "Ideële organisaties": "non-profit",
    "Isolatiewerkzaamheden": "insulation",
    "Waterkwantiteitsbeheer": "water-quantity",
    "Waterkwaliteitsbeheer": "water-quality",
    "Milieudienstverlening": "private-services",
    "Overige milieuactiviteiten": "government-other",
    "Totaal": "T",
}


def region_codes(specimens: Path) -> dict[str, str]:
    """Return the code of every region by its label, from a recording that has both."""
    file = next(specimens.glob("cbs/85554NED/v4-json-*/codes-RegioS.json"))
    codes = {
        item["Title"].strip(): item["Identifier"].strip()
        for item in json.loads(file.read_text(encoding="utf-8"))["value"]
    }
    parts = ("Noord", "Oost", "West", "Zuid")
    return codes | {f"{part}-Nederland (LD)": f"LD0{n}" for n, part in enumerate(parts, 1)}


def code_of(label: str, regions: dict[str, str]) -> str:
    """Return the code of the programme for `label`: a fixed one, else what stands in front."""
    text = label.strip()
    if text in _WHOLE:
        return _WHOLE[text]
    if text in regions:
        return regions[text]
    for begin, code in _BEGINS.items():
        if text.startswith(begin):
            return code
    return text.split(" ")[0]
