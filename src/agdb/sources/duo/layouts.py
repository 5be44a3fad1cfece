"""The DUO files that are read, old and new, each described once.

Old files: the headers of recordings. New portal: the catalogue of April 2026, which gives the
columns of one resource per package, and no data; the data of this generation are unproven.
"""

from __future__ import annotations

import re
from typing import Final

from agdb.sources.duo.layout import SEX, DuoMeasure, Key, Layout

_YEARS: Final = re.compile(r"(?P<year>[12]\d{3})")
_DIPLOMAS: Final = DuoMeasure("GEDIPLOMEERDEN", "Gediplomeerden", "diplomas")
_ENROLLED: Final = DuoMeasure("INGESCHREVENEN", "Ingeschrevenen", "persons")
_STUDENTS: Final = DuoMeasure("STUDENTEN", "Mbo-studenten", "persons")
_HIGHER: Final = (
    Key("PROVINCIE"),
    Key("GEMEENTENUMMER", "GEMEENTENAAM", region=True),
    Key("SOORT INSTELLING"),
    Key("BRIN NUMMER ACTUEEL", "INSTELLINGSNAAM ACTUEEL"),
    Key("CROHO ONDERDEEL"),
    Key("CROHO SUBONDERDEEL"),
    Key("OPLEIDINGSCODE ACTUEEL", "OPLEIDINGSNAAM ACTUEEL"),
    Key("OPLEIDINGSVORM"),
    Key(SEX),
)

OLD: Final = (
    Layout(
        "ho-gediplomeerden",
        "Gediplomeerden in het hoger onderwijs",
        (*_HIGHER, Key("SOORT DIPLOMA")),
        _YEARS,
        {"": _DIPLOMAS},
    ),
    Layout(
        "ho-ingeschrevenen",
        "Ingeschrevenen in het hoger onderwijs",
        (*_HIGHER, Key("TYPE HOGER ONDERWIJS")),
        _YEARS,
        {"": _ENROLLED},
    ),
    Layout(
        "mbo-deelnemers",
        "Mbo-deelnemers",
        (
            Key("BRIN NUMMER", "INSTELLINGSNAAM"),
            Key("SOORTINS"),
            Key("PLAATSNAAM"),
            Key("TYPE MBO"),
            Key("KWALIFICATIENIVEAU"),
            Key("KWALIFICATIE CODE", "KWALIFICATIE NAAM"),
            Key("MBO SECTOR"),
            Key("DOMEIN"),
            Key("SECTORUNIT SBB"),
            Key("BRIN NUMMER KENNISCENTRUM", "NAAM KENNISCENTRUM"),
        ),
        re.compile(r"(?P<part>MAN|VROUW|TOTAAL)(?P<year>[12]\d{3})"),
        {"": DuoMeasure("DEELNEMERS", "Mbo-deelnemers", "persons")},
        part=SEX,
    ),
    Layout(
        "vo-examens",
        "Examenkandidaten en geslaagden in het voortgezet onderwijs",
        (
            Key("INSTELLINGSCODE"),
            Key("VESTIGINGSCODE", "INSTELLINGSNAAM VESTIGING"),
            Key("GEMEENTENAAM"),
            Key("ONDERWIJSTYPE VO"),
            Key("INSPECTIECODE", "OPLEIDINGSNAAM"),
        ),
        re.compile(
            r"(?P<quantity>EXAMENKANDIDATEN|GESLAAGDEN|SLAAGPERC) SCHOOLJAAR "
            r"(?P<year>[12]\d{3}-[12]\d{3}) - (?P<part>MAN|VROUW|TOTAAL)"
        ),
        {
            "EXAMENKANDIDATEN": DuoMeasure("EXAMENKANDIDATEN", "Examenkandidaten", "persons"),
            "GESLAAGDEN": DuoMeasure("GESLAAGDEN", "Geslaagden", "persons"),
            "SLAAGPERC": DuoMeasure("SLAAGPERC", "Slaagpercentage", "%", share=True),
        },
        part=SEX,
    ),
)

_PORTAL: Final = (
    Key("PROVINCIENAAM"),
    Key("GEMEENTENUMMER", "GEMEENTENAAM", region=True),
    Key("SOORT_INSTELLING"),
    Key("INSTELLINGSCODE_ACTUEEL", "INSTELLINGSNAAM_ACTUEEL"),
    Key("ONDERDEEL"),
    Key("SUBONDERDEEL"),
)
# Cross-sections of the same people: one resource has one of these, and they are never added up.
_SECTIONS: Final = (
    Key("OPLEIDINGSCODE_ACTUEEL", "OPLEIDINGSNAAM_ACTUEEL"),
    Key("OPLEIDINGSVORM"),
    Key(SEX),
)


def _higher(package: str, title: str, column: str, quantity: DuoMeasure) -> Layout:
    diplomas = package == "p04hogdipl"
    return Layout(
        package,
        title,
        (*_PORTAL, Key("SOORT_DIPLOMA" if diplomas else "TYPE_HOGER_ONDERWIJS")),
        re.compile(column),
        {"": quantity},
        year="DIPLOMAJAAR" if diplomas else "STUDIEJAAR",
        optional=_SECTIONS,
    )


CKAN: Final = (
    _higher("p01hoinges", "Ingeschrevenen hoger onderwijs", "AANTAL_INGESCHREVENEN", _ENROLLED),
    _higher(
        "p02ho1ejrs",
        "Eerstejaars ingeschrevenen hoger onderwijs",
        "AANTAL_EERSTEJAARS_INGESCHREVENEN",
        DuoMeasure("EERSTEJAARS", "Eerstejaars ingeschrevenen", "persons"),
    ),
    _higher(
        "p03hoinschr",
        "Inschrijvingen in het hoger onderwijs",
        "AANTAL_INSCHRIJVINGEN",
        DuoMeasure("INSCHRIJVINGEN", "Inschrijvingen", "enrolments"),
    ),
    _higher("p04hogdipl", "Gediplomeerden hoger onderwijs", "AANTAL_GEDIPLOMEERDEN", _DIPLOMAS),
    Layout(
        "gediplomeerde-mbo-studenten",
        "Gediplomeerde mbo-studenten",
        (
            Key("INSTELLINGSCODE", "INSTELLINGSNAAM"),
            Key("PLAATSNAAM INSTELLING"),
            Key("LEERWEG"),
            Key("NIVEAU"),
            Key("ERKENDE OPLEIDING CODE", "ERKENDE OPLEIDING NAAM"),
            Key("SECTORKAMER NAAM"),
            Key("HOOFDGROEP NAAM"),
        ),
        re.compile(r"DIP(?P<part>MAN|VROUW)(?P<year>[12]\d{3})"),
        {"": _DIPLOMAS},
        part=SEX,
        school_years=False,  # the diploma year, in which the last one is that of publication
    ),
    Layout(
        "mbo-studenten-per-sectorkamer-en-leerweg",
        "Mbo-studenten per sectorkamer en leerweg",
        (
            Key("SECTORKAMER NAAM"),
            Key("HOOFDGROEP NAAM"),
            Key("LEERWEG"),
            Key("NIVEAU"),
            Key("WOONPROVINCIE"),
        ),
        re.compile(r"JAAR_(?P<year>[12]\d{3})"),
        {"": _STUDENTS},
    ),
    Layout(
        "mbo-studenten-per-instelling",
        "Mbo-studenten per instelling",
        (
            Key("PROVINCIE INSTELLING"),
            Key("BEVOEGD GEZAG NUMMER"),
            Key("INSTELLINGSCODE", "INSTELLINGSNAAM"),
            Key("PLAATSNAAM INSTELLING"),
            Key("GEMEENTENUMMER INSTELLING", "GEMEENTE INSTELLING", region=True),
        ),
        re.compile(r"(?P<part>BBL|BOLDT|BOLVT|EX)"),
        {"": _STUDENTS},
        year="JAAR",
        part="LEERWEG",
    ),
)
