"""A paper with one of every block, all of it made up: TEST DATA."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

from markupsafe import Markup

from agdb.publication.report.derivation import Arithmetic, Derivation, FactKind, FactPlace
from agdb.publication.report.document import (
    BulletPoint,
    Bullets,
    Chapter,
    ChartData,
    ChartLine,
    Footnote,
    HeaderLine,
    PaperFigure,
    PaperLink,
    PaperNumber,
    PaperTable,
    Paragraph,
    Part,
    Quotation,
    ReportPaper,
    Sentence,
    TableHead,
    TableRow,
    WrittenPart,
)

PLACE = FactPlace(FactKind.VALUE, "bicycles", "NL01|2024|")
SOURCE = Footnote("Testbureau, Fietsen. Cijfer over 2024, een jaar oud.", "https://example.org/1")
LETTER = Footnote("Kamerstuk 1, nr. 2.")
DRAWING = Markup(
    '<svg class="chart wide" viewBox="0 0 720 200"><title>Fietsen</title>'
    '<g class="s1"><path class="line" d="M20,150L300,90L600,40"/>'
    '<circle class="point" cx="600" cy="40" r="4"/></g>'
    '<line class="grid zero" x1="20" x2="620" y1="180" y2="180"/>'
    '<text class="value" x="620" y="44">1.234</text></svg>'
    '<svg class="chart narrow" viewBox="0 0 358 200"></svg>'
)


def number(text: str, value: str = "1234", note: Footnote | None = SOURCE) -> PaperNumber:
    """A number that leads to its page."""
    derivation = Derivation(Arithmetic.AS_IT_IS, (PLACE,))
    return PaperNumber(text, Decimal(value), derivation, "nl/indicator/bicycles/", note=note)


def said(ident: str, *parts: Part) -> Sentence:
    """A sentence under an id."""
    return Sentence(ident, parts)


def table(rows: int) -> PaperTable:
    """A table of so many rows."""
    return PaperTable(
        "promises",
        "Toezeggingen",
        (TableHead("Omschrijving"), TableHead("Vindplaats"), TableHead("Aantal", numeric=True)),
        tuple(
            TableRow(((f"Toezegging {n}",), (Quotation("Kamerstuk 1", PLACE, note=LETTER),),
                      (number(str(n), str(n), None),)))
            for n in range(1, rows + 1)
        ),
        "Verzonnen, per stuk.",
    )  # fmt: skip


def figure() -> PaperFigure:
    """A picture with its data, of which one point is not published."""
    derivation = Derivation(Arithmetic.AS_IT_IS, (PLACE,))
    lines = (
        ChartLine("Nederland", (Decimal(900), Decimal("1234.5")), (derivation, derivation)),
        ChartLine("Drenthe", (Decimal(30), None), (derivation, None)),
    )
    data = ChartData(("2023", "2024"), lines, "fietsen", 1, start=Decimal(0))
    return PaperFigure(
        "bicycles", "Fietsen in Nederland", "Van 900 naar 1.234,5.", DRAWING, data, SOURCE
    )


def whole_paper(*, rows: int = 3, draft: str = "Concept", withdrawn: str = "") -> ReportPaper:
    """The paper; hostile words are in it too."""
    text = said(
        "S02:bicycles:2024",
        'In 2024 waren er "veel" \\ #fietsen: ',
        number("1.234 fietsen"),
        ", en ook ",
        number("20 procent", "20"),
        ". Zie ",
        PaperLink("de brief <b>", "https://example.org/?a=1&b=2", LETTER),
        ".",
    )
    inner = Chapter("in", said("H:in", "Een deel daarvan"), (table(rows), figure()))
    return ReportPaper(
        ident="brief",
        kind="Aanbiedingsbrief",
        title="Fietsen & Co: 1.234 in 2024",
        language="nl",
        release="2025-01-01-abc",
        day=date(2025, 1, 1),
        header=(HeaderLine("Aan", "de Voorzitter"), HeaderLine("Datum", "invullen", missing=True)),
        chapters=(
            Chapter(
                "first",
                said("H:first", "Er kwamen ", number("334", "334"), " fietsen bij"),
                (
                    Paragraph((text, said("S41:x", "Dit is het eerste rapport."))),
                    Paragraph((said("S14:y", "Niet bekend is iets anders dan nul."),), small=True),
                    Bullets(
                        (
                            BulletPoint((text,), "Pijler 1", "nl/pillar/1/"),
                            BulletPoint((said("S41:y", "Niets nieuws."),)),
                        )
                    ),
                    WrittenPart(
                        "w1", "Besluit", "Wat de minister zegt", (), "", "[vul in]", required=True
                    ),
                    WrittenPart(
                        "w2",
                        "Toelichting",
                        "",
                        (Sentence("W:1", ("Zo is het.",), written=True, changed="Kijk na."),),
                        "Geschreven door EZ, 1 januari 2025",
                        "",
                        required=False,
                    ),
                ),
                "1. In het kort",
                (inner,),
            ),
        ),
        footer="Uitgave 1 januari 2025",
        draft=draft,
        withdrawn=withdrawn,
        closing=(HeaderLine("De minister", "naam", missing=True),),
    )
