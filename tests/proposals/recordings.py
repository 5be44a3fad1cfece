"""Invented answers of three services, in the layout that their readers expect.

Nothing here was ever sent by a service: a parliament of bicycles promises bells.
"""

from __future__ import annotations

import json
from typing import Any

from agdb.files.recorded import RecordedFile

OPEN = "0001-01-01T00:00:00Z"
CONTEXT = "https://example.org/OData/v4/2.0/$metadata#Toezegging"


def guid(number: int) -> str:
    return f"00000000-0000-4000-8000-{number:012d}"


def letter(number: int = 283, **other: Any) -> dict[str, Any]:
    return {
        "Id": guid(number), "DocumentNummer": f"2031D{number:05d}", "Soort": "Brief regering",
        "Titel": "Fietsbellen", "Onderwerp": f"Verzonnen brief {number}",
        "Datum": "2031-06-01T00:00:00+02:00", "Volgnummer": number,
        "GewijzigdOp": "2031-06-02T10:00:00+02:00", "Verwijderd": False,
        "Kamerstukdossier": [{"Nummer": 99544, "Toevoeging": None}],
    } | other  # fmt: skip


def promise(number: int = 1, **other: Any) -> dict[str, Any]:
    return {
        "Id": guid(number), "Nummer": f"TZ203101-{number:03d}",
        "Functie": "Minister van Verzonnen Zaken", "Ministerie": "VerZ", "Status": "Openstaand",
        "DatumNakoming": OPEN,
        "Tekst": "De minister stuurt voor de zomer een brief over fietsbellen.",
        "GewijzigdOp": "2031-02-01T10:00:00+01:00", "Verwijderd": False,
        "Activiteit": {
            "Nummer": "2031A00001", "Soort": "Commissiedebat", "Onderwerp": "Fietsen",
            "Datum": "2031-01-20T00:00:00+01:00",
        },
        "KamerbriefNakoming": [],
        "ToegezegdAan": [
            {"Fractie_Id": guid(900), "Persoon_Id": None, "Fractie": {"Afkorting": "TRAP"}},
            {"Fractie_Id": None, "Persoon_Id": guid(901), "Fractie": None},
        ],
        "IsHerhalingVan": [], "IsWijzigingVan": None, "IsAanvullingOp": [],
    } | other  # fmt: skip


def ballot(party: str, choice: str, seats: int | None, **other: Any) -> dict[str, Any]:
    return {
        "Soort": choice, "FractieGrootte": seats, "ActorFractie": party, "Vergissing": False,
        "Verwijderd": False,
    } | other  # fmt: skip


def ruling(kind: str = "Stemmen - aangenomen", **other: Any) -> dict[str, Any]:
    return {
        "Id": guid(700), "BesluitSoort": kind, "BesluitTekst": "Aangenomen.",
        "StemmingsSoort": "Met handopsteken", "Status": "Besluit", "Verwijderd": False,
        "Stemming": [ballot("TRAP", "Voor", 80), ballot("REM", "Tegen", 69)],
    } | other  # fmt: skip


def motion(number: int = 501, **other: Any) -> dict[str, Any]:
    return {
        "Id": guid(number), "Nummer": f"2031Z{number:05d}", "Soort": "Motie",
        "Onderwerp": "Motie over een verzonnen bel", "Kabinetsappreciatie": "Oordeel Kamer",
        "GewijzigdOp": "2031-03-01T10:00:00+01:00", "Verwijderd": False,
        "ZaakActor": [
            {"Relatie": "Indiener", "ActorFractie": "TRAP", "Verwijderd": False},
            {"Relatie": "Medeindiener", "ActorFractie": "REM", "Verwijderd": False},
            {"Relatie": "Volgcommissie", "ActorFractie": None, "Verwijderd": False},
        ],
        "Document": [letter(number, Soort="Motie", Datum="2031-02-20T00:00:00+01:00")],
        "Besluit": [ruling()],
    } | other  # fmt: skip


def page(records: list[Any], *, following: str | None = None, **other: Any) -> bytes:
    body = {"@odata.context": CONTEXT, "value": records} | other
    if following is not None:
        body["@odata.nextLink"] = following
    return json.dumps(body, ensure_ascii=False).encode()


def pages(kind: str, *bodies: bytes) -> list[RecordedFile]:
    return [RecordedFile.of(f"{kind}-page-{n}.json", body) for n, body in enumerate(bodies, 1)]


def publication(identifier: str = "kst-99544-283", **other: str) -> str:
    told = {
        "title": "Verzonnen brief", "date": "2031-06-01", "wide": "Kamerstuk",
        "narrow": "Brief regering", "whole": "", "modified": "2031-06-03",
    } | other  # fmt: skip
    whole = f"<w:hoofddocument>{told['whole']}</w:hoofddocument>" if told["whole"] else ""
    return f"""<sru:record><sru:recordData><gzd:gzd><gzd:originalData><w:meta>
<w:owmskern><dcterms:identifier>{identifier}</dcterms:identifier>
<dcterms:title>{told["title"]}</dcterms:title>
<dcterms:type scheme="OVERHEIDop.Parlementair">{told["wide"]}</dcterms:type>
<dcterms:type scheme="OVERHEIDop.KamerstukTypen">{told["narrow"]}</dcterms:type>
<dcterms:creator>Kamer van fietsers</dcterms:creator>
<dcterms:modified>{told["modified"]}</dcterms:modified></w:owmskern>
<w:owmsmantel><dcterms:date>{told["date"]}</dcterms:date></w:owmsmantel>
<w:tpmeta>{whole}</w:tpmeta></w:meta></gzd:originalData>
<gzd:enrichedData><gzd:preferredUrl>https://example.org/x.html</gzd:preferredUrl>
</gzd:enrichedData></gzd:gzd></sru:recordData></sru:record>"""


def search(*records: str, count: int | None = None, extra: str = "") -> bytes:
    told = len(records) if count is None else count
    return f"""<?xml version="1.0" encoding="UTF-8"?>
<sru:searchRetrieveResponse xmlns:sru="http://docs.oasis-open.org/ns/search-ws/sruResponse"
 xmlns:gzd="http://standaarden.overheid.nl/sru" xmlns:dcterms="http://purl.org/dc/terms/"
 xmlns:w="http://standaarden.overheid.nl/wetgeving/"><sru:version>2.0</sru:version>
<sru:numberOfRecords>{told}</sru:numberOfRecords>{extra}
<sru:records>{"".join(records)}</sru:records></sru:searchRetrieveResponse>""".encode()


def searches(*bodies: bytes) -> list[RecordedFile]:
    return [RecordedFile.of(f"publicaties-page-{n}.xml", one) for n, one in enumerate(bodies, 1)]


HEADER = (
    "index,jaar,fase,verantwoordelijk_minister,hoofdstuk_naam,hoofdstuk_nummer,artikel_naam,"
    "artikel_nummer,beleid_of_niet_beleid,rbv_model,artikelonderdeel_naam,artikelonderdeel_nummer,"
    "instrument_of_uitsplitsing_apparaat_naam,instrument_of_uitsplitsing_apparaat_nummer,"
    "regeling_detailniveau_naam,regeling_detailniveau_nummer,vuo,bedrag"
)


def line(scheme: str = "Bellen", amount: str = "12500", **other: str) -> str:
    told = {
        "index": "XIII.2.1.4.440230.U", "jaar": "2031", "fase": "OWB", "minister": "Minister",
        "chapter_name": "Verzonnen Zaken", "chapter": "XIII", "article_name": "Fietsen",
        "article": "2", "beleid": "", "rbv": "", "part": "Paden", "part_number": "1",
        "instrument": "Subsidies", "instrument_number": "4", "scheme": scheme,
        "scheme_number": "440230", "vuo": "U", "bedrag": amount,
    } | other  # fmt: skip
    return ",".join(f'"{cell}"' if "," in cell or "\n" in cell else cell for cell in told.values())


def table(*lines: str, header: str = HEADER) -> bytes:
    return "".join(f"{one}\n" for one in (header, *lines)).encode()


def tables(body: bytes, name: str = "begroting-2031-OWB-U-XIII-2.csv") -> list[RecordedFile]:
    return [RecordedFile.of(name, body)]
